/** The dashboard as one page. Pure. Others add sections of their own. */
import type { RegionStatus, Snapshot } from '../../lambda/domain/snapshot';
import { escapeHtml } from '../../lambda/drawing/html';
import { renderPage as render, type Section } from '../../lambda/drawing/page';
import { badge, type Tone } from '../../lambda/drawing/severity';
import type { Variable } from '../body';
import { style } from './style';
import { renderTime } from './table';
import { renderWidget, type Shown } from './widgets';

export type { Section } from '../../lambda/drawing/page';
export type { AlarmState } from './widgets';

export interface PageInput extends Shown {
  readonly snapshot: Snapshot;
  readonly sections?: readonly Section[];
}

export function renderPage(input: PageInput): string {
  const dashboard: Section = { id: 'dashboard', title: 'CloudWatch dashboard', html: renderDashboard(input) };
  return render({
    title: 'Headroom: what CloudWatch and Slack would show',
    skip: 'Skip to the dashboard',
    header: renderHeader(input.snapshot),
    sections: [dashboard, ...(input.sections ?? [])],
    footer: `<p>Made on this machine by the real scan and the real dashboard definition; no AWS account was involved. Deployed, the same
definition is a dashboard in your CloudWatch console, and the times move on.</p>`,
    css: style,
  });
}

function renderHeader({ accountId, finishedAt, measurements, calls, regions }: Snapshot): string {
  const measured = measurements.filter(({ status }) => status === 'measured').length;
  const wanted = measurements.filter((one) => one.status !== 'unmeasured' || one.cause !== 'declined').length;
  const facts = [
    ['Account', escapeHtml(accountId)],
    ['Scanned', renderTime(finishedAt)],
    ['Measured', `${number.format(measured)} of ${number.format(wanted)}`],
    ['Calls to AWS', number.format(calls.total)],
  ];
  return `<h1>What CloudWatch and Slack would show for the demonstration account</h1>
<p class="lead">Headroom watches how close an AWS account is to its API Gateway and Lambda quotas, in every Region, and says so before a deployment fails.</p>
<dl class="facts">${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>
<ul class="regions" aria-label="Regions">${regions.map(({ region, status }) => `<li>${escapeHtml(region)} ${badge(...STATUSES[status])}</li>`).join('')}</ul>`;
}

const number = new Intl.NumberFormat('en');

const STATUSES: Record<RegionStatus, readonly [Tone, string]> = {
  scanned: ['ok', 'read'],
  partial: ['warning', 'read in part'],
  denied: ['unknown', 'denied'],
  unavailable: ['unknown', 'unavailable'],
  failed: ['critical', 'failed'],
};

/** A row of widgets is what stands at one height. The choices stand above the first table that they change. */
function renderDashboard(input: PageInput): string {
  const { widgets, variables } = input.body;
  const heights = [...new Set(widgets.map(({ y }) => y))].toSorted((a, b) => a - b);
  const firstTable = widgets.find(({ type }) => type === 'log')?.y;
  return heights
    .flatMap((height) => {
      const row = [...widgets.entries()]
        .filter(([, { y }]) => y === height)
        .map(([index, widget]) => renderWidget(widget, index, input));
      return [...(height === firstTable ? [renderFilters(variables)] : []), `<div class="row">${row.join('\n')}</div>`];
    })
    .join('\n');
}

/** In CloudWatch the choices change graphs too; here they change the tables. Without a script there is nothing to choose. */
function renderFilters(variables: readonly Variable[]): string {
  const selects = variables.map((variable) => {
    const { id, label, defaultValue } = variable;
    // What CloudWatch finds by a search, the page does not: there is only "all" to choose.
    const values = 'values' in variable ? variable.values : [{ label: 'All', value: defaultValue }];
    const options = values.map(({ label: text, value }) => {
      const chosen = value === defaultValue ? '' : value;
      return `<option value="${escapeHtml(chosen)}">${escapeHtml(text)}</option>`;
    });
    const name = escapeHtml(id);
    return `<div><label for="choice-${name}">${escapeHtml(label)}</label><select id="choice-${name}" data-by="${name}">${options.join('')}</select></div>`;
  });
  return [
    '<form class="filters" aria-label="What the tables show" hidden>',
    ...selects,
    '<div class="grow"><label for="words">Search the tables</label>',
    '<input id="words" type="search" autocomplete="off" placeholder="Name, quota, reason …"></div>',
    '<button type="button">Show all</button>',
    '</form>',
  ].join('');
}
