import { textOfWords } from '../../../../lambda/domain/words';
import { call, api, callers, commands, details, load, plan, queue, read, step, steps, text } from './support';

const checkout = load('checkout', { perSecond: 300, seconds: 1, concurrent: 340, highest: 350 });
const images = load('images', { perSecond: 50, seconds: 4, concurrent: 220, highest: 230 });

test('a cap on the largest function is as high as the target allows, by itself', () => {
  // 880 of 1,000 must come to 700: 180 less than 300.
  const option = step(plan('lambda-concurrency', { loads: [images, checkout] }), 'cap-largest-function');

  expect(text(option).slice(0, 5)).toEqual([
    'Cap checkout at 150 concurrent executions by reserving them',
    'It ran 300 at once on average in the busiest minute, 340 at most',
    'By itself, without any other step, it would leave 730 of 1,000 instead of 880 of 1,000',
    'Invocations above the cap are throttled: synchronous callers get an error, asynchronous ones and queues try again later',
    '950 stay unreserved for all other functions; AWS refuses less than 100',
  ]);
  expect(commands(option, 'cap-checkout.sh')).toEqual([
    'aws lambda put-function-concurrency --function-name checkout --reserved-concurrent-executions 150 --region eu-west-1',
  ]);
});

test('a cap that leaves less than 100 unreserved is not proposed', () => {
  const account = read({ concurrency: 1000, unreservedConcurrency: 240 });
  const request = 'PENDING';
  const parts = plan('lambda-concurrency', { loads: [checkout], account }, { increaseRequest: request });

  expect(steps(parts, 'cap-largest-function')).toEqual([]);
  const enough = plan(
    'lambda-concurrency',
    { loads: [checkout], account: read({ concurrency: 1000, unreservedConcurrency: 250 }) },
    { increaseRequest: request },
  );
  expect(text(step(enough, 'cap-largest-function'))[4]).toBe(
    '100 stay unreserved for all other functions; AWS refuses less than 100',
  );
});

test('a queue is limited without taking anything from others', () => {
  const parts = plan('lambda-concurrency', { loads: [images], eventSources: read([queue('images')]) });

  const option = step(parts, 'limit-queue-concurrency');
  expect(parts.options).toContain(option);
  expect(text(option).slice(0, 3)).toEqual([
    'Let its queue start at most 100 executions of images at once',
    'It ran 200 at once on average in the busiest minute (50 per second, 4 s each); messages above the limit wait in the queue',
    'By itself, without any other step, it would leave 780 of 1,000 instead of 880 of 1,000',
  ]);
  expect(option.counts?.after.usage).toBe(780);
  expect(commands(option, 'queue-limit-images.sh')).toEqual([
    'aws lambda update-event-source-mapping --uuid source-of-images --scaling-config MaximumConcurrency=100 --region eu-west-1',
  ]);
});

test('several queues of one function share the limit', () => {
  const eventSources = read([queue('images'), queue('images', { id: 'second', maximumConcurrency: 900 })]);
  const option = step(plan('lambda-concurrency', { loads: [images], eventSources }), 'limit-queue-concurrency');

  expect(text(option)[0]).toBe('Let each of its 2 queues start at most 50 executions of images at once');
  expect(option.artefacts[0]?.text).toContain(
    '# Undo: aws lambda update-event-source-mapping --uuid second --scaling-config MaximumConcurrency=900 --region eu-west-1',
  );
});

test.each([
  ['is limited to less than that already', [queue('images', { maximumConcurrency: 150 })]],
  ['is switched off', [queue('images', { enabled: false })]],
  ['is a stream', [queue('images', { service: 'kinesis' })]],
])('a source that %s is left alone', (_, sources) => {
  const parts = plan('lambda-concurrency', { loads: [images], eventSources: read(sources) });

  expect(steps(parts, 'limit-queue-concurrency')).toEqual([]);
});

