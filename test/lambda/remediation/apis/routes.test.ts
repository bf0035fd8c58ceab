import { below } from '../../../../lambda/remediation/apis/permissions';
import { api, briefly, integration, planFor, quota, read, route, texts } from './support';

const QUOTA = 'http-api-routes';

function limited(usage: number, limit: number, increaseRequest: string | null = null) {
  return { quota: quota(QUOTA, usage, { limit, increaseRequest }) };
}

function collapseOf(details: ReturnType<typeof api>) {
  const plan = planFor(QUOTA, details, limited(details.routes.length, details.routes.length));
  return plan.options.find(({ remedy }) => remedy === 'collapse-routes');
}

function commandsOf(step: ReturnType<typeof collapseOf>, verb: string): string[] {
  const text = step?.artefacts[0]?.text ?? '';
  return text.split('\n').filter((line) => line.startsWith(`aws apigatewayv2 ${verb}`));
}

test('routes without a target, or to a deleted integration, go first; where another route would take over, somebody decides', () => {
  const plan = planFor(
    QUOTA,
    api({
      integrations: [integration('a', 'orders')],
      routes: [
        route('GET /orders', 'a'),
        route('ANY /files/{proxy+}', 'a'),
        route('GET /empty', null),
        route('GET /lost', 'deleted'),
        route('GET /files/{id}', null),
      ],
    }),
    limited(5, 4),
  );

  expect(briefly(plan.steps)).toEqual([
    ['delete-dead-routes', 5, 3, 'Delete 2 routes that lead nowhere'],
    ['request-increase', 3, 3, 'Request 5 for routes of this API in Service Quotas'],
  ]);
  expect(texts(plan.steps[0]?.details ?? [])[0]).toBe(
    'GET /empty and GET /lost: 1 without a target, 1 to an integration that no longer exists',
  );
  const option = plan.options.find(({ remedy }) => remedy === 'delete-dead-routes');
  expect(option?.counts?.after.usage).toBe(2);
  expect(texts(option?.cautions ?? [])).toEqual([
    'Their requests may then reach ANY /files/{proxy+}: look who may call that',
  ]);
});

test('the increase is for this API, by its ARN, and comes before anything that changes behaviour', () => {
  const details = api({
    integrations: [integration('a', 'orders')],
    routes: ['GET /a', 'POST /a', 'GET /a/{id}', 'GET /b'].map((key) => route(key, 'a')),
  });
  const plan = planFor(QUOTA, details, limited(4, 4));

  expect(briefly(plan.steps)).toEqual([
    ['request-increase', 4, 4, 'Request 10 for routes of this API in Service Quotas'],
  ]);
  expect(plan.after).toEqual({ usage: 4, limit: 10 });
  expect(plan.steps[0]?.artefacts[0]?.text).toContain('--context-id arn:aws:apigateway:eu-west-1::/apis/a1b2c3');
});

test('what is requested already is waited for, and the plan makes no second request', () => {
  const details = api({ integrations: [integration('a', 'x')], routes: [route('GET /a', 'a'), route('GET /b', 'a')] });
  const plan = planFor(QUOTA, details, limited(2, 2, 'CASE_OPENED'));

  expect(briefly(plan.steps)).toEqual([
    [
      'request-increase',
      null,
      null,
      'Wait for the increase of routes of this API that is already requested (CASE_OPENED)',
    ],
  ]);
  expect(texts(plan.summary)[0]).toContain('a higher limit is already requested');
});

test('a subtree with one integration and the same callers becomes ANY and {proxy+}, as large as it can be', () => {
  const step = collapseOf(
    api({
      integrations: [integration('a', 'orders'), integration('b', 'files')],
      routes: [
        ...['GET /orders', 'POST /orders', 'GET /orders/{id}', 'GET /orders/{id}/lines'].map((key) => route(key, 'a')),
        ...['GET /files', 'GET /files/{id}'].map((key) => route(key, 'b')),
      ],
    }),
  );

  expect(step?.counts?.after.usage).toBe(4);
  expect(commandsOf(step, 'create-route')).toEqual([
    "aws apigatewayv2 create-route --api-id a1b2c3 --route-key 'ANY /orders' --target integrations/a --authorization-type NONE --region eu-west-1",
    "aws apigatewayv2 create-route --api-id a1b2c3 --route-key 'ANY /orders/{proxy+}' --target integrations/a --authorization-type NONE --region eu-west-1",
  ]);
});

test('the new routes are let in and made before any old one goes; what is written down first has a file of its own', () => {
  const step = collapseOf(
    api({
      integrations: [integration('a', 'orders'), integration('b', 'queue', { functionName: null, type: 'HTTP_PROXY' })],
      routes: [
        ...['GET /v1/{shop}/orders', 'GET /v1/{shop}/orders/{id}', 'POST /v1/{shop}/orders'].map((key) =>
          route(key, 'a'),
        ),
        ...['GET /queue', 'POST /queue'].map((key) => route(key, 'b')),
      ],
    }),
  );

  expect((step?.artefacts[0]?.text ?? '').split('\n').slice(4)).toEqual([
    '# What is there now, to create it again from',
    'aws apigatewayv2 get-routes --api-id a1b2c3 --region eu-west-1 > collapse-routes-routes-before.json',
    '',
    '# What lets the API in below each path. For a version or an alias, add --qualifier',
    "aws lambda add-permission --function-name orders --action lambda:InvokeFunction --principal apigateway.amazonaws.com --region eu-west-1 --statement-id collapse-a1b2c3-1-v1 --source-arn 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/*/*/v1*'",
    '',
    "aws apigatewayv2 create-route --api-id a1b2c3 --route-key 'ANY /v1/{proxy+}' --target integrations/a --authorization-type NONE --region eu-west-1",
    "aws apigatewayv2 create-route --api-id a1b2c3 --route-key 'ANY /queue' --target integrations/b --authorization-type NONE --region eu-west-1",
    '',
    '# Only when a request that none of these takes, as with another method, was answered by the new routes',
    ...[
      'GET /v1/{shop}/orders',
      'GET /v1/{shop}/orders/{id}',
      'POST /v1/{shop}/orders',
      'GET /queue',
      'POST /queue',
    ].map((key) => `aws apigatewayv2 delete-route --api-id a1b2c3 --route-id 'r ${key}' --region eu-west-1`),
    '',
  ]);
  expect(texts(step?.cautions ?? []).slice(2, 4)).toEqual([
    'A function whose policy names each route, as CDK writes it, refuses the new ones: the script lets the API in below each path first, as by …:a1b2c3/*/*/v1*',
    'Create the new routes, send one request that only they take, as with another method, and delete the old ones only then',
  ]);
});

