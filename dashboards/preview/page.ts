/**
 * The dashboard as one page that needs nothing else: no server, no network, no fonts. Pure. Others add sections of their own.
 */
import { createHash } from 'node:crypto';
import type { RegionStatus, Snapshot } from '../../lambda/domain/snapshot';
import type { Variable } from '../body';
import { escapeHtml } from './html';
import { script } from './script';
import { badge, type Tone } from './severity';
import { style } from './style';
import { renderTime } from './table';
import { renderWidget, type Shown } from './widgets';

export type { AlarmState } from './widgets';

export interface PageInput extends Shown {
  readonly snapshot: Snapshot;
  readonly sections?: readonly Section[];
}

/** Its author has escaped what came from elsewhere. The page runs no script but its own and takes no styles in attributes. */
export interface Section {
  /** An anchor, unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly html: string;
  /** Rules for what is inside, such as `#slack .message { … }`. */
  readonly css?: string;
}

export function renderPage(input: PageInput): string {
  const dashboard: Section = { id: 'dashboard', title: 'CloudWatch dashboard', html: renderDashboard(input) };
  const sections = [dashboard, ...(input.sections ?? [])];
  const css = [style, ...sections.map((one) => one.css ?? '')].join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(css)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>Headroom: what CloudWatch and Slack would show</title>
<style>${css}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the dashboard</a>
<div class="page">
${renderHeader(input.snapshot, sections)}
<main id="content" tabindex="-1">
${sections.map(renderSection).join('\n')}
</main>
<footer><p>Made on this machine by the real scan and the real dashboard definition; no AWS account was involved. Deployed, the same
definition is a dashboard in your CloudWatch console, and the times move on.</p></footer>
</div>
<script>${script}</script>
</body>
</html>
`;
}

/** Only what is in the page, by its hash: neither a request nor a script that came with a name can get through. */
function policyFor(css: string): string {
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `style-src ${hash(css)}`,
    `script-src ${hash(script)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

const MARK =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 17a9 9 0 0 1 18 0" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round"/><path d="M12 17l4.6-6" stroke="currentColor" stroke-width="2.6" stroke-linecap="round"/></svg>';

function renderHeader(
  { accountId, finishedAt, measurements, calls, regions }: Snapshot,
  sections: readonly Section[],
): string {
  const measured = measurements.filter(({ status }) => status === 'measured').length;
  const wanted = measurements.filter((one) => one.status !== 'unmeasured' || one.cause !== 'declined').length;
  const facts = [
    ['Account', escapeHtml(accountId)],
    ['Scanned', renderTime(finishedAt)],
    ['Measured', `${number.format(measured)} of ${number.format(wanted)}`],
    ['Calls to AWS', number.format(calls.total)],
  ];
  const links = sections.map(({ id, title }) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(title)}</a></li>`);
  return `<header>
<p class="brand">${MARK}Headroom</p>
<h1>What CloudWatch and Slack would show for the demonstration account</h1>
<p class="lead">Headroom watches how close an AWS account is to its API Gateway and Lambda quotas, in every Region, and says so before a deployment fails.</p>
<dl class="facts">${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>
<ul class="regions" aria-label="Regions">${regions.map(({ region, status }) => `<li>${escapeHtml(region)} ${badge(...STATUSES[status])}</li>`).join('')}</ul>
${sections.length > 1 ? `<nav aria-label="Sections"><ul>${links.join('')}</ul></nav>` : ''}
</header>`;
}

const number = new Intl.NumberFormat('en');

const STATUSES: Record<RegionStatus, readonly [Tone, string]> = {
  scanned: ['ok', 'read'],
  partial: ['warning', 'read in part'],
  denied: ['unknown', 'denied'],
  unavailable: ['unknown', 'unavailable'],
  failed: ['critical', 'failed'],
};

function renderSection({ id, title, html }: Section): string {
  const anchor = escapeHtml(id);
  return `<section class="part" id="${anchor}" aria-labelledby="${anchor}-heading"><h2 id="${anchor}-heading">${escapeHtml(title)}</h2>\n${html}</section>`;
}

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
  const selects = variables.map(({ id, label, values, defaultValue }) => {
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
