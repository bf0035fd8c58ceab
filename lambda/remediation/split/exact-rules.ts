/** The fewest rules for a number of APIs, by exhaustive search. */
import type { Groups } from './labels';
import { Tally } from './measure';
import type { Problem } from './problem';
import type { Node } from './tree';

/** A node where it matters which API it goes to: an atom, or where branches with atoms meet. */
interface Place {
  readonly node: Node;
  readonly above: Place | null;
  readonly things: readonly number[] | null;
  label: number;
}

/** About a tenth of a second. */
const STEPS = 100_000;

export interface RulesSearch {
  /** A better plan than the one that is known, if there is one. */
  readonly groups: Groups | null;
  /** How many rules there are at least; 0 where the search had to be given up. */
  readonly atLeast: number;
}

/** @param known how many rules a known plan has. */
export function fewestRulesFor(problem: Problem, apis: number, known: number): RulesSearch {
  const places = placesIn(problem);
  const tallies = Array.from({ length: apis }, () => new Tally(problem.measure));
  let steps = 0;
  let fewest = known;
  let groups: Groups | null = null;

  const visit = (index: number, rules: number, used: number): void => {
    steps += 1;
    if (rules >= fewest || steps > STEPS) return;
    const place = places[index];
    if (place === undefined) {
      fewest = rules;
      groups = new Map(places.flatMap(({ node, things, label }) => (things === null ? [] : [[node, label] as const])));
      return;
    }
    const inherited = place.above?.label ?? 0;
    // APIs are interchangeable: of those without anything yet only the first is tried.
    const open = place.above === null ? 1 : Math.min(used + 1, apis);
    const others = Array.from({ length: open }, (_, label) => label).filter((label) => label !== inherited);
    for (const label of [inherited, ...others]) {
      const tally = tallies[label];
      if (tally === undefined || (place.things !== null && tally.fillWith(place.things) > 1)) continue;
      place.label = label;
      if (place.things !== null) tally.add(place.things);
      visit(index + 1, rules + (label === inherited ? 0 : 1), Math.max(used, label + 1));
      if (place.things !== null) tally.remove(place.things);
    }
  };
  visit(0, 0, 0);
  return { groups, atLeast: steps <= STEPS ? fewest : 0 };
}

function placesIn({ tree, needs }: Problem): Place[] {
  const busy = new Set<Node>();
  for (const node of tree.toReversed()) {
    if (needs.has(node) || node.children.some((child) => busy.has(child))) busy.add(node);
  }
  const places: Place[] = [];
  const placeOf = new Map<Node, Place>();
  for (const node of tree) {
    if (!busy.has(node)) continue;
    const above = node.parent === null ? null : (placeOf.get(node.parent) ?? null);
    const things = needs.get(node) ?? null;
    const branches = node.children.filter((child) => busy.has(child)).length;
    if (above !== null && things === null && branches < 2) placeOf.set(node, above);
    else {
      const place = { node, above, things, label: 0 };
      places.push(place);
      placeOf.set(node, place);
    }
  }
  return places;
}
