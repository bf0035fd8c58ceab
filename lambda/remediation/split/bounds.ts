/** What no plan can be better than. */
import { countsOf, type Dimension, distinct, type Measure } from './measure';
import type { Problem } from './problem';
import type { Node, Tree } from './tree';

export interface Bounds {
  readonly apis: number;
  /**
   * Of rules for prefixes that the table has. A rule with a parameter where the table has only literals is not one of
   * them.
   */
  readonly prefixes: number;
}

/** Without copies, which can only add. */
export function boundsOf({ tree, crossed, measure, needs }: Problem): Bounds {
  const all = countsOf(measure, distinct(needs.values()));
  const additive = measure.dimensions.flatMap((dimension, index) => {
    const weights = weightsOf(measure, needs, index);
    return weights === null || all[index] === 0 ? [] : [{ weights, capacity: Math.floor(dimension.capacity) }];
  });
  const apis = Math.max(
    1,
    ...measure.dimensions.map((dimension, index) => unionBound(dimension, all[index] ?? 0)),
    ...additive.map(({ weights, capacity }) => packingBound([...weights.values()], capacity)),
  );
  const parts = Math.max(
    1,
    ...additive.map(({ weights, capacity }) =>
      partsBound(tree, new Map([...weights].filter(([node]) => !crossed.has(node))), capacity),
    ),
  );
  return { apis, prefixes: Math.max(apis, parts) - 1 };
}

/** Every thing is in one API at least; the root, a resource, in each. */
function unionBound({ name, capacity }: Dimension, things: number): number {
  const most = Math.floor(capacity);
  if (things === 0) return 0;
  if (name !== 'resources') return Math.ceil(things / most);
  return most > 1 ? Math.ceil((things - 1) / (most - 1)) : 1;
}

/** What each atom weighs where weights add up: no two atoms share a thing of this dimension. Else `null`. */
function weightsOf(
  { dimensionOf }: Measure,
  needs: ReadonlyMap<Node, readonly number[]>,
  dimension: number,
): ReadonlyMap<Node, number> | null {
  const weights = new Map<Node, number>();
  const seen = new Set<number>();
  for (const [node, things] of needs) {
    const own = things.filter((thing) => dimensionOf[thing] === dimension);
    if (own.some((thing) => seen.has(thing))) return null;
    for (const thing of own) seen.add(thing);
    weights.set(node, own.length);
  }
  return weights;
}

/**
 * L2 of Martello and Toth ("Lower bounds and reduction procedures for the bin packing problem", 1990): for every
 * threshold up to half, items with which none above it fits have a bin each, and what does not fit beside the medium ones
 * needs more.
 */
function packingBound(weights: readonly number[], capacity: number): number {
  const thresholds = new Set([0, ...weights.filter((weight) => weight <= capacity / 2)]);
  return Math.max(
    ...[...thresholds].map((threshold) => {
      const large = weights.filter((weight) => weight > capacity - threshold);
      const medium = weights.filter((weight) => weight > capacity / 2 && weight <= capacity - threshold);
      const small = weights.filter((weight) => weight >= threshold && weight <= capacity / 2);
      const besideMedium = medium.length * capacity - sum(medium);
      return large.length + medium.length + Math.max(0, Math.ceil((sum(small) - besideMedium) / capacity));
    }),
  );
}

/**
 * The fewest connected parts of the tree that are not too heavy: what one rule sends to an API is connected, but for what
 * it catches elsewhere. Bottom up, the heaviest child is cut off while the rest is too heavy.
 */
function partsBound(tree: Tree, weights: ReadonlyMap<Node, number>, capacity: number): number {
  const hanging = new Map<Node, number>();
  let parts = 1;
  for (const node of tree.toReversed()) {
    const children = node.children.map((child) => hanging.get(child) ?? 0).toSorted((a, b) => a - b);
    let weight = (weights.get(node) ?? 0) + sum(children);
    for (let cut = children.pop(); weight > capacity && cut !== undefined; cut = children.pop()) {
      weight -= cut;
      parts += 1;
    }
    hanging.set(node, weight);
  }
  return parts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
