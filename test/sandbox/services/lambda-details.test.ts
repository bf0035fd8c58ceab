/** What Lambda says of a function, of who may invoke it and of what starts it by itself. */
import {
  GetPolicyCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda';
import type { Sandbox } from '../../../sandbox';
import { closing, home, pagesOf, raw, refusal, sizesOf, start, to } from '../support';

const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:orders';
const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function';

let sandbox: Sandbox;
let client: LambdaClient;

beforeAll(async () => {
  sandbox = await start({
    account: home({
      lambda: {
        functions: [
          { name: 'plain' },
          {
            name: 'orders',
            timeout: 3,
            memory: 1024,
            codeSize: 1234,
            layers: ['tracing'],
            vpc: 'vpc-0a1',
            tracing: true,
            environment: { TOKEN: 'hunter2' },
            role: 'service-role/orders-role',
            urls: 51,
            permissions: [
              { id: 'api', principal: 'apigateway.amazonaws.com', sourceArn: 'arn:aws:execute-api:us-east-1:1:a/*' },
              { id: 'anybody', principal: '*', action: 'lambda:InvokeFunctionUrl' },
              { id: 'other', principal: 'arn:aws:iam::999999999999:root' },
            ],
          },
        ],
        eventSources: [
          { function: 'orders', source: QUEUE, maximumConcurrency: 5, copies: 100 },
          { function: 'orders', alias: 'live', state: 'Disabled' },
        ],
      },
    }),
  });
  client = closing(new LambdaClient(to(sandbox)));
});

test('ListFunctions says all that is configured, with the values of the environment', async () => {
  const { Functions } = await client.send(new ListFunctionsCommand({}));

  expect(Functions).toEqual([
    {
      FunctionName: 'plain',
      FunctionArn: `${FUNCTION}:plain`,
      Runtime: 'nodejs24.x',
      Role: 'arn:aws:iam::123456789012:role/plain',
      Handler: 'index.handler',
      CodeSize: 5_000_000,
      Timeout: 30,
      MemorySize: 512,
      PackageType: 'Zip',
      TracingConfig: { Mode: 'PassThrough' },
    },
    {
      FunctionName: 'orders',
      FunctionArn: `${FUNCTION}:orders`,
      Runtime: 'nodejs24.x',
      Role: 'arn:aws:iam::123456789012:role/service-role/orders-role',
      Handler: 'index.handler',
      CodeSize: 1234,
      Timeout: 3,
      MemorySize: 1024,
      PackageType: 'Zip',
      TracingConfig: { Mode: 'Active' },
      Layers: [{ Arn: 'arn:aws:lambda:us-east-1:123456789012:layer:tracing:1', CodeSize: 1_000_000 }],
      VpcConfig: { VpcId: 'vpc-0a1', SubnetIds: ['subnet-0a1'], SecurityGroupIds: ['sg-01'] },
      Environment: { Variables: { TOKEN: 'hunter2' } },
    },
  ]);
});

test('a policy comes as JSON, as AddPermission writes it', async () => {
  const { Policy = '' } = await client.send(new GetPolicyCommand({ FunctionName: 'orders' }));

  const common = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: `${FUNCTION}:orders` };
  expect(JSON.parse(Policy)).toEqual({
    Version: '2012-10-17',
    Id: 'default',
    Statement: [
      {
        ...common,
        Sid: 'api',
        Principal: { Service: 'apigateway.amazonaws.com' },
        Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:execute-api:us-east-1:1:a/*' } },
      },
      { ...common, Sid: 'anybody', Principal: '*', Action: 'lambda:InvokeFunctionUrl' },
      { ...common, Sid: 'other', Principal: { AWS: 'arn:aws:iam::999999999999:root' } },
    ],
  });
});

test.each([
  ['plain', 'The resource you requested does not exist.'],
  ['nope', `Function not found: ${FUNCTION}:nope`],
])('the policy of %s is not found', async (FunctionName, message) => {
  await expect(client.send(new GetPolicyCommand({ FunctionName }))).rejects.toMatchObject(
    refusal('ResourceNotFoundException', 404, { message }),
  );
});

test('the URLs of a function come in pages, those of aliases too; a function without one has an empty list', async () => {
  const urlsOf = (FunctionName: string) =>
    pagesOf(async (Marker) => {
      const page = await client.send(new ListFunctionUrlConfigsCommand({ FunctionName, Marker }));
      return { items: page.FunctionUrlConfigs, next: page.NextMarker };
    });

  expect(sizesOf(await urlsOf('orders'))).toEqual([50, 1]);
  expect((await urlsOf('orders')).flat()[1]?.FunctionArn).toBe(`${FUNCTION}:orders:alias-2`);
  expect(await urlsOf('plain')).toEqual([[]]);
});

test('the URLs of a function that is not there are not found', async () => {
  await expect(client.send(new ListFunctionUrlConfigsCommand({ FunctionName: 'nope' }))).rejects.toMatchObject(
    refusal('ResourceNotFoundException', 404),
  );
});

test.each([
  [undefined, [100, 1]],
  [10_000, [100, 1]],
  [60, [60, 41]],
])('with MaxItems %s the pages of ListEventSourceMappings hold %j', async (MaxItems, sizes) => {
  const pages = await pagesOf(async (Marker) => {
    const page = await client.send(new ListEventSourceMappingsCommand({ Marker, MaxItems }));
    return { items: page.EventSourceMappings, next: page.NextMarker };
  });

  expect(sizesOf(pages)).toEqual(sizes);
  expect(new Set(pages.flat().map(({ UUID }) => UUID)).size).toBe(101);
  expect(pages.flat()[0]).toEqual({
    UUID: expect.any(String),
    FunctionArn: `${FUNCTION}:orders`,
    EventSourceArn: QUEUE,
    State: 'Enabled',
    BatchSize: 10,
    ScalingConfig: { MaximumConcurrency: 5 },
  });
  expect(pages.flat().at(-1)).toMatchObject({
    FunctionArn: `${FUNCTION}:orders:live`,
    State: 'Disabled',
    SelfManagedEventSource: expect.anything(),
  });
});

test.each([
  ['an URL page of 0', new ListFunctionUrlConfigsCommand({ FunctionName: 'orders', MaxItems: 0 })],
  ['an URL page of 51', new ListFunctionUrlConfigsCommand({ FunctionName: 'orders', MaxItems: 51 })],
  ['a strange marker of URLs', new ListFunctionUrlConfigsCommand({ FunctionName: 'orders', Marker: 'abc' })],
])('%s is refused', async (_, command) => {
  await expect(client.send(command)).rejects.toMatchObject(refusal('InvalidParameterValueException', 400));
});

test.each([{ MaxItems: 0 }, { MaxItems: 10_001 }, { Marker: 'abc' }])(
  'ListEventSourceMappings refuses %j',
  async (input) => {
    await expect(client.send(new ListEventSourceMappingsCommand(input))).rejects.toMatchObject(
      refusal('InvalidParameterValueException', 400),
    );
  },
);

test.each(['functions/orders/policy?Qualifier=live', 'event-source-mappings?FunctionName=orders'])(
  'the sandbox has no %s and says so',
  async (path) => {
    const { response, text } = await raw(sandbox, { service: 'lambda', path: `/2015-03-31/${path}` });

    expect(response.status).toBe(400);
    expect(text).toContain('the sandbox has no');
  },
);

test('each operation asks for its own permission, on the function where AWS knows one', async () => {
  sandbox.reset();
  await client.send(new ListFunctionUrlConfigsCommand({ FunctionName: 'orders' }));
  await client.send(new GetPolicyCommand({ FunctionName: 'orders' }));
  await client.send(new ListEventSourceMappingsCommand({}));

  expect(sandbox.calls.map(({ action, resource }) => [action, resource])).toEqual([
    ['lambda:ListFunctionUrlConfigs', `${FUNCTION}:orders`],
    ['lambda:GetPolicy', `${FUNCTION}:orders`],
    ['lambda:ListEventSourceMappings', '*'],
  ]);
});
