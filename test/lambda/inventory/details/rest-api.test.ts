import { clock } from '../../../support/account';
import { asked, described } from './described';

const ID = 'payments01';

test('a REST API comes with its resources, methods, stages and authorizers', async () => {
  const { source } = await described({
    restApis: [
      {
        name: 'payments',
        id: ID,
        tags: { 'sst:app': 'shop', 'sst:stage': 'prod' },
        authorizers: [{ name: 'keys', uri: 'arn:aws:lambda:eu-west-1:1:function:keys', ttl: 300 }],
        methods: [
          { method: 'GET', path: '/cards', function: 'cards', authorization: 'CUSTOM', authorizer: 'keys' },
          {
            method: 'POST',
            path: '/cards',
            type: 'HTTP_PROXY',
            uri: 'http://a.example.com/c',
            vpcLink: 'old',
            timeoutMs: 50_000,
          },
          {
            method: 'ANY',
            path: '/orders',
            type: 'HTTP_PROXY',
            uri: 'http://b.example.com',
            vpcLink: 'new',
            integrationTarget: 'internal',
          },
          {
            method: 'GET',
            path: '/orders',
            type: 'HTTP_PROXY',
            uri: 'http://b',
            vpcLink: 'new',
            integrationTarget: 'internal:443',
          },
          { method: 'OPTIONS', path: '/orders', type: 'MOCK', apiKeyRequired: true },
          { method: 'PUT', path: '/orders', type: null },
          { method: 'DELETE', path: '/orders', type: 'HTTP', uri: 'http://b', vpcLink: '${stageVariables.link}' },
        ],
        stages: [
          { name: 'prod', throttle: { rate: 100, burst: 50 }, cache: true, variables: { link: 'abc123' } },
          { name: 'test', detailedMetrics: true },
          { name: 'bare' },
        ],
      },
    ],
    vpcLinks: { v1: [{ name: 'old' }], v2: [{ name: 'new' }] },
    loadBalancers: [{ name: 'internal', type: 'application' }],
    listeners: [{ loadBalancer: 'internal', port: 443 }],
  });

  const before = clock.now().toISOString();
  const read = await clock.run(source.restApi(ID));

  const id = expect.stringMatching(/^\w{6,10}$/);
  const method = {
    authorization: 'NONE',
    authorizerId: null,
    apiKeyRequired: false,
    functionName: null,
    connectionId: null,
    integrationTarget: null,
    timeoutMs: 29_000,
  };
  const arn = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012';
  expect(read).toEqual({
    status: 'read',
    at: before,
    value: {
      id: ID,
      name: 'payments',
      owner: { tool: 'sst', name: 'shop/prod' },
      resources: [
        { id, parentId: null, path: '/', methods: [] },
        {
          id,
          parentId: id,
          path: '/cards',
          methods: [
            {
              ...method,
              method: 'GET',
              type: 'AWS_PROXY',
              target: 'cards',
              functionName: 'cards',
              authorization: 'CUSTOM',
              authorizerId: id,
            },
            {
              ...method,
              method: 'POST',
              type: 'HTTP_PROXY',
              target: 'a.example.com/c',
              connectionId: id,
              timeoutMs: 50_000,
            },
          ],
        },
        {
          id,
          parentId: id,
          path: '/orders',
          methods: [
            {
              ...method,
              method: 'ANY',
              type: 'HTTP_PROXY',
              target: 'b.example.com',
              connectionId: id,
              integrationTarget: expect.stringMatching(`^${arn}:loadbalancer/app/internal/`),
            },
            {
              ...method,
              method: 'GET',
              type: 'HTTP_PROXY',
              target: 'b',
              connectionId: id,
              integrationTarget: expect.stringMatching(`^${arn}:listener/app/internal/`),
            },
            { ...method, method: 'OPTIONS', type: 'MOCK', target: 'mock', apiKeyRequired: true },
            { ...method, method: 'PUT', type: null, target: '', timeoutMs: null },
            { ...method, method: 'DELETE', type: 'HTTP', target: 'b', connectionId: '${stageVariables.link}' },
          ],
        },
      ],
      stages: [
        { name: 'prod', variables: ['link'], cache: true, rate: 100 },
        { name: 'test', variables: [], cache: false, rate: null },
        { name: 'bare', variables: [], cache: false, rate: null },
      ],
      authorizers: [
        {
          id,
          name: 'keys',
          fields: {
            type: expect.any(String),
            authorizerUri: expect.any(String),
            authorizerResultTtlInSeconds: expect.any(String),
          },
        },
      ],
    },
  });
});

test('every list of a REST API is read to its last page', async () => {
  const { source, sandbox } = await described({
    restApis: [
      { name: 'other', copies: 500 },
      { name: 'large', id: ID, resources: 501, authorizers: 501 },
    ],
  });

  const read = await clock.run(source.restApi(ID));

  const { resources, authorizers } = read.status === 'read' ? read.value : { resources: [], authorizers: [] };
  expect([resources.length, authorizers.length]).toEqual([501, 501]);
  expect(asked(sandbox)).toEqual([
    ...['GetAuthorizers', 'GetAuthorizers', 'GetResources', 'GetResources'].map((one) => `apigateway:${one}`),
    ...['GetRestApis', 'GetRestApis', 'GetStages'].map((one) => `apigateway:${one}`),
  ]);
});

test.each(['GetRestApis', 'GetResources', 'GetStages', 'GetAuthorizers'])(
  'without %s nothing is known of the REST API, and the reason says what is missing',
  async (operation) => {
    const { source, sandbox } = await described({ restApis: [{ name: 'a', id: ID }] });
    sandbox.fault({ operation, kind: 'denied' });

    expect(await clock.run(source.restApi(ID))).toEqual({
      status: 'failed',
      kind: 'denied',
      reason: expect.stringMatching(
        `^AccessDeniedException on apigateway:${operation} \\(needs apigateway:GET on /restapis`,
      ),
    });
  },
);

test('a REST API that was deleted is gone', async () => {
  const { source } = await described({});

  expect(await clock.run(source.restApi(ID))).toEqual({ status: 'gone' });
});
