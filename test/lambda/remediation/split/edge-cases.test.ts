import { misrouted, planSplit } from '../../../../lambda/remediation/split';
import { faultsOf, keysOf, realTable, rulesOf, split, table } from './support';

test('what is within capacity stays as it is', () => {
  const routes = table('GET /a', 'GET /b');

  expect(planSplit({ routes, capacity: { integrations: 2 } })).toEqual({ status: 'fits' });
  expect(planSplit({ routes, capacity: {} })).toEqual({ status: 'fits' });
  expect(planSplit({ routes: [], capacity: { integrations: 0 } })).toEqual({ status: 'fits' });
});

test('a route without an integration costs none and is routed all the same', () => {
  const routes = [...table('GET /a', 'GET /b'), { method: 'GET', path: '/a/mock', integration: null }];

  const { best, proven } = split({ routes, capacity: { integrations: 1 } });

  expect(keysOf(best)).toEqual([['GET /a', 'GET /a/mock'], ['GET /b']]);
  expect(rulesOf(best)).toEqual(['/b → 1']);
  expect(proven).toEqual({ apis: true, prefixes: true });
  expect(planSplit({ routes, capacity: { integrations: 2 } }).status).toBe('fits');
});

test.each([0, 0.7, -1])('with a capacity of %d nothing fits anywhere, and each unit is named', (integrations) => {
  const outcome = planSplit({ routes: table('GET /a', 'GET /b/{id}'), capacity: { integrations } });

  expect(outcome).toEqual({
    status: 'infeasible',
    infeasible: [
      { prefix: '/a', weight: 1, capacity: integrations, dimension: 'integrations' },
      { prefix: '/b/{id}', weight: 1, capacity: integrations, dimension: 'integrations' },
    ],
  });
});

test('the methods of one path cannot be parted', () => {
  const routes = table('GET /a/{id}', 'PUT /a/{id}', 'DELETE /a/{id}', 'GET /b');

  expect(planSplit({ routes, capacity: { integrations: 2 } })).toEqual({
    status: 'infeasible',
    infeasible: [{ prefix: '/a/{id}', weight: 3, capacity: 2, dimension: 'integrations' }],
  });
});

test('the dimension that is furthest above is the one that is named', () => {
  const routes = table('GET /a', 'PUT /a', 'DELETE /a');

  expect(planSplit({ routes, capacity: { integrations: 2, routes: 1 } })).toMatchObject({
    infeasible: [{ weight: 3, capacity: 1, dimension: 'routes' }],
  });
});

test('two routes with one key stay together', () => {
  const routes = [...table('GET /a', 'GET /b', 'GET /c'), { method: 'GET', path: '/a', integration: 'another' }];

  const { best } = split({ routes, capacity: { integrations: 2 } });

  expect(keysOf(best)).toEqual([
    ['GET /b', 'GET /c'],
    ['GET /a', 'GET /a'],
  ]);
  expect(misrouted(best)).toEqual({ routes: 0, collisions: [] });
});

test('names that objects have of their own are names like any other', () => {
  const routes = table(
    'GET /constructor',
    'GET /constructor/__proto__',
    'GET /__proto__',
    'GET /__proto__/toString',
    'GET /toString',
    'GET /hasOwnProperty/{constructor}',
    'GET /{__proto__}',
  );
  const capacity = { integrations: 3 };

  const outcome = split({ routes, capacity });

  expect(faultsOf(outcome.best, routes, capacity)).toEqual([]);
  expect(outcome.best.rules.length).toBeGreaterThan(0);
  expect(misrouted(outcome.best).routes).toBe(0);
});

test('case matters, and so does a slash at the end; but no rule is cut at that slash', () => {
  const routes = table('GET /pets', 'GET /pets/', 'GET /Pets', 'GET /PETS');
  const capacity = { integrations: 2 };

  const { best } = split({ routes, capacity });

  expect(keysOf(best)).toEqual([
    ['GET /Pets', 'GET /PETS'],
    ['GET /pets', 'GET /pets/'],
  ]);
  expect(rulesOf(best)).toEqual(['/pets → 1']);
  expect(misrouted(best)).toEqual({ routes: 0, collisions: [] });
});

test('behind a parameter a slash at the end is told from an id', () => {
  const routes = table('GET /a/{x}/', 'GET /a/{x}/{y}', 'PUT /a/{x}/{y}');

  const outcome = split({ routes, capacity: { integrations: 2 } });

  expect(outcome.kind).toBe('segments');
  expect(misrouted(outcome.best)).toEqual({ routes: 0, collisions: [] });
});

test('ANY and the methods beside it stay on one API', () => {
  const routes = table('ANY /a', 'GET /a', 'ANY /b', 'PUT /b');

  const { best } = split({ routes, capacity: { integrations: 2 } });

  expect(keysOf(best)).toEqual([
    ['ANY /b', 'PUT /b'],
    ['ANY /a', 'GET /a'],
  ]);
  expect(misrouted(best)).toEqual({ routes: 0, collisions: [] });
});

