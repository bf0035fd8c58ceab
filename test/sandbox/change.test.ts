import { APIGatewayClient, GetAccountCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, GetApisCommand, GetRoutesCommand } from '@aws-sdk/client-apigatewayv2';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import type { RegionInput, Sandbox } from '../../sandbox';
import { ACCOUNT_ID, closing, HOME, refusal, start, to } from './support';

const OTHER = 'eu-west-1';
const BUCKET = 'headroom';

let sandbox: Sandbox;
let apiGateway: APIGatewayClient;
let v2: ApiGatewayV2Client;

const begin = async (region: RegionInput) => {
  sandbox = await start({
    account: { accountId: ACCOUNT_ID, regions: { [HOME]: region, [OTHER]: region }, buckets: [BUCKET] },
  });
  apiGateway = closing(new APIGatewayClient(to(sandbox)));
  v2 = closing(new ApiGatewayV2Client(to(sandbox)));
};
const apis = async () => (await v2.send(new GetApisCommand({}))).Items ?? [];
const routesOf = async (ApiId: string | undefined) => (await v2.send(new GetRoutesCommand({ ApiId }))).Items ?? [];
const restApis = async (client = apiGateway) => (await client.send(new GetRestApisCommand({}))).items ?? [];
const anyCall = (region: string) => closing(new APIGatewayClient(to(sandbox, region))).send(new GetAccountCommand({}));

describe('a Region that is described anew', () => {
  test('grows an API, which keeps its id, as do the routes that it had', async () => {
    await begin({ httpApis: [{ name: 'shop', routes: { count: 2 } }] });
    const [before] = await apis();
    const routesBefore = await routesOf(before?.ApiId);

    sandbox.change(HOME, { httpApis: [{ name: 'shop', routes: { count: 3 } }] });

    const [after] = await apis();
    const routesAfter = await routesOf(after?.ApiId);
    expect(after?.ApiId).toBe(before?.ApiId);
    expect(routesAfter.map(({ RouteId }) => RouteId).slice(0, 2)).toEqual(routesBefore.map(({ RouteId }) => RouteId));
    expect(routesAfter).toHaveLength(3);
  });

  test('loses an API, and the others keep their ids', async () => {
    await begin({ restApis: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] });
    const before = await restApis();

    sandbox.change(HOME, { restApis: [{ name: 'c' }, { name: 'a' }] });

    expect((await restApis()).map(({ id, name }) => [id, name])).toEqual(
      [before[2], before[0]].map((api) => [api?.id, api?.name]),
    );
  });

  test('has a quota raised', async () => {
    const quotas = async () => {
      const client = closing(new ServiceQuotasClient(to(sandbox)));
      const { Quotas = [] } = await client.send(new ListServiceQuotasCommand({ ServiceCode: 'apigateway' }));
      return Quotas.find(({ QuotaCode }) => QuotaCode === 'L-A93447B8')?.Value;
    };
    await begin({});
    const before = await quotas();

    sandbox.change(HOME, { quotas: { 'L-A93447B8': 4000 } });

    expect([before, await quotas()]).toEqual([expect.any(Number), 4000]);
    expect(before).not.toBe(4000);
  });

  test('leaves other Regions and what was stored as they are, and forgets no call', async () => {
    await begin({ restApis: [{ name: 'a' }] });
    const s3 = closing(new S3Client(to(sandbox)));
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'state', Body: 'text' }));

    sandbox.change(HOME, {});

    expect(await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }))).toMatchObject({ KeyCount: 1 });
    expect(await restApis()).toEqual([]);
    expect(await restApis(closing(new APIGatewayClient(to(sandbox, OTHER))))).toHaveLength(1);
    expect(sandbox.calls).toHaveLength(4);
  });

  test('can be changed back', async () => {
    await begin({ restApis: [{ name: 'a' }] });
    const before = await restApis();

    sandbox.change(HOME, {});
    sandbox.change(HOME, { restApis: [{ name: 'a' }] });

    expect(await restApis()).toEqual(before);
  });
});

describe('faults', () => {
  const broken = refusal('InternalFailure', 500);

  test('of a description end with it, and those of the next begin', async () => {
    await begin({ faults: [{ kind: 'error' }] });

    sandbox.change(HOME, {});
    await expect(anyCall(HOME)).resolves.toBeDefined();
    await expect(anyCall(OTHER)).rejects.toMatchObject(broken);

    sandbox.change(OTHER, { faults: [{ kind: 'throttled' }] });
    await expect(anyCall(OTHER)).rejects.toMatchObject(refusal('TooManyRequestsException', 429));
    await expect(anyCall(HOME)).resolves.toBeDefined();
  });

  test('that were added outlast a change', async () => {
    await begin({});
    sandbox.fault({ kind: 'error', region: HOME });

    sandbox.change(HOME, {});

    await expect(anyCall(HOME)).rejects.toMatchObject(broken);
  });

  test('can be cleared, those of the description too, without forgetting calls', async () => {
    await begin({ faults: [{ kind: 'error' }] });
    sandbox.fault({ kind: 'throttled', region: OTHER });
    await expect(anyCall(HOME)).rejects.toMatchObject(broken);

    sandbox.clearFaults();

    await expect(anyCall(HOME)).resolves.toBeDefined();
    await expect(anyCall(OTHER)).resolves.toBeDefined();
    expect(sandbox.calls.map(({ status }) => status)).toEqual([500, 200, 200]);
  });
});

describe('what is refused', () => {
  const misspelt = { restApis: [], restApi: [] };

  test.each<[string, string, RegionInput, string]>([
    ['a Region that the account does not have', 'ap-south-1', {}, 'no Region ap-south-1 in this account'],
    ['a description that is none', HOME, misspelt, '"restApi"'],
    ['two APIs of one name', HOME, { restApis: [{ name: 'b' }, { name: 'b' }] }, 'two APIs of us-east-1'],
  ])('%s, and nothing changes', async (_, region, description, message) => {
    await begin({ restApis: [{ name: 'a' }], faults: [{ kind: 'error', operation: 'GetAccount' }] });

    expect(() => sandbox.change(region, description)).toThrow(message);

    expect(await restApis()).toMatchObject([{ name: 'a' }]);
    await expect(anyCall(HOME)).rejects.toMatchObject(refusal('InternalFailure', 500));
  });
});
