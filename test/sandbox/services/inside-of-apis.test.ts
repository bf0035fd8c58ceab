import {
  ApiGatewayV2Client,
  GetApisCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  GetVpcLinksCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  APIGatewayClient,
  GetAuthorizersCommand as GetRestAuthorizersCommand,
  GetResourcesCommand,
  GetStagesCommand as GetRestStagesCommand,
  GetVpcLinksCommand as GetV1LinksCommand,
} from '@aws-sdk/client-api-gateway';
import type { RegionInput, Sandbox } from '../../../sandbox';
import { closing, home, start, to } from '../support';

const region = {
  httpApis: [
    {
      name: 'orders',
      id: 'orders0001',
      tags: { team: 'orders' },
      authorizers: [
        {
          name: 'people',
          type: 'JWT',
          issuer: 'https://id.example.com',
          audience: ['web'],
          identitySource: ['$request.header.Authorization'],
        },
        {
          name: 'machines',
          uri: 'arn:aws:lambda:us-east-1:1:function:auth',
          credentials: 'arn:aws:iam::1:role/auth',
          ttl: 300,
        },
      ],
      integrations: [
        {
          id: 'all',
          type: 'HTTP_PROXY',
          uri: 'https://user:secret@api.example.com/x?key=secret',
          method: 'ANY',
          credentials: 'arn:aws:iam::1:role/x',
          payloadFormat: '1.0',
          requestParameters: { 'overwrite:header.x-api-key': 'secret' },
          responseParameters: { '500': { 'overwrite:statuscode': '503' } },
          requestTemplates: { 'application/json': '{}' },
          timeoutMs: 1000,
          tlsServerName: 'x.example.com',
          passthrough: 'NEVER',
          contentHandling: 'CONVERT_TO_TEXT',
          templateSelection: '$default',
          responseSelection: '$default',
          description: 'all of it',
          managed: true,
        },
        { id: 'queue', subtype: 'SQS-SendMessage' },
        { id: 'private', type: 'HTTP_PROXY', method: 'GET', listener: 'inner:443', vpcLink: 'link' },
        { id: 'unknown', type: 'HTTP_PROXY', method: 'GET', uri: 'http://x', vpcLink: '${stageVariables.link}' },
      ],
      moreRoutes: [
        {
          key: 'GET /a',
          integration: 'all',
          authorization: 'JWT',
          authorizer: 'people',
          scopes: ['r'],
          operationName: 'a',
        },
        { key: 'GET /b', integration: 'deleted', apiKeyRequired: true },
        { key: '$default' },
      ],
      stages: [{ name: 'prod', autoDeploy: false, variables: { link: 'abc123', token: 'secret' } }],
    },
  ],
  restApis: [
    {
      name: 'payments',
      id: 'payments01',
      authorizers: [
        {
          name: 'keys',
          uri: 'arn:x',
          credentials: 'arn:y',
          identitySource: 'method.request.header.a',
          validation: '.*',
          ttl: 0,
          providers: ['arn:z'],
        },
      ],
      methods: [
        {
          method: 'GET',
          path: '/a/{id}',
          function: 'a',
          authorization: 'CUSTOM',
          authorizer: 'keys',
          apiKeyRequired: true,
        },
        {
          method: 'PUT',
          path: '/a/{id}',
          type: 'HTTP',
          uri: 'http://internal.example.com',
          vpcLink: 'old',
          credentials: 'arn:c',
          requestParameters: { 'integration.request.header.x': "'secret'" },
          requestTemplates: { 'application/json': '{}' },
          timeoutMs: 60_000,
        },
        {
          method: 'POST',
          path: '/a/{id}',
          type: 'HTTP_PROXY',
          uri: 'http://b',
          vpcLink: 'link',
          integrationTarget: 'inner',
        },
        { method: 'HEAD', path: '/a/{id}', type: null },
        { method: 'OPTIONS', path: '/a/{id}', type: 'MOCK' },
      ],
      stages: [{ name: 'prod', cache: true, variables: { token: 'secret' } }],
    },
  ],
  vpcLinks: {
    v1: [{ name: 'old', loadBalancer: 'edge', tags: { team: 'x' } }],
    v2: [{ name: 'link', tags: { team: 'y' } }],
  },
  loadBalancers: [{ name: 'inner', type: 'application' }, { name: 'edge' }],
  listeners: [{ loadBalancer: 'inner', port: 443 }],
} as const satisfies RegionInput;

let sandbox: Sandbox;
let v1: APIGatewayClient;
let v2: ApiGatewayV2Client;
beforeAll(async () => {
  sandbox = await start({ account: home(region) });
  v1 = closing(new APIGatewayClient(to(sandbox)));
  v2 = closing(new ApiGatewayV2Client(to(sandbox)));
});

