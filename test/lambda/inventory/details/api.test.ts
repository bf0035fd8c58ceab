import type { ApiDetails } from '../../../../lambda/domain/details';
import type { Read } from '../../../../lambda/domain/read';
import { clock } from '../../../support/account';
import { ACCOUNT, asked, described, REGION } from './described';

const lambda = `arn:aws:lambda:${REGION}:${ACCOUNT}:function`;

function valueOf<T>(read: Read<T>): T {
  if (read.status !== 'read') throw new Error(`not read: ${JSON.stringify(read)}`);
  return read.value;
}

/** Without the digests, which differ from process to process. */
function plain({ integrations, routes, authorizers, ...rest }: ApiDetails) {
  return {
    ...rest,
    integrations: integrations.map((one) => ({ ...one, fields: Object.keys(one.fields) })),
    routes: routes.map(({ access, ...route }) => ({ ...route, access: access.length })),
    authorizers: authorizers.map((one) => ({ ...one, fields: Object.keys(one.fields) })),
  };
}

test('an API comes with its integrations, routes, stages and authorizers, and with who owns it', async () => {
  const { source } = await described({
    httpApis: [
      {
        name: 'orders',
        id: 'orders0001',
        tags: { 'aws:cloudformation:stack-name': 'orders-stack' },
        authorizers: [{ name: 'customers', type: 'JWT', issuer: 'https://id.example.com', audience: ['web'] }],
        integrations: [
          { id: 'aaaaaa1', function: 'list-orders', timeoutMs: 5000 },
          {
            id: 'bbbbbb2',
            type: 'HTTP_PROXY',
            uri: 'https://api.example.com/v1/{proxy}',
            method: 'ANY',
            managed: true,
          },
          { id: 'cccccc3', subtype: 'SQS-SendMessage', requestParameters: { QueueUrl: '$request.header.queue' } },
          { id: 'dddddd4', type: 'HTTP_PROXY', method: 'ANY', listener: 'internal:443', vpcLink: 'link' },
          { id: 'eeeeee5', type: 'HTTP_PROXY', method: 'GET', uri: 'http://x', vpcLink: '${stageVariables.link}' },
        ],
        moreRoutes: [
          { key: 'GET /orders', integration: 'aaaaaa1', authorization: 'JWT', authorizer: 'customers', scopes: ['r'] },
          { key: 'ANY /{proxy+}', integration: 'bbbbbb2' },
          { key: 'POST /gone', integration: 'deleted' },
          { key: '$default' },
        ],
        stages: [
          { name: 'prod', variables: { zone: 'eu', link: 'abc123' } },
          { name: 'frozen', autoDeploy: false },
        ],
      },
    ],
    vpcLinks: { v2: [{ name: 'link' }] },
    loadBalancers: [{ name: 'internal', type: 'application' }],
    listeners: [{ loadBalancer: 'internal', port: 443 }],
  });

  const read = await clock.run(source.api('orders0001'));

  const authorizerId = expect.stringMatching(/^\w{6}$/);
  const every = ['ConnectionType', 'IntegrationType', 'PayloadFormatVersion', 'TimeoutInMillis'];
  const api = plain(valueOf(read));
  expect(api.integrations.map((one) => one.fields.toSorted())).toEqual([
    [...every, 'IntegrationMethod', 'IntegrationUri'].toSorted(),
    [...every, 'IntegrationMethod', 'IntegrationUri'].toSorted(),
    [...every, 'IntegrationSubtype', 'RequestParameters'].toSorted(),
    [...every, 'ConnectionId', 'IntegrationMethod', 'IntegrationUri'].toSorted(),
    [...every, 'ConnectionId', 'IntegrationMethod', 'IntegrationUri'].toSorted(),
  ]);
  const common = { subtype: null, functionName: null, connectionId: null, listenerArn: null, managed: false };
  expect({ ...api, integrations: api.integrations.map(({ fields: _fields, ...one }) => one) }).toEqual({
    id: 'orders0001',
    name: 'orders',
    protocol: 'HTTP',
    owner: { tool: 'cloudformation', name: 'orders-stack' },
    integrations: [
      {
        ...common,
        id: 'aaaaaa1',
        type: 'AWS_PROXY',
        target: 'list-orders',
        functionName: 'list-orders',
        timeoutMs: 5000,
      },
      {
        ...common,
        id: 'bbbbbb2',
        type: 'HTTP_PROXY',
        target: 'api.example.com/v1/{proxy}',
        managed: true,
        timeoutMs: 30_000,
      },
      {
        ...common,
        id: 'cccccc3',
        type: 'AWS_PROXY',
        subtype: 'SQS-SendMessage',
        target: 'SQS-SendMessage',
        timeoutMs: 30_000,
      },
      {
        ...common,
        id: 'dddddd4',
        type: 'HTTP_PROXY',
        target: expect.stringMatching(/^listener\/app\/internal\/[0-9a-f]{16}\/[0-9a-f]{16}$/),
        connectionId: expect.stringMatching(/^\w{6}$/),
        listenerArn: expect.stringMatching(
          /^arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener\/app\/internal\//,
        ),
        timeoutMs: 30_000,
      },
      {
        ...common,
        id: 'eeeeee5',
        type: 'HTTP_PROXY',
        target: 'x',
        connectionId: '${stageVariables.link}',
        timeoutMs: 30_000,
      },
    ],
    routes: [
      { key: 'GET /orders', integrationId: 'aaaaaa1', authorization: 'JWT', authorizerId },
      { key: 'ANY /{proxy+}', integrationId: 'bbbbbb2', authorization: 'NONE', authorizerId: null },
      { key: 'POST /gone', integrationId: 'deleted', authorization: 'NONE', authorizerId: null },
      { key: '$default', integrationId: null, authorization: 'NONE', authorizerId: null },
    ].map((route) => ({ ...route, id: expect.stringMatching(/^\w{7}$/), access: 24 })),
    stages: [
      { name: 'prod', autoDeploy: true, variables: ['link', 'zone'] },
      { name: 'frozen', autoDeploy: false, variables: [] },
    ],
    authorizers: [{ id: authorizerId, name: 'customers', fields: ['AuthorizerType', 'JwtConfiguration'] }],
  });
});

