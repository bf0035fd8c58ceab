import type { FunctionSignals } from '../../../../lambda/domain/details';
import type { Read } from '../../../../lambda/domain/read';
import { textOfWords } from '../../../../lambda/domain/words';
import {
  type Account,
  api,
  call,
  callers,
  denied,
  details,
  load,
  plan,
  queue,
  read,
  step,
  steps,
  text,
} from './support';

const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:events';
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alerts';
const ingest = load('ingest', { perSecond: 410, seconds: 0.1, concurrent: 52, highest: 60 });
const other = load('other', { perSecond: 90, seconds: 4, concurrent: 400, highest: 400 });
const oneCall = { name: 'events', type: 'AWS::SQS::Queue', callsPerInvocation: 1, faultShare: 0 };

function signals(given: Partial<FunctionSignals> = {}): ReadonlyMap<string, Read<FunctionSignals>> {
  const actions = [{ action: 'sqs:SendMessage', resources: [QUEUE] }];
  return new Map([['ingest', read({ name: 'ingest', actions, roleIsShared: false, downstream: [oneCall], ...given })]]);
}

const account: Account = {
  loads: [other, ingest],
  functions: read([details('ingest')]),
  callers: new Map([['ingest', callers('shop')]]),
  apis: [api('shop', { calls: read([call('POST /events', 'ingest')]) })],
  signals: signals(),
};

const candidate = (given: Account = {}) =>
  steps(plan('lambda-concurrency', { ...account, ...given }), 'direct-integration')[0];
const titleOf = (given: Account = {}) => textOfWords(candidate(given)?.title ?? ['none']);

const LIKELY = 'Likely (read the code first): direct SQS integration for POST /events (function ingest)';
const POSSIBLE = 'Possible: direct SQS integration for POST /events (function ingest)';

test('only API Gateway calls it, its role does one thing, X-Ray sees one call, and nothing speaks against it', () => {
  const parts = plan('lambda-concurrency', account);
  const option = step(parts, 'direct-integration');

  expect(parts.options).toContain(option);
  expect(text(option).slice(0, 13)).toEqual([
    LIKELY,
    'For it: by its resource policy only API Gateway may invoke it; it has no URL and no event source',
    `For it: by its own policies its role may only call sqs:SendMessage on one queue, ${QUEUE}`,
    'For it: of instrumented calls, X-Ray shows one per invocation, to events',
    'Not known: what else it calls by clients that X-Ray does not instrument',
    'Not known: what else its role may do because queues, buckets and the like let it in by policies of their own',
    'We did not read the code',
    'Check first, retries: the SDK tries again with growing pauses; API Gateway does not',
    'Check first, contextual logging: correlation ids and what else it logs of the request',
    'Check first, error handling: messages that say what went wrong, and logs that help to find it',
    'Check first, fallbacks: a default answer where the service behind it fails',
    'Check first, fault injection: experiments that make the service fail on purpose',
    'Would free ≈ 41 concurrent executions at the account’s peak (measured over 14 days): then it needs at least 360 instead of 401, which is the larger of requests × duration and requests ÷ 10; CloudWatch saw at most 52 of this function at once',
  ]);
  expect(text(option)).toContain('A direct integration does not lower the number of integrations: it is one too');
  expect(option.counts).toEqual({
    before: parts.after,
    after: { ...parts.after, usage: parts.after.usage - 41 },
    atMost: true,
  });
});

test.each<[string, Account]>([
  ['its role is all that is known', { signals: signals({ downstream: null }) }],
  ['its traces are all that is known', { signals: signals({ actions: null }) }],
  ['one thing speaks against it', { functions: read([details('ingest', { variables: ['CHAOS_RATE'] })]) }],
  ['the service behind it fails at times', { signals: signals({ downstream: [{ ...oneCall, faultShare: 0.02 }] }) }],
  ['other functions use the same role', { signals: signals({ roleIsShared: true }) }],
  ['APIs that nobody read call it too', { callers: new Map([['ingest', callers('shop', 'unread')]]) }],
  [
    'its role may do two things to one queue',
    {
      signals: signals({
        actions: [
          { action: 'sqs:SendMessage', resources: [QUEUE] },
          { action: 'sqs:DeleteMessage', resources: [QUEUE] },
        ],
      }),
    },
  ],
])('it is possible where %s', (_, given) => {
  expect(titleOf(given)).toBe(POSSIBLE);
});

