/** From a year of history to the report of a month: the history is read into a `Book`, and `reportOf` makes the report of it. Pure. */
import { dayAt, dayNumber } from '../../domain/calendar';
import type { IncidentSubject } from '../../domain/fingerprint';
import { compare } from '../../domain/history';
import type { SubjectText } from '../../domain/message';
import type { AccountFacts } from '../../domain/organization';
import type { Report, ReportAccount, ReportSeen } from '../../domain/report';
import type { Settings } from '../../domain/settings';
import type { Book } from './book';
import { chaptersOf } from './chapters';
import { decisionOf } from './decision';
import { incidentsOf } from './incidents';
import { Parts } from './parts';
import { peaksOf } from './peaks';
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
  /** What the organization says of its accounts, by id; not given, nothing is known. */
  readonly known?: ReadonlyMap<string, AccountFacts>;
}

const NOBODY: ReadonlyMap<string, AccountFacts> = new Map();

/** Of a book that has everything. */
export function reportOf(book: Book, reporting: Reporting): Report {
  const accounts = book.accounts();
  const parts = partsOf(book, reporting, accounts.length);
  for (const account of accounts) parts.add(account);
  return reportOfParts(parts, reporting);
}

/** @param count how many accounts there will be at most */
export function partsOf(
  book: Book,
  { now, thresholds, textOf, quotasOfCode }: Omit<Reporting, 'unreadable'>,
  count: number,
): Parts {
  const today = dayNumber(dayAt(now, book.timeZone));
  return new Parts(book, { book, today, thresholds, textOf, quotasOfCode }, count);
}

export function reportOfParts(parts: Parts, reporting: Reporting): Report {
  const { now, revision, thresholds, forecast, textOf, unreadable, known = NOBODY } = reporting;
  const { warning } = thresholds.default;
  const { month, timeZone, times, before } = parts.book;
  const today = dayNumber(dayAt(now, timeZone));
  const lines = parts.lines();
  const all = parts.accounts();
  const months = parts.months();
  const accounts = all.map(({ accountId, name }): ReportAccount => ({
    accountId,
    name: known.get(accountId)?.name ?? name,
  }));
  const seen = seenOf(parts, now.getTime(), unreadable);
  const measured = all.reduce((sum, one) => sum + one.measured, 0);
  return {
    schemaVersion: 1,
    month,
    timeZone,
    revision,
    madeAt: now.toISOString(),
    accounts,
    warningPercent: 'percent' in warning ? warning.percent : null,
    decision: decisionOf({ parts, lines, accounts, seen, today, forecast, textOf }),
    peaks: peaksOf(all.map(({ peaks }) => peaks)),
    incidents: incidentsOf({ times, before, timeZone, accounts: () => all }),
    increases: all.flatMap(({ increases }) => increases).toSorted((a, b) => compare(a.createdAt, b.createdAt)),
    seen,
    months,
    rows: lines.map(({ row }) => ({ ...row, months: row.months.slice(-months.length) })),
    rowsLeftOut: measured - lines.length,
    top: topOf(lines, parts, textOf),
    chapters: chaptersOf(parts, known, now.getTime()),
  };
}
