import {
  ApiGatewayV2Client,
  GetApiMappingsCommand,
  GetApisCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  GetVpcLinksCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { Sandbox } from '../../../sandbox';
import { closing, home, HOME, type Page, pagesOf, raw, refusal, sizesOf, start, to } from '../support';

const named = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `one-${index + 1}` }));

const account = home({
  httpApis: [
    {
      name: 'content',
      id: 'content001',
      routes: { file: 'box' },
      orphans: 9,
      authorizers: 8,
      stages: [
        { name: 'prod', throttle: { rate: 40, burst: 20 }, variables: 2, tags: 1 },
        ...named(6),
        { name: 'routes', detailedMetrics: true, routes: [{ route: 'GET /pets', rate: 7 }] },
      ],
    },
    { name: 'shared', id: 'shared0001', routes: { count: 12 }, targets: 5 },
    { name: 'copy', copies: 5, routes: { count: 1 } },
  ],
  webSocketApis: [{ name: 'live', id: 'live000001', actions: 4 }],
  domains: [{ name: 'api.example.com', mappings: 5, multiLevelMappings: 3 }],
  vpcLinks: { v2: [...named(7), { name: 'idle', status: 'INACTIVE' }] },
});

let sandbox: Sandbox;
let client: ApiGatewayV2Client;

beforeAll(async () => {
  sandbox = await start({ account });
  client = closing(new ApiGatewayV2Client(to(sandbox)));
});

const ApiId = 'content001';
type Ask = (client: ApiGatewayV2Client, NextToken?: string, MaxResults?: string) => Promise<Page<unknown>>;
const lists: [string, number, Ask][] = [
  [
    'GetApis',
    8,
    async (from, NextToken, MaxResults) => {
      const page = await from.send(new GetApisCommand({ NextToken, MaxResults }));
      return { items: page.Items, next: page.NextToken };
    },
  ],
  [
    'GetIntegrations',
    287,
    async (from, NextToken, MaxResults) => {
      const page = await from.send(new GetIntegrationsCommand({ ApiId, NextToken, MaxResults }));
      return { items: page.Items, next: page.NextToken };
    },
  ],
  [
    'GetRoutes',
    278,
    async (from, NextToken, MaxResults) => {
      const page = await from.send(new GetRoutesCommand({ ApiId, NextToken, MaxResults }));
      return { items: page.Items, next: page.NextToken };
    },
  ],
  [
    'GetStages',
    8,
    async (from, NextToken, MaxResults) => {
      const page = await from.send(new GetStagesCommand({ ApiId, NextToken, MaxResults }));
      return { items: page.Items, next: page.NextToken };
    },
  ],
  [
    'GetAuthorizers',
    8,
    async (from, NextToken, MaxResults) => {
      const page = await from.send(new GetAuthorizersCommand({ ApiId, NextToken, MaxResults }));
      return { items: page.Items, next: page.NextToken };
    },
  ],
  [
    'GetApiMappings',
    8,
    async (from, NextToken, MaxResults) => {
      const page = await from.send(new GetApiMappingsCommand({ DomainName: 'api.example.com', NextToken, MaxResults }));
      return { items: page.Items, next: page.NextToken };
    },
  ],
  [
    'GetVpcLinks',
    8,
    async (from, NextToken, MaxResults) => {
      const page = await from.send(new GetVpcLinksCommand({ NextToken, MaxResults }));
      return { items: page.Items, next: page.NextToken };
    },
  ],
];

test.each(lists)('%s gives all %d items over its tokens, however few are asked for', async (_, count, ask) => {
  const size = Math.ceil(count / 2) + 1;
  const pages = await pagesOf((token) => ask(client, token, String(size)));

  expect(sizesOf(pages)).toEqual([size, count - size]);
  expect(pages.flat()).toEqual((await ask(client)).items);
});

test.each(lists)('%s refuses a size that is no positive number, and a token that it did not give', async (...list) => {
  const [, , ask] = list;

  for (const size of ['0', '-1', '1.5', 'all', '']) {
    await expect(ask(client, undefined, size)).rejects.toMatchObject(refusal('BadRequestException', 400));
  }
  await expect(ask(client, '5')).rejects.toMatchObject(refusal('BadRequestException', 400));
});

test.each([
  [100, [100, 100, 87]],
  [500, [287]],
])('where a page holds at most %d items, asking for more does not help', async (v2, sizes) => {
  const other = await start({ account, pages: { v2 } });
  const asking = closing(new ApiGatewayV2Client(to(other)));

  const pages = await pagesOf(async (NextToken) => {
    const page = await asking.send(new GetIntegrationsCommand({ ApiId, NextToken, MaxResults: '1000' }));
    return { items: page.Items, next: page.NextToken };
  });

  expect(sizesOf(pages)).toEqual(sizes);
});

