import { briefly, method, planForRest, quota, read, resources, restApi, routeTable, texts } from './support';

const QUOTA = 'rest-api-resources';

function limited(usage: number, limit: number, increaseRequest: string | null = null) {
  return { quota: quota(QUOTA, usage, { limit, increaseRequest }) };
}

const one = [method('GET', 'orders')];

test('resources without methods go, with the ancestors that this leaves empty, the deepest first; the root stays', () => {
  const details = restApi({ resources: resources({ '/orders': one, '/old/a/b': [], '/old/c': [] }) });
  const plan = planForRest(QUOTA, details, limited(6, 6));

  expect(briefly(plan.steps)).toEqual([
    ['delete-empty-resources', 6, 2, 'Delete 4 resources that have no methods, nor anything below'],
  ]);
  const commands = (plan.steps[0]?.artefacts[0]?.text ?? '')
    .split('\n')
    .filter((line) => line.includes('delete-resource'));
  const order = commands.map((line) => /'id (.*)'/.exec(line)?.[1] ?? '');
  expect(order.toSorted()).toEqual(['/old', '/old/a', '/old/a/b', '/old/c']);
  expect(order.indexOf('/old/a/b')).toBeLessThan(order.indexOf('/old/a'));
  expect(order.at(-1)).toBe('/old');
});

test('an ancestor that answers something itself, or leads to something that does, stays', () => {
  const details = restApi({ resources: resources({ '/a': one, '/a/b': [], '/c': [], '/c/d': one }) });
  const plan = planForRest(QUOTA, details, limited(5, 5));

  expect(plan.steps[0]?.counts?.after.usage).toBe(4);
  expect(texts(plan.steps[0]?.details ?? [])).toEqual(['/a/b']);
});

test('a resource whose parent was not read is left alone', () => {
  const details = restApi({
    resources: [...resources({ '/a': one }), { id: 'odd', parentId: 'elsewhere', path: '/odd', methods: [] }],
  });

  expect(briefly(planForRest(QUOTA, details, limited(3, 3)).steps).map(([remedy]) => remedy)).toEqual([
    'request-increase',
  ]);
});

test('resources whose functions are gone are an option, with the mocks for browsers that they have', () => {
  const cors = method('OPTIONS', '', { type: 'MOCK', functionName: null });
  const details = restApi({
    resources: resources({ '/a': [method('GET', 'gone'), cors], '/b/c': [method('GET', 'gone')], '/d': [cors] }),
  });
  const plan = planForRest(QUOTA, details, { ...limited(5, 5), functions: read([]) });
  const option = plan.options.find(({ remedy }) => remedy === 'delete-resources-of-gone-functions');

  expect(option?.counts?.after.usage).toBe(2);
  expect(texts(option?.details ?? [])).toEqual(['No function here is called gone']);
});

test('then the increase, for this API by its ARN', () => {
  const details = restApi({ resources: resources({ '/a': one, '/b': one }) });
  const plan = planForRest(QUOTA, details, limited(3, 3));

  expect(briefly(plan.steps)).toEqual([
    ['request-increase', 3, 3, 'Request 5 for resources of this API in Service Quotas'],
  ]);
  expect(plan.steps[0]?.artefacts[0]?.text).toContain('--context-id arn:aws:apigateway:eu-west-1::/restapis/a1b2c3');
});

test('resources below a path with one function and the same callers become one with {proxy+}', () => {
  const details = restApi({
    resources: resources({
      '/orders': one,
      '/orders/{id}': one,
      '/orders/{id}/lines': one,
      '/b': [method('GET', 'b')],
    }),
  });
  const option = planForRest(QUOTA, details, limited(5, 5)).options.find(
    ({ remedy }) => remedy === 'collapse-resources',
  );

  expect(option?.counts?.after.usage).toBe(4);
  expect(option?.artefacts[0]?.text.split('\n')).toEqual([
    'Resource today      Below    Function',
    '/orders/{id}        /orders  orders',
    '/orders/{id}/lines  /orders  orders',
    '',
  ]);
  expect(texts(option?.cautions ?? [])).toContain(
    'A function whose policy names each method, as CDK writes it, refuses the new ones: let the API in below each path first, as by …:a1b2c3/*/*/orders*, and send a request to each on a stage for tests before you deploy to others',
  );
});

