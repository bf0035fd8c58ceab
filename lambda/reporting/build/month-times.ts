/** A month where people live: when it and its days begin there. Times are epoch milliseconds. */
import { boundsOf, type Day, dayIn, daysIn, type Month, startOf } from '../../domain/calendar';

export interface DayTimes {
  readonly day: Day;
  readonly start: number;
  readonly end: number;
}

export class MonthTimes {
  readonly start: number;
  readonly end: number;
  /** A day that was skipped, as in a zone that crosses the date line, is none. */
  readonly days: readonly DayTimes[];

  constructor(month: Month, timeZone: string) {
    const { start, end } = boundsOf(month, timeZone);
    this.start = start.getTime();
    this.end = end.getTime();
    const days = Array.from({ length: daysIn(month) }, (_, index) => dayIn(month, index + 1));
    const starts = days.map((day) => startOf(day, timeZone).getTime());
    this.days = days
      .map((day, index) => ({ day, start: starts[index] ?? this.start, end: starts[index + 1] ?? this.end }))
      .filter((one) => one.end > one.start);
  }

  has(time: number): boolean {
    return time >= this.start && time < this.end;
  }

  /** `null` for a time that is not in the month. */
  dayOf(time: number): Day | null {
    if (!this.has(time)) return null;
    return this.days.findLast(({ start }) => start <= time)?.day ?? null;
  }
}
