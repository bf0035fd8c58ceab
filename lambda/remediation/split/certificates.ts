/** Why something cannot be split. */
import { countsOf, fillOf } from './measure';
import type { Problem } from './problem';
import type { Certificate } from './request';
import type { Node } from './tree';

/** The atoms that are larger than an API may be. */
export function certificatesFor(problem: Problem): Certificate[] {
  return [...problem.needs].flatMap(([node, things]) =>
    fillOf(problem.measure, things) > 1 ? certificateOf(problem, node, things) : [],
  );
}

/** In the dimension that is furthest above its capacity. */
function certificateOf({ measure, routes }: Problem, node: Node, things: readonly number[]): Certificate[] {
  const counts = countsOf(measure, things);
  const prefix = prefixText(routes[node.routes[0] ?? 0]?.path ?? '', node);
  return measure.dimensions
    .map(({ name, capacity }, index) => ({ prefix, weight: counts[index] ?? 0, capacity, dimension: name }))
    .toSorted((a, b) => b.weight * a.capacity - a.weight * b.capacity)
    .slice(0, 1);
}

/** With the names that the parameters have in the table. */
function prefixText(path: string, { prefix }: Node): string {
  return `/${path.replace(/^\//, '').split('/').slice(0, prefix.length).join('/')}`;
}
