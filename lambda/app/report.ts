/** The monthly report: made of the history, written in three forms, and noted for Slack. The command line makes the same. */
import PQueue from 'p-queue';
import { dayAt, type Month, monthLater, monthOf } from '../domain/calendar';
import type { Clock } from '../domain/clock';
import { formatNumber } from '../domain/format';
import type { AccountFacts } from '../domain/organization';
import type { Report, ReportSeen } from '../domain/report';
import { monthName } from '../domain/report-words';
import type { Settings } from '../domain/settings';
import { dashboardLink, reportMessage } from '../messages/slack';
import { catalogue } from '../quotas';
import { textOf } from '../quotas/texts';
import { Book, partsOf, REPORT_MONTHS, type Reporting, reportOfParts } from '../reporting/build';
import { reportCsv } from '../reporting/csv';
import { reportHtml, type ReportLinks } from '../reporting/html';
import { accountsIn, type HistoryPlace, readMonth } from '../stores/history';
import { keys } from '../stores/keys';
import type { Nudges } from '../stores/nudges';
import type { Objects } from '../stores/objects';
import {
  noteReport,
  readReportFile,
  readReportItem,
  type ReportFiles,
  type ThreadFile,
  writeReport,
} from '../stores/reports';
import type { Table } from '../stores/table';
import { accountsKnown } from './accounts-known';
import type { Log } from './log';
import { readSettings } from './settings';

export interface ReportRequest {
  readonly month: Month;
  readonly settings: Settings;
  readonly now: Date;
  readonly revision: number;
  /** What the organization says of its accounts, by id; not given, nothing is known. */
  readonly known?: ReadonlyMap<string, AccountFacts>;
}

/** Accounts whose months are read side by side; each month is let go before the next one of its account, and each account after its last. */
const ACCOUNTS_AT_ONCE = 4;
/** Of many: two of 10,000 series with three months of daily peaks are 150 MB. */
const MANY_ACCOUNTS_AT_ONCE = 2;

/**
 * How many months are read back: of many accounts fewer, so that the function ends within its 15 minutes. A processor reads some 8,500
 * series of a month in a second, forecasts among it: 200 accounts of 700 series in three months took 49 s and 229 MB (2026-11-29, all
 * forms of the report made). So 1,000 of these take four minutes, and 1,000 accounts of 1,000 series six. Three months hold the eight
 * weeks that a forecast looks at and the month before for comparison; what is lost is the line of the year.
 */
export function monthsToRead(accounts: number): number {
  if (accounts <= 20) return REPORT_MONTHS;
  return accounts <= 100 ? 6 : 3;
}

/** Of all accounts in the history. @throws what S3 or the file system refuses */
export async function composeReport(place: HistoryPlace, request: ReportRequest): Promise<Report> {
  const { month, settings, now, revision, known = new Map() } = request;
  const accounts = await accountsIn(place);
  const book = new Book(month, (await timeZoneOf(place, accounts, month)) ?? settings.report.timeZone);
  const unreadable: ReportSeen['unreadable'][number][] = [];
  const months = monthsToRead(accounts.length);
  const isMany = months < REPORT_MONTHS;
  const queue = new PQueue({ concurrency: isMany ? MANY_ACCOUNTS_AT_ONCE : ACCOUNTS_AT_ONCE });
  const reporting: Omit<Reporting, 'unreadable'> = {
    now,
    revision,
    thresholds: settings.thresholds,
    forecast: settings.forecast,
    textOf,
    quotasOfCode,
    known,
  };
  const parts = partsOf(book, reporting, accounts.length);
  await queue.addAll(
    accounts.map((accountId) => async () => {
      for (let back = months - 1; back >= 0; back -= 1) {
        const read = await readMonth(place, accountId, monthLater(month, -back));
        unreadable.push(...read.unreadable);
        if (read.history) book.add(read.history);
      }
      const account = book.take(accountId);
      if (account) parts.add(account);
    }),
  );
  return reportOfParts(parts, {
    ...reporting,
    unreadable: unreadable.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  });
}

