import {
  APIGatewayClient,
  GetAccountCommand,
  GetApiKeysCommand,
  GetAuthorizersCommand,
  GetClientCertificatesCommand,
  GetDomainNameAccessAssociationsCommand,
  GetDomainNamesCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStagesCommand,
  GetUsagePlansCommand,
  GetVpcLinksCommand,
} from '@aws-sdk/client-api-gateway';
import type { Sandbox } from '../../../sandbox';
import { closing, home, HOME, type Page, pagesOf, raw, refusal, sizesOf, start, to } from '../support';
import { steady } from './metrics';

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
          authorizers: 30,
          tags: { team: 'money' },
        },
        { name: 'copy', copies: 27 },
        {
          name: 'settings',
          id: 'settings01',
          endpoint: 'EDGE',
          stages: [
            { name: 'measured', detailedMetrics: true, variables: 2, tags: 1 },
            {
              name: 'routes',
              routes: [
                { route: 'GET /pets/{id}', rate: 7, traffic: steady(1) },
                { route: 'GET /', rate: 0 },
              ],
            },
          ],
        },
      ],
      domains: numbered(30),
      accessAssociations: 30,
      clientCertificates: 30,
      apiKeys: 30,
      vpcLinks: { v1: numbered(30) },
      usagePlans: [
        ...numbered(29).map(({ name }) => ({ name, rate: 5, burst: 9, api: 'small' })),
        { name: 'strict', api: 'small', methodThrottles: 2 },
      ],
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
  [
    'GetAuthorizers',
    async (position, limit) => {
      const page = await client.send(new GetAuthorizersCommand({ restApiId: 'small00001', position, limit }));
      return { items: page.items, next: page.position };
    },
  ],
  [
    'GetClientCertificates',
    async (position, limit) => {
      const page = await client.send(new GetClientCertificatesCommand({ position, limit }));
      return { items: page.items, next: page.position };
    },
  ],
  [
    'GetApiKeys',
    async (position, limit) => {
      const page = await client.send(new GetApiKeysCommand({ position, limit }));
      return { items: page.items, next: page.position };
    },
  ],
  [
    'GetDomainNames',
    async (position, limit) => {
      const page = await client.send(new GetDomainNamesCommand({ position, limit }));
      return { items: page.items, next: page.position };
    },
  ],
  [
    'GetDomainNameAccessAssociations',
    async (position, limit) => {
      const page = await client.send(new GetDomainNameAccessAssociationsCommand({ position, limit }));
      return { items: page.items, next: page.position };
    },
  ],
])('%s gives 25 at a time unless asked for up to 500, and takes only its own tokens', async (_, ask) => {
  const byDefault = await pagesOf((token) => ask(token));
  const { items: all } = await ask(undefined, 500);

  expect(sizesOf(byDefault)).toEqual([25, 5]);
  expect(byDefault.flat()).toEqual(all);
  expect(new Set(all?.map((one) => JSON.stringify(one))).size).toBe(30);
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
  await expect(client.send(new GetAuthorizersCommand({ restApiId }))).rejects.toMatchObject(
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
    ['prod', { '*/*': { metricsEnabled: false, throttlingRateLimit: 40, throttlingBurstLimit: 20 } }],
    ['test', {}],
  ]);
});

test('a stage has its variables and tags, and says -1 of a throttle that its settings do not have', async () => {
  const { item = [] } = await client.send(new GetStagesCommand({ restApiId: 'settings01' }));

  expect(item[0]).toMatchObject({
    stageName: 'measured',
    variables: { variable1: 'value', variable2: 'value' },
    tags: { 'tag-1': 'value' },
    methodSettings: { '*/*': { metricsEnabled: true, throttlingRateLimit: -1, throttlingBurstLimit: -1 } },
  });
});

