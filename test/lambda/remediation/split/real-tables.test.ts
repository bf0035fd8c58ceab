import { misrouted } from '../../../../lambda/remediation/split';
import { exceptionsIn, faultsOf, plansOf, realTable, split } from './support';

/** 70 % of the 300 integrations of an HTTP API. */
const capacity = { integrations: 210 };

test.each([
  { name: 'box', apis: 2, prefixes: 2, moved: 68 },
  { name: 'stripe', apis: 4, prefixes: 21, moved: 440 },
  { name: 'kubernetes', apis: 5, prefixes: 9, moved: 804 },
] as const)(
  '$name: $apis APIs, $prefixes prefixes, and both are proved to be the fewest',
  ({ name, apis, prefixes, moved }) => {
    const routes = realTable(name);

    const outcome = split({ routes, capacity });

    expect(outcome).toMatchObject({
      kind: 'literal',
      infeasible: [],
      proven: { apis: true, prefixes: true },
      bounds: { apis, prefixes },
    });
    expect(outcome.best).toMatchObject({ moved, copies: [] });
    expect(outcome.best.groups.length).toBe(apis);
    expect(outcome.best.rules.length).toBe(prefixes);
    for (const plan of plansOf(outcome)) {
      expect(faultsOf(plan, routes, capacity)).toEqual([]);
      expect(misrouted(plan)).toEqual({ routes: 0, collisions: [] });
    }
    expect((outcome.keepSafe ?? outcome.best).rules.length).toBeLessThanOrEqual(prefixes + 1);
    expect(exceptionsIn(outcome.keepSafe ?? outcome.best)).toBe(0);
  },
);

test('github: nothing can cut /repos and /orgs by literals, segment by segment 6 APIs do', () => {
  const routes = realTable('github');

  const outcome = split({ routes, capacity });

  expect(outcome).toMatchObject({
    kind: 'segments',
    infeasible: [
      { prefix: '/orgs', weight: 373, capacity: 210, dimension: 'integrations' },
      { prefix: '/repos', weight: 519, capacity: 210, dimension: 'integrations' },
    ],
    proven: { apis: true, prefixes: false },
    bounds: { apis: 6 },
  });
  expect(outcome.best.groups.length).toBe(6);
  expect(outcome.best.rules.length).toBe(21);
  for (const plan of plansOf(outcome)) {
    expect(faultsOf(plan, routes, capacity)).toEqual([]);
    expect(misrouted(plan).routes).toBe(0);
  }
  expect(misrouted(outcome.best).collisions.length).toBeLessThan(10);
});

test('more APIs with fewer prefixes are offered too', () => {
  const { best, alternatives } = split({ routes: realTable('kubernetes'), capacity: { integrations: 255 } });

  expect([best, ...alternatives].map(({ groups, rules }) => [groups.length, rules.length])).toEqual([
    [4, 12],
    [5, 7],
  ]);
});

test('one API is enough where every resource has one integration: routes are another quota', () => {
  const routes = realTable('stripe').map((route) => ({ ...route, integration: route.path.split('/')[2] ?? null }));

  const { best, bounds } = split({ routes, capacity: { integrations: 210, routes: 300 } });

  expect({ apis: best.groups.length, bound: bounds.apis }).toEqual({ apis: 3, bound: 3 });
});

test('an API whose every path begins with a parameter is cut behind it', () => {
  const routes = realTable('box').map((route) => ({ ...route, path: `/{tenant}${route.path}` }));

  const outcome = split({ routes, capacity });

  expect(outcome.infeasible).toEqual([{ prefix: '/', weight: 278, capacity: 210, dimension: 'integrations' }]);
  expect(outcome.kind).toBe('segments');
  expect(outcome.best.groups.length).toBe(2);
  expect(outcome.best.rules.every(({ prefix }) => prefix[0] === null && prefix.length > 1)).toBe(true);
  expect(misrouted(outcome.best)).toEqual({ routes: 0, collisions: [] });
});
