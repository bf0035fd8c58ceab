/** The monthly report as one page that needs nothing else, in the reader's order: what to decide, why, and everything else. Pure. */
import { formatNumber, plural } from '../../domain/format';
import type { Report } from '../../domain/report';
import { accountText, daysText, momentText, monthName } from '../../domain/report-words';
import { dayIn, daysIn } from '../../domain/calendar';
import { escapeHtml, textHtml } from '../../drawing/html';
import { renderPage, type Section } from '../../drawing/page';
import { accountsSection, chaptersSection } from './accounts';
import { changesSection } from './changes';
import { decisionSection } from './decision';
import { figuresSection } from './figures';
import { forecastSection } from './forecast';
import { incidentsSection, increasesSection } from './incidents';
import { peakedSection } from './peaked';
import { plansSection } from './plans';
import { readingSection } from './reading';
import { MOST_ABOVE, seenSection } from './seen';
import { style } from './style';
import { tableSection } from './table';

/** Where a reader may go on. What is no https address is named only. */
export interface ReportLinks {
  readonly dashboard: string | null;
  /** Where docs/runbook.md can be read: an https address, or only a path. */
  readonly runbook: string;
}

/** @returns a whole HTML document, which loads nothing, is safe whatever a name is, and prints on A4 */
export function reportHtml(report: Report, links: ReportLinks): string {
  return renderPage({
    title: `Quota report, ${monthName(report.month)}`,
    skip: 'Skip to the decision',
    header: renderHeader(report, links),
    sections: sectionsOf(report),
    footer:
      '<p>Made by Headroom from what its own scans saw: usage and limits are AWS’s, nothing was changed anywhere. <code>report.csv</code> beside this page has every row for a spreadsheet, <code>report.json</code> everything for a program.</p>',
    css: style,
  });
}

/** What there is nothing to say about is left out. */
function sectionsOf(report: Report): Section[] {
  const isEmpty = report.rows.length === 0;
  const isOfMany = report.chapters.length > 0;
  return [
    decisionSection(report),
    ...(isOfMany ? [accountsSection(report)] : []),
    figuresSection(report),
    ...(isEmpty ? [] : [peakedSection(report), changesSection(report), forecastSection(report)]),
    ...(isOfMany ? [chaptersSection(report)] : []),
    incidentsSection(report),
    increasesSection(report),
    seenSection(report),
    ...(isEmpty ? [] : [plansSection(report), tableSection(report)]),
    readingSection(report),
  ];
}

function renderHeader({ month, timeZone, accounts, peaks, madeAt, revision }: Report, links: ReportLinks): string {
  const facts = [
    [accounts.length === 1 ? 'Account' : 'Accounts', accountsHtml(accounts)],
    ['Days', textHtml(`${daysText(dayIn(month, 1), dayIn(month, daysIn(month)))}, ${timeZone}`)],
    ['Measured', textHtml(plural(peaks.measured.now, 'quota'))],
    ['Made', textHtml(momentText(madeAt, timeZone))],
    ['Revision', formatNumber(revision)],
  ];
  return `<h1>Quota report for ${textHtml(monthName(month))}</h1>
<p class="lead">How close the quotas of API Gateway and Lambda came to their limits, what to do about it, and when the rest runs out.</p>
<dl class="facts">${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>
<p class="links">${[...linkHtml(links.dashboard, 'Dashboard in CloudWatch'), ...linkHtml(links.runbook, 'Runbook')].join(' · ')}</p>`;
}

function accountsHtml(accounts: Report['accounts']): string {
  if (accounts.length > MOST_ABOVE) return formatNumber(accounts.length);
  return accounts.map((one) => `<bdi>${textHtml(accountText(one))}</bdi>`).join('<br>');
}

function linkHtml(address: string | null, label: string): string[] {
  if (address === null) return [];
  if (!address.startsWith('https://')) return [`${label}: <code>${escapeHtml(address)}</code>`];
  return [`<a href="${escapeHtml(address)}" rel="noreferrer">${label}</a>`];
}
