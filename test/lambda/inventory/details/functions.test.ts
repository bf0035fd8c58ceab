import type { Sandbox } from '../../../../sandbox';
import { account, clock } from '../../../support/account';
import { detailsOf } from './source';

const HOME = 'eu-west-1';
const SECRET = 'hunter2';
const ARN = 'arn:aws:lambda:eu-west-1:123456789012';
const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:orders';
const at = expect.any(String);

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await account({
    account: {
      accountId: '123456789012',
      regions: {
        [HOME]: {
          lambda: {
            functions: [
              {
                name: 'orders',
                timeout: 3,
                memory: 1024,
                codeSize: 1234,
                layers: ['powertools'],
                vpc: 'vpc-0a1',
                tracing: true,
                environment: { TOKEN: SECRET, __proto__x: SECRET, constructor: SECRET },
                role: 'service-role/orders-role',
                urls: 51,
                permissions: [
                  {
                    id: 'api',
                    principal: 'apigateway.amazonaws.com',
                    sourceArn: 'arn:aws:execute-api:eu-west-1:1:a/*',
                  },
                  { id: 'topic', principal: 'sns.amazonaws.com', action: 'lambda:*' },
                  { id: 'read', principal: 'arn:aws:iam::999999999999:root', action: 'lambda:GetFunction' },
                  { id: 'anybody', principal: '*', action: 'lambda:InvokeFunctionUrl' },
                ],
              },
              { name: 'left-its-vpc', vpc: '' },
              { name: 'handler', copies: 60, environment: { TOKEN: SECRET } },
            ],
            eventSources: [
              { function: 'orders', source: QUEUE, maximumConcurrency: 5 },
              { function: 'orders', alias: 'live', source: 'arn:aws:kinesis:eu-west-1:1:stream/s', state: 'Disabled' },
              { function: 'handler-1', state: 'Creating' },
              { function: 'handler-2', source: QUEUE, copies: 100 },
            ],
          },
        },
      },
    },
  });
});

afterEach(() => sandbox.reset());

test('functions come over all pages, with what a plan needs of each', async () => {
  const read = await clock.run(detailsOf(HOME).functions());

  const functions = read.status === 'read' ? read.value : [];
  expect(functions).toHaveLength(62);
  expect(functions.slice(0, 2)).toEqual([
    {
      name: 'orders',
      arn: `${ARN}:function:orders`,
      timeoutSeconds: 3,
      memoryMb: 1024,
      codeBytes: 1234,
      isInVpc: true,
      layers: [`${ARN}:layer:powertools:1`],
      roleName: 'orders-role',
      tracing: true,
      variables: ['TOKEN', '__proto__x', 'constructor'],
    },
    {
      name: 'left-its-vpc',
      arn: `${ARN}:function:left-its-vpc`,
      timeoutSeconds: 30,
      memoryMb: 512,
      codeBytes: 5_000_000,
      isInVpc: false,
      layers: [],
      roleName: 'left-its-vpc',
      tracing: false,
      variables: [],
    },
  ]);
});

test('no value of an environment variable is kept', async () => {
  const read = await clock.run(detailsOf(HOME).functions());

  expect(read.status).toBe('read');
  expect(JSON.stringify(read)).not.toContain(SECRET);
});

test('event sources come over all pages; what has no ARN is a Kafka cluster of one’s own', async () => {
  const read = await clock.run(detailsOf(HOME).eventSources());

  const sources = read.status === 'read' ? read.value : [];
  expect(sources).toHaveLength(103);
  const id = expect.any(String);
  expect(sources.slice(0, 3)).toEqual([
    { id, functionName: 'orders', service: 'sqs', sourceArn: QUEUE, enabled: true, maximumConcurrency: 5 },
    {
      id,
      functionName: 'orders',
      service: 'kinesis',
      sourceArn: 'arn:aws:kinesis:eu-west-1:1:stream/s',
      enabled: false,
      maximumConcurrency: null,
    },
    { id, functionName: 'handler-1', service: 'kafka', sourceArn: '', enabled: true, maximumConcurrency: null },
  ]);
});

test('who may invoke a function: everybody whom its policy allows it, and whether it has a URL', async () => {
  expect(await clock.run(detailsOf(HOME).callers('orders'))).toEqual({
    status: 'read',
    at,
    value: {
      statements: [
        { id: 'api', principal: 'apigateway.amazonaws.com', sourceArn: 'arn:aws:execute-api:eu-west-1:1:a/*' },
        { id: 'topic', principal: 'sns.amazonaws.com', sourceArn: null },
        { id: 'anybody', principal: '*', sourceArn: null },
      ],
      hasUrl: true,
    },
  });
  // 51 URLs are two pages.
  expect(sandbox.calls.filter(({ operation }) => operation === 'ListFunctionUrlConfigs')).toHaveLength(2);
});

test('a function without a policy is called by nobody, one that is not there is gone', async () => {
  const details = detailsOf(HOME);

  expect(await clock.run(details.callers('handler-1'))).toEqual({
    status: 'read',
    at,
    value: { statements: [], hasUrl: false },
  });
  expect(await clock.run(details.callers('nope'))).toEqual({ status: 'gone' });
});

const denied = (operation: string) => ({
  status: 'failed',
  kind: 'denied',
  reason: `AccessDeniedException on lambda:${operation} (needs lambda:${operation})`,
});

test.each([
  ['functions', 'ListFunctions', () => detailsOf(HOME).functions()],
  ['event sources', 'ListEventSourceMappings', () => detailsOf(HOME).eventSources()],
  ['callers', 'GetPolicy', () => detailsOf(HOME).callers('orders')],
  ['callers', 'ListFunctionUrlConfigs', () => detailsOf(HOME).callers('orders')],
])('%s are unknown where %s is denied', async (_, operation, ask) => {
  sandbox.fault({ operation, kind: 'denied' });

  expect(await clock.run<unknown>(ask())).toEqual(denied(operation));
});

test.each([
  ['functions', 'ListFunctions', () => detailsOf(HOME).functions()],
  ['event sources', 'ListEventSourceMappings', () => detailsOf(HOME).eventSources()],
  ['callers', 'ListFunctionUrlConfigs', () => detailsOf(HOME).callers('orders')],
])('%s are unknown where the second page of %s fails', async (_, operation, ask) => {
  sandbox.fault({ operation, kind: 'denied', after: 1 });

  expect(await clock.run<unknown>(ask())).toEqual(denied(operation));
});

test('however many plans want them, they are asked for once', async () => {
  const details = detailsOf(HOME);
  await clock.run(
    Promise.all([details.functions(), details.functions(), details.callers('orders'), details.callers('orders')]),
  );

  expect(sandbox.calls.map(({ operation }) => operation).toSorted()).toEqual([
    'GetPolicy',
    'ListFunctionUrlConfigs',
    'ListFunctionUrlConfigs',
    'ListFunctions',
    'ListFunctions',
  ]);
});
