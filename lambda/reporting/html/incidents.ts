/** What went over a threshold and came back, and which limits somebody asked AWS to raise. */
import { formatNumber } from '../../domain/format';
import type { Report, ReportIncrease } from '../../domain/report';
import { dayText, hoursText, monthName, placeText } from '../../domain/report-words';
import { dayAt } from '../../domain/calendar';
import { codeHtml, textHtml } from '../../drawing/html';
import type { Section } from '../../drawing/page';
import { badge, type Tone } from '../../drawing/severity';
import { nameBefore } from './figures';

export function incidentsSection({ month, incidents }: Report): Section {
  const { opened, resolved, open, medianOpenHours: median } = incidents;
  const number = (value: number | null): string => (value === null ? '–' : formatNumber(value));
  const hours = (value: number | null): string => (value === null ? '–' : hoursText(value));
  const rows = [
    ['Opened', number(opened.before), number(opened.now)],
    ['Resolved', number(resolved.before), number(resolved.now)],
    ['Open at the end of the month', number(open.before), number(open.now)],
    ['Median time open, of those resolved', hours(median.before), hours(median.now)],
  ].map(
    ([name = '', before = '', now = '']) =>
      `<tr><th scope="row">${name}</th><td class="number">${before}</td><td class="number">${now}</td></tr>`,
  );
  const heads = [nameBefore(month), monthName(month)].map(
    (name) => `<th scope="col" class="number">${textHtml(name)}</th>`,
  );
  return {
    id: 'incidents',
    title: 'Incidents',
    html: `<div class="widget"><table class="rows"><caption class="hidden">Incidents, and the month before</caption><thead><tr><th scope="col">Incidents</th>${heads.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`,
  };
}

const OUTCOMES: Readonly<Record<ReportIncrease['outcome'], Tone>> = {
  granted: 'ok',
  pending: 'warning',
  refused: 'critical',
  closed: 'unknown',
};

export function increasesSection(report: Report): Section {
  const rows = report.increases.map((one) => renderIncrease(one, report));
  const heads = ['Quota and place', 'Asked for', 'Outcome', 'On', 'Last change'].map(
    (name, index) => `<th scope="col"${index === 1 ? ' class="number"' : ''}>${name}</th>`,
  );
  const table = `<div class="scroll" role="region" aria-label="Increases" tabindex="0"><table class="rows"><caption class="hidden">Increases asked for in Service Quotas</caption><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
  return {
    id: 'increases',
    title: 'Increases',
    html: `<div class="widget">${rows.length === 0 ? '<p class="empty">No limit was asked to be raised in Service Quotas.</p>' : table}</div>`,
  };
}

function renderIncrease(increase: ReportIncrease, { accounts, timeZone }: Report): string {
  const { title, resource, desired, outcome, status, createdAt, updatedAt } = increase;
  const of = resource === null ? '' : `: ${codeHtml(resource)}`;
  const on = (iso: string): string => textHtml(dayText(dayAt(new Date(iso), timeZone)));
  return `<tr><th scope="row">${textHtml(title)}${of}<span class="place"><bdi>${textHtml(placeText(accounts, increase))}</bdi></span></th><td class="number">${formatNumber(desired)}</td><td>${badge(OUTCOMES[outcome], outcome)}<span class="place"><bdi>${textHtml(status)}</bdi></span></td><td>${on(createdAt)}</td><td>${on(updatedAt)}</td></tr>`;
}