test.each([
  ['other callers', method('GET', 'orders', { authorization: 'AWS_IAM' })],
  ['an API key', method('GET', 'orders', { apiKeyRequired: true })],
  ['another function', method('GET', 'other')],
  ['a mock for OPTIONS', method('OPTIONS', '', { type: 'MOCK', functionName: null })],
])('%s below the path keep it as it is', (_, odd) => {
  const details = restApi({ resources: resources({ '/orders/a': one, '/orders/b': one, '/orders/c': [odd] }) });
  const plan = planForRest(QUOTA, details, limited(5, 5));

  expect(plan.options.filter(({ remedy }) => remedy === 'collapse-resources')).toEqual([]);
});

test('beside a parameter nothing is collapsed: which of both gets what is below is nowhere said', () => {
  const details = restApi({
    resources: resources({ '/orders/a': one, '/orders/b': one, '/{tenant}/x': [method('GET', 'tenants')] }),
  });
  const plan = planForRest(QUOTA, details, limited(6, 6));

  expect(plan.options.filter(({ remedy }) => remedy === 'collapse-resources')).toEqual([]);
});

test('a split of a real API counts the ancestors again in each new API', () => {
  const methods = new Map<string, ReturnType<typeof method>[]>();
  for (const [index, { method: verb, path }] of routeTable('stripe').entries()) {
    methods.set(path, [...(methods.get(path) ?? []), method(verb, `f${index}`)]);
  }
  const details = restApi({ resources: resources(Object.fromEntries(methods)) });
  const plan = planForRest(QUOTA, details, {
    quota: quota(QUOTA, details.resources.length, { limit: 300, increaseRequest: 'PENDING' }),
    others: [{ id: 'regional-apis', resourceId: null, usage: 1, limit: 600 }],
  });
  const split = plan.options.find(({ remedy }) => remedy === 'split-api');

  expect(plan.before.usage).toBe(details.resources.length);
  expect(split?.counts?.after.usage).toBeLessThanOrEqual(210);
  expect(split?.elsewhere).toEqual([{ quota: 'regional-apis', of: null, before: 1, after: 3, limit: 600 }]);
});

test('authorizers that no method names go, and equal ones become one with the next deployment', () => {
  const same = { type: 'a', uri: 'b' };
  const details = restApi({
    resources: resources({
      '/a': [method('GET', 'f', { authorizerId: 'one' }), method('PUT', 'f', { authorizerId: 'two' })],
    }),
    authorizers: [
      { id: 'one', name: 'first', fields: same },
      { id: 'two', name: 'second', fields: same },
      { id: 'old', name: 'old', fields: { type: 'a' } },
    ],
  });
  const plan = planForRest('rest-api-authorizers', details, {
    quota: quota('rest-api-authorizers', 3, { limit: 2 }),
  });

  expect(briefly(plan.steps)).toEqual([
    ['delete-unused-authorizers', 3, 2, 'Delete 1 authorizer that no method names'],
    ['merge-authorizers', 2, 1, 'Merge 1 duplicate of 1 authorizer'],
  ]);
  expect((plan.steps[1]?.artefacts[0]?.text ?? '').split('\n').slice(-4, -1)).toEqual([
    '',
    "aws apigateway update-method --rest-api-id a1b2c3 --resource-id 'id /a' --http-method PUT --patch-operations op=replace,path=/authorizerId,value=one --region eu-west-1",
    'aws apigateway delete-authorizer --rest-api-id a1b2c3 --authorizer-id two --region eu-west-1',
  ]);
});

test('stages: what to look for, then the increase', () => {
  const details = restApi({ stages: [{ name: 'prod', variables: [], cache: false, rate: null }] });
  const plan = planForRest('rest-api-stages', details, { quota: quota('rest-api-stages', 1, { limit: 1 }) });

  expect(briefly(plan.steps).map(([remedy]) => remedy)).toEqual(['look-for-idle-stages', 'request-increase']);
  expect(plan.steps[0]?.artefacts[0]?.text).toContain('--dimensions Name=ApiName,Value=orders Name=Stage,Value=prod');
});
