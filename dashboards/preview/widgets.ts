/** One widget of the dashboard, as CloudWatch would show it. */
import { escapeHtml } from '../../lambda/drawing/html';
import { ink, legendSign } from '../../lambda/drawing/ink';
import { badge, percent, percentBar, type Tone } from '../../lambda/drawing/severity';
import type { AlarmWidget, DashboardBody, LogWidget, MetricWidget, Widget } from '../body';
import { parseLogQuery } from '../expressions';
import { gauge, lineChart, sparkline } from './charts';
import type { DashboardData } from './data';
import { queried } from './evaluate/log-query';
import { type Drawing, drawingOf, type Line } from './evaluate/metric-widget';
import { renderMarkdown } from './markdown';
import { toneAt, toneOf } from './severity';
import { renderTable } from './table';

export interface AlarmState {
  readonly arn: string;
  readonly name: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
}

export interface Shown {
  readonly body: DashboardBody;
  readonly data: DashboardData;
  readonly alarms: readonly AlarmState[];
}

export function renderWidget(widget: Widget, index: number, shown: Shown): string {
  const id = `widget-${index}`;
  const classes = `widget ${kindOf(widget)} x-${widget.x} w-${widget.width}`;
  if (widget.type === 'text') return `<div class="${classes}">${renderMarkdown(widget.properties.markdown)}</div>`;
  const title = `<h3 id="${id}-title">${escapeHtml(widget.properties.title)}</h3>`;
  return `<section class="${classes}" aria-labelledby="${id}-title">${title}\n${content(widget, id, shown)}</section>`;
}

function kindOf(widget: Widget): string {
  return widget.type === 'metric' ? widget.properties.view : widget.type;
}

function content(widget: Exclude<Widget, { type: 'text' }>, id: string, { body, data, alarms }: Shown): string {
  switch (widget.type) {
    case 'metric':
      return renderMetrics(widget, drawingOf(widget, data, body.start));
    case 'log':
      return renderLog(widget, id, data);
    case 'alarm':
      return renderAlarms(widget, alarms);
  }
}

function renderMetrics({ properties }: MetricWidget, drawing: Drawing): string {
  switch (properties.view) {
    case 'singleValue':
      return renderNumber(properties, drawing);
    case 'gauge':
      return renderGauge(properties, drawing);
    case 'timeSeries':
      return renderGraph(properties, drawing);
    case 'table':
      return renderRanking(properties, drawing);
  }
}

type Properties = MetricWidget['properties'];

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const NOTHING = '<p class="empty">Nothing to show in this range.</p>';

function lastOf(line: Line | undefined): number | undefined {
  return line?.points.at(-1)?.value;
}

/** A number of a severity is calm as long as it is 0. */
function renderNumber({ sparkline: wanted }: Properties, { lines, range }: Drawing): string {
  const [line] = lines;
  const value = lastOf(line);
  const tone = value === undefined || value === 0 ? 'ok' : toneOf(line?.colour ?? null);
  const sign = tone === 'ok' ? '' : badge(tone, line?.label ?? '');
  const shown = value === undefined ? '–' : number.format(value);
  const unit = value !== undefined && line?.label === 'Coverage' ? '<span class="unit">%</span>' : '';
  const before = wanted && line ? sparkline(line.points, range, { width: 240, height: 44 }) : '';
  return `<p class="value ${tone}">${shown}${unit}${sign}</p>${before}`;
}

function renderGauge({ yAxis, annotations }: Properties, { lines: [line] }: Drawing): string {
  const { min = 0, max = 100 } = yAxis?.left ?? {};
  const bands = annotations?.horizontal ?? [];
  const value = lastOf(line);
  const { tone, word } = value === undefined ? { tone: 'unknown' as const, word: 'no data' } : toneAt(value, bands);
  const shown = value === undefined ? '–' : `${number.format(value)} %`;
  const colour = tone === 'warning' || tone === 'critical' ? ink[tone] : ink.accent;
  const svg = gauge({
    value,
    min,
    max,
    annotations: bands,
    colour,
    description: `${shown}, ${word}`,
    width: 240,
    height: 150,
  });
  const marks = bands.map((one) => `${one.label} ${one.value}`).join(' · ');
  return `<div class="dial">${svg}<p class="value ${tone}">${shown}</p></div><p class="below">${badge(tone, word)}</p><p class="note">${escapeHtml(marks)}</p>`;
}

