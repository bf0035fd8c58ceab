import fc from 'fast-check';
import { planSplit } from '../../../../lambda/remediation/split';
import { type Optimum, optimum } from './oracle';
import { capacities, plain } from './tables';

const kinds = [
  { integrations: 'one each', seed: 11 },
  { integrations: 'shared', seed: 12 },
] as const;

test.each(kinds)(
  'with integrations $integrations there are as few APIs as there can be, nearly always as few prefixes, and no false proof',
  ({ integrations, seed }) => {
    let plans = 0;
    let tooManyPrefixes = 0;
    fc.assert(
      fc.property(plain(integrations, 8), capacities, (routes, capacity) => {
        const outcome = planSplit({ routes, capacity });
        if (outcome.status !== 'split') return;
        const { best, kind, proven, bounds } = outcome;
        const found: Optimum = { apis: best.groups.length, prefixes: best.rules.length };
        const least = optimum(routes, capacity, kind);
        if (least === null) throw new Error('no split can do it, but there is one');

        plans += 1;
        if (found.prefixes > least.prefixes) tooManyPrefixes += 1;
        expect(found).toEqual({ apis: least.apis, prefixes: expect.any(Number) });
        expect(bounds.apis).toBeLessThanOrEqual(least.apis);
        expect(proven.apis).toBe(bounds.apis === least.apis);
        if (proven.prefixes) expect(found).toEqual(least);
        expect(proven.prefixes).toBe(bounds.prefixes === found.prefixes);
      }),
      { seed, numRuns: 800 },
    );
    expect(plans).toBeGreaterThan(400);
    expect(tooManyPrefixes / plans).toBeLessThan(0.03);
  },
);

test.each(kinds)(
  'with integrations $integrations it gives up only where an atom is too large',
  ({ integrations, seed }) => {
    fc.assert(
      fc.property(plain(integrations, 7), capacities, (routes, capacity) => {
        const outcome = planSplit({ routes, capacity });
        const possible = {
          literal: optimum(routes, capacity, 'literal'),
          segments: optimum(routes, capacity, 'segments'),
        };
        if (outcome.status === 'fits') expect(possible.literal?.apis).toBe(1);
        else {
          expect(outcome.status === 'split' ? outcome.kind : null).toBe(
            possible.literal ? 'literal' : possible.segments ? 'segments' : null,
          );
          expect(outcome.infeasible.length > 0).toBe(possible.literal === null);
        }
      }),
      { seed: seed + 2, numRuns: 200 },
    );
  },
);
