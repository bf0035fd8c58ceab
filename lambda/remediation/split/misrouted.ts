/**
 * Checks a plan by sending requests: each through the front door to an API, and to the API as it was. Both must pick the
 * same route. Shares nothing with the planner.
 */
import type { Assignment, PrefixRule, PrefixSegment } from './request';
import { keyOf, routerOf, segmentsIn } from './router';
import { ordinaryIn, samplesOf } from './samples';

/** Which API gets a request for this path: an index into `groups`. */
export type FrontDoor = (path: string) => number;

/** A request that finds another route than before. */
export interface Collision {
  readonly method: string;
  readonly path: string;
  /** `GET /pets/{id}`; `null` is no route at all. */
  readonly expected: string | null;
  readonly got: string | null;
}

export interface Misrouted {
  /** Routes that not all of their ordinary requests find any more: such a plan is wrong. */
  readonly routes: number;
  /** Requests with unusual values, such as the id `mine` where there also is `/pets/mine`. */
  readonly collisions: readonly Collision[];
}

/** @param frontDoor the plan's rules as they stand, or what was generated from them. */
export function misrouted(assignment: Assignment, frontDoor: FrontDoor = longestPrefix(assignment.rules)): Misrouted {
  const table = assignment.groups.flat();
  const before = routerOf(table);
  const after = assignment.groups.map((own, group) => {
    const copies = assignment.copies.filter((copy) => copy.group === group);
    return routerOf([...own, ...copies.map(({ route }) => route)]);
  });
  const prefixes = assignment.rules.map(({ prefix }) => prefix);
  const ordinary = ordinaryIn(table);

  const wrong = new Set<string>();
  const collisions = new Map<string, Collision>();
  for (const route of table) {
    for (const { method, path, isOrdinary } of samplesOf(route, before.root, prefixes, ordinary)) {
      const expected = before.pick(method, path);
      const got = after[frontDoor(path)]?.pick(method, path) ?? null;
      if (got === expected) continue;
      if (isOrdinary && expected === keyOf(route)) wrong.add(expected);
      else collisions.set(`${method} ${path}`, { method, path, expected, got });
    }
  }
  return { routes: wrong.size, collisions: [...collisions.values()] };
}

/** Whatever no rule names is for today's API. */
const TODAY = 0;

interface RulePlace {
  readonly next: Map<PrefixSegment, RulePlace>;
  group: number | null;
}

/** The rule with the longest prefix of the path, segment by segment; of one length a literal before a parameter, from the left. */
export function longestPrefix(rules: readonly PrefixRule[]): FrontDoor {
  const root: RulePlace = { next: new Map(), group: null };
  for (const { prefix, group } of rules) {
    let place = root;
    for (const segment of prefix) {
      const next = place.next.get(segment) ?? { next: new Map(), group: null };
      place.next.set(segment, next);
      place = next;
    }
    place.group = group;
  }
  return (path) => longestFrom(root, segmentsIn(path), 0).group ?? TODAY;
}

function longestFrom(
  place: RulePlace,
  path: readonly string[],
  depth: number,
): { length: number; group: number | null } {
  let longest = { length: depth, group: place.group };
  const segment = path[depth];
  for (const next of segment === undefined ? [] : [place.next.get(segment), place.next.get(null)]) {
    if (next === undefined) continue;
    const found = longestFrom(next, path, depth + 1);
    if (found.group !== null && (longest.group === null || found.length > longest.length)) longest = found;
  }
  return longest;
}
