import {
  APIGatewayClient,
  GetAccountCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetUsagePlansCommand,
  GetVpcLinksCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetVpcLinksCommand as GetVpcLinksV2Command,
} from '@aws-sdk/client-apigatewayv2';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import type { Sandbox } from '../../../sandbox';
import { closing, pagesOf, refusal, sizesOf, start, to } from '../support';

let sandbox: Sandbox;
let v1: APIGatewayClient;
let v2: ApiGatewayV2Client;

beforeAll(async () => {
  sandbox = await start({ account: 'demo' });
  v1 = closing(new APIGatewayClient(to(sandbox)));
  v2 = closing(new ApiGatewayV2Client(to(sandbox)));
});

async function apiId(name: string): Promise<string | undefined> {
  const { Items = [] } = await v2.send(new GetApisCommand({}));
  return Items.find((api) => api.Name === name)?.ApiId;
}

async function integrationsOf(name: string) {
  const { Items = [] } = await v2.send(new GetIntegrationsCommand({ ApiId: await apiId(name) }));
  return Items;
}

async function quota(region: string, QuotaCode: string): Promise<number | undefined> {
  const client = closing(new ServiceQuotasClient(to(sandbox, region)));
  const { Quotas = [] } = await client.send(new ListServiceQuotasCommand({ ServiceCode: 'apigateway' }));
  return Quotas.find((one) => one.QuotaCode === QuotaCode)?.Value;
}

test('content-prod has 287 integrations, and nine of them have no route', async () => {
  const integrations = await integrationsOf('content-prod');
  const { Items: routes = [] } = await v2.send(new GetRoutesCommand({ ApiId: await apiId('content-prod') }));

  const used = new Set(routes.map(({ Target }) => Target?.replace('integrations/', '')));
  expect(integrations).toHaveLength(287);
  expect(integrations.filter(({ IntegrationId = '' }) => !used.has(IntegrationId))).toHaveLength(9);
});

test('developer-portal has 240 integrations with six different targets', async () => {
  const integrations = await integrationsOf('developer-portal');

  expect(integrations).toHaveLength(240);
  expect(new Set(integrations.map(({ IntegrationUri }) => IntegrationUri)).size).toBe(6);
});

test('live-updates is a WebSocket API with 46 integrations', async () => {
  expect(await integrationsOf('live-updates')).toHaveLength(46);
});

test('payments has 529 resources in two pages, and its quota was raised to 600', async () => {
  const region = 'eu-west-1';
  const client = closing(new APIGatewayClient(to(sandbox, region)));
  const { items = [] } = await client.send(new GetRestApisCommand({}));

  const pages = await pagesOf(async (position) => {
    const page = await client.send(new GetResourcesCommand({ restApiId: items[0]?.id, limit: 500, position }));
    return { items: page.items, next: page.position };
  });

  expect(items.map(({ name }) => name)).toEqual(['payments']);
  expect(sizesOf(pages)).toEqual([500, 29]);
  expect(await quota(region, 'L-01C8A9E0')).toBe(600);
});

test('of nine V2 links one is INACTIVE, and two of the three V1 links have the same target', async () => {
  const { Items: new2 = [] } = await v2.send(new GetVpcLinksV2Command({}));
  const { items: old = [] } = await v1.send(new GetVpcLinksCommand({}));

  expect(new2).toHaveLength(9);
  expect(new2.filter((link) => link.VpcLinkStatus === 'INACTIVE').map(({ Name }) => Name)).toEqual(['trial-2024']);
  expect(old).toHaveLength(3);
  expect(new Set(old.map(({ targetArns }) => targetArns?.join(' '))).size).toBe(2);
});

test('700 of 1,000 concurrent executions are reserved', async () => {
  const lambda = closing(new LambdaClient(to(sandbox)));

  const { AccountLimit, AccountUsage } = await lambda.send(new GetAccountSettingsCommand({}));

  expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 300 });
  expect(AccountUsage).toMatchObject({ FunctionCount: 25 });
});

test('one usage plan promises more than the account can have', async () => {
  const { items = [] } = await v1.send(new GetUsagePlansCommand({}));
  const { throttleSettings } = await v1.send(new GetAccountCommand({}));

  const beyond = items.filter(({ throttle }) => (throttle?.rateLimit ?? 0) > (throttleSettings?.rateLimit ?? 0));
  expect(beyond.map(({ name }) => name)).toEqual(['unlimited']);
});

test('the newer Region has a quarter of the throttle, and Service Quotas agrees', async () => {
  const client = closing(new APIGatewayClient(to(sandbox, 'eu-south-1')));

  const { throttleSettings } = await client.send(new GetAccountCommand({}));

  expect(throttleSettings).toEqual({ rateLimit: 2500, burstLimit: 1250 });
  expect(await quota('eu-south-1', 'L-8A5B8E43')).toBe(2500);
  expect(await quota('eu-south-1', 'L-CDF5615A')).toBe(1250);
});

test('six Regions are on and two are off', async () => {
  const ec2 = closing(new EC2Client(to(sandbox)));
  const { Regions = [] } = await ec2.send(new DescribeRegionsCommand({ AllRegions: true }));

  const off = Regions.filter(({ OptInStatus }) => OptInStatus === 'not-opted-in');
  expect(Regions).toHaveLength(8);
  expect(off.map(({ RegionName }) => RegionName)).toEqual(['af-south-1', 'me-central-1']);
});

test('one Region is empty, one is denied, and in one Lambda fails', async () => {
  const apisIn = (region: string) =>
    closing(new APIGatewayClient(to(sandbox, region))).send(new GetRestApisCommand({}));
  const lambda = closing(new LambdaClient(to(sandbox, 'sa-east-1')));

  expect((await apisIn('ap-southeast-2')).items).toEqual([]);
  await expect(apisIn('me-south-1')).rejects.toMatchObject(refusal('AccessDeniedException', 403));
  expect((await apisIn('sa-east-1')).items).toHaveLength(1);
  await expect(lambda.send(new GetAccountSettingsCommand({}))).rejects.toMatchObject(refusal('InternalFailure', 500));
});
