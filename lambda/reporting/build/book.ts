/**
 * What a report needs of a year of history. It is read month by month, and what is not needed of a month is let go at once: so the
 * history of a large organization is reported in little memory.
 */
import { boundsOf, type Month, monthLater } from '../../domain/calendar';
import type { DailyPeak, MonthHistory, PastIncrease, SeriesHistory } from '../../domain/history';
import type { PlanNote } from '../../domain/plan';
import { Episodes } from './episodes';
import { highestOf } from './fullness';
import { MonthTimes } from './month-times';
import { Scans } from './scans';

/** The report's own and a year before it: so it is seen beside the same month of the year before. */
export const REPORT_MONTHS = 13;

/** All daily peaks are kept of the report's own month and of two before it: more than a forecast looks at. */
const DAILY_MONTHS = 3;

/** A series, as its last month describes it. */
export interface SeriesBook extends Omit<SeriesHistory, 'peaks'> {
  /** The highest of each month. */
  readonly highest: ReadonlyMap<Month, DailyPeak>;
  /** All of each of the last months. */
  readonly daily: ReadonlyMap<Month, readonly DailyPeak[]>;
}

export interface AccountBook {
  readonly accountId: string;
  readonly name: string | null;
  /** Those with a history, ascending. */
  readonly months: readonly Month[];
  readonly series: ReadonlyMap<string, SeriesBook>;
  readonly episodes: Episodes;
  readonly scans: Scans;
  /** Of the report's month, as they were last seen in it. */
  readonly increases: readonly PastIncrease[];
  /** As they were last seen before it, by id; `null` where nobody watched. */
  readonly increasesBefore: ReadonlyMap<string, PastIncrease> | null;
  /** Of the report's month, by fingerprint. */
  readonly plans: ReadonlyMap<string, PlanNote>;
}

export class Book {
  readonly times: MonthTimes;
  readonly before: Month;
  /** When the month before begins, epoch milliseconds. */
  readonly startBefore: number;
  private readonly first: Month;
  private readonly byId = new Map<string, OneAccount>();

  /** @param timeZone whose months these are */
  constructor(
    readonly month: Month,
    readonly timeZone: string,
  ) {
    this.times = new MonthTimes(month, timeZone);
    this.before = monthLater(month, -1);
    this.startBefore = boundsOf(this.before, timeZone).start.getTime();
    this.first = monthLater(month, 1 - REPORT_MONTHS);
  }

  /** @param history each month of an account once, in ascending order; accounts in any. What is not in the report's year is left out. */
  add(history: MonthHistory): void {
    if (history.month < this.first || history.month > this.month) return;
    const known = this.byId.get(history.accountId);
    const account = known ?? new OneAccount(history.accountId, this);
    if (!known) this.byId.set(history.accountId, account);
    account.add(history);
  }

  /** Whoever was watched in the month or in the one before, by id. Of others nobody expects anything any more. */
  accounts(): AccountBook[] {
    return [...this.byId.values()]
      .filter((one) => this.isWatched(one))
      .toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
  }

  /** Takes an account out, all of whose months were added. @returns `null` for one that `accounts` would leave out */
  take(accountId: string): AccountBook | null {
    const account = this.byId.get(accountId);
    this.byId.delete(accountId);
    return account && this.isWatched(account) ? account : null;
  }

  private isWatched({ months }: Pick<AccountBook, 'months'>): boolean {
    return months.includes(this.month) || months.includes(this.before);
  }

  /** All that a report may have, ascending; the last is its own. */
  allMonths(): Month[] {
    return Array.from({ length: REPORT_MONTHS }, (_, index) => monthLater(this.first, index));
  }
}

class OneAccount implements AccountBook {
  name: string | null = null;
  readonly months: Month[] = [];
  readonly series = new Map<string, OneSeries>();
  readonly episodes = new Episodes();
  readonly scans: Scans;
  increases: readonly PastIncrease[] = [];
  increasesBefore: ReadonlyMap<string, PastIncrease> | null = null;
  plans: ReadonlyMap<string, PlanNote> = new Map();

  constructor(
    readonly accountId: string,
    private readonly report: Pick<Book, 'month' | 'times'>,
  ) {
    this.scans = new Scans(report.times);
  }

  add({ accountName, month, series, transitions, scans, increases, plans }: MonthHistory): void {
    const last = this.months.at(-1);
    if (last !== undefined && month <= last) throw new Error(`the history of ${month} came after that of ${last}`);
    this.months.push(month);
    this.name = accountName ?? this.name;
    this.episodes.add(transitions);
    this.scans.add(scans);
    const isDaily = month > monthLater(this.report.month, -DAILY_MONTHS);
    for (const [id, one] of Object.entries(series)) {
      this.series.set(id, withMonth(this.series.get(id), one, month, isDaily));
    }
    if (month !== this.report.month) {
      this.increasesBefore = new Map(Object.entries(increases));
      return;
    }
    this.increases = Object.values(increases);
    this.plans = new Map(Object.entries(plans));
  }
}

interface OneSeries extends SeriesBook {
  readonly highest: Map<Month, DailyPeak>;
  readonly daily: Map<Month, readonly DailyPeak[]>;
}

function withMonth(
  known: OneSeries | undefined,
  { quota, region, resource, adjustable, peaks }: SeriesHistory,
  month: Month,
  isDaily: boolean,
): OneSeries {
  const highest = known?.highest ?? new Map<Month, DailyPeak>();
  const daily = known?.daily ?? new Map<Month, readonly DailyPeak[]>();
  const peak = highestOf(peaks);
  if (peak !== null) highest.set(month, peak);
  if (isDaily) daily.set(month, peaks);
  return { quota, region, resource, adjustable, highest, daily };
}