const id = expect.stringMatching(/^[a-z0-9]{6}$/);
const arn = (resource: string) =>
  expect.stringMatching(`^arn:aws:elasticloadbalancing:us-east-1:123456789012:${resource}/`);

test('an integration has every field that is described, and those that AWS fills in', async () => {
  const { Items } = await v2.send(new GetIntegrationsCommand({ ApiId: 'orders0001' }));

  expect(Items).toEqual([
    {
      ApiGatewayManaged: true,
      ConnectionType: 'INTERNET',
      ContentHandlingStrategy: 'CONVERT_TO_TEXT',
      CredentialsArn: 'arn:aws:iam::1:role/x',
      Description: 'all of it',
      IntegrationId: 'all',
      IntegrationMethod: 'ANY',
      IntegrationResponseSelectionExpression: '$default',
      IntegrationType: 'HTTP_PROXY',
      IntegrationUri: 'https://user:secret@api.example.com/x?key=secret',
      PassthroughBehavior: 'NEVER',
      PayloadFormatVersion: '1.0',
      RequestParameters: { 'overwrite:header.x-api-key': 'secret' },
      RequestTemplates: { 'application/json': '{}' },
      ResponseParameters: { '500': { 'overwrite:statuscode': '503' } },
      TemplateSelectionExpression: '$default',
      TimeoutInMillis: 1000,
      TlsConfig: { ServerNameToVerify: 'x.example.com' },
    },
    {
      ConnectionType: 'INTERNET',
      IntegrationId: 'queue',
      IntegrationSubtype: 'SQS-SendMessage',
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '1.0',
      TimeoutInMillis: 30_000,
    },
    {
      ConnectionId: id,
      ConnectionType: 'VPC_LINK',
      IntegrationId: 'private',
      IntegrationMethod: 'GET',
      IntegrationType: 'HTTP_PROXY',
      IntegrationUri: arn('listener/app/inner'),
      PayloadFormatVersion: '1.0',
      TimeoutInMillis: 30_000,
    },
    {
      ConnectionId: '${stageVariables.link}',
      ConnectionType: 'VPC_LINK',
      IntegrationId: 'unknown',
      IntegrationMethod: 'GET',
      IntegrationType: 'HTTP_PROXY',
      IntegrationUri: 'http://x',
      PayloadFormatVersion: '1.0',
      TimeoutInMillis: 30_000,
    },
  ]);
});

test('routes have their authorizers, or no target, or one that is gone', async () => {
  const { Items: authorizers } = await v2.send(new GetAuthorizersCommand({ ApiId: 'orders0001' }));
  const { Items: routes } = await v2.send(new GetRoutesCommand({ ApiId: 'orders0001' }));

  expect(authorizers).toEqual([
    {
      AuthorizerId: id,
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: ['web'], Issuer: 'https://id.example.com' },
      Name: 'people',
    },
    {
      AuthorizerCredentialsArn: 'arn:aws:iam::1:role/auth',
      AuthorizerId: id,
      AuthorizerResultTtlInSeconds: 300,
      AuthorizerType: 'REQUEST',
      AuthorizerUri: 'arn:aws:lambda:us-east-1:1:function:auth',
      Name: 'machines',
    },
  ]);
  const RouteId = expect.stringMatching(/^[a-z0-9]{7}$/);
  expect(routes).toEqual([
    {
      ApiKeyRequired: false,
      AuthorizationScopes: ['r'],
      AuthorizationType: 'JWT',
      AuthorizerId: authorizers?.[0]?.AuthorizerId,
      OperationName: 'a',
      RouteId,
      RouteKey: 'GET /a',
      Target: 'integrations/all',
    },
    { ApiKeyRequired: true, AuthorizationType: 'NONE', RouteId, RouteKey: 'GET /b', Target: 'integrations/deleted' },
    { ApiKeyRequired: false, AuthorizationType: 'NONE', RouteId, RouteKey: '$default' },
  ]);
});

test('stages have their variables with their values, as AWS gives them', async () => {
  const { Items } = await v2.send(new GetStagesCommand({ ApiId: 'orders0001' }));
  const { item } = await v1.send(new GetRestStagesCommand({ restApiId: 'payments01' }));

  expect(Items).toMatchObject([
    { StageName: 'prod', AutoDeploy: false, StageVariables: { link: 'abc123', token: 'secret' } },
  ]);
  expect(item).toMatchObject([{ stageName: 'prod', cacheClusterEnabled: true, variables: { token: 'secret' } }]);
});

