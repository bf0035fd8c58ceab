import {
  APIGatewayClient,
  GetAccountCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStagesCommand,
  GetUsagePlansCommand,
  GetVpcLinksCommand,
} from '@aws-sdk/client-api-gateway';
import { type Sandbox } from '../../../sandbox';
import { closing, home, HOME, type Page, pagesOf, raw, refusal, sizesOf, start, to } from '../support';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `one-${index + 1}` }));

let sandbox: Sandbox;
let client: APIGatewayClient;

beforeAll(async () => {
  sandbox = await start({
    account: home({
      throttle: { rate: 2500, burst: 1250 },
      restApis: [
        { name: 'payments', id: 'payments01', routes: { file: 'stripe' } },
        {
          name: 'small',
          id: 'small00001',
          resources: 3,
          stages: [{ name: 'prod', throttle: { rate: 40, burst: 20 } }, { name: 'test' }],
          tags: { team: 'money' },
        },
        { name: 'copy', copies: 28 },
      ],
      vpcLinks: { v1: numbered(30) },
      usagePlans: numbered(30).map(({ name }) => ({ name, rate: 5, burst: 9, api: 'small' })),
    }),
  });
  client = closing(new APIGatewayClient(to(sandbox)));
});

test.each<[string, (position?: string, limit?: number) => Promise<Page<unknown>>]>([
  [
    'GetRestApis',
    async (position, limit) => {
      const page = await client.send(new GetRestApisCommand({ position, limit }));
      return { items: page.items, next: page.position };
    },
  ],
  [
    'GetVpcLinks',
    async (position, limit) => {
      const page = await client.send(new GetVpcLinksCommand({ position, limit }));
      return { items: page.items, next: page.position };
    },
  ],
  [
    'GetUsagePlans',
    async (position, limit) => {
      const page = await client.send(new GetUsagePlansCommand({ position, limit }));
      return { items: page.items, next: page.position };
    },
  ],
])('%s gives 25 at a time unless asked for up to 500, and takes only its own tokens', async (_, ask) => {
  const byDefault = await pagesOf((token) => ask(token));
  const { items: all } = await ask(undefined, 500);

  expect(sizesOf(byDefault)).toEqual([25, 5]);
  expect(byDefault.flat()).toEqual(all);
  await expect(ask(undefined, 501)).rejects.toMatchObject(refusal('BadRequestException', 400));
  await expect(ask(undefined, 0)).rejects.toMatchObject(refusal('BadRequestException', 400));
  await expect(ask('next:25')).rejects.toMatchObject(refusal('BadRequestException', 400));
});

const resources = (limit?: number, embed?: string[]) =>
  pagesOf(async (position) => {
    const page = await client.send(new GetResourcesCommand({ restApiId: 'payments01', limit, position, embed }));
    return { items: page.items, next: page.position };
  });

test('GetResources gives every resource once, in two pages of at most 500', async () => {
  const pages = await resources(500);

  expect(sizesOf(pages)).toEqual([500, 29]);
  expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(529);
  expect(sizesOf(await resources()).slice(0, 2)).toEqual([25, 25]);
  const tooMany = new GetResourcesCommand({ restApiId: 'payments01', limit: 501 });
  await expect(client.send(tooMany)).rejects.toMatchObject(refusal('BadRequestException', 400));
  const wrongToken = new GetResourcesCommand({ restApiId: 'payments01', position: 'abc' });
  await expect(client.send(wrongToken)).rejects.toMatchObject(refusal('BadRequestException', 400));
});

test('every resource but the root hangs below another, and the root is the one that GetRestApis names', async () => {
  const all = (await resources(500)).flat();
  const { items = [] } = await client.send(new GetRestApisCommand({}));

  const byId = new Map(all.map((one) => [one.id, one]));
  const root = all.filter((one) => one.parentId === undefined);
  expect(root).toEqual([{ id: items[0]?.rootResourceId, path: '/' }]);
  const below = all.filter((one) => one.parentId !== undefined);
  expect(below.map(({ path }) => path)).toEqual(
    below.map(({ parentId, pathPart }) => `${byId.get(parentId)?.path}/${pathPart}`.replace('//', '/')),
  );
});

