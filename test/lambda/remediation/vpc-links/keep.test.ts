import fc from 'fast-check';
import { type Candidate, covers, takenOver } from '../../../../lambda/remediation/vpc-links/keep';

const ZONES = ['a', 'b', 'c'];
const GROUPS = ['sg-1', 'sg-2', 'sg-3'];

const links = fc
  .array(
    fc.record({
      isAvailable: fc.nat(5).map((one) => one > 0),
      zones: fc.subarray(ZONES, { minLength: 1 }),
      securityGroups: fc.subarray(GROUPS),
      references: fc.nat(3),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((all) =>
    all.map(({ zones, securityGroups, ...one }, index): Candidate => ({
      ...one,
      id: `link-${String(index).padStart(2, '0')}`,
      zones: new Set(zones),
      securityGroups: new Set(securityGroups),
    })),
  );

test('what is kept is what trying all sets finds: the fewest, then the fewest integrations to move, then the first ids', () => {
  const sizes = new Set<string>();
  fc.assert(
    fc.property(links, (all) => {
      const kept = keptOf(all);
      sizes.add(`${kept.length} of ${all.length}`);
      expect(kept).toEqual(byTryingAll(all));
    }),
    { numRuns: 600, seed: 20261124 },
  );
  expect(sizes.size).toBeGreaterThan(30);
});

test('each link that goes is covered by the one that takes over, and no looser one is chosen than needed', () => {
  fc.assert(
    fc.property(links, (all) => {
      const pairs = takenOver(all);
      const kept = all.filter(({ id }) => !pairs.has(id));
      for (const [dropped, keeper] of pairs) {
        const from = all.find(({ id }) => id === dropped);
        const to = kept.find(({ id }) => id === keeper);
        if (from === undefined || to === undefined) throw new Error(`${dropped} → ${keeper}: not both there`);
        const able = kept.filter((one) => covers(one, from));
        expect(able).toContain(to);
        expect(to.securityGroups.size).toBe(Math.min(...able.map(({ securityGroups }) => securityGroups.size)));
      }
    }),
    { numRuns: 300, seed: 20261125 },
  );
});

test('a link that is not available takes nobody over, not even one like it', () => {
  const idle = { isAvailable: false, zones: new Set(['a']), securityGroups: new Set(['sg-1']), references: 0 };
  expect([
    ...takenOver([
      { ...idle, id: 'one' },
      { ...idle, id: 'other' },
    ]),
  ]).toEqual([]);
  expect([
    ...takenOver([
      { ...idle, id: 'one' },
      { ...idle, id: 'other', isAvailable: true },
    ]),
  ]).toEqual([['one', 'other']]);
});

function keptOf(all: readonly Candidate[]): string[] {
  const pairs = takenOver(all);
  return all.map(({ id }) => id).filter((id) => !pairs.has(id));
}

function byTryingAll(all: readonly Candidate[]): string[] {
  const covered = all.map((one) => all.reduce((mask, other, bit) => mask | (covers(one, other) ? 1 << bit : 0), 0));
  const whole = (1 << all.length) - 1;
  let best: { readonly ids: string[]; readonly moved: number } | null = null;
  for (let chosen = 1; chosen <= whole; chosen += 1) {
    let reached = 0;
    let moved = 0;
    const ids: string[] = [];
    for (const [bit, link] of all.entries()) {
      if ((chosen & (1 << bit)) === 0) moved += link.references;
      else {
        reached |= covered[bit] ?? 0;
        ids.push(link.id);
      }
    }
    if (reached === whole && (best === null || isBetter({ ids, moved }, best))) best = { ids, moved };
  }
  return best?.ids ?? [];
}

function isBetter(one: { ids: string[]; moved: number }, other: { ids: string[]; moved: number }): boolean {
  const order = one.ids.length - other.ids.length || one.moved - other.moved;
  return order === 0 ? one.ids.join() < other.ids.join() : order < 0;
}
