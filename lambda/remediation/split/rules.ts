/** From the API of each node to the rules of the front door, and to what must be copied for them. */
import type { Groups } from './labels';
import type { CatchAll, Problem } from './problem';
import type { PrefixSegment } from './request';
import { reaches } from './template';
import { compareSegments, type Node, type Tree, upwards } from './tree';

export interface Rule {
  readonly node: Node;
  readonly group: number;
}

/** In the order in which a front door tries them. */
export function rulesOf(problem: Problem, labels: Groups): Rule[] {
  return withOwnRules(problem, labels, inOrder(changesIn(problem.tree, labels)));
}

/** Where a node's API is not its parent's. */
export function changesIn(tree: Tree, labels: Groups): Rule[] {
  return tree
    .filter((node) => node.parent !== null && labels.get(node) !== labels.get(node.parent))
    .map((node) => ({ node, group: labels.get(node) ?? 0 }));
}

/** Longest first; of one length a literal before a parameter, from the left. */
function inOrder(rules: readonly Rule[]): Rule[] {
  return rules.toSorted(({ node: one }, { node: other }) => {
    const longer = other.prefix.length - one.prefix.length;
    return longer !== 0 ? longer : comparePrefixes(one.prefix, other.prefix);
  });
}

function comparePrefixes(one: readonly PrefixSegment[], other: readonly PrefixSegment[]): number {
  for (const [index, segment] of one.entries()) {
    const order = compareSegments(segment, other[index] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/**
 * `/{any}/c` also catches `/a/c`, which is not below it in the tree and may be another API's. Such a node gets a rule of its
 * own, at the same depth and so before the one that would catch it.
 */
function withOwnRules(problem: Problem, labels: Groups, ordered: readonly Rule[]): Rule[] {
  if (!ordered.some(({ node }) => node.prefix.includes(null))) return [...ordered];
  const first = firstOf(ordered);
  const own = new Map<Node, Rule>();
  for (const node of problem.crossed) {
    const group = labels.get(node) ?? 0;
    const caught = node.routes.length > 0 ? first(node) : undefined;
    if (caught === undefined || caught.group === group) continue;
    const place = [...upwards(node)].find(({ prefix }) => prefix.length === caught.node.prefix.length);
    if (place !== undefined) own.set(place, { node: place, group });
  }
  return own.size === 0 ? [...ordered] : withOwnRules(problem, labels, inOrder([...ordered, ...own.values()]));
}

interface Branch {
  readonly next: Map<PrefixSegment, Branch>;
  rule?: Rule;
}

/** The rule that all requests for a node's own routes meet first, but for those with the name of a sibling as a parameter. */
function firstOf(rules: readonly Rule[]): (node: Node) => Rule | undefined {
  const root: Branch = { next: new Map() };
  for (const rule of rules) {
    let branch = root;
    for (const segment of rule.node.prefix) {
      const next = branch.next.get(segment) ?? { next: new Map() };
      branch.next.set(segment, next);
      branch = next;
    }
    branch.rule = rule;
  }
  const find = (branch: Branch, path: readonly PrefixSegment[], depth: number): Rule | undefined => {
    let longest = branch.rule;
    const segment = path[depth];
    for (const next of segment === undefined ? [] : new Set([segment, null])) {
      const below = branch.next.get(next);
      const found = below && find(below, path, depth + 1);
      if (found && found.node.prefix.length > (longest?.node.prefix.length ?? 0)) longest = found;
    }
    return longest;
  };
  return ({ prefix }) => find(root, prefix, 0);
}

/** Which catch-alls each group must have besides its own, so that whatever its rules catch finds the same route. */
export function copiesFor(
  catchAlls: readonly CatchAll[],
  ordered: readonly Rule[],
  labels: Groups,
): Map<number, Set<number>> {
  const first = firstOf(ordered);
  const copies = new Map<number, Set<number>>();
  for (const { route, template, node } of catchAlls) {
    const home = labels.get(node);
    // Its own rule takes all that rules after it could take.
    const own = first(node);
    for (const rule of ordered) {
      if (rule === own) break;
      if (rule.group === home || !reaches(template, rule.node.prefix)) continue;
      copies.set(rule.group, (copies.get(rule.group) ?? new Set()).add(route));
    }
  }
  return copies;
}
