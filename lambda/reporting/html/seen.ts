/** How much of everything the scans could see: without it no other figure means much. */
import { daysIn } from '../../domain/calendar';
import { formatNumber, plural } from '../../domain/format';
import type { Report } from '../../domain/report';
import { accountText, dayRuns, monthName } from '../../domain/report-words';
import { codeHtml, textHtml } from '../../drawing/html';
import type { Section } from '../../drawing/page';

const MOST = 50;

export function seenSection(report: Report): Section {
  return {
    id: 'seen',
    title: 'How much could be seen',
    html: `<div class="widget">${[
      `<p>${textHtml(coverageText(report))}</p>`,
      renderMissing(report),
      renderUnreadable(report),
      renderAccounts(report),
    ].join('\n')}</div>`,
  };
}

function coverageText({ month, seen: { scans, coverage } }: Report): string {
  if (scans === 0) return `No scan ran in ${monthName(month)}.`;
  const share =
    coverage === null ? '' : ` On average they saw ${formatNumber(coverage)} % of all that they were to see.`;
  return `${plural(scans, 'scan')} ran.${share}`;
}

function renderMissing({ month, accounts, seen: { daysMissing } }: Report): string {
  const missing = daysMissing.filter(({ days }) => days.length > 0);
  if (missing.length === 0) return '<p>There was no day without a scan.</p>';
  const items = missing.slice(0, MOST).map(({ accountId, days }) => {
    const account = accounts.find((one) => one.accountId === accountId) ?? { accountId, name: null };
    const when = days.length === daysIn(month) ? 'the whole month' : dayRuns(days);
    return `<bdi>${textHtml(accountText(account))}</bdi>: ${textHtml(when)}`;
  });
  return `<h3>Days without a scan</h3>${listHtml(items, missing.length)}`;
}

function renderUnreadable({ seen: { unreadable } }: Report): string {
  if (unreadable.length === 0) return '';
  const items = unreadable
    .slice(0, MOST)
    .map(({ name, problem }) => `${codeHtml(name)}: <bdi>${textHtml(problem)}</bdi>`);
  return `<h3>What could not be read of the history, and is missing here</h3>${listHtml(items, unreadable.length)}`;
}

/** A few stand at the top of the page. */
function renderAccounts({ accounts }: Report): string {
  if (accounts.length <= MOST_ABOVE) return '';
  const names = accounts.map((one) => `<bdi>${textHtml(accountText(one))}</bdi>`);
  return `<h3>${textHtml(plural(accounts.length, 'account'))}</h3><p class="names">${names.join(', ')}</p>`;
}

/** As many accounts are named at the top of the page. */
export const MOST_ABOVE = 4;

function listHtml(items: readonly string[], all: number): string {
  const more = all > items.length ? `<li>and ${formatNumber(all - items.length)} more</li>` : '';
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}${more}</ul>`;
}
