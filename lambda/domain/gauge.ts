/**
 * A gauge is the peak of one or more CloudWatch series added up: the usage of whatever is a rate. What is kept between scans
 * is the peak, not the minutes.
 */
import type { Read } from './read';
import { type Minutes, type Peak, peakOfSum, type Series, seriesKey } from './series';

export interface Gauge {
  /** Unique in the Region: the quota's id, and the resource's behind it if there are several. */
  readonly key: string;
  readonly series: readonly Series[];
  /** Minutes after which it is read again when it is far from its limit; it is then read over the whole gap. */
  readonly everyMinutes: number;
  /** How far back a first reading goes; 180 minutes if not given. */
  readonly lookBackMinutes?: number;
  /** Whether every reading covers the whole look-back, because it answers "never in that time". */
  readonly wholeWindow?: boolean;
  /** The length of one point; a minute if not given. */
  readonly periodMinutes?: number;
}

/** 500 series of 180 minutes are 90,000 points: one page of GetMetricData. A longer look would cost pages. */
export const LOOK_BACK_MINUTES = 180;

export function gaugeKey(quota: string, resourceId: string | null = null): string {
  return resourceId === null ? quota : `${quota}/${resourceId}`;
}

/**
 * The peak of a gauge from what was read of its series, no earlier than `from` (epoch milliseconds).
 * @param minutesOf by `seriesKey`
 */
export function peakOf(gauge: Gauge, from: number, minutesOf: ReadonlyMap<string, Read<Minutes>>): Read<Peak | null> {
  return peakOfSum(
    gauge.series.map((series): Read<Minutes> => {
      const read = minutesOf.get(seriesKey(series));
      if (read === undefined) throw new Error(`${gauge.key} was asked for but not read`);
      if (read.status !== 'read') return read;
      const recent = [...read.value].filter(([minute]) => minute >= from);
      return { ...read, value: new Map(recent) };
    }),
  );
}

/** The higher of two peaks of one gauge; a window that could not be read leaves the whole unknown. */
export function higher(one: Read<Peak | null> | undefined, other: Read<Peak | null>): Read<Peak | null> {
  if (one === undefined || other.status !== 'read') return other;
  if (one.status !== 'read') return one;
  const value = (one.value?.value ?? -Infinity) > (other.value?.value ?? -Infinity) ? one.value : other.value;
  return { ...other, value };
}
