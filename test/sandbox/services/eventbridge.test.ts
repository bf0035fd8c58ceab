import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsCommandInput,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import type { FaultDescription, Sandbox } from '../../../sandbox';
import { ACCOUNT_ID, closing, HandClock, HOME, raw, refusal, start, to } from '../support';

const OTHER = 'eu-west-1';
const clock = new HandClock();
const DEFAULT_BUS = `arn:aws:events:${HOME}:${ACCOUNT_ID}:event-bus/default`;

let sandbox: Sandbox;
let client: EventBridgeClient;

beforeEach(async () => {
  sandbox = await start({ clock, account: { accountId: ACCOUNT_ID, regions: { [HOME]: {}, [OTHER]: {} } } });
  client = closing(new EventBridgeClient(to(sandbox)));
});

const entry = (more: PutEventsRequestEntry = {}): PutEventsRequestEntry => ({
  Source: 'headroom',
  DetailType: 'Quota breached',
  Detail: '{"quota":"routes"}',
  ...more,
});
const put = (...Entries: PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries }));
const numbered = (count: number) => Array.from({ length: count }, (_, n) => entry({ Detail: `{"n":${n}}` }));
const arrived = () => sandbox.events.map(({ detail }) => detail['n']);

describe('an event', () => {
  test('arrives with its detail as an object and the id that its sender was told', async () => {
    const { FailedEntryCount, Entries } = await put(entry());

    expect([FailedEntryCount, Entries]).toEqual([0, [{ EventId: expect.any(String) }]]);
    expect(sandbox.events).toEqual([
      {
        id: Entries?.[0]?.EventId,
        time: '2026-11-20T12:00:00Z',
        region: HOME,
        source: 'headroom',
        detailType: 'Quota breached',
        detail: { quota: 'routes' },
        resources: [],
      },
    ]);
  });

  test('has the time and the resources that its sender gave it', async () => {
    await put(entry({ Time: new Date('2026-01-02T03:04:05.678Z'), Resources: ['arn:aws:apigateway:::/restapis/a'] }));

    expect(sandbox.events).toMatchObject([
      { time: '2026-01-02T03:04:05Z', resources: ['arn:aws:apigateway:::/restapis/a'] },
    ]);
  });

  test('stands behind those that came before it, of whatever Region', async () => {
    const elsewhere = closing(new EventBridgeClient(to(sandbox, OTHER)));

    await put(...numbered(10));
    await elsewhere.send(new PutEventsCommand({ Entries: [entry({ Detail: '{"n":"other"}' })] }));
    await put(entry({ Detail: '{"n":"last"}' }));

    expect(arrived()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 'other', 'last']);
    expect(sandbox.events.map(({ region }) => region).slice(-2)).toEqual([OTHER, HOME]);
  });

  test.each(['default', DEFAULT_BUS])('may name its bus as %s', async (EventBusName) => {
    await put(entry({ EventBusName }));

    expect(sandbox.events).toHaveLength(1);
  });

  test('for a bus that is not there is accepted and lost, as by AWS', async () => {
    const { FailedEntryCount, Entries } = await put(entry({ EventBusName: 'nobody' }));

    expect([FailedEntryCount, Entries]).toEqual([0, [{ EventId: expect.any(String) }]]);
    expect(sandbox.events).toEqual([]);
  });

  test('outlasts a reset, as all that was stored', async () => {
    await put(entry());

    sandbox.reset();

    expect(sandbox.events).toHaveLength(1);
  });
});

