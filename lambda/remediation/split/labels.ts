/** Which API each node's requests go to, for as few rules as possible. Rules are where a node's API is not its parent's. */
import type { Node, Tree } from './tree';

export type Groups = ReadonlyMap<Node, number>;

/**
 * The fewest rules that send each atom to its group (the idea of routing-table compression, ORTC): bottom up the groups
 * that cost a subtree no extra rule, top down the parent's group wherever it is among them. The root's label is today's
 * API.
 *
 * @param groupOf of atoms; the other nodes get whatever is cheapest.
 * @param routesOf how many routes each group has: of equally cheap roots the largest, since it moves least.
 */
export function fewestRules(tree: Tree, groupOf: Groups, routesOf: ReadonlyMap<number, number>): Map<Node, number> {
  const single = singles(routesOf);
  const free = new Map<Node, ReadonlySet<number>>();
  for (const node of tree.toReversed()) {
    const own = groupOf.get(node);
    const choices =
      own === undefined ? mostVoted(node.children.map((child) => free.get(child) ?? ANY)) : single.get(own);
    free.set(node, choices ?? ANY);
  }
  const labels = new Map<Node, number>();
  for (const node of tree) {
    const choices = free.get(node) ?? ANY;
    const inherited = node.parent === null ? largest(choices, routesOf) : (labels.get(node.parent) ?? 0);
    const [first = inherited] = choices;
    labels.set(node, choices.has(inherited) ? inherited : first);
  }
  return labels;
}

/** No group costs anything. */
const ANY: ReadonlySet<number> = new Set();

/** One set for each group, for all nodes that have just that one. */
function singles(groups: ReadonlyMap<number, unknown>): ReadonlyMap<number, ReadonlySet<number>> {
  return new Map([...groups.keys()].map((group) => [group, new Set([group])]));
}

function mostVoted(ballots: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  const [first = ANY, ...others] = ballots.filter((ballot) => ballot.size > 0);
  if (others.every((other) => other === first)) return first;
  const votes = new Map<number, number>();
  for (const ballot of [first, ...others]) for (const group of ballot) votes.set(group, (votes.get(group) ?? 0) + 1);
  const most = Math.max(...votes.values());
  return new Set([...votes].filter(([, count]) => count === most).map(([group]) => group));
}

/** A rule wherever an atom is not with the one above it, and nowhere else: more rules, but none catches more than it must. */
export function rulesAtAtoms(tree: Tree, groupOf: Groups, today: number): Map<Node, number> {
  const labels = new Map<Node, number>();
  for (const node of tree) {
    const inherited = node.parent === null ? today : (labels.get(node.parent) ?? today);
    labels.set(node, groupOf.get(node) ?? inherited);
  }
  return labels;
}

function largest(groups: Iterable<number>, routesOf: ReadonlyMap<number, number>): number {
  const [first = 0] = [...groups].toSorted((a, b) => (routesOf.get(b) ?? 0) - (routesOf.get(a) ?? 0) || a - b);
  return first;
}

/**
 * The fewest rules none of which has exceptions: today's API keeps every node with more than one group below it. `null`
 * where the atoms of such nodes are not all in one group.
 */
export function safeRules(
  tree: Tree,
  groupOf: Groups,
  routesOf: ReadonlyMap<number, number>,
): Map<Node, number> | null {
  const single = singles(routesOf);
  const below = new Map<Node, ReadonlySet<number>>();
  for (const node of tree.toReversed()) {
    const own = single.get(groupOf.get(node) ?? -1);
    below.set(node, union([own ?? ANY, ...node.children.map((child) => below.get(child) ?? ANY)]));
  }
  const isMixed = (node: Node): boolean => (below.get(node)?.size ?? 0) > 1;
  const mixed = tree.filter(isMixed);
  const kept = new Set(mixed.flatMap((node) => groupOf.get(node) ?? []));
  if (kept.size > 1) return null;

  // What hangs below a mixed node whole costs one rule, unless it is today's: the group with most of those is today's.
  const whole = mixed.flatMap(({ children }) => children.filter((child) => !isMixed(child)));
  const saved = new Map<number, number>();
  for (const node of whole) {
    for (const group of below.get(node) ?? ANY) saved.set(group, (saved.get(group) ?? 0) + 1);
  }
  const most = Math.max(...saved.values());
  const cheapest = [...saved].filter(([, count]) => count === most).map(([group]) => group);
  const [today = largest(cheapest, routesOf)] = kept;

  const labels = new Map<Node, number>();
  for (const node of tree) {
    const inherited = node.parent === null ? today : (labels.get(node.parent) ?? today);
    const [only = inherited] = below.get(node) ?? ANY;
    labels.set(node, isMixed(node) ? today : only);
  }
  return labels;
}

function union(sets: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  const [first = ANY, ...others] = sets.filter((set) => set.size > 0);
  return others.every((other) => other === first) ? first : new Set([first, ...others].flatMap((set) => [...set]));
}