// The slashes of the path as in AWS's own example, https://docs.aws.amazon.com/cli/latest/reference/apigateway/get-stages.html
test('a method with a throttle of its own has a setting of its own, and a rate of 0 is a throttle too', async () => {
  const { item = [] } = await client.send(new GetStagesCommand({ restApiId: 'settings01' }));

  expect(item[1]?.methodSettings).toEqual({
    '~1pets~1{id}/GET': { metricsEnabled: false, throttlingRateLimit: 7, throttlingBurstLimit: 7 },
    '~1/GET': { metricsEnabled: false, throttlingRateLimit: 0, throttlingBurstLimit: 0 },
  });
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

test('a usage plan has the throttles of single methods, and none of its own unless it was described', async () => {
  const { items = [] } = await client.send(new GetUsagePlansCommand({ limit: 500 }));

  expect(items.at(-1)).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{6}$/),
    name: 'strict',
    apiStages: [
      {
        apiId: 'small00001',
        stage: 'prod',
        throttle: {
          '/item-1/GET': { rateLimit: 5, burstLimit: 5 },
          '/item-2/GET': { rateLimit: 5, burstLimit: 5 },
        },
      },
    ],
  });
});

test('authorizers have an id and a name, certificates an id', async () => {
  const { items: authorizers } = await client.send(new GetAuthorizersCommand({ restApiId: 'small00001', limit: 1 }));
  const { items: certificates } = await client.send(new GetClientCertificatesCommand({ limit: 1 }));

  expect(authorizers).toEqual([{ id: expect.stringMatching(/^[a-z0-9]{6}$/), name: 'authorizer-1' }]);
  expect(certificates).toEqual([
    { clientCertificateId: expect.stringMatching(/^[a-z0-9]{6}$/), createdDate: new Date('2024-03-01T09:00:00Z') },
  ]);
});

test('API keys come without their values, and the sandbox has none to give', async () => {
  const { items } = await client.send(new GetApiKeysCommand({ limit: 1, includeValues: false }));

  expect(items).toEqual([{ id: expect.stringMatching(/^[a-z0-9]{10}$/), name: 'key-1', enabled: true }]);
  await expect(client.send(new GetApiKeysCommand({ includeValues: true }))).rejects.toMatchObject(
    refusal('BadRequestException', 400, { message: 'the sandbox has no includeValues' }),
  );
});

test('an account with none of them has empty lists, not missing ones', async () => {
  const empty = await start({ account: home({ restApis: [{ name: 'bare', id: 'bare000001' }] }) });
  const asking = closing(new APIGatewayClient(to(empty)));

  const lists = await Promise.all([
    asking.send(new GetAuthorizersCommand({ restApiId: 'bare000001' })),
    asking.send(new GetClientCertificatesCommand({})),
    asking.send(new GetApiKeysCommand({})),
    asking.send(new GetDomainNamesCommand({})),
    asking.send(new GetDomainNameAccessAssociationsCommand({})),
    asking.send(new GetUsagePlansCommand({})),
  ]);

  expect(lists.map(({ items, position }) => [items, position])).toEqual(lists.map(() => [[], undefined]));
});

test('REST APIs and VPC links are described', async () => {
  const { items: apis = [] } = await client.send(new GetRestApisCommand({ limit: 2 }));
  const { items: all = [] } = await client.send(new GetRestApisCommand({ limit: 500 }));
  const { items: links = [] } = await client.send(new GetVpcLinksCommand({ limit: 1 }));

  expect(apis[1]).toMatchObject({
    id: 'small00001',
    name: 'small',
    createdDate: new Date('2024-03-01T09:00:00Z'),
    endpointConfiguration: { types: ['REGIONAL'] },
    tags: { team: 'money' },
  });
  expect(all.at(-1)?.endpointConfiguration).toEqual({ types: ['EDGE'] });
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
  await expect(client.send(new GetApiKeysCommand({ nameQuery: 'k' }))).rejects.toMatchObject(
    refusal('BadRequestException', 400, { message: 'the sandbox has no nameQuery' }),
  );
  await expect(client.send(new GetApiKeysCommand({ customerId: 'c' }))).rejects.toMatchObject(
    refusal('BadRequestException', 400, { message: 'the sandbox has no customerId' }),
  );
  await expect(client.send(new GetStagesCommand({ restApiId: 'small00001', deploymentId: 'd' }))).rejects.toMatchObject(
    refusal('BadRequestException', 400, { message: 'the sandbox has no deploymentId' }),
  );
});