test('APIs and links of both versions have their tags', async () => {
  const [apis, links, oldLinks] = await Promise.all([
    v2.send(new GetApisCommand({})),
    v2.send(new GetVpcLinksCommand({})),
    v1.send(new GetV1LinksCommand({})),
  ]);

  expect(apis.Items).toMatchObject([{ Tags: { team: 'orders' } }]);
  expect(links.Items).toMatchObject([{ Name: 'link', Tags: { team: 'y' } }]);
  expect(oldLinks.items).toEqual([
    { id, name: 'old', status: 'AVAILABLE', targetArns: [arn('loadbalancer/net/edge')], tags: { team: 'x' } },
  ]);
});

test('the methods of a REST API have their integrations, if they are asked for', async () => {
  const resourceOf = async (embed?: string[]) => {
    const { items = [] } = await v1.send(new GetResourcesCommand({ restApiId: 'payments01', embed }));
    return items.find((one) => one.path === '/a/{id}')?.resourceMethods;
  };

  const { items: authorizers } = await v1.send(new GetRestAuthorizersCommand({ restApiId: 'payments01' }));
  const { items: links } = await v1.send(new GetV1LinksCommand({}));
  const common = { authorizationType: 'NONE', apiKeyRequired: false };
  expect(authorizers).toEqual([
    {
      id,
      name: 'keys',
      type: 'TOKEN',
      authorizerUri: 'arn:x',
      authorizerCredentials: 'arn:y',
      identitySource: 'method.request.header.a',
      identityValidationExpression: '.*',
      authorizerResultTtlInSeconds: 0,
      providerARNs: ['arn:z'],
    },
  ]);
  expect(await resourceOf(['methods'])).toEqual({
    GET: {
      httpMethod: 'GET',
      authorizationType: 'CUSTOM',
      authorizerId: authorizers?.[0]?.id,
      apiKeyRequired: true,
      methodIntegration: {
        type: 'AWS_PROXY',
        httpMethod: 'POST',
        uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:a/invocations',
        timeoutInMillis: 29_000,
      },
    },
    PUT: {
      ...common,
      httpMethod: 'PUT',
      methodIntegration: {
        type: 'HTTP',
        httpMethod: 'PUT',
        uri: 'http://internal.example.com',
        connectionType: 'VPC_LINK',
        connectionId: links?.[0]?.id,
        credentials: 'arn:c',
        requestParameters: { 'integration.request.header.x': "'secret'" },
        requestTemplates: { 'application/json': '{}' },
        timeoutInMillis: 60_000,
      },
    },
    POST: {
      ...common,
      httpMethod: 'POST',
      methodIntegration: {
        type: 'HTTP_PROXY',
        httpMethod: 'POST',
        uri: 'http://b',
        connectionType: 'VPC_LINK',
        connectionId: id,
        integrationTarget: arn('loadbalancer/app/inner'),
        timeoutInMillis: 29_000,
      },
    },
    HEAD: { ...common, httpMethod: 'HEAD' },
    OPTIONS: {
      ...common,
      httpMethod: 'OPTIONS',
      methodIntegration: { type: 'MOCK', timeoutInMillis: 29_000 },
    },
  });
  expect(await resourceOf()).toEqual({ GET: {}, PUT: {}, POST: {}, HEAD: {}, OPTIONS: {} });
});

test.each<[string, RegionInput, string]>([
  [
    'two integrations of one id',
    { httpApis: [{ name: 'a', integrations: [{ id: 'x' }, { id: 'x' }] }] },
    'an API has x twice',
  ],
  [
    'two routes of one key',
    { httpApis: [{ name: 'a', routes: { count: 1 }, moreRoutes: [{ key: 'GET /items/kind-1' }] }] },
    'an API has GET /items/kind-1 twice',
  ],
  [
    'an integration with a listener that is not described',
    { httpApis: [{ name: 'a', integrations: [{ id: 'x', listener: 'inner:443' }] }] },
    'no listener inner:443 is described',
  ],
  [
    'a listener of a load balancer that is not described',
    { listeners: [{ loadBalancer: 'lost', port: 80 }] },
    'no load balancer lost is described',
  ],
  [
    'a listener with a target group that is not described',
    { loadBalancers: [{ name: 'a' }], listeners: [{ loadBalancer: 'a', port: 80, targetGroups: ['lost'] }] },
    'no target group lost is described',
  ],
  [
    'a target that is not described',
    { targetGroups: [{ name: 'a', type: 'alb', targets: ['lost'] }] },
    'no load balancer lost is described',
  ],
  [
    'a link to nothing',
    { vpcLinks: { v1: [{ name: 'a', loadBalancer: 'lost' }] } },
    'no load balancer lost is described',
  ],
  [
    'one place with two parameters',
    { restApis: [{ name: 'a', methods: ['/x/{a}', '/x/{b}'].map((path) => ({ method: 'GET', path })) }] },
    'no resource is called /x/{b}: its parameter has another name there',
  ],
])('a description of %s is none', async (_, description, reason) => {
  await expect(start({ account: home(description) })).rejects.toThrow(reason);
});
