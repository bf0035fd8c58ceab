import { textOfWords } from '../../../../lambda/domain/words';
import { commands, denied, load, plan, read, step, text } from './support';

const loads = [
  load('checkout', { perSecond: 300, seconds: 1.2, concurrent: 400, highest: 400 }),
  load('search', { perSecond: 100, seconds: 0.4, concurrent: 60, highest: 60 }),
];

test('the request says requests per second and duration, as AWS asks for', () => {
  const request = step(plan('lambda-concurrency', { loads }), 'request-increase');

  expect(request.counts).toEqual({
    before: { usage: 880, limit: 1000 },
    after: { usage: 880, limit: 1500 },
    atMost: false,
  });
  expect(commands(request, 'request-increase.sh')).toEqual([
    'aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1500 --region eu-west-1',
  ]);
  expect(text(request)).toContain(
    'Say why: “Our functions in eu-west-1 need 880 concurrent executions at the peak. In the busiest minute of the last 14 days (2026-11-24T10:00:00.000Z) they took 400 requests per second × 1 s on average = 400, at most 700 at once; the largest: checkout 300 × 1.2 s = 360, search 100 × 400 ms = 40. We want our peak to stay at 70 % of the quota.”',
  );
});

test.each([
  // 540 ÷ 70 % and the 400 that are reserved.
  ['lambda-unreserved-concurrency', 1500, { usage: 540, limit: 1100 }],
  // 810 ÷ 70 % and the 100 that must stay unreserved.
  ['lambda-reserved-concurrency', 1500, { usage: 810, limit: 1400 }],
  // 9,000 ÷ 70 % ÷ 10.
  ['lambda-invocation-rate', 1500, { usage: 9000, limit: 15_000 }],
])('for %s the account’s concurrency is asked for: %d', (id, desired, after) => {
  const request = step(plan(id, { loads }), 'request-increase');

  expect(text(request)[0]).toBe(`Request ${desired.toLocaleString('en')} for Concurrent executions in Service Quotas`);
  expect(request.counts?.after).toEqual(after);
});

test('without the account’s settings, unreserved concurrency is asked for without a number', () => {
  const request = step(plan('lambda-unreserved-concurrency', { loads, account: denied }), 'request-increase');

  expect(text(request)).toEqual([
    'Request an increase of Lambda’s concurrent executions in Service Quotas: this limit follows it',
    'How many to ask for could not be computed: the account’s concurrency was not read',
  ]);
});

test('nothing that is asked for already is asked for again', () => {
  const request = step(plan('lambda-concurrency', { loads }, { increaseRequest: 'CASE_OPENED' }), 'request-increase');

  expect(textOfWords(request.title)).toBe(
    'Wait for the increase of Concurrent executions that is already requested (CASE_OPENED)',
  );
});

test('the first table shows who runs, the second what the minute needs by both limits', () => {
  const fast = load('fast', { perSecond: 3000, seconds: 0.02, concurrent: 80, highest: 90, reserved: 100 });
  const { why } = plan('lambda-concurrency', { loads: [...loads, fast] });

  expect(why.map(({ rows }) => rows)).toEqual([
    [
      ['checkout', 360, '78 %', 300, '1.2 s', '400', '400', 'none'],
      ['fast', 60, '13 %', 3000, '20 ms', '80', '90', '100'],
      ['search', 40, '9 %', 100, '400 ms', '60', '60', 'none'],
    ],
    [
      ['requests per second × duration, of all functions', 460],
      ['requests per second ÷ 10, the second limit of Lambda', 340],
      ['the most that CloudWatch saw at once', 700],
    ],
  ]);
});

test('without the peak there is an increase to ask for, no step that rests on who runs, and the reason', () => {
  const parts = plan('lambda-concurrency', { peak: denied });

  expect(parts.steps.map(({ remedy }) => remedy)).toEqual(['request-increase']);
  expect(parts.options.map(({ remedy }) => remedy)).toEqual(['other-account-or-region']);
  expect(parts.why).toEqual([]);
  expect(parts.unchecked.map(textOfWords)).toEqual([
    'Which functions run in the busiest minute could not be read: AccessDenied on something',
  ]);
});

test('where nothing ran in 14 days, that is said', () => {
  expect(plan('lambda-reserved-concurrency', { peak: read(null) }).unchecked.map(textOfWords)).toEqual([
    'CloudWatch has no function that ran in 14 days, so nobody can say who fills the quota',
  ]);
});

test('three sentences say where it stands, what comes first and what is left', () => {
  const idle = load('idle', { reserved: 100 });

  expect(plan('lambda-concurrency', { loads: [...loads, idle] }).summary.map(textOfWords)).toEqual([
    'Lambda concurrent executions (eu-west-1): 880 of 1,000 (88 %) concurrent executions; this limit can be raised in Service Quotas.',
    'First give back 100 reserved concurrent executions of idle: that leaves 780 of 1,000 (78 %).',
    'Then request 1,500 for Concurrent executions in Service Quotas: then it is 780 of 1,500 (52 %).',
  ]);
});
