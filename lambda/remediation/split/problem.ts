/** What is to be split, as the search sees it. */
import { distinct, fillOf, type Measure, measureOf } from './measure';
import type { SplitRequest, SplitRoute } from './request';
import { isCatchAll, reaches, type Template, templateOf } from './template';
import { crossedIn, type Cuts, type Node, type Tree, treeOf, upwards } from './tree';

export interface CatchAll {
  readonly route: number;
  readonly template: Template;
  readonly node: Node;
}

export interface Problem {
  readonly routes: readonly SplitRoute[];
  readonly owners: readonly (string | null)[];
  readonly measure: Measure;
  readonly tree: Tree;
  readonly crossed: ReadonlyMap<Node, readonly Node[]>;
  readonly catchAlls: readonly CatchAll[];
  /** What each atom needs in the API it is put into. An atom that is not here needs nothing and may be anywhere. */
  readonly needs: ReadonlyMap<Node, readonly number[]>;
}

/** @param caught which routes count as catch-alls. */
export function problemOf(
  { routes, capacity, ownerOf }: SplitRequest,
  cuts: Cuts,
  caught: (template: Template) => boolean = isCatchAll,
): Problem {
  const templates = routes.map(templateOf);
  const tree = treeOf(templates, cuts);
  const measure = measureOf(routes, capacity);
  const catchAlls = tree.flatMap((node) =>
    node.routes.flatMap((route) => {
      const template = templates[route];
      return template && caught(template) ? [{ route, template, node }] : [];
    }),
  );
  const owners = routes.map((route) => ownerOf?.(route) ?? null);
  const needs = needsOf(
    measure,
    tree.map((node) => [node, node.routes] as const),
  );
  return { routes, owners, measure, tree, crossed: crossedIn(tree), catchAlls, needs };
}

export function thingsOf(measure: Measure, routes: Iterable<number>): number[] {
  return distinct([...routes].map((route) => measure.thingsOf[route] ?? []));
}

/**
 * The same with every atom bringing along the catch-alls above it that reach it: whichever API gets the atom has them too,
 * as its own or as copies.
 */
export function withCatchAllsAbove(problem: Problem): Problem {
  return bringing(problem, ({ template, node: home }) => {
    const below = new Set<Node>();
    for (const node of problem.tree) {
      if (node.parent !== null && (node.parent === home || below.has(node.parent))) below.add(node);
    }
    return [...below].filter((node) => reaches(template, node.prefix));
  });
}

/**
 * The same with every atom also bringing along those that its own rule catches from elsewhere in the tree: with
 * `/{any}/x/{proxy+}` a rule for `/a` does. A plan of these has room for its copies, if its rules are at atoms.
 */
export function withCatchAllsAround(problem: Problem): Problem {
  return bringing(problem, ({ template, node: home }) => {
    const onTheWay = new Set(upwards(home));
    return problem.tree.filter((node) => !onTheWay.has(node) && reaches(template, node.prefix));
  });
}

/** The same with room for copies wherever there can be: around an atom, else at least from above. */
export function withCatchAlls(problem: Problem): Problem {
  const above = withCatchAllsAbove(problem).needs;
  const around = withCatchAllsAround(problem).needs;
  const needs = [...around].map(([node, things]) => {
    const fits = fillOf(problem.measure, things) <= 1;
    return [node, fits ? things : (above.get(node) ?? things)] as const;
  });
  return { ...problem, needs: new Map(needs) };
}

function bringing(problem: Problem, reachedBy: (catchAll: CatchAll) => readonly Node[]): Problem {
  const { tree, catchAlls, measure } = problem;
  const routes = new Map(tree.filter((node) => node.routes.length > 0).map((node) => [node, [...node.routes]]));
  for (const catchAll of catchAlls) for (const node of reachedBy(catchAll)) routes.get(node)?.push(catchAll.route);
  return { ...problem, needs: needsOf(measure, routes) };
}

/** Only of atoms that need anything. */
function needsOf(measure: Measure, routes: Iterable<readonly [Node, readonly number[]]>): Problem['needs'] {
  const needs = [...routes].map(([node, own]) => [node, thingsOf(measure, own)] as const);
  return new Map(needs.filter(([, things]) => things.length > 0));
}