/** Drawn twice, for wide and for narrow screens: scaled down, nobody could read it. */
function renderGraph({ annotations }: Properties, { lines, range }: Drawing): string {
  if (lines.length === 0) return NOTHING;
  const ordered = lines.toSorted((a, b) => (lastOf(b) ?? 0) - (lastOf(a) ?? 0));
  const bands = annotations?.horizontal ?? [];
  const description = `${ordered.length} lines over time; their last values are in the legend`;
  const chart = { lines: ordered, annotations: bands, range, description };
  const legend = ordered.map((line, index) => {
    const { tone } = toneAt(
      lastOf(line) ?? 0,
      bands.filter(({ color }) => toneOf(color) !== 'ok'),
    );
    return `<li>${legendSign(index)}<bdi>${escapeHtml(line.label)}</bdi>${tone === 'ok' ? '' : badge(tone, tone)}</li>`;
  });
  return [
    '<div class="graph">',
    `<div class="wide">${lineChart({ ...chart, width: 820, height: Math.min(440, Math.max(280, lines.length * 46)) })}</div>`,
    `<div class="narrow">${lineChart({ ...chart, width: 330, height: 260 })}</div>`,
    `<ol class="legend">${legend.join('')}</ol></div>`,
  ].join('\n');
}

function renderRanking({ annotations }: Properties, { lines }: Drawing): string {
  if (lines.length === 0) return NOTHING;
  const rows = lines.map(({ label, points }) => {
    const highest = Math.max(...points.map(({ value }) => value));
    const { tone } = toneAt(highest, annotations?.horizontal ?? []);
    const value = `${percentBar(highest, tone)}${percent.format(highest)}`;
    return `<tr><th scope="row"><bdi>${escapeHtml(label)}</bdi></th><td class="number">${value}</td><td>${badge(tone, tone)}</td></tr>`;
  });
  return [
    '<div class="fit"><table class="ranking">',
    '<thead><tr><th scope="col">Quota, resource, Region</th><th scope="col" class="number">Percent</th><th scope="col">Severity</th></tr></thead>',
    `<tbody>${rows.join('')}</tbody></table></div>`,
  ].join('');
}

function renderLog({ properties }: LogWidget, id: string, { logLines, now }: DashboardData): string {
  const table = queried(parseLogQuery(properties.query), logLines, now);
  return table.rows.length === 0 ? NOTHING : renderTable(id, properties.title, table);
}

const STATES: Record<AlarmState['state'], { tone: Tone; word: string }> = {
  OK: { tone: 'ok', word: 'OK' },
  ALARM: { tone: 'critical', word: 'In alarm' },
  INSUFFICIENT_DATA: { tone: 'unknown', word: 'No data yet' },
};

/** Those in alarm first, as the widget is told. */
function renderAlarms({ properties }: AlarmWidget, alarms: readonly AlarmState[]): string {
  const order = Object.keys(STATES);
  const items = properties.alarms
    .map((arn) => alarms.find((one) => one.arn === arn) ?? { arn, name: arn, state: 'INSUFFICIENT_DATA' as const })
    .toSorted((a, b) => rank(a.state) - rank(b.state) || order.indexOf(a.state) - order.indexOf(b.state))
    .map(
      ({ name, state }) => `<li>${badge(STATES[state].tone, STATES[state].word)}<bdi>${escapeHtml(name)}</bdi></li>`,
    );
  return `<ul class="alarms">${items.join('')}</ul>`;
}

function rank(state: AlarmState['state']): number {
  return ['ALARM', 'INSUFFICIENT_DATA', 'OK'].indexOf(state);
}
