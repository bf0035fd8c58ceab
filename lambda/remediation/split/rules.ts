/** From the API of each node to the rules of the front door, and to what must be copied for them. */
import type { Groups } from './labels';
import type { Problem } from './problem';
import { reaches } from './template';
import { type Node, type Tree, upwards } from './tree';

export interface Rule {
  readonly node: Node;
  readonly group: number;
}

/** In the order in which a front door tries them: longest first, of one length a literal before a parameter, from the left. */
export function rulesOf(problem: Problem, labels: Groups): Rule[] {
  const groupOf = new Map(changesIn(problem.tree, labels).map((node) => [node, labels.get(node) ?? 0]));
  addOwnRules(problem, labels, groupOf);
  const inTreeOrder = problem.tree.flatMap((node) => {
    const group = groupOf.get(node);
    return group === undefined ? [] : [{ node, group }];
  });
  return inTreeOrder.toSorted((a, b) => b.node.prefix.length - a.node.prefix.length);
}

/** The nodes whose API is not their parent's. */
export function changesIn(tree: Tree, labels: Groups): Node[] {
  return tree.filter((node) => node.parent !== null && labels.get(node) !== labels.get(node.parent));
}

/**
 * `/{any}/c` also catches `/a/c`, which is not below it in the tree and may be another API's. Such a node gets a rule of its
 * own, at the same depth and so before the one that would catch it.
 */
function addOwnRules({ crossed }: Problem, labels: Groups, groupOf: Map<Node, number>): void {
  let isSettled = false;
  while (!isSettled) {
    isSettled = true;
    for (const [node, places] of crossed) {
      if (node.routes.length === 0) continue;
      const caught = places.find((place) => groupOf.has(place));
      const label = labels.get(node) ?? 0;
      if (caught === undefined || groupOf.get(caught) === label) continue;
      for (const place of upwards(node)) if (place.prefix.length === caught.prefix.length) groupOf.set(place, label);
      isSettled = false;
    }
  }
}

/** Which catch-alls each group must have besides its own, so that whatever its rules catch finds the same route. */
export function copiesFor(
  { catchAlls, crossed }: Problem,
  ordered: readonly Rule[],
  labels: Groups,
): Map<number, Set<number>> {
  const cut = new Set(ordered.map(({ node }) => node));
  const copies = new Map<number, Set<number>>();
  for (const { route, template, node } of catchAlls) {
    const home = labels.get(node);
    // Its own rule takes all that rules after it could take.
    const own = [...(crossed.get(node) ?? upwards(node))].find((place) => cut.has(place));
    for (const rule of ordered) {
      if (rule.node === own) break;
      if (rule.group === home || copies.get(rule.group)?.has(route) || !reaches(template, rule.node.prefix)) continue;
      copies.set(rule.group, (copies.get(rule.group) ?? new Set()).add(route));
    }
  }
  return copies;
}