test.each([
  ['/', 'a1b2c3/*/*/*'],
  ['/pets', 'a1b2c3/*/*/pets*'],
  ['/{tenant}/pets', 'a1b2c3/*/*/*/pets*'],
  ['/pets/{id}', 'a1b2c3/*/*/pets/*'],
])('the permission for %s and what is below it ends in %s', (path, end) => {
  expect(below(path, 'a1b2c3')).toBe(end);
});

test('a function of another account gets no command, and its owner the sentence', () => {
  const step = collapseOf(
    api({
      integrations: [integration('a', 'theirs', { functionName: null }), integration('b', 'other')],
      routes: [...['GET /a', 'POST /a', 'GET /a/{id}'].map((key) => route(key, 'a')), route('GET /b', 'b')],
    }),
  );

  expect(step?.artefacts[0]?.text).not.toContain('add-permission');
  expect(texts(step?.cautions ?? [])).toContain(
    'A function whose policy names each route, as CDK writes it, refuses the new ones: let the API in below each path first, as by …:a1b2c3/*/*/a*',
  );
});

test('what calls no function needs no permission', () => {
  const web = { functionName: null, type: 'HTTP_PROXY' };
  const step = collapseOf(
    api({
      integrations: [integration('a', 'web', web), integration('b', 'other', web)],
      routes: [...['GET /a', 'POST /a', 'GET /a/{id}'].map((key) => route(key, 'a')), route('GET /b', 'b')],
    }),
  );

  expect(step?.artefacts[0]?.text).not.toContain('add-permission');
  expect(texts(step?.cautions ?? []).join('\n')).not.toContain('policy');
});

test('integrations that are equal count as one, and an ANY that is there already stays', () => {
  const step = collapseOf(
    api({
      integrations: [integration('a', 'orders'), integration('b', 'orders'), integration('c', 'files')],
      routes: [
        route('ANY /orders', 'a'),
        route('GET /orders/{id}', 'b'),
        route('POST /orders/{id}', 'a'),
        route('GET /files', 'c'),
      ],
    }),
  );

  expect(step?.counts?.after.usage).toBe(3);
  expect(commandsOf(step, 'create-route').length).toBe(1);
  expect(commandsOf(step, 'delete-route').length).toBe(2);
});

test.each([
  ['other callers', [route('GET /orders/{id}', 'a', { access: 'only with a token' })]],
  ['another integration', [route('GET /orders/{id}', 'b')]],
  ['a slash at the end', [route('GET /orders/', 'a')]],
])('%s below a path keep it as it is', (_, odd) => {
  const step = collapseOf(
    api({
      integrations: [integration('a', 'orders'), integration('b', 'files')],
      routes: [route('GET /orders', 'a'), route('GET /orders/open', 'a'), ...odd, route('GET /files', 'b')],
    }),
  );

  expect(step).toBeUndefined();
});

test.each(['$default', 'ANY /{proxy+}', 'GET /{tenant}/open', 'ANY /{tenant}/{proxy+}'])(
  'a broader route %s to something else keeps the path as it is',
  (broad) => {
    const step = collapseOf(
      api({
        integrations: [integration('a', 'orders'), integration('b', 'files')],
        routes: [
          route('GET /orders', 'a'),
          route('GET /orders/{id}', 'a'),
          route('PUT /orders/{id}', 'a'),
          route(broad, 'b'),
        ],
      }),
    );

    expect(step).toBeUndefined();
  },
);

test('a split of routes is an option, since AWS raises this quota', () => {
  const names = ['a', 'b', 'c', 'd'];
  const details = api({
    integrations: names.map((name) => integration(name, name)),
    routes: names.map((name) => route(`GET /${name}`, name)),
  });
  const plan = planFor(QUOTA, details, limited(4, 4, 'PENDING'));

  expect(plan.options.find(({ remedy }) => remedy === 'split-api')?.counts).toEqual({
    before: { usage: 4, limit: 4 },
    after: { usage: 2, limit: 4 },
    atMost: true,
  });
});

test('routes to a function that is gone are an option for routes too', () => {
  const details = api({ integrations: [integration('a', 'x')], routes: [route('GET /a', 'a')] });
  const plan = planFor(QUOTA, details, { ...limited(1, 1), functions: read([]) });

  expect(plan.options.find(({ remedy }) => remedy === 'delete-routes-to-gone-functions')?.counts?.after.usage).toBe(0);
  expect(texts(plan.unchecked).join('\n')).not.toContain('still exist');
});