test('shorter executions are a what-if by arithmetic, and reserved ones free nothing by themselves', () => {
  const kept = load('kept', { perSecond: 40, seconds: 5, concurrent: 210, highest: 240, reserved: 250 });
  const parts = plan('lambda-concurrency', { loads: [checkout, kept] }, { increaseRequest: 'PENDING' });

  expect(text(step(parts, 'shorten-duration')).slice(1, 3)).toEqual([
    'checkout (1 s on average, 300 at once): 10 % shorter would leave 850 of 1,000 instead of 880, 50 % shorter 730',
    'kept (5 s on average, 200 at once): it has 250 reserved, so the pool gains only if the reservation is lowered afterwards',
  ]);
});

test('a function that runs on after API Gateway has given up is told to stop', () => {
  const account = {
    loads: [checkout, images],
    functions: read([details('checkout', { timeoutSeconds: 900 }), details('images', { timeoutSeconds: 900 })]),
    callers: new Map([
      ['checkout', callers('a')],
      ['images', callers('a')],
    ]),
    eventSources: read([queue('images')]),
    apis: [
      api('a', { calls: read([call('POST /checkout', 'checkout', { timeoutMs: 12_000 }), call('GET /i', 'images')]) }),
    ],
  };
  const advice = step(plan('lambda-concurrency', account), 'align-timeouts');

  // A queue starts the other one too: nobody knows how long that may take.
  expect(text(advice)[1]).toBe('checkout may run 900 s, API Gateway waits 12 s');
  expect(commands(advice, 'timeouts.sh')).toEqual([
    'aws lambda update-function-configuration --function-name checkout --timeout 12 --region eu-west-1',
  ]);
});

test('how long an API waits that nobody read is not guessed', () => {
  const account = {
    loads: [checkout],
    functions: read([details('checkout', { timeoutSeconds: 900 })]),
    callers: new Map([['checkout', callers('a', 'unread')]]),
    apis: [api('a', { calls: read([call('POST /checkout', 'checkout')]) })],
  };

  expect(steps(plan('lambda-concurrency', account), 'align-timeouts')).toEqual([]);
});

test('the functions and APIs that nobody asked about are named', () => {
  const { unchecked } = plan('lambda-concurrency', {
    loads: [checkout, images, load('idle')],
    callers: new Map([['checkout', callers('a')]]),
    apisNotRead: ['f6', 'g7'],
  });

  expect(unchecked.map(textOfWords).slice(0, 2)).toEqual([
    'Who may invoke images was not asked, since it is asked for the largest functions only: they are no candidates for direct integration',
    'The routes of 2 further APIs (f6 and g7) that may invoke these functions were not read: functions behind them have no advice about timeouts, and as candidates are possible at most',
  ]);
});

test('for the rate of invocations larger batches and a cache are advice without a number', () => {
  const account = {
    loads: [images, load('list', { perSecond: 500, seconds: 0.01, concurrent: 9 })],
    eventSources: read([queue('images', { service: 'kinesis' })]),
    apis: [api('a', { calls: read([call('GET /list', 'list')]) })],
  };
  const parts = plan('lambda-invocation-rate', account);

  expect(text(step(parts, 'larger-batches'))[1]).toBe(
    'images: 50 invocations per second in the busiest minute, from kinesis',
  );
  expect(text(step(parts, 'cache-reads'))[1]).toBe('list, 5 at once on average in the busiest minute: GET /list');
  expect(step(parts, 'larger-batches').counts).toBeNull();
  expect(step(parts, 'cache-reads').counts).toBeNull();
});

test('a queue in between is advice for what writes', () => {
  const account = {
    loads: [checkout],
    apis: [api('a', { calls: read([call('POST /checkout', 'checkout'), call('GET /checkout', 'checkout')]) })],
  };
  const advice = step(plan('lambda-concurrency', account), 'buffer-writes');

  expect(text(advice)[1]).toBe('checkout, 300 at once on average in the busiest minute: POST /checkout');
  expect(advice.counts).toBeNull();
});
