/** From a year of history to the report of a month: the history is read into a `Book`, and `reportOf` makes the report of it. Pure. */
import { dayAt, dayNumber } from '../../domain/calendar';
import type { IncidentSubject } from '../../domain/fingerprint';
import type { SubjectText } from '../../domain/message';
import type { Report, ReportAccount, ReportSeen } from '../../domain/report';
import type { Settings } from '../../domain/settings';
import type { Book } from './book';
import { decisionOf } from './decision';
import { incidentsOf } from './incidents';
import { increasesOf } from './increases';
import { peaksOf } from './peaks';
import { linesOf, type RowContext } from './rows';
import { seenOf } from './seen';
import { topOf } from './top';

export { Book, REPORT_MONTHS } from './book';

/** What a report depends on beside the history. */
export interface Reporting {
  /** When it is made: the month may not be over. */
  readonly now: Date;
  readonly revision: number;
  readonly thresholds: Settings['thresholds'];
  readonly forecast: Settings['forecast'];
  readonly textOf: (subject: IncidentSubject) => SubjectText;
  /** The ids of the quotas with a code in Service Quotas, which may be several: it has one for the resources of REST and the routes of WebSocket APIs. */
  readonly quotasOfCode: (service: string, code: string) => readonly string[];
  readonly unreadable: ReportSeen['unreadable'];
}

export function reportOf(book: Book, reporting: Reporting): Report {
  const { now, revision, thresholds, forecast, textOf, quotasOfCode, unreadable } = reporting;
  const { warning } = thresholds.default;
  const { month, timeZone } = book;
  const today = dayNumber(dayAt(now, timeZone));
  const context: RowContext = { book, months: book.months(), today, thresholds, textOf };
  const lines = linesOf(context);
  const accounts = book.accounts().map(({ accountId, name }): ReportAccount => ({ accountId, name }));
  const seen = seenOf(book, now.getTime(), unreadable);
  return {
    schemaVersion: 1,
    month,
    timeZone,
    revision,
    madeAt: now.toISOString(),
    accounts,
    warningPercent: 'percent' in warning ? warning.percent : null,
    decision: decisionOf({ book, lines, accounts, seen, today, forecast, textOf }),
    peaks: peaksOf(lines, context),
    incidents: incidentsOf(book),
    increases: increasesOf({ book, lines, textOf, quotasOfCode }),
    seen,
    months: context.months,
    rows: lines.map(({ row }) => row),
    top: topOf(lines, book, textOf),
  };
}