test('a parameter that is only part of a segment is a parameter', () => {
  const routes = table(
    'GET /Accounts.json',
    'GET /Accounts/{Sid}.json',
    'GET /Accounts/{Sid}/Calls.json',
    'POST /Calls',
  );
  const capacity = { integrations: 2 };

  const { best, kind } = split({ routes, capacity });

  expect(kind).toBe('literal');
  expect(rulesOf(best).every((rule) => !rule.includes('{'))).toBe(true);
  expect(faultsOf(best, routes, capacity)).toEqual([]);
  expect(misrouted(best).routes).toBe(0);
});

test('what a rule behind a parameter would catch of a literal beside it has a rule of its own', () => {
  const routes = table('GET /a/{x}/c', 'PUT /a/{x}/c', 'GET /a/b/c', 'GET /a/b/d', 'GET /a/{x}/d', 'PUT /a/{x}/d');
  const capacity = { integrations: 4, routes: 4 };

  const outcome = split({ routes, capacity });

  expect(faultsOf(outcome.best, routes, capacity)).toEqual([]);
  expect(misrouted(outcome.best).routes).toBe(0);
});

test('an integration that two APIs use counts in both', () => {
  const routes = ['a', 'b', 'c', 'd'].flatMap((name) => [
    { method: 'GET', path: `/${name}`, integration: 'shared' },
    { method: 'PUT', path: `/${name}`, integration: name },
  ]);

  // Five integrations, but with the shared one there is room for only one more in each API.
  const { best, bounds, proven } = split({ routes, capacity: { integrations: 2 } });

  expect(best.groups.length).toBe(4);
  expect({ bounds, proven }).toEqual({ bounds: { apis: 4, prefixes: 3 }, proven: { apis: true, prefixes: true } });
});

test('for REST the nodes of the tree count, and an ancestor counts in every API that has something below it', () => {
  const routes = table('GET /v1/a', 'GET /v1/b', 'GET /v1/c', 'GET /v1/d');

  // The root, /v1 and two more.
  const { best } = split({ routes, capacity: { resources: 4 } });

  expect(best.groups.map((own) => own.length)).toEqual([2, 2]);
  expect(best.fill).toBe(1);
});

test('among equals the plan that cuts fewer owners', () => {
  const routes = table('GET /a', 'GET /b', 'GET /c', 'GET /d');
  const owners = new Map([
    ['/a', 'red'],
    ['/d', 'red'],
    ['/b', 'blue'],
    ['/c', 'blue'],
  ]);

  const { best } = split({ routes, capacity: { integrations: 2 }, ownerOf: ({ path }) => owners.get(path) ?? null });

  expect(keysOf(best)).toEqual([
    ['GET /a', 'GET /d'],
    ['GET /b', 'GET /c'],
  ]);
});

test('the order of the routes does not matter', () => {
  const routes = realTable('box');

  const forwards = split({ routes, capacity: { integrations: 100 } }).best;
  const backwards = split({ routes: routes.toReversed(), capacity: { integrations: 100 } }).best;

  expect(rulesOf(backwards)).toEqual(rulesOf(forwards));
});

test('where the best plan has a rule with exceptions there is one whose rules have none, for a prefix more', () => {
  const routes = table(
    'GET /v1',
    'GET /v1/a',
    'PUT /v1/a',
    'GET /v1/b',
    'PUT /v1/b',
    'PUT /v1/c',
    'GET /w',
    'PUT /w',
    'PUT /x',
  );

  const { best, keepSafe } = split({ routes, capacity: { integrations: 4 } });

  expect(rulesOf(best)).toEqual(['/v1/a → 2', '/v1 → 1']);
  expect(keepSafe && rulesOf(keepSafe)).toEqual(['/v1/a → 2', '/w → 1', '/x → 1']);
});

test.each([
  ['1,500 literals at the root', Array.from({ length: 1500 }, (_, index) => `GET /r${index}`), 8, 1290],
  ['one chain of 600', Array.from({ length: 600 }, (_, index) => `GET ${'/a'.repeat(index + 1)}`), 3, 2],
])('%s', (_, keys, apis, prefixes) => {
  const outcome = split({ routes: table(...keys), capacity: { integrations: 210 } });

  expect(outcome.bounds).toEqual({ apis, prefixes });
  expect(outcome.proven).toEqual({ apis: true, prefixes: true });
  expect(misrouted(outcome.best).routes).toBe(0);
});

test('1,500 routes that share six integrations', () => {
  const routes = Array.from({ length: 1500 }, (_, index) => ({
    method: 'GET',
    path: `/r${index % 40}/s${index}`,
    integration: `shared-${index % 6}`,
  }));
  const capacity = { integrations: 5 };

  const { best } = split({ routes, capacity });

  expect(best.groups.length).toBe(2);
  expect(faultsOf(best, routes, capacity)).toEqual([]);
});

test('a plan that keeps future paths on today’s API sends no parameter away', () => {
  const routes = table('GET /{id}', 'GET /{id}/a', 'GET /l', 'GET /l/x', 'GET /l/y', 'GET /m');

  const { best, keepSafe } = split({ routes, capacity: { integrations: 2 } });

  expect(rulesOf(best)).toEqual(['/l/x → 2', '/l → 0', '/m → 2', '/{} → 1']);
  expect(keepSafe && rulesOf(keepSafe)).toEqual(['/l/x → 2', '/l/y → 2', '/{}/a → 1', '/m → 1']);
});
