import { textOfWords } from '../../../../lambda/domain/words';
import { commands, load, plan, queue, read, step, steps, text } from './support';

const idle = load('nightly', { reserved: 200 });
const roomy = load('search', { reserved: 220, perSecond: 90, seconds: 0.4, concurrent: 44, highest: 60 });
const busy = load('orders', { reserved: 100, perSecond: 100, seconds: 0.8, concurrent: 85, highest: 90 });

test('what was never approached in 14 days is given back, exactly, and half as much again stays', () => {
  const parts = plan('lambda-concurrency', { loads: [roomy, busy, idle] });

  expect(parts.after).toEqual({ usage: 880 - 200 - (220 - 90), limit: 1000 });
  expect(parts.steps.map(({ remedy }) => remedy)).toEqual(['give-back-reserved-concurrency']);
  const given = step(parts, 'give-back-reserved-concurrency');
  expect(text(given).slice(0, 3)).toEqual([
    'Give back 330 reserved concurrent executions of nightly and search',
    'nightly: remove the reservation of 200; nothing ran in 14 days',
    'search: 220 → 90; at most 60 ran at once in 14 days, and half as much again stays reserved',
  ]);
  expect(commands(given, 'reserved-concurrency.sh')).toEqual([
    'aws lambda delete-function-concurrency --function-name nightly --region eu-west-1',
    'aws lambda put-function-concurrency --function-name search --reserved-concurrent-executions 90 --region eu-west-1',
  ]);
  expect(commands(given, 'undo-reserved-concurrency.sh')).toEqual([
    'aws lambda put-function-concurrency --function-name nightly --reserved-concurrent-executions 200 --region eu-west-1',
    'aws lambda put-function-concurrency --function-name search --reserved-concurrent-executions 220 --region eu-west-1',
  ]);
});

test('a reservation that is used, one of 0, and one that nobody could read stay', () => {
  const loads = [busy, load('off', { reserved: 0 }), load('dark', { reserved: 'unknown', perSecond: 1, seconds: 1 })];
  const parts = plan('lambda-concurrency', { loads });

  expect(steps(parts, 'give-back-reserved-concurrency')).toEqual([]);
  expect(parts.unchecked.map(textOfWords)).toContain(
    'Whether dark have reserved concurrency could not be read: they are counted as if not, so what they free is at most that',
  );
});

test.each([
  ['lambda-concurrency', { usage: 680, limit: 1000 }],
  // What is given back is unreserved then: the limit grows.
  ['lambda-unreserved-concurrency', { usage: 540, limit: 800 }],
  ['lambda-reserved-concurrency', { usage: 610, limit: 900 }],
])('giving 200 back leaves of %s', (id, after) => {
  const parts = plan(id, { loads: [idle] });

  expect(step(parts, 'give-back-reserved-concurrency').counts?.after).toEqual(after);
});

test('the other limits that it moves are named', () => {
  const others = [
    { id: 'lambda-unreserved-concurrency', resourceId: null, usage: 480, limit: 600 },
    { id: 'lambda-reserved-concurrency', resourceId: null, usage: 400, limit: 900 },
    { id: 'regional-apis', resourceId: null, usage: 5, limit: 600 },
  ];
  const parts = plan('lambda-concurrency', { loads: [roomy], others });

  expect(step(parts, 'give-back-reserved-concurrency').elsewhere).toEqual([
    { quota: 'lambda-reserved-concurrency', of: null, before: 400, after: 270, limit: 900 },
  ]);
});

test('a reservation without one of these is no help for the rate of invocations', () => {
  expect(steps(plan('lambda-invocation-rate', { loads: [idle] }), 'give-back-reserved-concurrency')).toEqual([]);
});

test('a reservation that only holds back a queue can be a limit of the queue instead', () => {
  const parts = plan('lambda-reserved-concurrency', {
    loads: [load('worker', { reserved: 300, perSecond: 30, seconds: 8, concurrent: 280, highest: 290 })],
    eventSources: read([
      queue('worker'),
      queue('worker', { id: 'second' }),
      queue('worker', { id: 'off', enabled: false }),
    ]),
  });

  const option = step(parts, 'replace-reservation-by-queue-limit');
  expect(parts.options).toContain(option);
  expect(option.counts).toEqual({
    before: parts.after,
    after: { ...parts.after, usage: parts.after.usage - 300 },
    atMost: true,
  });
  expect(commands(option, 'queue-instead-of-reservation-worker.sh')).toEqual([
    'aws lambda update-event-source-mapping --uuid source-of-worker --scaling-config MaximumConcurrency=150 --region eu-west-1',
    'aws lambda update-event-source-mapping --uuid second --scaling-config MaximumConcurrency=150 --region eu-west-1',
    'aws lambda delete-function-concurrency --function-name worker --region eu-west-1',
  ]);
});

test('a name is one word of a command and code in a sentence', () => {
  const evil = "a'; rm -rf /; __proto__";
  const given = step(
    plan('lambda-concurrency', { loads: [load(evil, { reserved: 500 })] }),
    'give-back-reserved-concurrency',
  );

  expect(given.title).toEqual(['Give back 500 reserved concurrent executions of ', { code: evil }]);
  expect(commands(given, 'reserved-concurrency.sh')).toEqual([
    String.raw`aws lambda delete-function-concurrency --function-name 'a'\''; rm -rf /; __proto__' --region eu-west-1`,
  ]);
});
