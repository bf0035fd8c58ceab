/** The monthly report, as one message: what to decide, how the month was, and what is nearest to exhaustion. It calls nobody. */
import { monthLater } from '../../domain/calendar';
import { formatNumber, plural } from '../../domain/format';
import type { Message } from '../../domain/message';
import type { Count, Report } from '../../domain/report';
import {
  accountText,
  decisionLeads,
  hoursText,
  monthLetters,
  monthName,
  outcomeTexts,
} from '../../domain/report-words';
import { textOfWords } from '../../domain/words';
import {
  context,
  dataTable,
  type Field,
  fields,
  header,
  lineChart,
  lineTable,
  paragraph,
  section,
  steps,
} from './blocks';
import { dashboardLink, linkToken, objectToken } from './places';
import { firstStep, reportChart, reportTable } from './report-top';
import { code, partsOfWords, plain } from './words';

/** What the words depend on beside the report. */
export interface ReportTelling {
  /** Where Headroom itself lives: its dashboard and its bucket are there. */
  readonly homeRegion: string;
  readonly bucket: string;
  /** The report as a page, in the bucket. */
  readonly htmlKey: string;
}

export function reportMessage(report: Report, telling: ReportTelling): Message {
  const { month, revision } = report;
  return {
    kind: 'report',
    text: sentencesOf(report),
    variants: variantsOf(report, telling),
    metadata: { event_type: 'quota_report', event_payload: { month, revision } },
  };
}

/** With a chart, with a table only, and without either. */
function variantsOf(report: Report, telling: ReportTelling): Message['variants'] {
  const { month, decision, top } = report;
  const before = [
    header(`📊 Quota report · ${monthName(month)}`),
    ...paragraph([partsOfWords(decision.text)], decisionLeads[decision.kind]),
    ...fields(factsOf(report)),
  ];
  const after = [section(linksOf(telling)), ...context(notesOf(report))];
  const table = reportTable(report);
  if (table === null) return [[...before, ...after]];
  const chart = reportChart(report);
  const tabled = [dataTable(table), ...steps('The first step for each', top.map(firstStep)), ...after];
  return [
    ...(chart === null ? [] : [[...before, lineChart(chart), ...tabled]]),
    [...before, ...tabled],
    [...before, lineTable(table), ...after],
  ];
}

function factsOf(report: Report): Field[] {
  const { month, rows, peaks, incidents, chapters } = report;
  const earlier = monthLetters(monthLater(month, -1));
  /** With that of the month before, where anybody knows it. */
  const beside = (now: string, before: string | null): string =>
    before === null ? now : `${now} (${earlier}: ${before})`;
  const count = (now: string, { before }: Count): string => beside(now, before === null ? null : formatNumber(before));
  const hours = (value: number | null): string | null => (value === null ? null : hoursText(value));
  const median = incidents.medianOpenHours;
  const past = `${formatNumber(peaks.warning.now)} of ${formatNumber(peaks.measured.now)} measured`;
  const ofPeaks: Field[] = [
    { name: 'Peaked above warning', value: count(past, peaks.warning) },
    { name: 'Reached 100 %', value: count(formatNumber(peaks.full.now), peaks.full) },
  ];
  return [
    ...(chapters.length === 0 ? [] : [{ name: 'Accounts', value: accountsText(chapters) }]),
    ...(rows.length === 0 ? [] : ofPeaks),
    { name: 'Incidents', value: incidentsText(report) },
    { name: 'Median time open', value: beside(hours(median.now) ?? 'none was resolved', hours(median.before)) },
    { name: 'Increases asked for', value: outcomeTexts(report.increases).join(' · ') || 'none' },
    { name: 'Coverage', value: seenText(report) },
  ];
}

function accountsText(chapters: Report['chapters']): string {
  const past = (severity: 'warning' | 'critical'): string =>
    `${formatNumber(chapters.filter(({ peaks }) => peaks[severity].now > 0).length)} past ${severity}`;
  return `${formatNumber(chapters.length)} · ${past('warning')} · ${past('critical')}`;
}

function incidentsText({ incidents: { opened, resolved, open } }: Report): string {
  if (opened.now + resolved.now + open.now === 0) return 'none';
  return `${formatNumber(opened.now)} opened · ${formatNumber(resolved.now)} resolved · ${formatNumber(open.now)} open at the end`;
}

function seenText({ accounts, seen: { scans, coverage, daysMissing } }: Report): string {
  if (coverage === null) return 'no scan in the whole month';
  const most = Math.max(0, ...daysMissing.map(({ days }) => days.length));
  const whose = accounts.length > 1 ? ` of ${plural(daysMissing.length, 'account')}` : '';
  const missing =
    most === 0 ? '' : `\nno scan${whose} on ${daysMissing.length > 1 ? 'up to ' : ''}${plural(most, 'day')}`;
  return `${formatNumber(coverage)} % in ${plural(scans, 'scan')}${missing}`;
}

function linksOf({ homeRegion, bucket, htmlKey }: ReportTelling): string {
  const page = objectToken({ homeRegion, bucket, key: htmlKey }, 'Full report');
  return [page, ...dashboardLink(homeRegion).map(linkToken)].join('  ·  ');
}

function notesOf({ month, revision, accounts, timeZone, rows, seen: { unreadable } }: Report): (string | null)[] {
  const [account] = accounts;
  return [
    account && accounts.length === 1 ? plain(accountText(account), 80) : plural(accounts.length, 'account'),
    'a page with all of it and a CSV are in this thread',
    rows.length === 0
      ? null
      : 'forecasts: from the daily peaks of four to eight weeks, weekends apart, only where growth is sure',
    unreadable.length === 0 ? null : `${plural(unreadable.length, 'object')} of the history could not be read`,
    `days of ${plain(timeZone, 40)}`,
    `report ${code(month)} · revision ${formatNumber(revision)}`,
  ];
}

function sentencesOf({ month, peaks, decision, rows }: Report): string {
  const title = `Quota report ${monthName(month)}`;
  const said = plain(textOfWords(decision.text), 500);
  if (rows.length === 0) return `${title}: ${said}`;
  const counts = `${formatNumber(peaks.warning.now)} of ${formatNumber(peaks.measured.now)} peaked above warning, ${formatNumber(peaks.full.now)} reached 100 %.`;
  const lead = decisionLeads[decision.kind];
  return `${title}: ${counts} ${lead === null ? '' : `${lead} `}${said}`;
}
