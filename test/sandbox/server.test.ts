import { gzipSync } from 'node:zlib';
import { GetRestApisCommand, APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { EC2Client, DescribeRegionsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { LambdaClient, GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import { GetServiceQuotaCommand, ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Sandbox } from '../../sandbox';
import { ACCOUNT_ID, closing, HandClock, home, raw, type RawRequest, refusal, start, to } from './support';

const OFF = 'af-south-1';
const form = (Action: string) => ({
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({ Action }).toString(),
});
const target = (name: string, body = '{}') => ({ headers: { 'x-amz-target': name }, body });
const LIST_QUOTAS = 'ServiceQuotasV20190624.ListServiceQuotas';

const complaints: string[] = [];
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await start({
    account: {
      accountId: ACCOUNT_ID,
      regions: { 'us-east-1': { restApis: [{ name: 'a' }] }, 'eu-west-1': {} },
      disabledRegions: [OFF],
    },
    clock: new HandClock(),
    complain: (text) => complaints.push(text),
  });
});
beforeEach(() => {
  complaints.length = 0;
  sandbox.reset();
});

test('one endpoint serves every Region: the signature says which', async () => {
  const namesIn = async (region: string) => {
    const client = closing(new APIGatewayClient(to(sandbox, region)));
    return (await client.send(new GetRestApisCommand({}))).items?.map(({ name }) => name);
  };

  expect(await namesIn('us-east-1')).toEqual(['a']);
  expect(await namesIn('eu-west-1')).toEqual([]);
});

test('the environment is what an SDK needs, and nothing else', async () => {
  expect(sandbox.environment).toEqual({
    AWS_ENDPOINT_URL: sandbox.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDSANDBOX',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
});

describe('a key that AWS does not know, and a Region that is off, are refused in the words of each service', () => {
  const clients = (config: ReturnType<typeof to>) => ({
    apigateway: () => closing(new APIGatewayClient(config)).send(new GetRestApisCommand({})),
    lambda: () => closing(new LambdaClient(config)).send(new GetAccountSettingsCommand({})),
    servicequotas: () =>
      closing(new ServiceQuotasClient(config)).send(new ListServiceQuotasCommand({ ServiceCode: 'lambda' })),
    sts: () => closing(new STSClient(config)).send(new GetCallerIdentityCommand({})),
    ec2: () => closing(new EC2Client(config)).send(new DescribeRegionsCommand({})),
  });
  const invalid = 'The security token included in the request is invalid.';
  const expected = [
    ['apigateway', refusal('UnrecognizedClientException', 403, { message: invalid })],
    ['lambda', refusal('UnrecognizedClientException', 403, { message: invalid })],
    ['servicequotas', refusal('UnrecognizedClientException', 400, { message: invalid })],
    ['sts', refusal('InvalidClientTokenId', 403, { message: invalid })],
    ['ec2', refusal('AuthFailure', 401, { message: 'AWS was not able to validate the provided access credentials' })],
  ] as const;

  test.each(expected)('%s', async (service, refused) => {
    const stranger = { ...to(sandbox), credentials: { accessKeyId: 'AKIDOTHER', secretAccessKey: 's' } };

    await expect(clients(stranger)[service]()).rejects.toMatchObject(refused);
    await expect(clients(to(sandbox, OFF))[service]()).rejects.toMatchObject(refused);
    await expect(clients(to(sandbox, 'xx-nowhere-1'))[service]()).rejects.toMatchObject(refused);
  });
});

describe('a request without a signature is refused in the format of what it wants', () => {
  test.each<[string, RawRequest, number, string]>([
    ['API Gateway', { path: '/restapis' }, 403, '"MissingAuthenticationTokenException"'],
    ['Service Quotas', target(LIST_QUOTAS), 400, '"MissingAuthenticationTokenException"'],
    ['STS', form('GetCallerIdentity'), 403, '<Code>MissingAuthenticationToken</Code>'],
    ['EC2', form('DescribeRegions'), 403, '<Errors><Error><Code>MissingAuthenticationToken</Code>'],
    ['something unknown', { path: '/nowhere' }, 403, '"MissingAuthenticationTokenException"'],
  ])('%s', async (_, request, status, part) => {
    const { response, text } = await raw(sandbox, request);

    expect(response.status).toBe(status);
    expect(text).toContain(part);
    expect(sandbox.calls).toEqual([]);
  });
});

describe('an operation that the sandbox lacks is answered as AWS answers an unknown one, and is complained of', () => {
  test.each<[string, RawRequest, number, string, string]>([
    [
      'a path',
      { service: 'lambda', path: '/2018-10-31/layers' },
      403,
      '"AccessDeniedException","message":"Unable to determine service/operation name to be authorized"',
      'no operation lambda GET /2018-10-31/layers',
    ],
    [
      'a method',
      { service: 'apigateway', path: '/restapis', body: '{}' },
      403,
      '"AccessDeniedException"',
      'no operation apigateway POST /restapis',
    ],
    [
      'a target',
      { service: 'servicequotas', ...target('ServiceQuotasV20190624.ListServices') },
      400,
      '"UnknownOperationException"',
      'no operation servicequotas ListServices',
    ],
    [
      'an action of STS',
      { service: 'sts', ...form('GetSessionToken') },
      400,
      '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code>',
      'no operation sts GetSessionToken',
    ],
    [
      'an action of CloudWatch',
      { service: 'monitoring', ...form('DescribeAlarms') },
      400,
      '<Code>InvalidAction</Code>',
      'no operation cloudwatch DescribeAlarms',
    ],
    [
      'a target of CloudWatch',
      { service: 'monitoring', ...target('GraniteServiceVersion20100801.DescribeAlarms') },
      400,
      '"UnknownOperationException"',
      'no operation cloudwatch DescribeAlarms',
    ],
    [
      'an object of S3',
      { service: 's3', path: '/bucket/key?acl' },
      501,
      '<Error><Code>NotImplemented</Code>',
      'no operation s3 GET /bucket/key?acl=',
    ],
    ['a service', { service: 'sns', path: '/' }, 403, '"message"', 'no service sns'],
  ])('%s', async (_, request, status, part, complaint) => {
    const { response, text } = await raw(sandbox, request);

    expect(response.status).toBe(status);
    expect(text).toContain(part);
    expect(complaints).toEqual([`sandbox: ${complaint}`]);
  });

  test('the SDK sees the refusal', async () => {
    const ec2 = closing(new EC2Client(to(sandbox)));
    const quotas = closing(new ServiceQuotasClient(to(sandbox)));

    await expect(ec2.send(new DescribeVpcsCommand({}))).rejects.toMatchObject(refusal('InvalidAction', 400));
    await expect(
      quotas.send(new GetServiceQuotaCommand({ ServiceCode: 'lambda', QuotaCode: 'L-B99A9384' })),
    ).rejects.toMatchObject(refusal('UnknownOperationException', 400));
  });

  test('an input that the sandbox lacks is complained of too', async () => {
    const ec2 = closing(new EC2Client(to(sandbox)));

    await expect(ec2.send(new DescribeRegionsCommand({ DryRun: true }))).rejects.toThrow('the sandbox has no DryRun');
    expect(complaints).toEqual(['sandbox: no DryRun in ec2 DescribeRegions']);
  });

  test('a known operation is not', async () => {
    await raw(sandbox, { service: 'apigateway', path: '/restapis' });

    expect(complaints).toEqual([]);
  });
});

test('what an account cannot have breaks the connection, and is complained of', async () => {
  const vpcLinks = { v1: [{ name: 'old', status: 'INACTIVE' }] };
  const broken = await start({ account: home({ vpcLinks }), complain: (text) => complaints.push(text) });

  await expect(raw(broken, { service: 'apigateway', path: '/vpclinks' })).rejects.toThrow('fetch failed');
  expect(complaints).toEqual(['sandbox: Error: a V1 VPC link has no status INACTIVE']);
});

test('a body that is not readable is refused', async () => {
  const { response, text } = await raw(sandbox, { service: 'servicequotas', ...target(LIST_QUOTAS, '{ no') });

  expect(response.status).toBe(400);
  expect(text).toContain('SerializationException');
});

test('a compressed body is read', async () => {
  const body = gzipSync(JSON.stringify({ ServiceCode: 'lambda' }));
  const headers = { 'x-amz-target': LIST_QUOTAS, 'content-encoding': 'gzip' };

  const { text } = await raw(sandbox, { service: 'servicequotas', headers, body: new Uint8Array(body) });

  expect(text).toContain('"L-B99A9384"');
});

test.each([
  ['signed', 'servicequotas', 'SerializationException'],
  ['not signed', undefined, 'MissingAuthenticationToken'],
])('a body that only claims to be compressed is refused: %s', async (_, service, code) => {
  const headers = { 'x-amz-target': LIST_QUOTAS, 'content-encoding': 'gzip' };
  const request = { headers, body: '{"ServiceCode":"lambda"}' };

  const { response, text } = await raw(sandbox, service === undefined ? request : { ...request, service });

  expect([response.status, text]).toEqual([400, expect.stringContaining(code)]);
});

test('every answer carries an id of its own', async () => {
  const ids = await Promise.all(
    [1, 2].map(async () => {
      const { response } = await raw(sandbox, { service: 'apigateway', path: '/restapis' });
      return response.headers.get('x-amzn-requestid');
    }),
  );

  expect(ids).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  expect(ids[0]).not.toBe(ids[1]);
});
