/** How much the scans of a month saw of one account, and on which of its days none ran. */
import type { Day } from '../../domain/calendar';
import type { PastScan } from '../../domain/history';
import type { MonthTimes } from './month-times';

const MINUTE_MS = 60_000;

export class Scans {
  /** In the month. */
  count = 0;
  /** The sum of their coverage, in tenths of a percent: whole numbers, so that it is the same in whatever order. */
  tenths = 0;
  /** When the first was to be that anybody knows of, epoch milliseconds. */
  private first = Infinity;
  private readonly days = new Set<Day>();

  constructor(private readonly month: MonthTimes) {}

  /** @param scans of whatever month, each once */
  add(scans: readonly PastScan[]): void {
    for (const [minute, coverage] of scans) {
      const time = minute * MINUTE_MS;
      this.first = Math.min(this.first, time);
      const day = this.month.dayOf(time);
      if (day === null) continue;
      this.days.add(day);
      this.count += 1;
      this.tenths += Math.round(coverage * 10);
    }
  }

  /** Days without a scan that are over by now. Before the first scan of all nobody could expect one. */
  missing(now: number): Day[] {
    return this.month.days
      .filter(({ day, end }) => end <= now && end > this.first && !this.days.has(day))
      .map(({ day }) => day);
  }
}
