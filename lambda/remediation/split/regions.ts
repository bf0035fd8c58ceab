/** Parts of the tree that hang together: what one rule can give to an API. */
import { distinct, fillOf, type Measure, Tally } from './measure';
import type { Problem } from './problem';
import type { Node } from './tree';

/** Atoms that go together, and what they need. */
export interface Item {
  readonly atoms: readonly Node[];
  readonly things: readonly number[];
}

export function itemOf({ needs }: Problem, atoms: readonly Node[]): Item {
  const [only = [], ...more] = atoms.map((node) => needs.get(node) ?? []);
  return { atoms, things: more.length === 0 ? only : distinct([only, ...more]) };
}

/**
 * Cuts the tree into few connected parts, bottom up: what hangs together below a node stays, and while that is too
 * large, the heaviest child is cut off. With weights that add up these are the fewest parts (Kundu and Misra, "A linear
 * tree partitioning algorithm", 1977).
 *
 * @param size how full a part may be. Atoms that are larger are parts of their own.
 */
export function regionsOf(problem: Problem, size: number): Item[] {
  const cut = cutsOf(problem, size);
  const regions = new Map<Node, Node[]>();
  const topOf = new Map<Node, Node>();
  for (const node of problem.tree) {
    const top = node.parent === null || cut.has(node) ? node : (topOf.get(node.parent) ?? node);
    topOf.set(node, top);
    const atoms = regions.get(top) ?? [];
    regions.set(top, atoms);
    if (problem.needs.has(node)) atoms.push(node);
  }
  return [...regions.values()].filter((atoms) => atoms.length > 0).map((atoms) => itemOf(problem, atoms));
}

function cutsOf({ tree, measure, needs }: Problem, size: number): Set<Node> {
  const cut = new Set<Node>();
  const hanging = new Map<Node, readonly number[]>();
  const tally = new Tally(measure);
  for (const node of tree.toReversed()) {
    const own = needs.get(node) ?? [];
    const parts = node.children.map((child) => ({ child, things: hanging.get(child) ?? [] }));
    const all = [own, ...parts.map(({ things }) => things)].filter((things) => things.length > 0);
    for (const things of all) tally.add(things);
    const left = new Set(all);
    for (const { child, things } of tally.fill() > size ? byWeight(measure, parts) : []) {
      if (tally.fill() <= size) break;
      cut.add(child);
      tally.remove(things);
      left.delete(things);
    }
    for (const things of left) tally.remove(things);
    const [only = [], ...more] = left;
    hanging.set(node, more.length === 0 ? only : distinct(left));
  }
  return cut;
}

function byWeight<T extends { readonly things: readonly number[] }>(measure: Measure, parts: readonly T[]): T[] {
  return parts
    .map((part) => ({ part, weight: fillOf(measure, part.things) }))
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ part }) => part);
}

/** Heaviest first. */
export function heaviestFirst({ measure }: Problem, items: readonly Item[]): Item[] {
  return byWeight(measure, items);
}
