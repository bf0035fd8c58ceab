/** What the best split is, by trying all of them. Shares nothing with the planner. */
import type { Capacity, SplitRoute } from '../../../../lambda/remediation/split';

export type Cuts = 'literal' | 'segments';

export interface Optimum {
  readonly apis: number;
  /** The fewest for so many APIs. */
  readonly prefixes: number;
}

interface Place {
  readonly key: string;
  readonly children: Map<string, Place>;
}

/** `null` where an atom is too large. For tables without `$default`, `{proxy+}` and parameters at the root. */
export function optimum(routes: readonly SplitRoute[], capacity: Capacity, cuts: Cuts): Optimum | null {
  const atoms = atomsOf(routes, cuts);
  const root = treeOf([...atoms.keys()]);
  let best: Optimum | null = null;
  for (const groups of partitions([...atoms], (group) =>
    fits(
      group.flatMap(([, own]) => own),
      capacity,
    ),
  )) {
    if (best !== null && groups.length > best.apis) continue;
    const groupOf = new Map(groups.flatMap((group, index) => group.map(([key]) => [key, index] as const)));
    const prefixes = Math.min(...costs(root, groupOf, groups.length));
    if (best === null || groups.length < best.apis || prefixes < best.prefixes)
      best = { apis: groups.length, prefixes };
  }
  return best;
}

/** The routes of each smallest unit, by its prefix. */
export function atomsOf(routes: readonly SplitRoute[], cuts: Cuts): Map<string, SplitRoute[]> {
  const atoms = new Map<string, SplitRoute[]>();
  for (const route of routes) {
    const shape = route.path
      .slice(1)
      .split('/')
      .map((segment) => (segment.includes('{') ? null : segment));
    const end = cuts === 'segments' ? -1 : shape.findIndex((segment) => segment === null || segment === '');
    const key = JSON.stringify(end === -1 ? shape : shape.slice(0, end));
    atoms.set(key, [...(atoms.get(key) ?? []), route]);
  }
  return atoms;
}

export function fits(routes: readonly SplitRoute[], capacity: Capacity): boolean {
  return fillOf(routes, capacity) <= 1;
}

export function fillOf(routes: readonly SplitRoute[], capacity: Capacity): number {
  const integrations = new Set(routes.flatMap(({ integration }) => integration ?? []));
  const resources = new Set(routes.flatMap(({ path }) => ancestorsOf(path)));
  const part = (used: number, most = Infinity): number => (used === 0 ? 0 : used / most);
  return Math.max(
    part(integrations.size, capacity.integrations),
    part(routes.length, capacity.routes),
    part(resources.size, capacity.resources),
  );
}

/** `/a/{id}`, `/a` and `/`. */
function ancestorsOf(path: string): string[] {
  if (path === '$default') return [];
  if (path === '/') return ['/'];
  return [path, ...ancestorsOf(path.slice(0, path.lastIndexOf('/')) || '/')];
}

function treeOf(keys: readonly string[]): Place {
  const root: Place = { key: '[]', children: new Map() };
  for (const key of keys) {
    let place = root;
    const prefix: unknown[] = [];
    for (const segment of JSON.parse(key)) {
      prefix.push(segment);
      const own = JSON.stringify(prefix);
      const next = place.children.get(own) ?? { key: own, children: new Map() };
      place.children.set(own, next);
      place = next;
    }
  }
  return root;
}

function* partitions<T>(items: readonly T[], isGroup: (group: readonly T[]) => boolean): Generator<T[][]> {
  const [first, ...rest] = items;
  if (first === undefined) {
    yield [];
    return;
  }
  // Every group only grows, so one that is too large already is given up.
  for (const groups of partitions(rest, isGroup)) {
    for (const index of groups.keys()) {
      const grown = groups.map((group, at) => (at === index ? [first, ...group] : group));
      if (isGroup(grown[index] ?? [])) yield grown;
    }
    if (isGroup([first])) yield [[first], ...groups];
  }
}

/** The fewest changes below a place, for each group that it may be in itself. */
function costs(place: Place, groupOf: ReadonlyMap<string, number>, groups: number): number[] {
  const children = [...place.children.values()].map((child) => costs(child, groupOf, groups));
  const own = groupOf.get(place.key);
  return Array.from({ length: groups }, (_, group) => {
    if (own !== undefined && own !== group) return Infinity;
    return children.reduce((sum, child) => sum + Math.min(child[group] ?? 0, 1 + Math.min(...child)), 0);
  });
}
