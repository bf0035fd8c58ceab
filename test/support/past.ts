/** Days of the past for tests, as a history keeps them. */
import { dayOf, dayOfMonth, monthOf } from '../../lambda/domain/calendar';
import { emptyMonth, type MonthHistory, type SeriesHistory, seriesId } from '../../lambda/domain/history';
import { groupBy } from '../../lambda/domain/group-by';

export const ACCOUNT = '123456789012';

export interface PastDays {
  readonly series: Omit<SeriesHistory, 'peaks'>;
  /** The number of the last day, and how many there are. */
  readonly last: number;
  readonly days: number;
  /** @param daysBefore the last */
  readonly usage: (daysBefore: number) => number;
  readonly limit: number;
}

/** One month after the other. Every day was scanned at noon, UTC. */
export function pastDays({ series, last, days, usage, limit }: PastDays): MonthHistory[] {
  const all = Array.from({ length: days }, (_, index) => last - days + 1 + index);
  return [...groupBy(all, (day) => monthOf(dayOf(day)))].map(([month, numbers]) => {
    const noon = (day: number): number => day * 24 * 60 + 12 * 60;
    return {
      ...emptyMonth(ACCOUNT, month),
      series: {
        [seriesId(series)]: {
          ...series,
          peaks: numbers.map((day) => [dayOfMonth(dayOf(day)), usage(last - day), limit, noon(day)] as const),
        },
      },
      scans: numbers.map((day) => [noon(day), 100] as const),
    };
  });
}