test.each<[string, Account]>([
  ['a queue starts it too', { eventSources: read([queue('ingest')]) }],
  ['nobody knows whether a queue starts it', { eventSources: denied }],
  ['nobody knows who may invoke it', { callers: new Map([['ingest', denied]]) }],
  ['it has a URL', { callers: new Map([['ingest', read({ statements: [], hasUrl: true })]]) }],
  ['no statement lets API Gateway in', { callers: new Map([['ingest', callers()]]) }],
  [
    'a bus may invoke it',
    {
      callers: new Map([
        [
          'ingest',
          read({ statements: [{ id: 'e', principal: 'events.amazonaws.com', sourceArn: null }], hasUrl: false }),
        ],
      ]),
    },
  ],
  [
    'its role may do it to any queue',
    { signals: signals({ actions: [{ action: 'sqs:SendMessage', resources: ['*'] }], downstream: null }) },
  ],
  [
    'its role may do anything to the queue',
    { signals: signals({ actions: [{ action: 'sqs:*', resources: [QUEUE] }], downstream: null }) },
  ],
  [
    'X-Ray sees two calls for each invocation',
    { signals: signals({ actions: null, downstream: [{ ...oneCall, callsPerInvocation: 2 }] }) },
  ],
  [
    'X-Ray sees another service than its role',
    { signals: signals({ downstream: [{ ...oneCall, type: 'AWS::SNS' }] }) },
  ],
  [
    'two things speak against it',
    {
      functions: read([details('ingest', { layers: ['powertools'] })]),
      signals: signals({ downstream: [{ ...oneCall, faultShare: 0.5 }] }),
    },
  ],
  ['its signals could not be read', { signals: new Map([['ingest', denied]]) }],
  // An HTTP API has no subtype for SNS.
  [
    'its API cannot do the same',
    { signals: signals({ actions: [{ action: 'sns:Publish', resources: [TOPIC] }], downstream: null }) },
  ],
  [
    'one of its APIs cannot do the same',
    {
      apis: [
        api('shop', { calls: read([call('POST /events', 'ingest')]) }),
        api('chat', { type: 'websocket-api', calls: read([call('send', 'ingest')]) }),
      ],
    },
  ],
])('it is no candidate where %s', (_, given) => {
  expect(titleOf(given)).toBe('none');
});

test('without opt-in signals it says how many were not assessed, and nothing of what they do', () => {
  const parts = plan('lambda-concurrency', {
    ...account,
    loads: [other, ingest, load('notify', { perSecond: 10, seconds: 0.5, concurrent: 9 })],
    signals: null,
    callers: new Map([
      ['ingest', callers('shop')],
      ['notify', callers('shop', 'internal')],
      ['other', read({ statements: [], hasUrl: true })],
    ]),
    apis: [
      api('shop', {
        calls: read([call('POST /events', 'ingest'), call('POST /notify', 'notify'), call('GET /o', 'other')]),
      }),
      api('internal', { type: 'rest-api', calls: read([call('POST /notify', 'notify')]) }),
    ],
  });

  expect(steps(parts, 'direct-integration').map((one) => text(one).slice(0, 2))).toEqual([
    [
      'Not assessed (shop-api): 2 functions behind this API are invoked by API Gateway alone; run with --signals iam,x-ray to assess',
      'The largest first: ingest and notify; at the account’s busiest minute that is 46 at once on average',
    ],
    [
      'Not assessed (internal-api): 1 function behind this API is invoked by API Gateway alone; run with --signals iam,x-ray to assess',
      'The largest first: notify; at the account’s busiest minute that is 5 at once on average',
    ],
  ]);
  expect(steps(parts, 'direct-integration').map(({ counts }) => counts)).toEqual([null, null]);
});

test('what is reserved comes back only with the reservation, which the step says and counts', () => {
  const loads = [other, { ...ingest, reserved: 60 }];
  const option = candidate({ loads });

  expect(option?.counts?.after.usage).toBe((option?.counts?.before.usage ?? 0) - 60);
  expect(option === undefined ? '' : text(option)[12]).toMatch(
    /Its concurrency is reserved \(60\): it returns to the pool only if the reservation is lowered, which is counted here as a part of the step \(60\)$/,
  );
});

