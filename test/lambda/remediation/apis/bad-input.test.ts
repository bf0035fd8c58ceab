import type { ApiDetails } from '../../../../lambda/domain/details';
import type { Read } from '../../../../lambda/domain/read';
import { textOfWords } from '../../../../lambda/domain/words';
import { staleOf } from '../../../../lambda/remediation/apis';
import { api, briefly, integration, planFor, planForRest, quota, resources, restApi, route, texts } from './support';

const unread: readonly [string, Exclude<Read<ApiDetails>, { status: 'read' }>, string][] = [
  [
    'denied',
    { status: 'failed', kind: 'denied', reason: 'AccessDeniedException on apigatewayv2:GetRoutes' },
    'What the API has could not be read, so there are no steps for it: AccessDeniedException on apigatewayv2:GetRoutes',
  ],
  [
    'not yet',
    { status: 'waiting', reason: 'the call budget was spent' },
    'What the API has was not read yet, so there are no steps for it: the call budget was spent',
  ],
  ['deleted', { status: 'gone' }, 'The API was deleted before it could be read'],
];

test.each(unread)('an API that was not read (%s) gets no step that somebody made up', (_, details, said) => {
  const integrations = planFor('http-api-integrations', api({}), {
    details,
    quota: quota('http-api-integrations', 290),
  });
  const routes = planFor('http-api-routes', api({}), { details, quota: quota('http-api-routes', 290) });

  const isGone = details.status === 'gone';
  expect(briefly(integrations.steps).map(([remedy, before]) => [remedy, before])).toEqual(
    isGone ? [] : [['request-increase', null]],
  );
  expect([integrations.before, integrations.after, integrations.options]).toEqual([
    { usage: 290, limit: 300 },
    { usage: 290, limit: 300 },
    [],
  ]);
  expect(texts(integrations.unchecked)).toEqual([said]);
  expect(texts(integrations.summary)).toEqual([
    'integrations of this API (orders, eu-west-1): 290 of 300 (97 %) integrations; AWS does not raise this limit.',
    'What it has could not be read, so nothing is known that could go.',
  ]);
  expect(briefly(routes.steps)).toEqual(
    isGone ? [] : [['request-increase', 290, 290, 'Request 450 for routes of this API in Service Quotas']],
  );
});

test('a REST API that was not read gets no step either', () => {
  const plan = planForRest('rest-api-resources', restApi({}), {
    details: { status: 'failed', kind: 'denied', reason: 'no' },
    quota: quota('rest-api-resources', 290, { increaseRequest: 'PENDING' }),
  });

  expect(briefly(plan.steps).map(([remedy]) => remedy)).toEqual(['request-increase']);
  expect(plan.after).toEqual({ usage: 290, limit: 300 });
});

test('what could not be looked up is said with its reason', () => {
  const details = api({ integrations: [integration('a', 'x')], routes: [route('GET /a', 'a')] });
  const functions = {
    status: 'failed',
    kind: 'denied',
    reason: 'AccessDeniedException on lambda:ListFunctions',
  } as const;

  expect(texts(planFor('http-api-routes', details, { functions }).unchecked)).toContain(
    'Whether the functions behind the routes still exist: AccessDeniedException on lambda:ListFunctions',
  );
});

test('a quota of something else is a mistake of the caller', () => {
  expect(() => planFor('vpc-links-v2', api({}))).toThrow('vpc-links-v2 is no quota of an HTTP or WebSocket API');
  expect(() => planForRest('http-api-routes', restApi({}))).toThrow('http-api-routes is no quota of a REST API');
});

test('an API that changed between the count and the reading makes its plan stale; the same number does not', () => {
  const details = api({ integrations: [integration('a', 'x')] });
  const saidOf = (usage: number): string | null => {
    const stale = staleOf(quota('http-api-integrations', usage), details);
    return stale === null ? null : textOfWords(stale);
  };

  expect(saidOf(3)).toBe(
    'The API changed while it was read: 3 integrations were counted, 1 is there now. Compute the plan again.',
  );
  expect(saidOf(1)).toBeNull();
  expect(staleOf(quota('rest-api-resources', 2), restApi({ resources: resources({ '/a': [] }) }))).toBeNull();
  expect(staleOf(quota('vpc-links-v2', 2), details)).toBeNull();
});

const hostile = [
  '$default',
  'ANY /{proxy+}',
  'GET /{tenant}',
  'GET /constructor',
  'GET /__proto__',
  'GET /__proto__/{id}.json',
  'GET /Pets',
  'GET /pets',
  'GET /pets/',
  'GET /hasOwnProperty/toString',
  'POST /a b/`rm -rf`\n/$(id)',
  'nonsense',
  'GET /',
];

test('whatever the routes are called, all are split and counted, and nothing of them is a command', () => {
  const details = api({
    name: 'evil\n`$(rm)`',
    integrations: hostile.map((key, index) => integration(`i${index}`, `__proto__${key}`)),
    routes: hostile.map((key, index) => route(key, `i${index}`, { id: `r'${key}` })),
  });
  const plan = planFor('http-api-integrations', details, {
    quota: quota('http-api-integrations', hostile.length, { limit: 12, resource: null }),
  });

  expect(plan.before).toEqual({ usage: hostile.length, limit: 12 });
  const lists = [...plan.steps, ...plan.options].flatMap(({ artefacts }) => artefacts);
  const odd = lists.filter(({ language, text }) => language !== 'json' && /^\/\$\(id\)|^rm/m.test(text));
  expect(odd.map(({ name }) => name)).toEqual([]);
});

test('an API without anything has no steps but the increase', () => {
  expect(briefly(planFor('http-api-integrations', api({})).steps)).toEqual([]);
  expect(briefly(planFor('websocket-api-routes', api({ protocol: 'WEBSOCKET' })).steps)).toEqual([]);
  expect(briefly(planForRest('rest-api-resources', restApi({})).steps)).toEqual([]);
});
