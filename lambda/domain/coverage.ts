/** How much of what should be watched can be seen. Unknown is not healthy: this number has an alarm. */
import { isBlind, type Measurement, type Unmeasured } from './measurement';
import type { RegionStatus } from './snapshot';

/** One Region of one account, and the quotas that were looked for there. */
export interface WatchedRegion {
  readonly region: string;
  readonly status: RegionStatus;
  readonly quotaIds: readonly string[];
  /** Quotas that were seen before and that nobody can even look for now, because the list that has them cannot be read. */
  readonly hidden: readonly string[];
  /** Those of this Region only. */
  readonly measurements: readonly Measurement[];
  readonly seenBefore: Seen;
}

/** How many measurements each quota had when a scan last could see it, by its id; at least 1, since an empty list is seen too. */
export type Seen = Readonly<Record<string, number>>;

export interface Coverage {
  /**
   * From 0 to 100: the share of the measurements that there should be. Where a list itself cannot be read, as many are missing as
   * there were when it last could. What was refused from the first scan on is not counted: nobody is woken for it.
   */
  readonly percent: number;
  /** Of how many measurements that there should be, how many there are: coverages of several accounts add up by them. */
  readonly seen: number;
  readonly wanted: number;
  /** Measurements that failed. */
  readonly unmeasured: number;
  readonly refused: readonly RefusedRegion[];
  /** Where something that should be seen is not; what was refused from the first scan on is not among it. */
  readonly blind: readonly BlindRegion[];
}

/** A Region of which not everything can be seen that could be seen before, or should be. */
export interface BlindRegion {
  readonly region: string;
  readonly status: RegionStatus;
  /** How many measurements there should be, and how many there are. */
  readonly wanted: number;
  readonly seen: number;
  readonly quotas: readonly string[];
  /** One of the reasons. */
  readonly reason: string;
}

/** What AWS refused in a Region at every scan so far. */
export interface RefusedRegion {
  readonly region: string;
  /** Everything there, or only these quotas. */
  readonly quotas: 'all' | readonly string[];
  /** One of the reasons. */
  readonly reason: string;
}

export function coverageOf(regions: readonly WatchedRegion[]): Coverage {
  const looks = regions.map(lookAt);
  const wanted = looks.reduce((sum, look) => sum + look.wanted, 0);
  const seen = looks.reduce((sum, look) => sum + look.seen, 0);
  return {
    percent: coveragePercent({ seen, wanted }),
    seen,
    wanted,
    unmeasured: regions.flatMap(({ measurements }) => measurements).filter(isBlind).length,
    refused: looks.flatMap(({ refused }) => refused ?? []),
    blind: looks.flatMap(({ blind }) => blind ?? []),
  };
}

/** Rounded down, so that 100 means everything. Nothing that could be counted is nothing that could be seen. */
export function coveragePercent({ seen, wanted }: Pick<Coverage, 'seen' | 'wanted'>): number {
  return wanted === 0 ? 0 : Math.floor((seen / wanted) * 1000) / 10;
}

/** What is to be remembered of what could be seen here, now or before. */
export function seenIn({ quotaIds, measurements, seenBefore }: WatchedRegion): Seen {
  const now = quotaIds.flatMap((id) => {
    const own = measurements.filter(({ quota }) => quota === id);
    return own.some(({ status }) => status !== 'measured') ? [] : [[id, Math.max(1, own.length)] as const];
  });
  return { ...seenBefore, ...Object.fromEntries(now) };
}

/** Why quotas are missing that nobody can even look for. */
const NO_LIST = 'the list of quotas in Service Quotas could not be read';

interface Look {
  /** How many measurements there should be, and how many there are. */
  readonly wanted: number;
  readonly seen: number;
  readonly refused: RefusedRegion | null;
  readonly blind: BlindRegion | null;
}

function lookAt(watched: WatchedRegion): Look {
  const { region, quotaIds, hidden, measurements, seenBefore } = watched;
  const isLost = LOST.has(watched.status) && Object.keys(seenBefore).length > 0;
  const refused: Unmeasured[] = [];
  const missing = new Set<string>(hidden);
  let reason: string | null = null;
  let [wanted, seen] = [0, 0];
  for (const id of quotaIds) {
    const all = measurements.filter(({ quota }) => quota === id);
    const own = all.filter((one) => !isDeclined(one));
    if (all.length > 0 && own.length === 0) continue;
    const blind = own.filter(isBlind);
    const before = Object.hasOwn(seenBefore, id) ? (seenBefore[id] ?? 0) : 0;
    if (before === 0 && blind.length > 0 && blind.length === own.length && blind.every(isRefused)) {
      refused.push(...blind);
      continue;
    }
    const [first] = blind;
    if (first || isLost) missing.add(id);
    reason ??= first?.reason ?? null;
    // A list that cannot be read is one row, whatever it would have held.
    const expected = isLost || blind.some(({ resource }) => resource === null) ? before : 0;
    wanted += Math.max(1, own.length, expected);
    // Of a Region that refuses everything, what is carried from earlier scans is memory, not sight.
    if (!isLost) seen += own.length === 0 ? 1 : own.length - blind.length;
  }
  for (const id of hidden) wanted += seenBefore[id] ?? 0;
  const { status } = watched;
  const blindRegion = { region, status, wanted, seen, quotas: [...missing].toSorted(), reason: reason ?? NO_LIST };
  return { wanted, seen, refused: refusedRegion(region, refused, wanted), blind: seen < wanted ? blindRegion : null };
}

function refusedRegion(region: string, refused: readonly Unmeasured[], wanted: number): RefusedRegion | null {
  const [first] = refused;
  if (!first) return null;
  const quotas = wanted === 0 ? 'all' : [...new Set(refused.map(({ quota }) => quota))].toSorted();
  return { region, quotas, reason: first.reason };
}

/** Nothing of the Region answered. */
const LOST: ReadonlySet<RegionStatus> = new Set(['denied', 'unavailable', 'failed']);

function isDeclined(one: Measurement): boolean {
  return one.status === 'unmeasured' && one.cause === 'declined';
}

function isRefused({ cause }: Unmeasured): boolean {
  return cause === 'denied' || cause === 'unavailable';
}