test.each([
  [
    'secrets',
    [{ action: 'ssm:GetParameter', resources: ['*'] }],
    'Against it: its role may read secrets or parameters (ssm)',
  ],
  [
    'a second service',
    [
      { action: 'sqs:SendMessage', resources: [QUEUE] },
      { action: 's3:GetObject', resources: ['*'] },
    ],
    'Against it: its role may use several services (sqs and s3)',
  ],
])('a role for %s speaks against it, and there is no integration to read', (_, actions, line) => {
  const option = candidate({ signals: signals({ actions }) });

  expect(option?.artefacts).toEqual([]);
  expect(option === undefined ? [] : text(option)).toEqual(
    expect.arrayContaining([
      POSSIBLE,
      'Not known: whether it does more, since its role may do more than one thing to one target',
      line,
      'Its role does not say what it does, so there is no integration ready to read',
    ]),
  );
});

test('where the rate binds, what it frees is a tenth of its requests', () => {
  const fast = { ...ingest, perSecond: 3000, seconds: 0.02, concurrent: 70 };
  const option = candidate({ loads: [{ ...other, perSecond: 1000, seconds: 0.1, concurrent: 100 }, fast] });

  // 400 (4,000 ÷ 10) without it are 100, by both limits; by duration alone it would have been 60.
  expect(option === undefined ? '' : text(option)[12]).toMatch(/^Would free ≈ 300 .* at least 100 instead of 400/);
});

test('the limit of what stands behind is held against the peak', () => {
  const limitOf = (action: string, resource: string, region = 'eu-west-1') => {
    const parts = plan(
      'lambda-concurrency',
      {
        ...account,
        apis: [api('shop', { type: 'rest-api', calls: read([call('POST /events', 'ingest')]) })],
        signals: signals({ actions: [{ action, resources: [resource] }], downstream: null }),
      },
      { region },
    );
    return text(step(parts, 'direct-integration')).find((line) => line.startsWith('Limit of'));
  };
  const state = 'arn:aws:states:eu-central-1:123456789012:stateMachine:orders';

  expect([
    limitOf('sqs:SendMessage', QUEUE),
    limitOf('sqs:SendMessage', `${QUEUE}.fifo`),
    limitOf('sns:Publish', TOPIC, 'ca-west-1'),
    limitOf('sns:Publish', TOPIC.replace('eu-west-1', 'eu-north-1')),
    limitOf('events:PutEvents', 'arn:aws:events:ca-west-1:123456789012:event-bus/main'),
    limitOf('states:StartExecution', state),
  ]).toEqual([
    'Limit of what stands behind, by default: SQS: a standard queue takes nearly any number of calls per second; the function makes 410 per second at the peak (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html)',
    'Limit of what stands behind, by default: SQS: a FIFO queue takes 300 calls per second of each operation, more only with high throughput; at the peak this function makes 410, which is more (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html)',
    'Limit of what stands behind, by default: SNS: 9,000 published messages per second in eu-west-1, for all standard topics of the account together; at the peak this function makes 410 of them (https://docs.aws.amazon.com/general/latest/gr/sns.html)',
    'Limit of what stands behind, by default: SNS: 300 published messages per second in eu-north-1, for all standard topics of the account together; at the peak this function makes 410, which is more (https://docs.aws.amazon.com/general/latest/gr/sns.html)',
    'Limit of what stands behind, by default: EventBridge: 400 PutEvents calls per second in ca-west-1, for all buses of the account together; at the peak this function makes 410, which is more (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html)',
    'Limit of what stands behind, by default: Step Functions: 150 started standard executions per second in eu-central-1 (800 at once), or 6,000 express ones; of which kind this state machine is was not read; at the peak this function makes 410, which is more (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html)',
  ]);
});

test('a quota that was measured on a quieter day loses only the part of the peak that is in it', () => {
  // 401 ran at the peak and 200 when it was measured: 41 of 401 are 20.4 of 200.
  const parts = plan('lambda-concurrency', account, { usage: 200 });

  expect(step(parts, 'direct-integration').counts?.after).toEqual({ usage: 180, limit: 1000 });
});
