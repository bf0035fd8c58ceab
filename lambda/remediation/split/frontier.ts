/** Whole subtrees that move, while everything above them stays: plans whose rules have no exceptions. */
import { distinct, fillOf, Tally } from './measure';
import type { Problem } from './problem';
import { heaviestFirst, type Item } from './regions';
import type { Node } from './tree';

/** What every subtree holds as a whole. */
export function subtreesOf({ tree, needs }: Problem): ReadonlyMap<Node, Item> {
  const items = new Map<Node, Item>();
  for (const node of tree.toReversed()) {
    const own = needs.get(node);
    const below = node.children.flatMap((child) => items.get(child) ?? []);
    const [only, ...more] = below;
    if (own === undefined && only !== undefined && more.length === 0) items.set(node, only);
    else {
      items.set(node, {
        atoms: [...(own ? [node] : []), ...below.flatMap(({ atoms }) => atoms)],
        things: distinct([own ?? [], ...below.map(({ things }) => things)]),
      });
    }
  }
  return items;
}

/** The atoms above the largest subtrees that are at most so full, as one; then those subtrees. */
export function frontierOf({ tree, measure, needs }: Problem, all: ReadonlyMap<Node, Item>, size: number): Item[] {
  const subtrees: Item[] = [];
  const above: Node[] = [];
  const open: Node[] = [tree[0]];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const item = all.get(node);
    if (item !== undefined && fillOf(measure, item.things) <= size) {
      if (item.atoms.length > 0) subtrees.push(item);
    } else {
      if (needs.has(node)) above.push(node);
      open.push(...node.children);
    }
  }
  return [{ atoms: above, things: distinct(above.map((node) => needs.get(node) ?? [])) }, ...subtrees];
}

/** What has to move so that the rest fits: the heaviest subtrees, as few as possible. `null` where that is not enough. */
export function peeled(
  problem: Problem,
  above: Item,
  subtrees: readonly Item[],
): { readonly moving: readonly Item[]; readonly staying: Item } | null {
  const today = new Tally(problem.measure, above.things);
  for (const { things } of subtrees) today.add(things);
  const order = heaviestFirst(problem, subtrees);
  let moving = 0;
  for (const { things } of order) {
    if (today.fill() <= 1) break;
    today.remove(things);
    moving += 1;
  }
  if (today.fill() > 1) return null;
  const rest = [above, ...order.slice(moving)];
  return {
    moving: order.slice(0, moving),
    staying: { atoms: rest.flatMap(({ atoms }) => atoms), things: distinct(rest.map(({ things }) => things)) },
  };
}
