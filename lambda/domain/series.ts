/** CloudWatch time series at one-minute resolution, and the one thing that is asked of them: the peak minute. */
import type { Read } from './read';

/** One CloudWatch metric with one statistic. */
export interface Series {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum' | 'Average';
}

/** Value by minute; the minute is the epoch in milliseconds. A minute without traffic is absent. */
export type Minutes = ReadonlyMap<number, number>;

/** Identity of a series: equal series give the same text. */
export function seriesKey(series: Series): string {
  const dimensions = Object.entries(series.dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([series.namespace, series.metric, dimensions, series.statistic]);
}

/** The highest minute, or `null` where no minute has a value. */
export interface Peak {
  readonly value: number;
  readonly minute: number;
}

/**
 * Adds the series up minute by minute and finds the highest. One series that could not be read makes the whole sum
 * unknown: a sum with a part missing is too low, and would look healthy.
 */
export function peakOfSum(all: readonly Read<Minutes>[]): Read<Peak | null> {
  const known: Minutes[] = [];
  let at = '';
  for (const series of all) {
    if (series.status !== 'read') return series;
    if (at === '' || series.at < at) at = series.at;
    known.push(series.value);
  }
  return { status: 'read', value: highestSum(known), at };
}

/** The first of the minutes in which the series are highest together; `null` where no minute has a value. */
export function highestSum(all: readonly Minutes[]): Peak | null {
  const sums = new Map<number, number>();
  for (const series of all) {
    for (const [minute, value] of series) sums.set(minute, (sums.get(minute) ?? 0) + value);
  }
  let peak: Peak | null = null;
  for (const [minute, value] of sums) {
    if (peak === null || value > peak.value || (value === peak.value && minute < peak.minute)) peak = { value, minute };
  }
  return peak;
}
