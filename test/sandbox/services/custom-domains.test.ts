/** Custom domain names: the first API of API Gateway lists them, the second what each of them holds. */
import {
  APIGatewayClient,
  GetDomainNameAccessAssociationsCommand,
  GetDomainNamesCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  GetApiMappingsCommand,
  ListRoutingRulesCommand,
  type ListRoutingRulesCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import type { Sandbox } from '../../../sandbox';
import { ACCOUNT_ID, closing, home, HOME, pagesOf, raw, refusal, sizesOf, start, to } from '../support';

const PUBLIC = 'api.example.com';
const PRIVATE = 'inner.example.com';
const account = home({
  domains: [
    { name: PUBLIC, mappings: 2, multiLevelMappings: 1, routingRules: 12 },
    { name: 'edge.example.com', endpoint: 'EDGE' },
    { name: PRIVATE, endpoint: 'PRIVATE', routingRules: 3 },
  ],
  accessAssociations: 2,
});

let sandbox: Sandbox;
let v1: APIGatewayClient;
let v2: ApiGatewayV2Client;

beforeAll(async () => {
  sandbox = await start({ account });
  v1 = closing(new APIGatewayClient(to(sandbox)));
  v2 = closing(new ApiGatewayV2Client(to(sandbox)));
});
afterEach(() => sandbox.reset());

async function privateId(): Promise<string | undefined> {
  const { items = [] } = await v1.send(new GetDomainNamesCommand({}));
  return items.find((domain) => domain.domainName === PRIVATE)?.domainNameId;
}

test('a domain says its endpoint type, whether routing rules count, and its id if it is private', async () => {
  const { items } = await v1.send(new GetDomainNamesCommand({ resourceOwner: 'SELF' }));

  const domainNameStatus = 'AVAILABLE';
  expect(items).toEqual([
    {
      domainName: PUBLIC,
      domainNameStatus,
      endpointConfiguration: { types: ['REGIONAL'] },
      routingMode: 'ROUTING_RULE_THEN_BASE_PATH_MAPPING',
    },
    {
      domainName: 'edge.example.com',
      domainNameStatus,
      endpointConfiguration: { types: ['EDGE'] },
      routingMode: 'BASE_PATH_MAPPING_ONLY',
    },
    {
      domainName: PRIVATE,
      domainNameId: expect.stringMatching(/^[a-z0-9]{10}$/),
      domainNameStatus,
      endpointConfiguration: { types: ['PRIVATE'] },
      routingMode: 'ROUTING_RULE_THEN_BASE_PATH_MAPPING',
    },
  ]);
});

test('an access association is of a VPC endpoint, and has an ARN of its own', async () => {
  const { items = [] } = await v1.send(new GetDomainNameAccessAssociationsCommand({ resourceOwner: 'SELF' }));

  const arn = `arn:aws:apigateway:${HOME}:${ACCOUNT_ID}:/domainnameaccessassociations`;
  expect(items).toEqual([
    { domainNameAccessAssociationArn: `${arn}/1`, accessAssociationSourceType: 'VPCE' },
    { domainNameAccessAssociationArn: `${arn}/2`, accessAssociationSourceType: 'VPCE' },
  ]);
});

test('other accounts own nothing here', async () => {
  const resourceOwner = 'OTHER_ACCOUNTS';

  expect((await v1.send(new GetDomainNamesCommand({ resourceOwner }))).items).toEqual([]);
  expect((await v1.send(new GetDomainNameAccessAssociationsCommand({ resourceOwner }))).items).toEqual([]);
});

// The two owners are AWS's; that another word is a BadRequestException is the documented code, not one that was seen.
test.each(['domainnames', 'domainnameaccessassociations'])('%s refuses an owner that does not exist', async (list) => {
  const { response, text } = await raw(sandbox, { service: 'apigateway', path: `/${list}?resourceOwner=EVERYBODY` });

  expect(response.status).toBe(400);
  expect(response.headers.get('x-amzn-errortype')).toBe('BadRequestException');
  expect(text).toContain('EVERYBODY');
});

test('a mapping has a key, and the multi-level ones have a slash in it', async () => {
  const { Items = [] } = await v2.send(new GetApiMappingsCommand({ DomainName: PUBLIC }));

  expect(Items.map(({ ApiMappingKey }) => ApiMappingKey)).toEqual(['v1', 'v2', 'orders/v1']);
  expect(new Set(Items.map(({ ApiMappingId }) => ApiMappingId)).size).toBe(3);
});

const rules = (input: Partial<ListRoutingRulesCommandInput> = {}) =>
  pagesOf(async (NextToken) => {
    const page = await v2.send(new ListRoutingRulesCommand({ DomainName: PUBLIC, NextToken, ...input }));
    return { items: page.RoutingRules, next: page.NextToken };
  });

test('ListRoutingRules gives every rule once over its tokens, with its id and priority', async () => {
  const pages = await rules({ MaxResults: 7 });

  expect(sizesOf(pages)).toEqual([7, 5]);
  expect(pages.flat()).toEqual((await rules({ MaxResults: 100 })).flat());
  expect(new Set(pages.flat().map(({ RoutingRuleId }) => RoutingRuleId)).size).toBe(12);
  expect(pages.flat().map(({ Priority }) => Priority)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test.each([0, 101])('ListRoutingRules refuses a page of %d', async (MaxResults) => {
  await expect(rules({ MaxResults })).rejects.toMatchObject(refusal('BadRequestException', 400));
});

test.each(['maxResults=many', 'maxResults=1.5', 'nextToken=abc'])('ListRoutingRules refuses %s', async (query) => {
  const path = `/v2/domainnames/${PUBLIC}/routingrules?${query}`;
  const { response } = await raw(sandbox, { service: 'apigateway', path });

  expect(response.status).toBe(400);
  expect(response.headers.get('x-amzn-errortype')).toBe('BadRequestException');
});

test('a domain without mappings and rules has empty lists', async () => {
  const DomainName = 'edge.example.com';

  expect((await v2.send(new GetApiMappingsCommand({ DomainName }))).Items).toEqual([]);
  expect((await v2.send(new ListRoutingRulesCommand({ DomainName }))).RoutingRules).toEqual([]);
});

test('a mapping leads to the API that the domain maps by its name, whatever its type', async () => {
  const mapping = await start({
    account: home({
      restApis: [{ name: 'partners', id: 'partners01' }],
      httpApis: [{ name: 'orders', id: 'orders0001' }],
      domains: [{ name: PUBLIC, maps: ['partners', 'orders'], mappings: 1 }],
    }),
  });
  const client = closing(new ApiGatewayV2Client(to(mapping)));

  const { Items = [] } = await client.send(new GetApiMappingsCommand({ DomainName: PUBLIC }));

  expect(Items.map(({ ApiMappingKey, ApiId }) => [ApiMappingKey, ApiId])).toEqual([
    ['api1', 'partners01'],
    ['api2', 'orders0001'],
    ['v1', 'elsewhere1'],
  ]);
});

test.each([
  ['no API', [], 'REGIONAL', 'a domain maps orders, expected the name of one API'],
  ['two APIs', ['orders0001', 'orders0002'], 'REGIONAL', 'a domain maps orders, expected the name of one API'],
  ['an API, but the domain is private', ['orders0001'], 'PRIVATE', `the private domain ${PUBLIC} has no API mappings`],
] as const)('a domain cannot map %s', async (_, ids, endpoint, message) => {
  const httpApis = ids.map((id) => ({ name: 'orders', id }));
  const domains = [{ name: PUBLIC, endpoint, maps: ['orders'] }];

  await expect(start({ account: home({ httpApis, domains }) })).rejects.toThrow(message);
});

test('an unknown domain is not found', async () => {
  const DomainName = 'nope.example.com';

  await expect(v2.send(new GetApiMappingsCommand({ DomainName }))).rejects.toMatchObject(
    refusal('NotFoundException', 404),
  );
  await expect(rules({ DomainName })).rejects.toMatchObject(refusal('NotFoundException', 404));
});

// The id is AWS's ("supported only for private custom domain names"); that it is NotFound without it is assumed.
test('a private domain is found by its name and id together only, and has no API mappings', async () => {
  const DomainNameId = await privateId();

  expect(sizesOf(await rules({ DomainName: PRIVATE, DomainNameId }))).toEqual([3]);
  await expect(rules({ DomainName: PRIVATE })).rejects.toMatchObject(refusal('NotFoundException', 404));
  await expect(rules({ DomainName: PUBLIC, DomainNameId })).rejects.toMatchObject(refusal('NotFoundException', 404));
  await expect(v2.send(new GetApiMappingsCommand({ DomainName: PRIVATE }))).rejects.toMatchObject(
    refusal('NotFoundException', 404),
  );
});

test('routing rules have an IAM action of their own, mappings have not', async () => {
  sandbox.fault({ kind: 'denied' });

  await expect(rules()).rejects.toThrow('not authorized to perform: apigateway:ListRoutingRules on resource');
  await expect(v2.send(new GetApiMappingsCommand({ DomainName: PUBLIC }))).rejects.toThrow(
    `apigateway:GET on resource: arn:aws:apigateway:${HOME}::/domainnames/${PUBLIC}/apimappings`,
  );
});
