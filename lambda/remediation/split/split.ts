/** Splits along one kind of prefix. */
import { type Bounds, boundsOf } from './bounds';
import { assignmentOf, isSafe } from './candidate';
import { certificatesFor } from './certificates';
import { FEW_ATOMS, fewestApis } from './exact';
import { fewestRulesFor } from './exact-rules';
import { type Problem, withCatchAlls, withCatchAllsAbove, withCatchAllsAround } from './problem';
import type { Certificate, SplitOutcome } from './request';
import { search } from './search';
import { Shortlist } from './shortlist';

type Split = Extract<SplitOutcome, { status: 'split' }>;

export type Found =
  | ({ readonly status: 'split' } & Omit<Split, 'kind' | 'infeasible'>)
  | { readonly status: 'infeasible'; readonly infeasible: readonly Certificate[] };

export function splitAlong(problem: Problem): Found {
  const infeasible = certificatesFor(withCatchAllsAbove(problem));
  if (infeasible.length > 0) return { status: 'infeasible', infeasible };
  // Without regard to copies first: they may turn out to be few, and only so the bounds hold.
  const versions = problem.catchAlls.length === 0 ? [problem] : [problem, withCatchAlls(problem)];
  const shortlist = new Shortlist(problem);
  const estimate = boundsOf(problem);
  for (const version of versions) search(version, estimate, shortlist);
  const isSmall = versions.every(({ needs }) => needs.size <= FEW_ATOMS);
  const bounds = isSmall ? exactly(problem, versions, shortlist, estimate) : estimate;

  const [best, ...more] = shortlist.pareto();
  if (best === undefined) return { status: 'infeasible', infeasible: certificatesFor(withCatchAllsAround(problem)) };
  const safe = shortlist.keepSafe();
  return {
    status: 'split',
    best: assignmentOf(problem, best),
    keepSafe: safe === null || isSafe(best) ? null : assignmentOf(problem, safe),
    alternatives: firstAndLast(more).map((plan) => assignmentOf(problem, plan)),
    proven: { apis: best.groups.length === bounds.apis, prefixes: best.rules.length === bounds.prefixes },
    bounds,
  };
}

/** Everything there is, where that is feasible: the bounds are then what can be had. */
function exactly(problem: Problem, versions: readonly Problem[], shortlist: Shortlist, bounds: Bounds): Bounds {
  const apis = apisAtLeast(bounds, versions, shortlist);
  const prefixes = Math.max(bounds.prefixes, apis - 1);
  const best = shortlist.best();
  if (best === undefined || best.rules.length === prefixes) return { apis, prefixes };
  const [found = 0] = versions.map((version) => {
    const { groups, atLeast } = fewestRulesFor(version, best.groups.length, best.rules.length);
    if (groups !== null) shortlist.offer(groups);
    return atLeast;
  });
  return { apis, prefixes: problem.crossed.size > 0 ? prefixes : Math.max(prefixes, found) };
}

function apisAtLeast(bounds: Bounds, versions: readonly Problem[], shortlist: Shortlist): number {
  if (shortlist.best()?.groups.length === bounds.apis) return bounds.apis;
  const [least = bounds.apis] = versions.flatMap((version) => {
    const groups = fewestApis(version);
    if (groups === null) return [];
    shortlist.offer(groups);
    return new Set(groups.values()).size;
  });
  return least;
}

function firstAndLast<T>(list: readonly T[]): T[] {
  return list.filter((_, index) => index === 0 || index === list.length - 1);
}
