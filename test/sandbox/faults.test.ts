import { setImmediate as turn } from 'node:timers/promises';
import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { APIGatewayClient, GetAccountCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { FaultDescription, Sandbox } from '../../sandbox';
import { ACCOUNT_ID, closing, HOME, refusal, start, to } from './support';

const OTHER = 'eu-west-1';
const signed = {
  authorization: `AWS4-HMAC-SHA256 Credential=AKIDSANDBOX/20261120/${HOME}/apigateway/aws4_request`,
};
/** One call of every service. */
const services = [
  'apigateway',
  'apigatewayv2',
  'lambda',
  'servicequotas',
  'cloudwatch',
  'account',
  'ec2',
  'ssm',
  'dynamodb',
  's3',
] as const;
type Name = (typeof services)[number];

let sandbox: Sandbox;
let calls: Readonly<Record<Name, () => Promise<unknown>>>;
let apiGateway: APIGatewayClient;

beforeAll(async () => {
  sandbox = await start({ account: { accountId: ACCOUNT_ID, regions: { [HOME]: {}, [OTHER]: {} } } });
  const config = to(sandbox);
  apiGateway = closing(new APIGatewayClient(config));
  const v2 = closing(new ApiGatewayV2Client(config));
  const lambda = closing(new LambdaClient(config));
  const quotas = closing(new ServiceQuotasClient(config));
  const cloudWatch = closing(new CloudWatchClient(config));
  const accountClient = closing(new AccountClient(config));
  const ec2 = closing(new EC2Client(config));
  const ssm = closing(new SSMClient(config));
  const dynamoDb = closing(new DynamoDBClient(config));
  const s3 = closing(new S3Client(config));
  const metrics = {
    MetricDataQueries: [
      { Id: 'm', MetricStat: { Metric: { Namespace: 'AWS/Lambda', MetricName: 'Errors' }, Period: 60, Stat: 'Sum' } },
    ],
    StartTime: new Date(0),
    EndTime: new Date(60_000),
  };
  calls = {
    apigateway: () => apiGateway.send(new GetRestApisCommand({})),
    apigatewayv2: () => v2.send(new GetApisCommand({})),
    lambda: () => lambda.send(new GetAccountSettingsCommand({})),
    servicequotas: () => quotas.send(new ListServiceQuotasCommand({ ServiceCode: 'lambda' })),
    cloudwatch: () => cloudWatch.send(new GetMetricDataCommand(metrics)),
    account: () => accountClient.send(new ListRegionsCommand({})),
    ec2: () => ec2.send(new DescribeRegionsCommand({})),
    ssm: () => ssm.send(new GetParameterCommand({ Name: 'a' })),
    dynamodb: () => dynamoDb.send(new ListTablesCommand({})),
    s3: () => s3.send(new ListObjectsV2Command({ Bucket: 'a' })),
  };
});
beforeEach(() => sandbox.reset());

type Words = Readonly<Record<'denied' | 'unrecognized' | 'expired' | 'error' | 'throttled', readonly [string, number]>>;
const restWords: Words = {
  denied: ['AccessDeniedException', 403],
  unrecognized: ['UnrecognizedClientException', 403],
  expired: ['ExpiredTokenException', 403],
  error: ['InternalFailure', 500],
  throttled: ['TooManyRequestsException', 429],
};
const jsonWords: Words = {
  denied: ['AccessDeniedException', 400],
  unrecognized: ['UnrecognizedClientException', 400],
  expired: ['ExpiredTokenException', 400],
  error: ['InternalFailure', 500],
  throttled: ['ThrottlingException', 400],
};
const wordsOf: Readonly<Record<Name, Words>> = {
  apigateway: restWords,
  apigatewayv2: restWords,
  lambda: restWords,
  account: restWords,
  cloudwatch: jsonWords,
  servicequotas: { ...jsonWords, throttled: ['TooManyRequestsException', 400] },
  ec2: {
    denied: ['UnauthorizedOperation', 403],
    unrecognized: ['AuthFailure', 401],
    expired: ['RequestExpired', 400],
    error: ['InternalError', 500],
    throttled: ['RequestLimitExceeded', 503],
  },
  ssm: { ...jsonWords, error: ['InternalServerError', 500] },
  dynamodb: { ...jsonWords, error: ['InternalServerError', 500] },
  s3: {
    denied: ['AccessDenied', 403],
    unrecognized: ['InvalidAccessKeyId', 403],
    expired: ['ExpiredToken', 400],
    error: ['InternalError', 500],
    throttled: ['SlowDown', 503],
  },
};

describe.each(services)('%s says in its own words', (service) => {
  test.each(['denied', 'unrecognized', 'expired', 'error', 'throttled'] as const)('%s', async (kind) => {
    const [name, status] = wordsOf[service][kind];
    sandbox.fault({ kind });

    await expect(calls[service]()).rejects.toMatchObject(refusal(name, status));
    expect(sandbox.calls.map((call) => call.status)).toEqual([status]);
  });
});

test.each(['apigateway', 'apigatewayv2'] as const)('what is gone, %s does not find', async (service) => {
  sandbox.fault({ kind: 'gone' });

  await expect(calls[service]()).rejects.toMatchObject(refusal('NotFoundException', 404));
});

test.each<[Name, string]>([
  ['apigateway', `apigateway:GET on resource: arn:aws:apigateway:${HOME}::/restapis`],
  ['apigatewayv2', `apigateway:GET on resource: arn:aws:apigateway:${HOME}::/apis`],
  ['lambda', 'lambda:GetAccountSettings on resource: *'],
  ['servicequotas', 'servicequotas:ListServiceQuotas on resource: *'],
  ['cloudwatch', 'cloudwatch:GetMetricData on resource: *'],
])('a denial of %s names the action and the resource', async (service, permission) => {
  sandbox.fault({ kind: 'denied' });

  await expect(calls[service]()).rejects.toThrow(
    `User: arn:aws:iam::${ACCOUNT_ID}:user/platform-engineer is not authorized to perform: ${permission} with an explicit deny in a service control policy`,
  );
});

describe('STS', () => {
  const identity = () => closing(new STSClient(to(sandbox))).send(new GetCallerIdentityCommand({}));

  test('asks for no permission, so a denial changes nothing', async () => {
    sandbox.fault({ kind: 'denied' });

    expect(await identity()).toMatchObject({ Account: ACCOUNT_ID });
  });

  test.each<[FaultDescription['kind'], string, number]>([
    ['unrecognized', 'InvalidClientTokenId', 403],
    ['expired', 'ExpiredToken', 403],
    ['throttled', 'Throttling', 400],
    ['error', 'InternalFailure', 500],
  ])('%s is %s', async (kind, name, status) => {
    sandbox.fault({ kind });

    await expect(identity()).rejects.toMatchObject(refusal(name, status));
  });
});

test('garbage is an answer that the SDK cannot read', async () => {
  sandbox.fault({ kind: 'garbage' });

  await expect(calls.apigateway()).rejects.toMatchObject(refusal('SyntaxError', 200));
});

test('an empty answer is a success without anything in it', async () => {
  sandbox.fault({ kind: 'empty' });

  const { items } = await apiGateway.send(new GetRestApisCommand({}));

  expect(items).toBeUndefined();
});

test('a connection that is cut leaves half an answer, and the call counts as answered', async () => {
  sandbox.fault({ kind: 'cut' });

  await expect(calls.apigateway()).rejects.toThrow('aborted');
  expect(sandbox.calls.map((call) => call.status)).toEqual([200]);
});

test('a call that hangs has no answer until the client gives up', async () => {
  sandbox.fault({ kind: 'hang' });
  const patience = new AbortController();
  const hanging = apiGateway.send(new GetRestApisCommand({}), { abortSignal: patience.signal });
  while (sandbox.calls.length === 0) await turn();

  patience.abort();

  await expect(hanging).rejects.toMatchObject({ name: 'AbortError' });
  expect(sandbox.calls.map((call) => call.status)).toEqual([0]);
});

test('a body that stalls begins, and goes on no more until the client gives up', async () => {
  sandbox.fault({ kind: 'stall' });
  const patience = new AbortController();
  const answer = await fetch(`${sandbox.endpoint}/restapis`, { headers: signed, signal: patience.signal });
  const reader = answer.body?.getReader();
  const { value } = (await reader?.read()) ?? {};

  expect(answer.status).toBe(200);
  expect(value).toHaveLength(Math.floor(Number(answer.headers.get('content-length')) / 2));

  const rest = reader?.read();
  patience.abort();
  await expect(rest).rejects.toMatchObject({ name: 'AbortError' });
});

test('a body that drips comes in parts, and is the whole answer in the end', async () => {
  const whole = await (await fetch(`${sandbox.endpoint}/restapis`, { headers: signed })).text();
  sandbox.fault({ kind: 'drip' });
  const answer = await fetch(`${sandbox.endpoint}/restapis`, { headers: signed });
  const parts: Uint8Array[] = [];
  for await (const part of answer.body ?? []) parts.push(part);

  expect(parts.length).toBeGreaterThan(3);
  expect(Buffer.concat(parts).toString()).toBe(whole);
});

test.each([
  ['metric-internal-error', 'InternalError'],
  ['metric-forbidden', 'Forbidden'],
  ['metric-partial', 'PartialData'],
] as const)('after %s every series of CloudWatch is %s, and other services answer as ever', async (kind, status) => {
  sandbox.fault({ kind });

  expect(await calls.cloudwatch()).toMatchObject({ MetricDataResults: [{ StatusCode: status }] });
  expect(await calls.apigateway()).toMatchObject({ items: [] });
});

/** The statuses of that many calls, one after another. */
async function statuses(count: number, call: () => Promise<unknown> = calls.apigateway): Promise<number[]> {
  const before = sandbox.calls.length;
  for (let index = 0; index < count; index += 1) await call().catch(() => {});
  return sandbox.calls.slice(before).map(({ status }) => status);
}

describe('when a fault strikes', () => {
  test('it lets `after` calls pass, and strikes `times` times', async () => {
    sandbox.fault({ kind: 'error', after: 2, times: 1 });
    expect(await statuses(5)).toEqual([200, 200, 500, 200, 200]);

    sandbox.reset();
    sandbox.fault({ kind: 'error', times: 2 });
    expect(await statuses(4)).toEqual([500, 500, 200, 200]);

    sandbox.reset();
    sandbox.fault({ kind: 'error', after: 1 });
    expect(await statuses(4)).toEqual([200, 500, 500, 500]);
  });

  test('it strikes only the service, the operation and the Region that it names', async () => {
    const account = () => apiGateway.send(new GetAccountCommand({}));
    const elsewhere = closing(new APIGatewayClient(to(sandbox, OTHER)));

    sandbox.fault({ kind: 'error', service: 'apigateway', operation: 'GetAccount', region: HOME });

    expect(await statuses(1, account)).toEqual([500]);
    expect(await statuses(1)).toEqual([200]);
    expect(await statuses(1, calls.apigatewayv2)).toEqual([200]);
    expect(await statuses(1, () => elsewhere.send(new GetAccountCommand({})))).toEqual([200]);
  });

  test('calls that it does not name do not count towards `after`', async () => {
    sandbox.fault({ kind: 'error', operation: 'GetRestApis', after: 1 });

    await calls.apigatewayv2();

    expect(await statuses(2)).toEqual([200, 500]);
  });

  test('of two that strike, the first that was added does; both count the call', async () => {
    sandbox.fault({ kind: 'error', times: 1 }, { kind: 'gone', times: 2 });

    expect(await statuses(3)).toEqual([500, 404, 200]);
  });

  test('a reset ends it', async () => {
    sandbox.fault({ kind: 'error' });

    sandbox.reset();

    expect(await statuses(1)).toEqual([200]);
  });
});

test('the description of an account can hold faults, of one Region or of all', async () => {
  const described = await start({
    account: {
      accountId: ACCOUNT_ID,
      regions: { [HOME]: { faults: [{ kind: 'error' }] }, [OTHER]: {} },
      faults: [{ kind: 'gone', operation: 'GetAccount' }],
    },
  });
  const [here, there] = [HOME, OTHER].map((region) => closing(new APIGatewayClient(to(described, region))));

  await expect(here?.send(new GetRestApisCommand({}))).rejects.toMatchObject(refusal('InternalFailure', 500));
  await expect(there?.send(new GetAccountCommand({}))).rejects.toMatchObject(refusal('NotFoundException', 404));
  await expect(there?.send(new GetRestApisCommand({}))).resolves.toMatchObject({ items: [] });
});
