/** The rows of a report: everything that was measured in its month, nearest to exhaustion first. */
import { dayIn, dayNumber, type Month } from '../../domain/calendar';
import type { IncidentSubject } from '../../domain/fingerprint';
import { compare, type DailyPeak, fullness } from '../../domain/history';
import { utilizationOf } from '../../domain/measurement';
import type { SubjectText } from '../../domain/message';
import type { ReportRow } from '../../domain/report';
import type { Settings } from '../../domain/settings';
import { compareSeverity, type Severity, severityOf, thresholdsFor } from '../../domain/threshold';
import type { AccountBook, Book, SeriesBook } from './book';
import { reportPeak } from './fullness';
import { outlookOf } from './outlook';

export interface RowContext {
  readonly book: Book;
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
  /** The highest of them. */
  readonly peak: DailyPeak;
  readonly last: DailyPeak;
  /** By the last. */
  readonly lastSeverity: Severity;
  /** Whether the last stands for the end of the month: none of its quota and Region was measured later. Else it was deleted, or not read. */
  readonly isCurrent: boolean;
}

/** A series that was measured in the month. */
interface MeasuredSeries {
  readonly series: SeriesBook;
  readonly days: readonly DailyPeak[];
  readonly first: DailyPeak;
  readonly last: DailyPeak;
  readonly peak: DailyPeak;
}

/** So many days without a measurement, while there are others, say that it was not measured later. What is read seldom may lack a day. */
export const UNMEASURED_DAYS = 3;

/** In no order. The months of a row are all that a report may have. */
export function linesOfAccount(account: AccountBook, context: RowContext): Line[] {
  const measured = [...account.series.values()].flatMap((series) => measuredIn(context.book.month, series));
  const lastDays = new Map<string, number>();
  for (const { series, last } of measured) {
    lastDays.set(groupOf(series), Math.max(last[0], lastDays.get(groupOf(series)) ?? 0));
  }
  return measured.map((one) => {
    const isCurrent = one.last[0] > (lastDays.get(groupOf(one.series)) ?? 0) - UNMEASURED_DAYS;
    return lineOf(account.accountId, one, isCurrent, context);
  });
}

/** What is read together. */
function groupOf({ quota, region }: SeriesBook): string {
  return `${region} ${quota}`;
}

function measuredIn(month: Month, series: SeriesBook): MeasuredSeries[] {
  const days = series.daily.get(month) ?? [];
  const [first, last, peak] = [days[0], days.at(-1), series.highest.get(month)];
  return first && last && peak ? [{ series, days, first, last, peak }] : [];
}

function lineOf(
  accountId: string,
  { series, days, first, last, peak }: MeasuredSeries,
  isCurrent: boolean,
  { book, today, thresholds, textOf }: RowContext,
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
    forecast: isCurrent ? outlookOf(series, Math.min(dayNumber(lastDay) + 1, today)) : null,
    months: book.allMonths().map((month) => {
      const of = highest.get(month);
      return of ? utilizationOf(of[1], of[2]) : null;
    }),
  };
  return { row, days, peak, last, lastSeverity: severityOf(last[1], last[2], own), isCurrent };
}

/** By the peak; of equals always in the same order, so that the same history makes the same report. */
export function nearestFirst({ row: a, peak }: Line, { row: b, peak: other }: Line): number {
  return (
    compare(fullness(other), fullness(peak)) ||
    compareSeverity(b.severity, a.severity) ||
    compare(a.region, b.region) ||
    compare(a.quota, b.quota) ||
    compare(a.resource?.id ?? '', b.resource?.id ?? '') ||
    compare(a.accountId, b.accountId)
  );
}
