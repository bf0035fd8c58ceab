/** How much of what should be watched can be seen. Unknown is not healthy: this number has an alarm. */
import { isBlind, type Measurement, type Unmeasured } from './measurement';

/** One Region of one account, and the quotas that were looked for there. */
export interface WatchedRegion {
  readonly region: string;
  readonly quotaIds: readonly string[];
  /** Those of this Region only. */
  readonly measurements: readonly Measurement[];
  /** The ids of quotas that any earlier scan could see here. */
  readonly seenBefore: readonly string[];
}

export interface Coverage {
  /**
   * From 0 to 100. Every quota of every Region weighs the same; of a quota that holds for single resources, the share of them
   * that could be read. What was refused from the first scan on is not counted: it is reported once, and nobody is woken for it.
   */
  readonly percent: number;
  /** Measurements that failed. */
  readonly unmeasured: number;
  readonly refused: readonly RefusedRegion[];
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
  const all = regions.map(lookAt);
  const shares = all.flatMap(({ shares: one }) => one);
  return {
    // Nothing that could be counted is nothing that could be seen.
    percent: shares.length === 0 ? 0 : percentOf(shares.reduce((sum, share) => sum + share, 0) / shares.length),
    unmeasured: regions.flatMap(({ measurements }) => measurements).filter(isBlind).length,
    refused: all.flatMap(({ refused }) => refused ?? []),
  };
}

/** The quotas that were seen here now or before, to be remembered. A quota without any resource is seen: its list was read. */
export function seenIn({ quotaIds, measurements, seenBefore }: WatchedRegion): string[] {
  const blind = new Set(measurements.filter((one) => one.status !== 'measured').map(({ quota }) => quota));
  return [...new Set([...seenBefore, ...quotaIds.filter((id) => !blind.has(id))])].toSorted();
}

interface Look {
  /** For each quota that counts, which part of it could be seen. */
  readonly shares: readonly number[];
  readonly refused: RefusedRegion | null;
}

function lookAt({ region, quotaIds, measurements, seenBefore }: WatchedRegion): Look {
  const seen = new Set(seenBefore);
  const refused: Unmeasured[] = [];
  const shares = quotaIds.flatMap((id) => {
    const wanted = measurements.filter((one) => one.quota === id && !isDeclined(one));
    const blind = wanted.filter(isBlind);
    if (wanted.length === 0) return measurements.some(({ quota }) => quota === id) ? [] : [1];
    if (blind.length === wanted.length && !seen.has(id) && blind.every(isRefused)) {
      refused.push(...blind);
      return [];
    }
    return [1 - blind.length / wanted.length];
  });
  const [first] = refused;
  if (!first) return { shares, refused: null };
  const quotas = shares.length === 0 ? 'all' : [...new Set(refused.map(({ quota }) => quota))].toSorted();
  return { shares, refused: { region, quotas, reason: first.reason } };
}

function isDeclined(one: Measurement): boolean {
  return one.status === 'unmeasured' && one.cause === 'declined';
}

function isRefused({ cause }: Unmeasured): boolean {
  return cause === 'denied' || cause === 'unavailable';
}

/** Rounded down, so that 100 means everything. */
function percentOf(share: number): number {
  return Math.floor(share * 1000) / 10;
}
