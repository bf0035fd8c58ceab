/**
 * What is kept of a month: the daily peak of everything that was measured, every change of an incident, how much each scan could see,
 * and what increases were asked for. A report needs nothing else. Plain JSON: it is kept in S3, one object for an account and month.
 *
 * Two histories of one month can always be made one, in whatever order and however often: so two scans that write at the same time
 * lose nothing, and a scan that runs twice adds nothing. (A name that has changed meanwhile may be the one before.) Pure.
 */
import { dayIn, dayNumber, type Month } from './calendar';
import type { IncidentSubject } from './fingerprint';
import type { DailyPoint } from './forecast';
import type { IncidentState } from './incident-state';
import type { PlanNote } from './plan';
import type { Adjustable } from './quota';
import type { Resource } from './resources';

export interface MonthHistory {
  readonly schemaVersion: 1;
  readonly accountId: string;
  /** As the organization calls the account; `null` while nobody knows. Two accounts may have the same. */
  readonly accountName: string | null;
  readonly month: Month;
  /** Whose days these are; `null` where nothing was written yet. Where it was changed within the month, the one that holds now. */
  readonly timeZone: string | null;
  /** By `seriesId`. */
  readonly series: Readonly<Record<string, SeriesHistory>>;
  /** By time, fingerprint and seq. */
  readonly transitions: readonly PastTransition[];
  /** By time. */
  readonly scans: readonly PastScan[];
  /** By id, as they were last seen. */
  readonly increases: Readonly<Record<string, PastIncrease>>;
  /** The last plan of each incident of the month, by fingerprint. */
  readonly plans: Readonly<Record<string, PlanNote>>;
}

/** One quota of one resource or Region. */
export interface SeriesHistory {
  readonly quota: string;
  readonly region: string;
  readonly resource: Resource | null;
  readonly adjustable: Adjustable;
  /** By day, at most one for each. */
  readonly peaks: readonly DailyPeak[];
}

/**
 * The highest of a day: the day of the month; usage and limit then; and the minute (epoch minutes) of it. For a rate that is the minute in
 * which it was so high, for a count the first scan that saw it. Where the limit changed within the day it is that of the peak.
 */
export type DailyPeak = readonly [day: number, usage: number, limit: number, minute: number];

/** A scan that came to its end: when it was to be (epoch minutes), and how much of everything it saw, in percent. */
export type PastScan = readonly [minute: number, coverage: number];

/** A change of an incident's state. */
export interface PastTransition {
  readonly fingerprint: string;
  readonly episode: number;
  readonly seq: number;
  /** The time of the scan that found it, ISO 8601. */
  readonly at: string;
  readonly state: IncidentState;
  readonly region: string;
  readonly subject: IncidentSubject;
}

/** A request for a higher limit, in Service Quotas. */
export interface PastIncrease {
  readonly id: string;
  readonly region: string;
  readonly service: string;
  readonly code: string;
  readonly resource: string | null;
  readonly desired: number;
  /** Service Quotas' own word, such as PENDING, CASE_OPENED, APPROVED, DENIED, CASE_CLOSED. */
  readonly status: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The same for the same quota of the same resource in the same Region. */
export function seriesId({ quota, region, resource }: Pick<SeriesHistory, 'quota' | 'region' | 'resource'>): string {
  return JSON.stringify([region, quota, resource?.id ?? '']);
}

/** Daily peaks as a forecast takes them. */
export function dailyPoints(month: Month, peaks: readonly DailyPeak[]): DailyPoint[] {
  const first = dayNumber(dayIn(month, 1));
  return peaks.map(([day, usage, limit]) => ({ day: first + day - 1, usage, limit }));
}

export function emptyMonth(accountId: string, month: Month): MonthHistory {
  return {
    schemaVersion: 1,
    accountId,
    accountName: null,
    month,
    timeZone: null,
    series: {},
    transitions: [],
    scans: [],
    increases: {},
    plans: {},
  };
}

/** Two histories of the same account and month as one: of each day the higher peak, of everything else what was seen last. */
export function merged(a: MonthHistory, b: MonthHistory): MonthHistory {
  return {
    schemaVersion: 1,
    accountId: a.accountId,
    accountName: later(a, b, lastScan).accountName ?? a.accountName ?? b.accountName,
    month: a.month,
    timeZone: later(a, b, lastScan).timeZone ?? a.timeZone ?? b.timeZone,
    series: union(a.series, b.series, mergedSeries),
    transitions: Object.values(
      union(byId(a.transitions), byId(b.transitions), (one, other) => later(one, other, timeOf)),
    ).toSorted((one, other) => compare(timeOf(one), timeOf(other)) || compare(transitionId(one), transitionId(other))),
    scans: mergedScans(a.scans, b.scans),
    increases: union(a.increases, b.increases, (one, other) => later(one, other, ({ updatedAt }) => updatedAt)),
    plans: union(a.plans, b.plans, (one, other) => later(one, other, ({ at }) => at)),
  };
}

function lastScan({ scans }: MonthHistory): number {
  return scans.at(-1)?.[0] ?? 0;
}

const timeOf = ({ at }: PastTransition): string => at;

function byId(all: readonly PastTransition[]): Readonly<Record<string, PastTransition>> {
  return Object.fromEntries(all.map((one) => [transitionId(one), one]));
}

function transitionId({ fingerprint, seq }: PastTransition): string {
  return `${fingerprint} ${String(seq).padStart(9, '0')}`;
}

/** A scan that was tried twice may have seen more at its second time. */
function mergedScans(a: readonly PastScan[], b: readonly PastScan[]): readonly PastScan[] {
  const coverage = new Map<number, number>();
  for (const [minute, percent] of [...a, ...b]) coverage.set(minute, Math.max(percent, coverage.get(minute) ?? 0));
  return [...coverage].toSorted(([one], [other]) => one - other);
}

function mergedSeries(a: SeriesHistory, b: SeriesHistory): SeriesHistory {
  // Names change: the one that was seen last is the one that people know.
  const { quota, region, resource, adjustable } = later(a, b, ({ peaks }) => peaks.at(-1)?.[3] ?? 0);
  const byDay = new Map(a.peaks.map((peak) => [peak[0], peak]));
  for (const peak of b.peaks) {
    const known = byDay.get(peak[0]);
    byDay.set(peak[0], known ? higher(known, peak) : peak);
  }
  return { quota, region, resource, adjustable, peaks: [...byDay.values()].toSorted(([one], [other]) => one - other) };
}

/** By how full; then by usage; then the first. */
export function higher(one: DailyPeak, other: DailyPeak): DailyPeak {
  const difference = fullness(one) - fullness(other) || one[1] - other[1] || other[3] - one[3] || one[2] - other[2];
  return difference >= 0 ? one : other;
}

export function fullness([, usage, limit]: DailyPeak): number {
  if (limit > 0) return usage / limit;
  return usage > 0 ? Number.MAX_VALUE : 0;
}

/** The one with the greater key; of equals always the same one, whichever comes first. */
function later<T>(one: T, other: T, keyOf: (item: T) => string | number): T {
  const order = compare(keyOf(one), keyOf(other)) || compare(JSON.stringify(one), JSON.stringify(other));
  return order >= 0 ? one : other;
}

function union<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  join: (one: T, other: T) => T,
): Readonly<Record<string, T>> {
  const all = new Map(Object.entries(a));
  for (const [key, value] of Object.entries(b)) {
    const known = all.get(key);
    all.set(key, known === undefined ? value : join(known, value));
  }
  return Object.fromEntries(all);
}

export function compare<T extends string | number>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
