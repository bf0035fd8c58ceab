/** What a scan remembers of the last one: the values read and when, so that only what is due is read again. */
import type { Day } from './calendar';
import type { Outlook } from './outlook';
import type { Failure, Read } from './read';
import type { Seen } from './coverage';
import type { LastSeen } from './last-seen';
import type { EachReadName, EachValues, RegionReadName, RegionValues } from './reads';
import type { PlanNote } from './plan';
import type { Peak } from './series';

export interface AccountState {
  readonly schemaVersion: 1;
  readonly accountId: string;
  readonly regions: Readonly<Record<string, RegionState>>;
  /** The plans of what is past its warning threshold, by the incident's fingerprint. */
  readonly plans: Readonly<Record<string, PlanNote>>;
  /** What the days before say of those to come, as it was last computed. */
  readonly outlooks: Outlooks;
  /** Every change of an incident until then stands in the history, ISO 8601; `null`: nothing was ever written there. */
  readonly recordedThrough: string | null;
}

export interface Outlooks {
  /** The day on which they were made; `null`: never. */
  readonly day: Day | null;
  /** By `seriesId`. */
  readonly bySeries: Readonly<Record<string, Outlook>>;
}

export const NO_OUTLOOKS: Outlooks = { day: null, bySeries: {} };

/** A value and when AWS was asked for it, ISO 8601. */
export interface Kept<T> {
  readonly value: T;
  readonly at: string;
}

/** A peak, when it was read, and up to which minute (epoch milliseconds): the next reading goes on from there. */
export interface KeptPeak extends Kept<Peak | null> {
  readonly until: number;
}

/** A failure and when it happened, ISO 8601: so that it is not asked again too soon, and does not go before what was never asked. */
export interface FailedRead extends Failure {
  readonly at: string;
}

export function readKey(name: RegionReadName | EachReadName, id?: string): string {
  return id === undefined ? name : `${name}/${id}`;
}

export type KeptLists = { [K in RegionReadName]?: Kept<RegionValues[K]> | undefined };
export type KeptItems = { [K in EachReadName]?: Readonly<Record<string, Kept<EachValues[K]>>> | undefined };

export interface RegionState {
  readonly lists: Readonly<KeptLists>;
  readonly items: Readonly<KeptItems>;
  readonly peaks: Readonly<Record<string, KeptPeak>>;
  /** Reads whose last attempt failed, by `readKey`. */
  readonly failed: Readonly<Record<string, FailedRead>>;
  /** Quota and resource, by `gaugeKey`, of what was last seen above half of its limit, or could not be measured. */
  readonly hot: readonly string[];
  /** Those of them that were no longer so at the last look: a fall is believed when a second look sees it. */
  readonly cooling: readonly string[];
  /** What scans could see here: what AWS refuses beside it is nothing that was lost. */
  readonly seen: Seen;
  /** What was nearly full when it was last seen. */
  readonly lastSeen: readonly LastSeen[];
}

/** Above this utilization, in percent, something is read at every scan. */
export const HOT_PERCENT = 50;

export function asRead<T>({ value, at }: Kept<T>): Read<T> {
  return { status: 'read', value, at };
}

/**
 * What counts, of what was read now and what is kept. A value that waits for the next scan is carried; a failure is shown
 * even where an older value is known, because nobody knows whether that is still true.
 */
export function current<T>(fresh: Read<T>, kept: Kept<T> | undefined): Read<T> {
  return fresh.status === 'waiting' && kept ? asRead(kept) : fresh;
}

/** What is remembered after the scan: the new value, or the old one where there is none. What is gone is forgotten. */
export function remembered<T>(fresh: Read<T>, kept: Kept<T> | undefined): Kept<T> | undefined {
  switch (fresh.status) {
    case 'read':
      return { value: fresh.value, at: fresh.at };
    case 'gone':
      return undefined;
    case 'failed':
    case 'waiting':
      return kept;
  }
}
