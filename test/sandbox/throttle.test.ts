import {
  APIGatewayClient,
  GetAccountCommand,
  GetResourcesCommand,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  ListAWSDefaultServiceQuotasCommand,
  ListRequestedServiceQuotaChangeHistoryCommand,
  ListServiceQuotasCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import type { Sandbox } from '../../sandbox';
import { ACCOUNT_ID, closing, HandClock, HOME, refusal, start, to } from './support';

const OTHER = 'eu-west-1';
const account = {
  accountId: ACCOUNT_ID,
  regions: { [HOME]: { restApis: [{ name: 'api', id: 'api0000001' }] }, [OTHER]: {} },
};
const clock = new HandClock();

let sandbox: Sandbox;
let apiGateway: APIGatewayClient;
let v2: ApiGatewayV2Client;

beforeAll(async () => {
  sandbox = await start({ account, throttle: true, clock });
  apiGateway = closing(new APIGatewayClient(to(sandbox)));
  v2 = closing(new ApiGatewayV2Client(to(sandbox)));
});
/** An hour fills every bucket. */
beforeEach(() => {
  clock.ms += 3_600_000;
});

const getAccount = () => apiGateway.send(new GetAccountCommand({}));
const getApis = () => v2.send(new GetApisCommand({}));
const getResources = () => apiGateway.send(new GetResourcesCommand({ restApiId: 'api0000001' }));

/** How many of that many calls, all at one moment, were answered. */
async function answered(count: number, call: () => Promise<unknown>): Promise<number> {
  const outcomes = await Promise.allSettled(Array.from({ length: count }, call));
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

test('API Gateway answers 40 calls at once and ten a second after that', async () => {
  expect(await answered(45, getAccount)).toBe(40);

  clock.ms += 1000;
  expect(await answered(45, getAccount)).toBe(10);

  clock.ms += 100;
  expect(await answered(3, getAccount)).toBe(1);
});

test('a bucket holds no more than its burst, however long nobody asks', async () => {
  clock.ms += 24 * 3_600_000;

  expect(await answered(60, getAccount)).toBe(40);
});

test('both APIs of API Gateway share one budget', async () => {
  expect(await answered(25, getAccount)).toBe(25);
  expect(await answered(25, getApis)).toBe(15);
  expect(await answered(1, () => apiGateway.send(new GetRestApisCommand({})))).toBe(0);
});

test('every Region has its own budget', async () => {
  const elsewhere = closing(new APIGatewayClient(to(sandbox, OTHER)));
  await answered(40, getAccount);

  expect(await answered(50, () => elsewhere.send(new GetAccountCommand({})))).toBe(40);
});

test('GetResources has five in two seconds, and spends of the common budget too', async () => {
  expect(await answered(8, getResources)).toBe(5);
  expect(await answered(50, getAccount)).toBe(35);

  clock.ms += 350;
  expect(await answered(3, getResources)).toBe(0);
  clock.ms += 100;
  expect(await answered(3, getResources)).toBe(1);
  clock.ms += 2000;
  expect(await answered(8, getResources)).toBe(5);
});

test('the first API says when to come back, the second which limit was hit', async () => {
  await answered(40, getAccount);

  await expect(getAccount()).rejects.toMatchObject(
    refusal('TooManyRequestsException', 429, { retryAfterSeconds: '1', message: 'Too Many Requests' }),
  );
  await expect(getApis()).rejects.toMatchObject(refusal('TooManyRequestsException', 429, { limitType: 'account' }));
});

test('Lambda answers 15 calls', async () => {
  const lambda = closing(new LambdaClient(to(sandbox)));
  const call = () => lambda.send(new GetAccountSettingsCommand({}));

  expect(await answered(20, call)).toBe(15);
  await expect(call()).rejects.toMatchObject(refusal('TooManyRequestsException', 429));
});

test('each list of Service Quotas answers ten calls, and that of the increase requests five', async () => {
  const quotas = closing(new ServiceQuotasClient(to(sandbox)));
  const applied = () => quotas.send(new ListServiceQuotasCommand({ ServiceCode: 'lambda' }));
  const defaults = () => quotas.send(new ListAWSDefaultServiceQuotasCommand({ ServiceCode: 'lambda' }));

  expect(await answered(12, applied)).toBe(10);
  expect(await answered(12, defaults)).toBe(10);
  expect(await answered(12, () => quotas.send(new ListRequestedServiceQuotaChangeHistoryCommand({})))).toBe(5);
  await expect(applied()).rejects.toMatchObject(refusal('TooManyRequestsException', 400));
});

test('GetMetricData answers 50 calls', async () => {
  const cloudWatch = closing(new CloudWatchClient(to(sandbox)));
  const Metric = { Namespace: 'AWS/Lambda', MetricName: 'Errors' };
  const MetricDataQueries = [{ Id: 'm', MetricStat: { Metric, Period: 60, Stat: 'Sum' } }];
  const input = { MetricDataQueries, StartTime: new Date(0), EndTime: new Date(60_000) };
  const call = () => cloudWatch.send(new GetMetricDataCommand(input));

  expect(await answered(55, call)).toBe(50);
  await expect(call()).rejects.toMatchObject(refusal('ThrottlingException', 400));
});

test('nothing is throttled unless it is asked for', async () => {
  const free = await start({ account, clock });
  const client = closing(new APIGatewayClient(to(free)));

  expect(await answered(60, () => client.send(new GetAccountCommand({})))).toBe(60);
});
