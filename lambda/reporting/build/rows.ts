/** The rows of a report: everything that was measured in its month, nearest to exhaustion first. */
import { dayIn, dayNumber, type Month } from '../../domain/calendar';
import type { IncidentSubject } from '../../domain/fingerprint';
import type { DailyPeak } from '../../domain/history';
import type { SubjectText } from '../../domain/message';
import type { ReportRow } from '../../domain/report';
import type { Settings } from '../../domain/settings';
import { compareSeverity, type Severity, severityOf, thresholdsFor } from '../../domain/threshold';
import type { AccountBook, Book, SeriesBook } from './book';
import { fullnessOf, percentOf, reportPeak } from './fullness';
import { outlookOf } from './outlook';

export interface RowContext {
  readonly book: Book;
  /** As `Report.months`. */
  readonly months: readonly Month[];
  /** The number of the day on which the report is made: it is not complete. */
  readonly today: number;
  readonly thresholds: Settings['thresholds'];
  readonly textOf: (subject: IncidentSubject) => SubjectText;
}

/** A row, and what only the rest of the report needs of its series. */
export interface Line {
  readonly row: ReportRow;
  /** The daily peaks of the month, ascending. */
  readonly days: readonly DailyPeak[];
  /** By the last of them. */
  readonly lastSeverity: Severity;
  /** Whether it was there when the month ended, or when anything of its Region was last seen; else it is gone. */
  readonly isThere: boolean;
}

/** A series that was measured in the month. */
interface MeasuredSeries {
  readonly series: SeriesBook;
  readonly days: readonly DailyPeak[];
  readonly first: DailyPeak;
  readonly last: DailyPeak;
  readonly peak: DailyPeak;
}

export function linesOf(context: RowContext): Line[] {
  return context.book
    .accounts()
    .flatMap((account) => linesOfAccount(account, context))
    .toSorted((a, b) => nearestFirst(a.row, b.row));
}

/** What was not measured for so many days, while others of its Region were, is gone. What is read seldom may lack a day. */
export const GONE_AFTER_DAYS = 3;

function linesOfAccount(account: AccountBook, context: RowContext): Line[] {
  const measured = [...account.series.values()].flatMap((series) => measuredIn(context.book.month, series));
  const lastDays = new Map<string, number>();
  for (const { series, last } of measured) {
    lastDays.set(series.region, Math.max(last[0], lastDays.get(series.region) ?? 0));
  }
  return measured.map((one) => {
    const { resource, region } = one.series;
    // A Region's own quota cannot be deleted.
    const isThere = resource === null || one.last[0] > (lastDays.get(region) ?? 0) - GONE_AFTER_DAYS;
    return lineOf(account.accountId, one, isThere, context);
  });
}

function measuredIn(month: Month, series: SeriesBook): MeasuredSeries[] {
  const days = series.daily.get(month) ?? [];
  const [first, last, peak] = [days[0], days.at(-1), series.highest.get(month)];
  return first && last && peak ? [{ series, days, first, last, peak }] : [];
}

function lineOf(
  accountId: string,
  { series, days, first, last, peak }: MeasuredSeries,
  isThere: boolean,
  { book, months, today, thresholds, textOf }: RowContext,
): Line {
  const { quota, region, resource, adjustable, highest } = series;
  const { title, breaks, raise } = textOf({ kind: 'quota', id: quota });
  const before = highest.get(book.before);
  const lastDay = dayIn(book.month, last[0]);
  const own = thresholdsFor({ quota, accountId, region, resource }, thresholds.default, thresholds.overrides);
  const row: ReportRow = {
    accountId,
    region,
    quota,
    title,
    breaks,
    // Of a quota that is not in the catalogue Service Quotas has said it.
    raise: raise ?? adjustable,
    resource,
    peak: reportPeak(peak),
    severity: severityOf(peak[1], peak[2], own),
    before: before ? reportPeak(before) : null,
    last: reportPeak(last),
    days: days.length,
    firstDay: dayIn(book.month, first[0]),
    lastDay,
    limitChange: first[2] === last[2] ? null : { from: first[2], to: last[2] },
    forecast: isThere ? outlookOf(series, Math.min(dayNumber(lastDay) + 1, today)) : null,
    months: months.map((month) => {
      const of = highest.get(month);
      return of ? percentOf(of[1], of[2]) : null;
    }),
  };
  return { row, days, lastSeverity: severityOf(last[1], last[2], own), isThere };
}

/** By the peak; of equals always in the same order, so that the same history makes the same report. */
function nearestFirst(a: ReportRow, b: ReportRow): number {
  const [fullness, other] = [fullnessOf(a.peak), fullnessOf(b.peak)];
  if (fullness !== other) return other > fullness ? 1 : -1;
  return (
    compareSeverity(b.severity, a.severity) ||
    compareText(a.region, b.region) ||
    compareText(a.quota, b.quota) ||
    compareText(a.resource?.id ?? '', b.resource?.id ?? '') ||
    compareText(a.accountId, b.accountId)
  );
}

export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
