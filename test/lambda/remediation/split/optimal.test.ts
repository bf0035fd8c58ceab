import fc from 'fast-check';
import { type Capacity, planSplit, type SplitRoute } from '../../../../lambda/remediation/split';
import { atomsOf, fits, optimum } from './oracle';
import { capacities, plain } from './tables';

test.each([
  { integrations: 'one each', seed: 1 },
  { integrations: 'shared', seed: 2 },
] as const)('integrations $integrations: as few APIs as there can be, mostly as few prefixes, and no false proof', ({ integrations, seed }) => {
  const tally = { splits: 0, moreprefixes: 0, provenApis: 0, provenPrefixes: 0, segments: 0, fits: 0, infeasible: 0 };
  fc.assert(
    fc.property(plain(integrations), capacities, (routes, capacity) => {
      const outcome = planSplit({ routes, capacity });
      tally[outcome.status === 'split' ? 'splits' : outcome.status] += 1;
      if (outcome.status !== 'split') return;
      const best = optimum(routes, capacity, outcome.kind);
      expect(outcome.best.groups.length).toBe(best?.apis);
      if (outcome.kind === 'segments') tally.segments++;
      if (outcome.best.rules.length > best!.prefixes) tally.moreprefixes += 1;
      if (outcome.proven.apis) tally.provenApis++;
      if (outcome.proven.prefixes) { tally.provenPrefixes++; if (outcome.kind==='literal') expect(outcome.best.rules.length).toBe(best!.prefixes); }
    }),
    { seed, numRuns: 3000 },
  );
  console.log(tally);
});
