/** Takes back rules for which there is room after all. */
import { fewestRules, type Groups } from './labels';
import { distinct, Tally } from './measure';
import type { Problem } from './problem';
import type { Node } from './tree';

/** What one rule sends to an API. */
interface Region {
  readonly atoms: Node[];
  readonly around: number;
}

/** Wherever the API around a region has room for it, the region stays there: a rule less each time. Smallest first. */
export function settled(problem: Problem, groupOf: Groups): Groups {
  const { needs, measure } = problem;
  const tallies = new Map<number, Tally>();
  for (const [node, group] of groupOf) {
    const tally = tallies.get(group) ?? new Tally(measure);
    tallies.set(group, tally);
    tally.add(needs.get(node) ?? []);
  }
  const groups = new Map(groupOf);
  const regions = regionsIn(problem, groups).map((region) => ({
    ...region,
    lists: region.atoms.map((node) => needs.get(node) ?? []),
  }));
  let moved = false;
  for (const { atoms, around, lists } of regions.toSorted((a, b) => a.atoms.length - b.atoms.length)) {
    const tally = tallies.get(around);
    if (tally === undefined || tally.fillWith(distinct(lists)) > 1) continue;
    for (const list of lists) tally.add(list);
    for (const node of atoms) groups.set(node, around);
    moved = true;
  }
  // What was left behind has more room now.
  return moved ? settled(problem, groups) : groups;
}

function regionsIn({ tree }: Problem, groupOf: Groups): Region[] {
  const routesOf = new Map<number, number>();
  for (const [node, group] of groupOf) routesOf.set(group, (routesOf.get(group) ?? 0) + node.routes.length);
  const labels = fewestRules(tree, groupOf, routesOf);
  const regions = new Map<Node, Region>();
  const topOf = new Map<Node, Node>();
  for (const node of tree) {
    const { parent } = node;
    if (parent === null) continue;
    const around = labels.get(parent) ?? 0;
    const isTop = labels.get(node) !== around;
    const top = isTop ? node : topOf.get(parent);
    if (top === undefined) continue;
    topOf.set(node, top);
    if (isTop) regions.set(node, { atoms: [], around });
    if (groupOf.has(node)) regions.get(top)?.atoms.push(node);
  }
  return [...regions.values()];
}