/** Of each field that may differ, two integrations that are alike but for it. */
const uri = `${lambda}:f`;
const base = { uri, method: 'POST' };
const differing = {
  IntegrationType: { type: 'HTTP_PROXY' },
  IntegrationSubtype: { subtype: 'SQS-SendMessage' },
  IntegrationUri: { uri: `${uri}:live` },
  IntegrationMethod: { method: 'GET' },
  ConnectionId: { vpcLink: 'abc123' },
  CredentialsArn: { credentials: 'arn:aws:iam::123456789012:role/r' },
  PayloadFormatVersion: { payloadFormat: '1.0' },
  RequestParameters: { requestParameters: { 'overwrite:path': '/x' } },
  ResponseParameters: { responseParameters: { '500': { 'overwrite:statuscode': '503' } } },
  TimeoutInMillis: { timeoutMs: 1000 },
  TlsConfig: { tlsServerName: 'internal.example.com' },
  PassthroughBehavior: { passthrough: 'NEVER' },
  ContentHandlingStrategy: { contentHandling: 'CONVERT_TO_TEXT' },
  RequestTemplates: { requestTemplates: { 'application/json': '{}' } },
  TemplateSelectionExpression: { templateSelection: '$default' },
  IntegrationResponseSelectionExpression: { responseSelection: '$default' },
} as const;

test('the fields of two integrations are equal exactly where their behaviour is', async () => {
  const names = Object.keys(differing);
  const { source } = await described({
    webSocketApis: [
      {
        name: 'live',
        id: 'live000001',
        actions: 0,
        integrations: [
          { id: 'base', ...base },
          { id: 'same', ...base, description: 'another description', managed: true },
          ...Object.entries(differing).map(([name, one]) => ({ id: name, ...base, ...one })),
        ],
      },
    ],
  });

  const { integrations } = valueOf(await clock.run(source.api('live000001')));

  const fieldsOf = (id: string) => integrations.find((one) => one.id === id)?.fields ?? {};
  const differs = (id: string): string[] => {
    const [before, after] = [fieldsOf('base'), fieldsOf(id)];
    const all = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...all].filter((name) => before[name] !== after[name]).toSorted();
  };
  expect(differs('same')).toEqual([]);
  expect(Object.fromEntries(names.map((name) => [name, differs(name)]))).toEqual(
    Object.fromEntries(names.map((name) => [name, name === 'ConnectionId' ? [name, 'ConnectionType'] : [name]])),
  );
});