test.each(['integrations', 'routes', 'stages', 'authorizers'])(
  'an unknown API has no %s: it is not found',
  async (list) => {
    const { response } = await raw(sandbox, { service: 'apigateway', path: `/v2/apis/nope/${list}` });

    expect(response.status).toBe(404);
    expect(response.headers.get('x-amzn-errortype')).toBe('NotFoundException');
  },
);

test('every route has an integration, and the orphans have no route', async () => {
  const { Items: routes = [] } = await client.send(new GetRoutesCommand({ ApiId }));
  const { Items: integrations = [] } = await client.send(new GetIntegrationsCommand({ ApiId }));

  const ids = integrations.map(({ IntegrationId }) => `integrations/${IntegrationId}`);
  const targets = new Set(routes.map(({ Target }) => Target));
  expect(new Set(ids).size).toBe(287);
  expect([...targets].filter((target) => !ids.includes(target ?? ''))).toEqual([]);
  expect(ids.filter((id) => !targets.has(id))).toHaveLength(9);
});

test('an integration for every route, with as few different targets as were described', async () => {
  const { Items = [] } = await client.send(new GetIntegrationsCommand({ ApiId: 'shared0001' }));

  expect(Items).toHaveLength(12);
  expect(new Set(Items.map(({ IntegrationUri }) => IntegrationUri)).size).toBe(5);
  expect(Items[0]).toMatchObject({
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: `arn:aws:lambda:${HOME}:123456789012:function:handler-1`,
    PayloadFormatVersion: '2.0',
  });
});

test('a WebSocket API has three routes besides its actions', async () => {
  const { Items: apis = [] } = await client.send(new GetApisCommand({}));
  const { Items: routes = [] } = await client.send(new GetRoutesCommand({ ApiId: 'live000001' }));
  const { Items: integrations = [] } = await client.send(new GetIntegrationsCommand({ ApiId: 'live000001' }));

  expect(apis.find((api) => api.ApiId === 'live000001')).toMatchObject({ Name: 'live', ProtocolType: 'WEBSOCKET' });
  expect(routes.map(({ RouteKey }) => RouteKey)).toEqual([
    '$connect',
    '$disconnect',
    '$default',
    'action1',
    'action2',
    'action3',
    'action4',
  ]);
  expect(integrations).toHaveLength(7);
});

test('a stage says its throttle where it has one', async () => {
  const { Items = [] } = await client.send(new GetStagesCommand({ ApiId, MaxResults: '2' }));

  expect(Items.map(({ StageName, DefaultRouteSettings }) => [StageName, DefaultRouteSettings])).toEqual([
    ['prod', { DetailedMetricsEnabled: false, ThrottlingRateLimit: 40, ThrottlingBurstLimit: 20 }],
    ['one-1', { DetailedMetricsEnabled: false }],
  ]);
});

test('a stage has its variables and tags, and a route with a throttle of its own has settings of its own', async () => {
  const { Items = [] } = await client.send(new GetStagesCommand({ ApiId }));

  expect(Items[0]).toMatchObject({
    StageVariables: { variable1: 'value', variable2: 'value' },
    Tags: { 'tag-1': 'value' },
    RouteSettings: {},
  });
  expect(Items.at(-1)).toMatchObject({
    StageVariables: {},
    Tags: {},
    DefaultRouteSettings: { DetailedMetricsEnabled: true },
    RouteSettings: {
      'GET /pets': { DetailedMetricsEnabled: true, ThrottlingRateLimit: 7, ThrottlingBurstLimit: 7 },
    },
  });
});

test('an authorizer has an id and a name, and an API without any has an empty list', async () => {
  const { Items } = await client.send(new GetAuthorizersCommand({ ApiId, MaxResults: '1' }));
  const { Items: none } = await client.send(new GetAuthorizersCommand({ ApiId: 'live000001' }));

  expect(Items).toEqual([{ AuthorizerId: expect.stringMatching(/^[a-z0-9]{6}$/), Name: 'authorizer-1' }]);
  expect(none).toEqual([]);
});

test('VPC links say their status, INACTIVE among them', async () => {
  const { Items = [] } = await client.send(new GetVpcLinksCommand({}));

  expect(Items.at(-1)).toMatchObject({ Name: 'idle', VpcLinkStatus: 'INACTIVE', VpcLinkVersion: 'V2' });
});
