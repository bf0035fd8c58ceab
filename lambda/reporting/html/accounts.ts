/** Of an organization: all accounts at a glance, and then each of the fullest by itself. */
import { formatNumber, plural } from '../../domain/format';
import type { Report, ReportChapter, ReportRow } from '../../domain/report';
import { accountText, forecastText, percentText, pointsText, rowName } from '../../domain/report-words';
import { textHtml, wordsHtml } from '../../drawing/html';
import type { Section } from '../../drawing/page';
import { badge, percent } from '../../drawing/severity';

/**
 * Chapters on the page, and rows in each. A row of a chapter is about 0.6 KB and a line of the summary 0.5 KB: a page of 1,000 accounts
 * is 0.5 MB of summary, 0.6 MB of chapters and 2.4 MB of the table of everything (`MOST_SHOWN`), 3.5 MB in all.
 */
const MOST_CHAPTERS = 100;
const MOST_ROWS = 10;

export function accountsSection(report: Report): Section {
  const { chapters } = report;
  const rows = rowsByAccount(report);
  const body = chapters.map((one, index) => renderLine(one, index < MOST_CHAPTERS, rows, report));
  const heads = ['Account', 'Unit', 'Fullest', 'Past warning', 'Past critical', 'Measured', 'Incidents', 'Seen'].map(
    (name, index) => `<th scope="col"${index > 2 ? ' class="number"' : ''}>${name}</th>`,
  );
  return {
    id: 'accounts',
    title: 'All accounts',
    html: [
      `<p class="lead">${textHtml(summaryOf(chapters))}</p>`,
      '<div class="widget"><div class="scroll" role="region" aria-label="All accounts" tabindex="0">',
      '<table class="rows"><caption class="hidden">All accounts, nearest to exhaustion first</caption>',
      `<thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table></div></div>`,
    ].join('\n'),
  };
}

export function chaptersSection(report: Report): Section {
  const shown = report.chapters.slice(0, MOST_CHAPTERS);
  const rows = rowsByAccount(report);
  const left = report.chapters.length - shown.length;
  const contents = shown.map((one) => `<li><a href="#${anchorOf(one)}"><bdi>${nameHtml(one, report)}</bdi></a></li>`);
  return {
    id: 'chapters',
    title: 'Account by account',
    html: [
      left === 0
        ? ''
        : `<p class="lead">The ${formatNumber(shown.length)} nearest to exhaustion; the other ${formatNumber(left)} are in the table of all accounts.</p>`,
      `<nav class="contents" aria-label="Accounts"><ul>${contents.join('')}</ul></nav>`,
      ...shown.map((one) => renderChapter(one, rows.get(one.accountId) ?? [], report)),
    ].join('\n'),
  };
}

/** In the order of the report: nearest to exhaustion first. */
function rowsByAccount({ rows }: Report): ReadonlyMap<string, readonly ReportRow[]> {
  const groups = new Map<string, ReportRow[]>();
  for (const row of rows) {
    const group = groups.get(row.accountId);
    if (group) group.push(row);
    else groups.set(row.accountId, [row]);
  }
  return groups;
}

function anchorOf({ accountId }: ReportChapter): string {
  return `account-${accountId.replaceAll(/[^\w-]/g, '')}`;
}

/** @returns HTML */
function nameHtml({ accountId }: ReportChapter, { accounts }: Report): string {
  return textHtml(accountText(accounts.find((one) => one.accountId === accountId) ?? { accountId, name: null }));
}

/** `3 accounts: 2 with a quota past its warning threshold, 1 of them past the critical one; in 1 nothing was measured.` */
function summaryOf(chapters: readonly ReportChapter[]): string {
  const count = (is: (one: ReportChapter) => boolean): number => chapters.filter(is).length;
  const warning = count(({ peaks }) => peaks.warning.now > 0);
  const critical = count(({ peaks }) => peaks.critical.now > 0);
  const empty = count(({ peaks }) => peaks.measured.now === 0);
  const past =
    warning === 0
      ? 'none had a quota past its warning threshold'
      : `${formatNumber(warning)} had a quota past its warning threshold, ${formatNumber(critical)} past the critical one`;
  const rest = empty === 0 ? '' : `; in ${formatNumber(empty)} nothing was measured`;
  return `${plural(chapters.length, 'account')}: ${past}${rest}.`;
}