test('two routes let the same callers in whatever the order of their scopes and their names for people', async () => {
  const jwt = { authorization: 'JWT', authorizer: 'people' } as const;
  const { source } = await described({
    httpApis: [
      {
        name: 'a',
        id: 'api0000001',
        authorizers: [{ name: 'people', type: 'JWT' }, { name: 'machines' }],
        moreRoutes: [
          { key: 'GET /a', ...jwt, scopes: ['read', 'write'], operationName: 'getA' },
          { key: 'GET /b', ...jwt, scopes: ['write', 'read'], operationName: 'getB', integration: 'x' },
          { key: 'GET /c', ...jwt, scopes: ['read'] },
          { key: 'GET /d', ...jwt },
          { key: 'GET /e', authorization: 'CUSTOM', authorizer: 'machines' },
          { key: 'GET /f', apiKeyRequired: true },
          { key: 'GET /g' },
        ],
      },
    ],
  });

  const { routes } = valueOf(await clock.run(source.api('api0000001')));

  const [first, second, ...others] = routes.map((route) => route.access);
  expect(second).toBe(first);
  expect(new Set([first, ...others]).size).toBe(6);
});

test('names like __proto__ and constructor are names', async () => {
  const { source } = await described({
    httpApis: [
      {
        name: '__proto__',
        id: 'api0000001',
        tags: { constructor: 'x' },
        integrations: [{ id: '__proto__', function: 'constructor' }],
        moreRoutes: [{ key: 'GET /constructor', integration: '__proto__' }],
        stages: [{ name: 'constructor' }],
      },
    ],
  });

  const api = valueOf(await clock.run(source.api('api0000001')));

  expect([api.name, api.integrations[0]?.id, api.integrations[0]?.functionName, api.routes[0]?.integrationId]).toEqual([
    '__proto__',
    '__proto__',
    'constructor',
    '__proto__',
  ]);
  expect(api.owner).toBeNull();
});

test('every list of an API is read to its last page', async () => {
  const { source, sandbox } = await described(
    {
      httpApis: [
        {
          name: 'a',
          id: 'api0000001',
          routes: { count: 3 },
          authorizers: 3,
          stages: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
        },
        { name: 'b', id: 'api0000002' },
        { name: 'c', id: 'api0000003' },
      ],
    },
    { pages: { v2: 2 } },
  );

  const api = valueOf(await clock.run(source.api('api0000001')));
  await clock.run(source.api('api0000003'));

  expect([api.integrations, api.routes, api.stages, api.authorizers].map((list) => list.length)).toEqual([3, 3, 3, 3]);
  const pages = (count: number, operation: string) => Array.from({ length: count }, () => `apigatewayv2:${operation}`);
  expect(asked(sandbox)).toEqual([
    ...pages(2, 'GetApis'),
    ...['GetAuthorizers', 'GetIntegrations', 'GetRoutes', 'GetStages'].flatMap((operation) => pages(3, operation)),
  ]);
});

test.each(['GetApis', 'GetIntegrations', 'GetRoutes', 'GetStages', 'GetAuthorizers'])(
  'without %s nothing is known of the API, and the reason says what is missing',
  async (operation) => {
    const { source, sandbox } = await described({ httpApis: [{ name: 'a', id: 'api0000001' }] });
    sandbox.fault({ operation, kind: 'denied' });

    expect(await clock.run(source.api('api0000001'))).toEqual({
      status: 'failed',
      kind: 'denied',
      reason: expect.stringMatching(
        `^AccessDeniedException on apigatewayv2:${operation} \\(needs apigateway:GET on /apis`,
      ),
    });
  },
);

test('an API that was deleted is gone', async () => {
  const { source } = await described({});

  expect(await clock.run(source.api('api0000001'))).toEqual({ status: 'gone' });
});

test('after closing no call of the control plane is begun', async () => {
  const { source, sandbox, close } = await described({ httpApis: [{ name: 'a', id: 'api0000001' }] });
  close();

  expect(await clock.run(source.api('api0000001'))).toEqual({
    status: 'waiting',
    reason: 'the scan had no time left for apigatewayv2:GetApis',
  });
  expect(sandbox.calls).toEqual([]);
});
