/**
 * Which links of one VPC can do the work of all: every other link must be covered by one that is kept, that is by an available link
 * that stands in all of its zones and carries all of its security groups.
 *
 * That relation is a preorder: reflexive, and transitive because ⊇ is. So the smallest set that covers all is one link of each class
 * of equals that nothing outside the class covers: such a class is covered only from within, and every other link lies below one.
 * This is exact for any number of links, with no search; test/lambda/remediation/vpc-links/keep.test.ts holds it against trying all.
 */

export interface Candidate {
  readonly id: string;
  /** A link that is not available may be replaced, and replaces nothing. */
  readonly isAvailable: boolean;
  readonly zones: ReadonlySet<string>;
  readonly securityGroups: ReadonlySet<string>;
  /** Integrations that would have to be pointed elsewhere. */
  readonly references: number;
}

export function covers(one: Candidate, other: Candidate): boolean {
  return (
    one.id === other.id ||
    (one.isAvailable && hasAll(one.zones, other.zones) && hasAll(one.securityGroups, other.securityGroups))
  );
}

/**
 * The fewest links that cover all; of those sets, one with the fewest integrations to point elsewhere.
 * @returns by link that is dropped, the link that takes over: of those that may, the one with the fewest security groups, for least
 * access
 */
export function takenOver(links: readonly Candidate[]): ReadonlyMap<string, string> {
  const ordered = links.toSorted(byUse);
  const kept: Candidate[] = [];
  for (const link of ordered) {
    const above = ordered.filter((other) => covers(other, link));
    const isTop = above.every((other) => covers(link, other));
    if (isTop && !kept.some((other) => covers(other, link))) kept.push(link);
  }
  const ids = new Set(kept.map(({ id }) => id));
  const tightest = kept.toSorted(byReach);
  const pairs = links
    .filter(({ id }) => !ids.has(id))
    .flatMap((link): [string, string][] => {
      const keeper = tightest.find((one) => covers(one, link));
      return keeper === undefined ? [] : [[link.id, keeper.id]];
    });
  return new Map(pairs);
}

function hasAll(all: ReadonlySet<string>, some: ReadonlySet<string>): boolean {
  return [...some].every((one) => all.has(one));
}

function byUse(one: Candidate, other: Candidate): number {
  return other.references - one.references || (one.id < other.id ? -1 : 1);
}

function byReach(one: Candidate, other: Candidate): number {
  return (
    one.securityGroups.size - other.securityGroups.size ||
    one.zones.size - other.zones.size ||
    (one.id < other.id ? -1 : 1)
  );
}
