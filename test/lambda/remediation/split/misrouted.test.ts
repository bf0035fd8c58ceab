import { type Assignment, misrouted } from '../../../../lambda/remediation/split';
import { routerOf } from '../../../../lambda/remediation/split/router';
import { table } from './support';

/** Two APIs: what is under `/b` is on the other. */
function assignment(today: readonly string[], other: readonly string[], more: Partial<Assignment> = {}): Assignment {
  const groups = [table(...today), table(...other)];
  return { groups, rules: [{ prefix: ['b'], group: 1 }], copies: [], moved: other.length, fill: 1, ...more };
}

test('a plan that keeps to its rules misroutes nothing', () => {
  expect(misrouted(assignment(['GET /a', 'GET /a/{id}'], ['GET /b', 'ANY /b/{id}/c']))).toEqual({
    routes: 0,
    collisions: [],
  });
});

test('a route on another API than its rule says is misrouted', () => {
  expect(misrouted(assignment(['GET /a', 'GET /b/c'], ['GET /b']))).toEqual({ routes: 1, collisions: [] });
});

test('so is a catch-all that was not copied to where its requests go', () => {
  const today = ['GET /a', '$default', 'ANY /{proxy+}'];
  const [fallback, proxy] = table('$default', 'ANY /{proxy+}');
  if (!fallback || !proxy) throw new Error('two routes');

  expect(misrouted(assignment(today, ['GET /b'])).routes).toBe(1);
  const copies = [
    { route: proxy, group: 1 },
    { route: fallback, group: 1 },
  ];
  expect(misrouted(assignment(today, ['GET /b'], { copies }))).toEqual({ routes: 0, collisions: [] });
});

test('a value that is the name of a sibling is a collision, with what was expected and what was found', () => {
  const plan = assignment(['GET /a', 'GET /{name}/profile'], ['GET /b', 'GET /b/settings']);

  expect(misrouted(plan)).toEqual({
    routes: 0,
    collisions: [{ method: 'GET', path: '/b/profile', expected: 'GET /{name}/profile', got: null }],
  });
});

test('the longest prefix wins, a literal before a parameter, and then the API decides', () => {
  const plan = assignment(['GET /a', 'GET /b/{id}/x'], ['GET /b', 'GET /b/mine'], {
    rules: [
      { prefix: ['b', null, 'x'], group: 0 },
      { prefix: ['b', 'mine'], group: 1 },
      { prefix: ['b'], group: 1 },
    ],
  });

  expect(misrouted(plan)).toEqual({ routes: 0, collisions: [] });
});

test('literals are picked before parameters, methods before ANY, whole matches before greedy ones, and $default last', () => {
  const keys = ['GET /b/x', 'ANY /b/x', 'GET /b/{id}', 'ANY /b/{proxy+}', 'GET /b/{id}/{proxy+}', '$default'];
  const { pick } = routerOf(table(...keys));

  expect(
    ['GET /b/x', 'PUT /b/x', 'GET /b/y', 'PUT /b/y', 'GET /b/x/y', 'PUT /b/x/y', 'GET /b', 'GET /b/'].map((request) => {
      const [method = '', path = ''] = request.split(' ');
      return `${request} → ${pick(method, path)}`;
    }),
  ).toEqual([
    'GET /b/x → GET /b/x',
    'PUT /b/x → ANY /b/x',
    'GET /b/y → GET /b/{id}',
    'PUT /b/y → ANY /b/{proxy+}',
    'GET /b/x/y → GET /b/{id}/{proxy+}',
    'PUT /b/x/y → ANY /b/{proxy+}',
    'GET /b → $default',
    'GET /b/ → ANY /b/{proxy+}',
  ]);
});

test('what a front door does that is not as good as its rules is found', () => {
  const plan = assignment(['GET /a', 'GET /bc'], ['GET /b', 'GET /b/{id}']);

  // `/b*` of CloudFront also takes `/bc`.
  expect(misrouted(plan, (path) => (path.startsWith('/b') ? 1 : 0)).routes).toBe(1);
  expect(misrouted(plan, (path) => (/^\/b(\/|$)/.test(path) ? 1 : 0)).routes).toBe(0);
  // A plain object knows `constructor`.
  const rules: Record<string, number> = { b: 1 };
  const byObject = (path: string): number => rules[path.split('/')[1] ?? ''] ?? 0;
  expect(misrouted(assignment(['GET /{name}'], ['GET /b']), byObject).collisions.map(({ path }) => path)).toEqual([
    '/constructor',
    '/__proto__',
  ]);
});
