/** The monthly report, as a section of the page: what it says first, and where the whole of it is. */
import { monthLater } from '../../lambda/domain/calendar';
import { formatNumber } from '../../lambda/domain/format';
import type { Count, Report } from '../../lambda/domain/report';
import { monthLetters, monthName } from '../../lambda/domain/report-words';
import { escapeHtml, textHtml, wordsHtml } from '../../lambda/drawing/html';
import type { Section } from '../../lambda/drawing/page';

/** @param folder in which its files are, as the page sees it: `report` */
export function reportSection(report: Report, folder: string): Section {
  const { month, decision, peaks, incidents } = report;
  const before = monthLetters(monthLater(month, -1));
  const count = ({ now, before: earlier }: Count): string =>
    earlier === null ? formatNumber(now) : `${formatNumber(now)} (${before}: ${formatNumber(earlier)})`;
  const facts = [
    ['Peaked past a warning threshold', count(peaks.warning)],
    ['Reached 100 %', count(peaks.full)],
    ['Incidents opened', count(incidents.opened)],
    ['Open at the end', count(incidents.open)],
  ] as const;
  const link = (format: string, text: string): string =>
    `<a href="${escapeHtml(`${folder}/report.${format}`)}">${textHtml(text)}</a>`;
  return {
    id: 'report',
    title: `Monthly report: ${monthName(month)}`,
    html: [
      '<p class="lead">Made on the first of every month from what the scans have kept: a page for people, a table, and JSON. Slack gets it too.</p>',
      '<div class="widget">',
      `<p>${wordsHtml(decision.text)}</p>`,
      `<dl class="facts">${facts.map(([name, value]) => `<div><dt>${textHtml(name)}</dt><dd>${textHtml(value)}</dd></div>`).join('')}</dl>`,
      `<p class="files">${link('html', `Open the report of ${monthName(month)}`)} ${link('csv', 'as CSV')} ${link('json', 'as JSON')}</p>`,
      '</div>',
    ].join('\n'),
    css,
  };
}

const css = `
#report .widget { margin-top: 16px; padding: 20px 22px; }
#report .widget > p { max-width: 88ch; overflow-wrap: anywhere; }
#report .files { display: flex; flex-wrap: wrap; gap: 4px 20px; margin-top: 18px; }
#report .files a:first-child { font-weight: 600; }
`;