/** Whose days the month has, as the scans wrote them: whoever reads it elsewhere, with other settings, must not count them otherwise. */
async function timeZoneOf(place: HistoryPlace, accounts: readonly string[], month: Month): Promise<string | null> {
  for (const accountId of accounts) {
    const { history } = await readMonth(place, accountId, month);
    if (history?.timeZone) return history.timeZone;
  }
  return null;
}

function quotasOfCode(service: string, code: string): string[] {
  return catalogue.filter((one) => one.service === service && one.quotaCode === code).map(({ id }) => id);
}

export function reportFiles(report: Report, links: ReportLinks): ReportFiles {
  return { html: reportHtml(report, links), csv: reportCsv(report), json: `${JSON.stringify(report)}\n` };
}

/** The month that is over on this day. */
export function monthBefore(at: Date, { report }: Pick<Settings, 'report'>): Month {
  return monthLater(monthOf(dayAt(at, report.timeZone)), -1);
}

/**
 * One more than that of the report before, if this one says something else; made again, it is the same.
 * @param previous the report.json that is there, `null` if there is none
 * @param told the revision that Slack was told of, in case the file is gone or damaged; 0 for none
 */
export function revisionAfter(previous: string | null, report: Report, told = 0): number {
  const content = previous === null ? null : contentOf(previous);
  const before = content?.month === report.month ? content : null;
  const isSame = before?.rest === restOf({ ...report });
  return before && isSame ? before.revision : Math.max(before?.revision ?? 0, told) + 1;
}

/** What another release or somebody else has written there is no revision of ours. */
function contentOf(json: string): { readonly month: unknown; readonly revision: number; readonly rest: string } | null {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof content !== 'object' || content === null) return null;
  const all = Object.fromEntries(Object.entries(content));
  const { month, revision } = all;
  return typeof revision === 'number' ? { month, revision, rest: restOf(all) } : null;
}

/** All that is not different by itself each time. */
function restOf(all: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...all, madeAt: '', revision: 0 });
}

export interface ReportParts {
  readonly clock: Clock;
  /** Where Headroom itself lives. */
  readonly homeRegion: string;
  readonly objects: Objects;
  readonly table: Table;
  readonly nudges: Nudges;
  readonly log: Log;
}

/**
 * Made again, it overwrites what there was, and Slack hears of it only where it says something else.
 * @param request without a month, the one before the given time
 * @throws what AWS refuses: then it is made again
 */
export async function makeReport(
  parts: ReportParts,
  request: { readonly at: Date; readonly month: Month | null },
): Promise<Report> {
  const { clock, homeRegion, objects, table, nudges, log } = parts;
  const { settings } = await readSettings(objects);
  const month = request.month ?? monthBefore(request.at, settings);
  const now = clock.now();
  const place = { objects, prefix: keys.history };
  const composed = await composeReport(place, {
    month,
    settings,
    now,
    revision: 1,
    known: await accountsKnown(parts, settings),
  });
  const previous = await readReportFile(objects, keys.report(month, 'json'));
  const noted = await readReportItem(table, month);
  const told = noted !== null && typeof noted === 'object' ? noted.revision : 0;
  const report = { ...composed, revision: revisionAfter(previous, composed, told) };
  const links = { dashboard: dashboardLink(homeRegion)[0]?.url ?? null, runbook: settings.alarms.runbook };
  await writeReport(objects, month, reportFiles(report, links));

  const { channel } = settings.slack;
  const telling = {
    homeRegion,
    bucket: objects.bucket,
    htmlKey: keys.report(month, 'html'),
  };
  const { revision } = report;
  const note = { month, revision, message: reportMessage(report, telling), files: threadFiles(report) };
  const isNews = await noteReport(table, note, { channel, at: now.toISOString() });
  log({ level: 'INFO', message: 'the report was made', month, revision, quotas: report.rows.length, isNews });
  if (channel !== null) await nudges.send(channel, `report/${month}/${revision}/${now.toISOString()}`);
  return report;
}

function threadFiles({ month, revision }: Report): ThreadFile[] {
  const which = revision > 1 ? `, revision ${formatNumber(revision)}` : '';
  return (['html', 'csv'] as const).map((format) => ({
    key: keys.report(month, format),
    name: `headroom-${month}.${format}`,
    title: `Quota report ${monthName(month)} as ${format === 'html' ? 'a page' : 'a table'}${which}`,
  }));
}