function renderLine(
  one: ReportChapter,
  hasChapter: boolean,
  rows: ReadonlyMap<string, readonly ReportRow[]>,
  report: Report,
): string {
  const { accountId, unit, peaks, incidents, coverage } = one;
  const [fullest] = rows.get(accountId) ?? [];
  const name = `<bdi>${nameHtml(one, report)}</bdi>`;
  const number = (value: number, tone: ReportRow['severity'] = 'ok'): string =>
    `<td class="number${value > 0 && tone !== 'ok' ? ` ${tone}` : ''}">${formatNumber(value)}</td>`;
  return [
    `<tr><th scope="row">${hasChapter ? `<a href="#${anchorOf(one)}">${name}</a>` : name}</th>`,
    `<td class="name"><bdi>${textHtml(unit ?? '–')}</bdi></td>`,
    `<td>${fullest === undefined ? '–' : `${textHtml(percentText(fullest.peak))} <span class="place">${wordsHtml(rowName(fullest))}</span>`}</td>`,
    number(peaks.warning.now, 'warning'),
    number(peaks.critical.now, 'critical'),
    number(peaks.measured.now),
    number(incidents.opened.now),
    `<td class="number">${coverage === null ? '–' : `${formatNumber(coverage)} %`}</td></tr>`,
  ].join('');
}

function renderChapter(one: ReportChapter, rows: readonly ReportRow[], report: Report): string {
  const { unit, peaks } = one;
  const anchor = anchorOf(one);
  const shown = rows.slice(0, MOST_ROWS);
  const left = peaks.measured.now - shown.length;
  return [
    `<article class="widget" aria-labelledby="${anchor}">`,
    `<h3 id="${anchor}"><bdi>${nameHtml(one, report)}</bdi></h3>`,
    unit === null ? '' : `<p class="note"><bdi>${textHtml(unit)}</bdi></p>`,
    `<p>${textHtml(factsOf(one))}</p>`,
    shown.length === 0 ? '' : renderRows(shown, anchor),
    left > 0 ? `<p class="note">And ${formatNumber(left)} more, less full.</p>` : '',
    '</article>',
  ].join('\n');
}

/** `1 of 12 past warning, 1 past critical. 2 incidents opened, 1 resolved, 1 open at the end. 99.8 % seen in 2,976 scans.` */
function factsOf({ peaks, incidents, scans, coverage }: ReportChapter): string {
  const { opened, resolved, open } = incidents;
  const full = peaks.full.now === 0 ? '' : `, ${formatNumber(peaks.full.now)} reached the limit`;
  const past = `${formatNumber(peaks.warning.now)} of ${formatNumber(peaks.measured.now)} past warning, ${formatNumber(peaks.critical.now)} past critical${full}.`;
  const told = `${plural(opened.now, 'incident')} opened, ${formatNumber(resolved.now)} resolved, ${formatNumber(open.now)} open at the end.`;
  const seen = coverage === null ? 'No scan ran.' : `${formatNumber(coverage)} % seen in ${plural(scans, 'scan')}.`;
  return `${peaks.measured.now === 0 ? 'Nothing was measured.' : past} ${told} ${seen}`;
}

function renderRows(rows: readonly ReportRow[], anchor: string): string {
  const body = rows.map((row) => {
    const { peak, severity, region } = row;
    const share = peak.percent === null ? '–' : percent.format(peak.percent);
    return `<tr><th scope="row">${wordsHtml(rowName(row))}<span class="place">${textHtml(region)}</span></th><td class="number">${share}</td><td class="number">${formatNumber(peak.usage)} of ${formatNumber(peak.limit)}</td><td>${badge(severity, severity)}</td><td class="number">${textHtml(pointsText(row))}</td><td class="wrap">${textHtml(forecastText(row))}</td></tr>`;
  });
  const heads = ['Quota and Region', 'Peak, %', 'Used', 'Severity', 'Points', 'Full'].map(
    (name, index) => `<th scope="col"${[1, 2, 4].includes(index) ? ' class="number"' : ''}>${name}</th>`,
  );
  return `<div class="scroll" role="region" aria-labelledby="${anchor}" tabindex="0"><table class="rows" aria-labelledby="${anchor}"><thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}
