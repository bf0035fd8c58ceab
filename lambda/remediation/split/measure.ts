/**
 * What a group of routes costs. Everything that is counted is a thing with a number: an integration, a route, a node of the
 * tree of resources. A group has a thing once, however many of its routes need it, so a shared integration costs once in
 * each API that uses it, and so does the ancestor of two resources.
 */
import type { Capacity, SplitRoute } from './request';

export interface Dimension {
  readonly name: keyof Capacity;
  readonly capacity: number;
}

export interface Measure {
  readonly dimensions: readonly Dimension[];
  /** Of each thing, the index of its dimension. */
  readonly dimensionOf: readonly number[];
  /** What each route needs. */
  readonly thingsOf: readonly (readonly number[])[];
}

const needs: Record<keyof Capacity, (route: SplitRoute, index: number) => readonly string[]> = {
  integrations: ({ integration }) => (integration === null ? [] : [integration]),
  routes: (_, index) => [String(index)],
  resources: resourcesOf,
};
const names = ['integrations', 'routes', 'resources'] as const;

export function measureOf(routes: readonly SplitRoute[], capacity: Capacity): Measure {
  const dimensions: Dimension[] = [];
  const dimensionOf: number[] = [];
  const thingsOf = routes.map((): number[] => []);
  for (const name of names) {
    const most = capacity[name];
    if (most === undefined) continue;
    const numbers = new Map<string, number>();
    for (const [index, route] of routes.entries()) {
      for (const key of needs[name](route, index)) {
        const thing = numbers.get(key) ?? dimensionOf.push(dimensions.length) - 1;
        numbers.set(key, thing);
        thingsOf[index]?.push(thing);
      }
    }
    dimensions.push({ name, capacity: most });
  }
  return { dimensions, dimensionOf, thingsOf };
}

/** `/a/{id}` is the root, `/a` and `/a/{id}`. A REST API has no `$default`. */
function resourcesOf({ path }: SplitRoute): string[] {
  if (path === '$default') return [];
  const segments = path.replace(/^\//, '').split('/');
  if (path === '/') return ['/'];
  return ['/', ...segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}`)];
}

export function distinct(lists: Iterable<readonly number[]>): number[] {
  const all = new Set<number>();
  for (const list of lists) for (const thing of list) all.add(thing);
  return [...all];
}

/** What one group has, and how full that makes it: its fullest dimension, as a part of the capacity. */
export class Tally {
  /** How often each thing was added. */
  private readonly counts: Int32Array;
  /** Distinct things of each dimension. */
  private readonly used: number[];
  /** Of what is asked about. Kept, since that is what a search does most. */
  private readonly fresh: number[];

  constructor(
    private readonly measure: Measure,
    things: readonly number[] = [],
  ) {
    this.counts = new Int32Array(measure.dimensionOf.length);
    this.used = measure.dimensions.map(() => 0);
    this.fresh = [...this.used];
    this.add(things);
  }

  add(things: readonly number[]): void {
    for (const thing of things) {
      const count = this.counts[thing] ?? 0;
      this.counts[thing] = count + 1;
      if (count === 0) this.change(thing, 1);
    }
  }

  /** Only what was added. */
  remove(things: readonly number[]): void {
    for (const thing of things) {
      const count = this.counts[thing] ?? 0;
      this.counts[thing] = count - 1;
      if (count === 1) this.change(thing, -1);
    }
  }

  fill(): number {
    return this.fillWith([]);
  }

  /** What `fill` would be with these as well. They are distinct. */
  fillWith(things: readonly number[]): number {
    this.countNew(things);
    for (const [index, used] of this.used.entries()) this.fresh[index] = used + (this.fresh[index] ?? 0);
    return fullest(this.measure, this.fresh);
  }

  /** The part of the capacity that these would take away: less where the group has some of them. */
  addedBy(things: readonly number[]): number {
    this.countNew(things);
    return fullest(this.measure, this.fresh);
  }

  private countNew(things: readonly number[]): void {
    this.fresh.fill(0);
    for (const thing of things) {
      const dimension = this.measure.dimensionOf[thing] ?? 0;
      if (this.counts[thing] === 0) this.fresh[dimension] = (this.fresh[dimension] ?? 0) + 1;
    }
  }

  private change(thing: number, by: number): void {
    const dimension = this.measure.dimensionOf[thing] ?? 0;
    this.used[dimension] = (this.used[dimension] ?? 0) + by;
  }
}

/** The fullest dimension as a part of its capacity; up to 1 it fits. */
function fullest({ dimensions }: Measure, used: readonly number[]): number {
  let fill = 0;
  for (const [index, { capacity }] of dimensions.entries()) fill = Math.max(fill, partOf(used[index] ?? 0, capacity));
  return fill;
}

function partOf(used: number, capacity: number): number {
  if (used === 0) return 0;
  return capacity > 0 ? used / capacity : Infinity;
}

/** How many of them each dimension has. They are distinct. */
export function countsOf({ dimensions, dimensionOf }: Measure, things: readonly number[]): number[] {
  const counts = dimensions.map(() => 0);
  for (const thing of things) {
    const dimension = dimensionOf[thing] ?? 0;
    counts[dimension] = (counts[dimension] ?? 0) + 1;
  }
  return counts;
}

/** How full a group is that has just these. They are distinct. */
export function fillOf(measure: Measure, things: readonly number[]): number {
  return fullest(measure, countsOf(measure, things));
}
