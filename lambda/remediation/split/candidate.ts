/** A plan that works, with what makes it better or worse than another. */
import type { Groups } from './labels';
import { fillOf } from './measure';
import { type Problem, thingsOf } from './problem';
import type { Assignment } from './request';
import { copiesFor, type Rule, rulesOf } from './rules';
import { upwards } from './tree';

/** Today's API among the groups. */
const TODAY = 0;

export interface Candidate {
  /** Route indices; the first is today's API. */
  readonly groups: readonly (readonly number[])[];
  /** In the order in which a front door tries them; `group` is an index into `groups`. */
  readonly rules: readonly Rule[];
  readonly copies: readonly { readonly route: number; readonly group: number }[];
  readonly moved: number;
  readonly ownersCut: number;
  readonly fill: number;
}

/** `null` where the copies are too many for an API. */
export function candidateOf(problem: Problem, labels: Groups): Candidate | null {
  const rules = rulesOf(problem, labels);
  const copies = copiesFor(problem, rules, labels);
  const routes = routesByGroup(problem, labels);
  const fills = [...routes].map(([label, own]) =>
    fillOf(problem.measure, thingsOf(problem.measure, new Set([...own, ...(copies.get(label) ?? [])]))),
  );
  const fill = Math.max(0, ...fills);
  if (fill > 1) return null;

  const today = labels.get(problem.tree[0]) ?? 0;
  const others = [...routes.keys()].filter((label) => label !== today);
  const sizeOf = (label: number): number => routes.get(label)?.length ?? 0;
  const order = [today, ...others.toSorted((a, b) => sizeOf(b) - sizeOf(a) || firstOf(routes, a) - firstOf(routes, b))];
  return {
    groups: order.map((label) => routes.get(label) ?? []),
    rules: rules.map(({ node, group }) => ({ node, group: order.indexOf(group) })),
    copies: order.flatMap((label, group) =>
      [...(copies.get(label) ?? [])].toSorted((a, b) => a - b).map((route) => ({ route, group })),
    ),
    moved: problem.routes.length - sizeOf(today),
    ownersCut: ownersCut(problem, routes.values()),
    fill,
  };
}

function routesByGroup({ tree }: Problem, labels: Groups): Map<number, number[]> {
  const routes = new Map<number, number[]>();
  for (const node of tree) {
    if (node.routes.length === 0) continue;
    const label = labels.get(node) ?? 0;
    const own = routes.get(label) ?? [];
    own.push(...node.routes);
    routes.set(label, own);
  }
  return new Map([...routes].map(([label, own]) => [label, own.toSorted((a, b) => a - b)]));
}

function firstOf(routes: ReadonlyMap<number, readonly number[]>, label: number): number {
  return routes.get(label)?.[0] ?? 0;
}

/** Owners with routes in more than one API. */
function ownersCut({ owners }: Problem, groups: Iterable<readonly number[]>): number {
  const seen = new Set<string>();
  const cut = new Set<string>();
  for (const routes of groups) {
    const here = new Set(routes.flatMap((route) => owners[route] ?? []));
    for (const owner of here) (seen.has(owner) ? cut : seen).add(owner);
  }
  return cut.size;
}

/** Below 0 where the first is better: fewest APIs, prefixes, moved routes, owners cut, and the fullest API not so full. */
export function compare(one: Candidate, other: Candidate): number {
  return (
    one.groups.length - other.groups.length ||
    one.rules.length - other.rules.length ||
    one.moved - other.moved ||
    one.ownersCut - other.ownersCut ||
    one.fill - other.fill
  );
}

/** Whether every path that nobody knows yet stays on today's API: no rule has exceptions, and none that leads away takes any segment. */
export function isSafe({ rules }: Candidate): boolean {
  const cut = new Set(rules.map(({ node }) => node));
  if (rules.some(({ node, group }) => group !== TODAY && node.prefix.at(-1) === null)) return false;
  return rules.every(({ node: { parent } }) => parent === null || ![...upwards(parent)].some((node) => cut.has(node)));
}

export function assignmentOf({ routes }: Problem, candidate: Candidate): Assignment {
  return {
    groups: candidate.groups.map((indices) => indices.flatMap((index) => routes[index] ?? [])),
    rules: candidate.rules.map(({ node, group }) => ({ prefix: node.prefix, group })),
    copies: candidate.copies.flatMap(({ route, group }) => {
      const copied = routes[route];
      return copied ? [{ route: copied, group }] : [];
    }),
    moved: candidate.moved,
    fill: candidate.fill,
  };
}
