/** The line on which the last days lie, and where it meets the limit. Pure. */
import { mean, median } from 'simple-statistics';
import { type Peak, residualsOf, type Slope, spreadOf, Z_OF_90_PERCENT } from './trend';

/** How full it is, so many days say together: the last one alone says nothing. */
export const LEVEL_DAYS = 7;

/** How much farther than their mean the median of values may be from the truth, where they are normal: √(π / 2). */
const OF_A_MEDIAN = Math.sqrt(Math.PI / 2);

export interface RecentLine {
  /** The usage in the middle of the last days. */
  readonly level: number;
  /** When it meets a limit, as a number of days with a fraction; 90 of 100 times within `earliest` and `latest`. */
  readonly meets: (limit: number) => { readonly day: number; readonly earliest: number; readonly latest: number };
}

/** @param peaks by day, all of one kind or as if they were */
export function recentLine(peaks: readonly Peak[], { perDay, slowest, fastest }: Slope): RecentLine {
  const last = peaks.slice(-LEVEL_DAYS);
  const middle = mean(last.map(({ day }) => day));
  const level = median(last.map(({ day, usage }) => usage + perDay * (middle - day)));
  const levelMayBeOff = (Z_OF_90_PERCENT * OF_A_MEDIAN * spreadOf(residualsOf(peaks, perDay))) / Math.sqrt(last.length);

  // A line that is steeper or flatter turns around the middle of all days: its level now is another one too.
  const pivot = mean(peaks.map(({ day }) => day));
  const meetsAt = (limit: number, slope: number): number => pivot + (limit - level + perDay * (middle - pivot)) / slope;
  return {
    level,
    meets: (limit) => {
      const day = meetsAt(limit, perDay);
      const either = levelMayBeOff / perDay;
      return {
        day,
        earliest: day - Math.hypot(day - meetsAt(limit, fastest), either),
        latest: day + Math.hypot(meetsAt(limit, slowest) - day, either),
      };
    },
  };
}
