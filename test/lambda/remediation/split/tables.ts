/** Random route tables, small enough to try everything. */
import fc from 'fast-check';
import type { Capacity, SplitRoute } from '../../../../lambda/remediation/split';

const SEGMENTS = ['a', 'b', 'c', 'constructor', '__proto__', 'A'];

interface Kind {
  readonly segments: readonly string[];
  readonly integrations: 'one each' | 'shared';
  readonly atMost: number;
}

/** No two routes with one key, and no two parameters with different names in one place. */
export function tables({ segments, integrations, atMost }: Kind): fc.Arbitrary<SplitRoute[]> {
  const path = fc
    .tuple(
      fc.constantFrom(...segments.filter((segment) => !segment.startsWith('{'))),
      fc.array(fc.constantFrom(...segments), { maxLength: 2 }),
    )
    .map(([first, rest]) => `/${[first, ...rest].join('/')}`);
  return tablesOf(path, integrations, atMost);
}

export const plain = (integrations: Kind['integrations'], atMost = 9): fc.Arbitrary<SplitRoute[]> =>
  tables({ segments: [...SEGMENTS, '{id}'], integrations, atMost });

/** With `$default`, `{proxy+}`, parameters at the root and slashes at the end. */
export function withCatchAlls(atMost: number): fc.Arbitrary<SplitRoute[]> {
  const segment = fc.constantFrom(...SEGMENTS, '{id}', '{id}');
  const end = fc.constantFrom('', '', '', '/', '/{proxy+}');
  const path = fc
    .tuple(fc.array(segment, { minLength: 1, maxLength: 3 }), end)
    .map(([segments, last]) => `/${segments.join('/')}${last}`);
  const rare = fc.constantFrom('/', '/{proxy+}', '$default');
  return tablesOf(fc.oneof({ weight: 12, arbitrary: path }, { weight: 1, arbitrary: rare }), 'shared', atMost);
}

function tablesOf(path: fc.Arbitrary<string>, kind: Kind['integrations'], atMost: number): fc.Arbitrary<SplitRoute[]> {
  const integration = fc.option(fc.constantFrom('p', 'q', 'r', 's', 't', 'u', 'v', 'w'), { freq: 12 });
  const route = fc.record({ method: fc.constantFrom('GET', 'POST', 'ANY'), path, integration });
  return fc.uniqueArray(route, { selector: keyOf, minLength: 2, maxLength: atMost }).map((routes) =>
    routes.map((one, index) => ({
      ...one,
      method: one.path === '$default' ? '' : one.method,
      integration: kind === 'shared' || one.integration === null ? one.integration : `own-${index}`,
    })),
  );
}

function keyOf({ method, path }: { method: string; path: string }): string {
  return path === '$default' ? path : `${method} ${path}`;
}

export const capacities: fc.Arbitrary<Capacity> = fc.oneof(
  fc.record({ integrations: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ integrations: fc.integer({ min: 1, max: 5 }), routes: fc.integer({ min: 2, max: 6 }) }),
  fc.record({ routes: fc.integer({ min: 2, max: 5 }), resources: fc.integer({ min: 3, max: 8 }) }),
);
