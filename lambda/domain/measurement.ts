/** One quota of one resource or Region in one scan: how full it is, or why nobody knows. */
import type { LimitSource } from './limit';
import type { Outlook } from './outlook';
import type { Adjustable } from './quota';
import type { Failure } from './read';
import type { Resource } from './resources';
import { compareSeverity, type Severity } from './threshold';

export type Measurement = Measured | Unmeasured | Waiting;

interface Place {
  readonly quota: string;
  readonly accountId: string;
  readonly region: string;
  /** `null` when the quota is per Region, or when the list of resources could not be read. */
  readonly resource: Resource | null;
}

export interface Measured extends Place {
  readonly status: 'measured';
  readonly usage: number;
  readonly limit: number;
  readonly limitSource: LimitSource;
  /** Percent, one decimal; may exceed 100; `null` when the limit is 0. */
  readonly utilization: number | null;
  readonly severity: Severity;
  readonly adjustable: Adjustable;
  /** An open request for an increase, by its status in Service Quotas. */
  readonly increaseRequest: string | null;
  readonly notes: readonly string[];
  /** When AWS was asked, ISO 8601. */
  readonly measuredAt: string;
  /** The minute in which a rate was that high, ISO 8601; counts have none. */
  readonly peakAt?: string;
  /** Absent where nobody has looked ahead, because there is no history or the quota is far from full. */
  readonly forecast?: Outlook;
}

/** Nobody knows, and something is wrong, or somebody chose so (`declined`). */
export interface Unmeasured extends Place {
  readonly status: 'unmeasured';
  readonly cause: Failure['kind'];
  readonly reason: string;
}

/** Nothing is wrong: the scan's call budget was spent before it was asked for the first time. */
export interface Waiting extends Place {
  readonly status: 'waiting';
  readonly reason: string;
}

/** Percent, one decimal; `null` where there is no limit. */
export function utilizationOf(usage: number, limit: number): number | null {
  return limit > 0 ? Math.round((usage / limit) * 1000) / 10 : null;
}

/** Unknown against everybody's will: what is declined is no fault of the scan. */
export function isBlind(one: Measurement): one is Unmeasured {
  return one.status === 'unmeasured' && one.cause !== 'declined';
}

/** Orders by what is nearest to exhaustion: by utilization; a limit of 0 has none and stands with its severity. */
export function nearestFirst(a: Measured, b: Measured): number {
  const rank = (one: Measured): number => one.utilization ?? (one.severity === 'critical' ? Infinity : 0);
  if (rank(a) !== rank(b)) return rank(b) - rank(a);
  return compareSeverity(b.severity, a.severity) || a.region.localeCompare(b.region);
}