test('methods come by name only, and with their integrations when they are asked for', async () => {
  const token = async (embed?: string[]) =>
    (await resources(500, embed)).flat().find(({ path }) => path === '/oauth/token')?.resourceMethods;

  expect(await token()).toEqual({ POST: {} });
  expect(await token(['methods'])).toMatchObject({
    POST: {
      httpMethod: 'POST',
      methodIntegration: {
        type: 'AWS_PROXY',
        uri: `arn:aws:apigateway:${HOME}:lambda:path/2015-03-31/functions/arn:aws:lambda:${HOME}:123456789012:function:rest-oauth-token/invocations`,
      },
    },
  });
});

test('nothing but methods can be embedded', async () => {
  const command = new GetResourcesCommand({ restApiId: 'small00001', embed: ['methods', 'models'] });

  await expect(client.send(command)).rejects.toMatchObject(refusal('BadRequestException', 400));
});

test('an unknown API is not found', async () => {
  const restApiId = 'nope';

  await expect(client.send(new GetResourcesCommand({ restApiId }))).rejects.toMatchObject(
    refusal('NotFoundException', 404),
  );
  await expect(client.send(new GetStagesCommand({ restApiId }))).rejects.toMatchObject(
    refusal('NotFoundException', 404),
  );
});

test('an id may come escaped', async () => {
  const { text } = await raw(sandbox, { service: 'apigateway', path: '/restapis/small0000%31/stages' });

  expect(text).toContain('"stageName":"prod"');
});

test('a limit that is no number is refused', async () => {
  const { response } = await raw(sandbox, { service: 'apigateway', path: '/restapis?limit=many' });

  expect(response.status).toBe(400);
  expect(response.headers.get('x-amzn-errortype')).toBe('BadRequestException');
});

test('GetStages gives all stages at once, with their throttles', async () => {
  const { item = [] } = await client.send(new GetStagesCommand({ restApiId: 'small00001' }));

  expect(item.map(({ stageName, methodSettings }) => [stageName, methodSettings])).toEqual([
    ['prod', { '*/*': { throttlingRateLimit: 40, throttlingBurstLimit: 20 } }],
    ['test', {}],
  ]);
});

test('GetAccount says the throttle of the Region', async () => {
  const { throttleSettings } = await client.send(new GetAccountCommand({}));

  expect(throttleSettings).toEqual({ rateLimit: 2500, burstLimit: 1250 });
});

test('usage plans name the API and the stage that they are for', async () => {
  const { items = [] } = await client.send(new GetUsagePlansCommand({ limit: 1 }));

  expect(items).toEqual([
    {
      id: expect.stringMatching(/^[a-z0-9]{6}$/),
      name: 'one-1',
      throttle: { rateLimit: 5, burstLimit: 9 },
      apiStages: [{ apiId: 'small00001', stage: 'prod' }],
    },
  ]);
});

test('REST APIs and VPC links are described', async () => {
  const { items: apis = [] } = await client.send(new GetRestApisCommand({ limit: 2 }));
  const { items: links = [] } = await client.send(new GetVpcLinksCommand({ limit: 1 }));

  expect(apis[1]).toMatchObject({
    id: 'small00001',
    name: 'small',
    createdDate: new Date('2024-03-01T09:00:00Z'),
    tags: { team: 'money' },
  });
  expect(links[0]).toMatchObject({
    name: 'one-1',
    status: 'AVAILABLE',
    targetArns: [`arn:aws:elasticloadbalancing:${HOME}:123456789012:loadbalancer/net/services/0123456789abcdef`],
  });
});

test('what the sandbox cannot choose by is refused, not ignored', async () => {
  await expect(client.send(new GetUsagePlansCommand({ keyId: 'k' }))).rejects.toMatchObject(
    refusal('BadRequestException', 400, { message: 'the sandbox has no keyId' }),
  );
  await expect(client.send(new GetStagesCommand({ restApiId: 'small00001', deploymentId: 'd' }))).rejects.toMatchObject(
    refusal('BadRequestException', 400, { message: 'the sandbox has no deploymentId' }),
  );
});
