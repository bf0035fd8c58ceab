import fc from 'fast-check';
import { misrouted, planSplit } from '../../../../lambda/remediation/split';
import { exceptionsIn, faultsOf, keysOf, plansOf, realTable, rulesOf, split, table } from './support';
import { capacities, withCatchAlls } from './tables';

test('with any catch-alls no route is misrouted, and every API is within capacity, its copies counted', () => {
  fc.assert(
    fc.property(withCatchAlls(12), capacities, (routes, capacity) => {
      const outcome = planSplit({ routes, capacity });
      fc.pre(outcome.status === 'split');
      for (const plan of plansOf(outcome)) {
        expect(faultsOf(plan, routes, capacity)).toEqual([]);
        expect(misrouted(plan).routes).toBe(0);
      }
      expect(outcome.keepSafe ? exceptionsIn(outcome.keepSafe) : 0).toBe(0);
    }),
    { seed: 13, numRuns: 500 },
  );
});

test('whatever cannot be split, it is said why', () => {
  fc.assert(
    fc.property(withCatchAlls(8), capacities, (routes, capacity) => {
      const outcome = planSplit({ routes, capacity });
      fc.pre(outcome.status === 'infeasible');
      expect(outcome.infeasible).not.toEqual([]);
    }),
    { seed: 14, numRuns: 200 },
  );
});

test('a catch-all is copied to wherever a rule catches its requests, and nowhere else', () => {
  const routes = table('$default', 'GET /{tenant}/ping', 'ANY /v1/{proxy+}', 'GET /v1/a', 'GET /v1/b/c', 'GET /v2/d');

  const { best } = split({ routes, capacity: { integrations: 4 } });

  expect(keysOf(best)).toEqual([
    ['$default', 'GET /{tenant}/ping', 'ANY /v1/{proxy+}', 'GET /v1/b/c'],
    ['GET /v1/a', 'GET /v2/d', '+ $default', '+ ANY /v1/{proxy+}'],
  ]);
  expect(rulesOf(best)).toEqual(['/v1/a → 1', '/v2/d → 1']);
  expect(misrouted(best)).toEqual({ routes: 0, collisions: [] });
});

test('room is kept for the copies', () => {
  const routes = [...realTable('stripe'), ...table('$default', 'ANY /v1/{proxy+}', 'ANY /{tenant}/ping')];
  const capacity = { integrations: 210 };

  const outcome = split({ routes, capacity });

  expect(outcome.best.groups.length).toBe(4);
  expect(outcome.best.copies.map(({ group, route }) => `${route.path} → ${group}`)).toEqual([
    '/v1/{proxy+} → 0',
    '$default → 1',
    '/{tenant}/ping → 1',
    '$default → 2',
    '/v1/{proxy+} → 2',
    '$default → 3',
    '/v1/{proxy+} → 3',
  ]);
  for (const plan of plansOf(outcome)) {
    expect(faultsOf(plan, routes, capacity)).toEqual([]);
    expect(misrouted(plan).routes).toBe(0);
  }
});

test('an atom that is too large only with the catch-all that must be beside it is named with both', () => {
  const routes = table('ANY /v1/{proxy+}', 'GET /v1/a', 'PUT /v1/a', 'GET /b');

  expect(planSplit({ routes, capacity: { integrations: 2 } })).toEqual({
    status: 'infeasible',
    infeasible: [{ prefix: '/v1/a', weight: 3, capacity: 2, dimension: 'integrations' }],
  });
});
