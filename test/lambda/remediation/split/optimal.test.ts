import fc from 'fast-check';
import { planSplit } from '../../../../lambda/remediation/split';
import { type Optimum, optimum } from './oracle';
import type { Split } from './support';
import { capacities, plain } from './tables';

const kinds = [
  { integrations: 'one each', seed: 11 },
  { integrations: 'shared', seed: 12 },
] as const;

/** What is wrong about a plan, all of them being known; too many prefixes may be, unless it says that they are not. */
function faultsOf({ best, proven, bounds }: Split, least: Optimum | null): string[] {
  if (least === null) return ['a plan where there is none'];
  const apis = best.groups.length;
  const prefixes = best.rules.length;
  return [
    apis === least.apis ? [] : `${apis} APIs, not ${least.apis}`,
    bounds.apis <= least.apis ? [] : `a bound of ${bounds.apis} APIs`,
    proven.apis === (bounds.apis === apis) ? [] : 'APIs are proved where the bound is not reached, or not where it is',
    proven.prefixes === (bounds.prefixes === prefixes) ? [] : 'so are the prefixes',
    proven.prefixes && prefixes !== least.prefixes ? `proved that there are not ${least.prefixes} prefixes` : [],
  ].flat();
}

test.each(kinds)(
  'with integrations $integrations there are as few APIs as there can be, nearly always as few prefixes, and no false proof',
  ({ integrations, seed }) => {
    const excess: number[] = [];
    fc.assert(
      fc.property(plain(integrations, 8), capacities, (routes, capacity) => {
        const outcome = planSplit({ routes, capacity });
        fc.pre(outcome.status === 'split');
        const least = optimum(routes, capacity, outcome.kind);
        excess.push(outcome.best.rules.length - (least?.prefixes ?? 0));
        expect(faultsOf(outcome, least)).toEqual([]);
      }),
      { seed, numRuns: 500 },
    );
    expect(excess.filter((more) => more > 0).length).toBeLessThan(0.03 * excess.length);
  },
);

test.each(kinds)(
  'with integrations $integrations it gives up literals, and then everything, only where an atom is too large',
  ({ integrations, seed }) => {
    fc.assert(
      fc.property(plain(integrations, 7), capacities, (routes, capacity) => {
        const outcome = planSplit({ routes, capacity });
        const literal = optimum(routes, capacity, 'literal');
        const segments = optimum(routes, capacity, 'segments');
        const kind = literal ? 'literal' : segments ? 'segments' : 'infeasible';

        const found = outcome.status === 'split' ? outcome.kind : outcome.status;
        expect(found).toBe(kind === 'literal' && literal?.apis === 1 ? 'fits' : kind);
        const reasons = outcome.status === 'fits' ? [] : outcome.infeasible;
        expect(reasons.length > 0).toBe(literal === null);
      }),
      { seed: seed + 2, numRuns: 200 },
    );
  },
);