describe('an entry fails, and the call does not,', () => {
  const invalid = (name: string) => ({
    ErrorCode: 'InvalidArgument',
    ErrorMessage: expect.stringMatching(new RegExp(`^Parameter ${name} is not valid. Reason: ${name} `)),
  });
  const malformed = { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };

  test.each<[string, PutEventsRequestEntry, object]>([
    ['without a source', { Source: undefined }, invalid('Source')],
    ['with an empty source', { Source: '' }, invalid('Source')],
    ['without a detail type', { DetailType: undefined }, invalid('DetailType')],
    ['with a detail type of 129 characters', { DetailType: 'd'.repeat(129) }, invalid('DetailType')],
    ['without a detail', { Detail: undefined }, invalid('Detail')],
    [
      'with a source of AWS',
      { Source: 'aws.headroom' },
      { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
    ],
    ['with a detail that is no JSON', { Detail: '{"quota":' }, malformed],
    ['with a detail that is a text', { Detail: '"quota"' }, malformed],
    ['with a detail that is a list', { Detail: '[{}]' }, malformed],
    ['with a detail that is nothing', { Detail: 'null' }, malformed],
  ])('%s', async (_, more, failure) => {
    const { FailedEntryCount, Entries } = await put(entry({ Detail: '{"n":1}' }), entry(more), entry());

    expect([FailedEntryCount, Entries]).toEqual([
      1,
      [{ EventId: expect.any(String) }, failure, { EventId: expect.any(String) }],
    ]);
    expect(sandbox.events.map(({ detail }) => detail)).toEqual([{ n: 1 }, { quota: 'routes' }]);
  });

  test('even if it is the only one', async () => {
    expect(await put(entry({ Source: undefined }))).toMatchObject({ FailedEntryCount: 1 });
  });
});

describe('what is refused', () => {
  const bytes = (count: number) => `{"n":"${'é'.repeat((count - 8) / 2)}"}`;

  test.each<[string, PutEventsRequestEntry[]]>([
    ['no entries', []],
    ['eleven entries', numbered(11)],
    ['a bus without a name', [entry({ EventBusName: '' })]],
    ['an entry of 256 KB', [entry({ Source: 's', DetailType: 't', Detail: bytes(262_142) })]],
    [
      'entries of 256 KB together, their times and resources among them',
      [
        entry({ Source: 's', DetailType: 't', Detail: bytes(262_122) }),
        entry({ Source: 's', DetailType: 't', Detail: '{}', Time: new Date(0), Resources: ['ab'] }),
      ],
    ],
  ])('%s', async (_, entries) => {
    await expect(put(...entries)).rejects.toMatchObject(refusal('ValidationException', 400));
    expect(sandbox.events).toEqual([]);
  });

  test('but not entries of a byte less', async () => {
    const more = { Source: 's', DetailType: 't' };

    await put(
      entry({ ...more, Detail: bytes(262_122) }),
      entry({ ...more, Detail: '{}', Time: new Date(0), Resources: ['a'] }),
    );

    expect(sandbox.events).toHaveLength(2);
  });

  test('a request without the list', async () => {
    const { response, text } = await raw(sandbox, {
      service: 'events',
      headers: { 'x-amz-target': 'AWSEvents.PutEvents' },
      body: '{}',
    });

    expect([response.status, text]).toEqual([400, expect.stringContaining('Entries is required')]);
  });

  test.each<[string, PutEventsCommandInput]>([
    ['EndpointId', { Entries: [entry()], EndpointId: 'abcde.veo' }],
    ['TraceHeader', { Entries: [entry(), entry({ TraceHeader: 'Root=1' })] }],
  ])('%s, which the sandbox lacks', async (member, input) => {
    const { response, text } = await raw(sandbox, {
      service: 'events',
      headers: { 'x-amz-target': 'AWSEvents.PutEvents' },
      body: JSON.stringify(input),
    });

    expect([response.status, text]).toEqual([400, expect.stringContaining(`the sandbox has no ${member}`)]);
    expect(sandbox.events).toEqual([]);
  });
});

describe('faults', () => {
  const failed = { ErrorCode: 'InternalFailure', ErrorMessage: expect.any(String) };
  const fine = { EventId: expect.any(String) };

  test('can make a single entry fail', async () => {
    sandbox.fault({ kind: 'entry-failed', after: 1, times: 1 });

    const { FailedEntryCount, Entries } = await put(...numbered(3));

    expect([FailedEntryCount, Entries]).toEqual([1, [fine, failed, fine]]);
    expect(arrived()).toEqual([0, 2]);
  });

  test('count entries, over as many calls as they take, and none that fails anyway', async () => {
    sandbox.fault({ kind: 'entry-failed', after: 2, times: 1 });

    await put(entry({ Source: undefined }), ...numbered(2));
    expect(await put(...numbered(2))).toMatchObject({ Entries: [failed, fine] });
  });

  test('fail entries of the Region that they name, until they end', async () => {
    sandbox.fault({ kind: 'entry-failed', region: OTHER, service: 'eventbridge', operation: 'PutEvents' });
    const elsewhere = closing(new EventBridgeClient(to(sandbox, OTHER)));
    const there = () => elsewhere.send(new PutEventsCommand({ Entries: [entry()] }));

    expect(await put(entry())).toMatchObject({ FailedEntryCount: 0 });
    expect(await there()).toMatchObject({ FailedEntryCount: 1 });
    sandbox.clearFaults();
    expect(await there()).toMatchObject({ FailedEntryCount: 0 });
  });

  test.each<[FaultDescription['kind'], string, number]>([
    ['denied', 'AccessDeniedException', 400],
    ['unrecognized', 'UnrecognizedClientException', 400],
    ['expired', 'ExpiredTokenException', 400],
    ['throttled', 'ThrottlingException', 400],
    ['error', 'InternalException', 500],
  ])('of the whole call: %s', async (kind, name, status) => {
    sandbox.fault({ kind });

    await expect(put(entry())).rejects.toMatchObject(refusal(name, status));
    expect(sandbox.events).toEqual([]);
  });
});

test('each call asks for the permission on its buses', async () => {
  const other = `arn:aws:events:${HOME}:${ACCOUNT_ID}:event-bus/other`;

  await put(entry(), entry({ EventBusName: 'other' }), entry({ EventBusName: 'default' }));
  await put(entry({ EventBusName: other }));

  expect(sandbox.calls.map(({ action, resource, also }) => [action, resource, also])).toEqual([
    ['events:PutEvents', DEFAULT_BUS, [{ action: 'events:PutEvents', resource: other }]],
    ['events:PutEvents', other, []],
  ]);
});

test('whoever may put to the default bus alone is refused another', async () => {
  const guarded = await start({
    account: { accountId: ACCOUNT_ID, regions: { [HOME]: {} } },
    policy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: DEFAULT_BUS }],
    },
  });
  client = closing(new EventBridgeClient(to(guarded)));

  await expect(put(entry())).resolves.toMatchObject({ FailedEntryCount: 0 });
  await expect(put(entry(), entry({ EventBusName: 'other' }))).rejects.toMatchObject(
    refusal('AccessDeniedException', 400),
  );
  expect(guarded.events).toHaveLength(1);
});
