import { signalPolicy } from '../../../../lambda/domain/permissions';
import type { Read } from '../../../../lambda/domain/read';
import { signalKinds, type SignalKind, type SignalSource } from '../../../../lambda/domain/signal-source';
import { CallMeter } from '../../../../lambda/inventory/call-meter';
import { signalSource } from '../../../../lambda/inventory/signals';
import type { Sandbox } from '../../../../sandbox';
import { account, clock } from '../../../support/account';
import { detailsOf } from '../details/source';

const HOME = 'eu-west-1';
const ACCOUNT = '123456789012';
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`;
const SECRET = 'hunter2';
const at = expect.any(String);
const allow = (Action: string | string[], Resource: string, more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'A', Effect: 'Allow', Action, Resource, ...more }],
});

const secretCondition = { Condition: { StringEquals: { 'aws:PrincipalTag/key': SECRET } } };
const described = {
  accountId: ACCOUNT,
  regions: {
    [HOME]: {
      lambda: {
        functions: [
          {
            name: 'ingest',
            role: 'service-role/ingest',
            traces: {
              invocations: 200,
              calls: [
                { name: 'orders', type: 'AWS::SQS::Queue', count: 198, faults: 99 },
                { name: 'example.com', type: 'remote', count: 0 },
              ],
            },
          },
          { name: 'plain' },
          { name: 'one', role: 'shared' },
          { name: 'two', role: 'shared' },
          { name: 'admin', role: 'admin' },
          { name: 'managed', role: 'managed' },
        ],
      },
    },
  },
  iam: {
    roles: [
      {
        name: 'service-role/ingest',
        inline: {
          send: allow('sqs:SendMessage', QUEUE, secretCondition),
          also: { Version: '2012-10-17', Statement: [] },
        },
        attached: ['AWSLambdaBasicExecutionRole', 'AWSXRayDaemonWriteAccess'],
      },
      { name: 'shared', inline: { all: allow('sqs:*', '*') }, attached: ['AWSLambdaVPCAccessExecutionRole'] },
      { name: 'admin', attached: ['AdministratorAccess'] },
      { name: 'managed', attached: ['put', 'AWSLambdaBasicExecutionRole'] },
    ],
    policies: [{ name: 'put', document: allow(['kinesis:PutRecord'], '*') }],
  },
  distributions: [
    {
      name: 'site',
      aliases: ['www.example.com'],
      origins: [
        { domain: 'a.execute-api.eu-west-1.amazonaws.com', headers: { 'x-origin-key': SECRET } },
        { domain: 'b.s3.amazonaws.com' },
      ],
      behaviours: ['/files/*', '/folders/*'],
    },
    { name: 'other', origins: [{ domain: 'c.example.com' }] },
  ],
};

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await account({
    account: described,
    // Every list comes in pages of one, as AWS may give it.
    pages: { iam: 1, services: 1, distributions: 1 },
  });
});

afterEach(() => sandbox.reset());

const opened: { close(): void }[] = [];
afterAll(() => {
  for (const one of opened) one.close();
});

function source(...kinds: readonly SignalKind[]): SignalSource {
  const details = detailsOf(HOME);
  const made = signalSource({
    kinds: new Set(kinds),
    region: HOME,
    partition: 'aws',
    functions: () => details.functions(),
    clock,
    over: new AbortController().signal,
    meter: new CallMeter(),
    timeoutMs: 5000,
  });
  opened.push(made);
  return made;
}

const read = (value: object): object => ({ status: 'read', at, value });

test('of a function is known what its role allows and what its traces show it calls', async () => {
  expect(await clock.run(source(...signalKinds).signals('ingest'))).toEqual(
    read({
      name: 'ingest',
      actions: [{ action: 'sqs:SendMessage', resources: [QUEUE] }],
      roleIsShared: false,
      downstream: [
        { name: 'orders', type: 'AWS::SQS::Queue', callsPerInvocation: 0.99, faultShare: 0.5 },
        { name: 'example.com', type: 'remote', callsPerInvocation: 0, faultShare: 0 },
      ],
    }),
  );
});

test.each([
  ['plain', [], false],
  ['one', [{ action: 'sqs:*', resources: ['*'] }], true],
  ['admin', [{ action: '*', resources: ['*'] }], false],
  ['managed', [{ action: 'kinesis:PutRecord', resources: ['*'] }], false],
])('the role of %s allows %j', async (name, actions, roleIsShared) => {
  expect(await clock.run(source('iam').signals(name))).toEqual(read({ name, actions, roleIsShared, downstream: null }));
});

test('a function without traces has no known calls', async () => {
  expect(await clock.run(source('x-ray').signals('plain'))).toEqual(
    read({ name: 'plain', actions: null, roleIsShared: false, downstream: null }),
  );
});

test('distributions come without the headers that go to their origins', async () => {
  const distributions = await clock.run(source('cloudfront').distributions());

  const id = expect.any(String);
  expect(distributions).toEqual(
    read([
      {
        id,
        aliases: ['www.example.com'],
        origins: ['a.execute-api.eu-west-1.amazonaws.com', 'b.s3.amazonaws.com'],
        behaviours: 2,
      },
      { id, aliases: [], origins: ['c.example.com'], behaviours: 0 },
    ]),
  );
});

test('no value of a condition or of a header is kept', async () => {
  const all = source(...signalKinds);
  const answers = await clock.run(Promise.all([all.signals('ingest'), all.distributions()]));

  expect(answers.map(({ status }) => status)).toEqual(['read', 'read']);
  expect(JSON.stringify(answers)).not.toContain(SECRET);
});

test('what nobody has opted in to is not asked for', async () => {
  const none = source();

  expect(await clock.run(none.signals('ingest'))).toMatchObject({ status: 'failed', kind: 'declined' });
  expect(await clock.run(source('iam').distributions())).toMatchObject({ status: 'failed', kind: 'declined' });
  await clock.run(source('iam').signals('ingest'));
  await clock.run(source('x-ray').signals('ingest'));
  expect(new Set(sandbox.calls.map(({ service }) => service))).toEqual(new Set(['lambda', 'iam', 'xray']));
  expect(sandbox.calls.filter(({ service }) => service === 'iam')).toHaveLength(10);
});

test('a function that is not there is gone', async () => {
  expect(await clock.run(source('iam').signals('nope'))).toEqual({ status: 'gone' });
});

test('a role, a policy and the graph are asked for once, however many functions want them', async () => {
  const all = source('iam', 'x-ray');
  await clock.run(Promise.all(['one', 'two', 'one', 'plain', 'managed'].map((name) => all.signals(name))));

  const asked = sandbox.calls.filter(({ operation }) =>
    /^(Get(Policy|RolePolicy)|List.*RolePolicies)$/.test(operation),
  );
  expect(asked.filter(({ operation }) => operation === 'ListRolePolicies')).toHaveLength(3);
  // AWSLambdaVPCAccessExecutionRole, AWSLambdaBasicExecutionRole and put.
  expect(asked.filter(({ operation }) => operation === 'GetPolicy')).toHaveLength(3);
  // Eight services, a page each: of ingest two and the two that it calls.
  expect(sandbox.calls.filter(({ service }) => service === 'xray')).toHaveLength(4);
});

test.each<[string, SignalKind, (from: SignalSource) => Promise<Read<unknown>>]>([
  ['iam:ListRolePolicies', 'iam', (from) => from.signals('ingest')],
  ['iam:ListAttachedRolePolicies', 'iam', (from) => from.signals('ingest')],
  ['iam:GetRolePolicy', 'iam', (from) => from.signals('ingest')],
  ['iam:GetPolicy', 'iam', (from) => from.signals('ingest')],
  ['iam:GetPolicyVersion', 'iam', (from) => from.signals('ingest')],
  ['xray:GetServiceGraph', 'x-ray', (from) => from.signals('ingest')],
  ['cloudfront:ListDistributions', 'cloudfront', (from) => from.distributions()],
])('where %s is denied, it is unknown and says what it needs', async (name, kind, ask) => {
  const [service = '', operation = ''] = name.split(':');
  const code = service === 'xray' ? 'AccessDeniedException' : 'AccessDenied';
  sandbox.fault({ service, operation, kind: 'denied' });

  expect(await clock.run(ask(source(kind)))).toEqual({
    status: 'failed',
    kind: 'denied',
    reason: `${code} on ${name} (needs ${name})`,
  });
});

test.each<[string, SignalKind, (from: SignalSource) => Promise<Read<unknown>>]>([
  ['ListRolePolicies', 'iam', (from) => from.signals('ingest')],
  ['ListAttachedRolePolicies', 'iam', (from) => from.signals('ingest')],
  ['GetServiceGraph', 'x-ray', (from) => from.signals('ingest')],
  ['ListDistributions', 'cloudfront', (from) => from.distributions()],
])('where the second page of %s fails, nothing of it is said', async (operation, kind, ask) => {
  sandbox.fault({ operation, kind: 'denied', after: 1 });

  expect(await clock.run(ask(source(kind)))).toMatchObject({ status: 'failed', kind: 'denied' });
});

test('the functions that are not known are the reason', async () => {
  sandbox.fault({ service: 'lambda', kind: 'denied' });

  expect(await clock.run(source('iam').signals('ingest'))).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('lambda:ListFunctions'),
  });
});

test('the policy for the role allows exactly what is asked', async () => {
  const own = signalPolicy({ partition: 'aws', account: ACCOUNT });
  const listed = { Effect: 'Allow', Action: ['lambda:ListFunctions'], Resource: ['*'] } as const;
  const bound = await account({ account: described, policy: { ...own, Statement: [...own.Statement, listed] } });
  const all = source(...signalKinds);
  for (const name of ['ingest', 'managed']) expect((await clock.run(all.signals(name))).status).toBe('read');
  expect((await clock.run(all.distributions())).status).toBe('read');

  const asked = bound.calls.flatMap(({ service, action }) => (service === 'lambda' || !action ? [] : [action]));
  const granted = own.Statement.flatMap(({ Action }) => Action);
  expect([...new Set(asked)].toSorted()).toEqual(granted.toSorted());
});
