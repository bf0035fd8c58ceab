/** A table that can be sorted and filtered, and scrolled by keyboard. */
import { escapeHtml } from '../../lambda/drawing/html';
import { badge, percent, percentBar, type Tone } from '../../lambda/drawing/severity';
import type { Cell, LogTable } from './evaluate/log-query';

export function renderTable(id: string, title: string, { columns, rows, sortedBy }: LogTable): string {
  const numeric = columns.map((_, index) => rows.some((row) => typeof row[index] === 'number'));
  const head = columns.map((column, index) => {
    const order = sortedBy?.column === column ? (sortedBy.descending ? 'descending' : 'ascending') : null;
    const attributes = [numeric[index] ? ' class="number"' : '', order ? ` aria-sort="${order}"` : ''].join('');
    return `<th scope="col"${attributes}><button type="button">${escapeHtml(headingOf(column))}<span class="order" aria-hidden="true"></span></button></th>`;
  });
  const body = rows.map((row) => {
    const place = ['Region', 'Account'].map((column) => {
      const value = row[columns.indexOf(column)];
      return ` data-${column.toLowerCase()}="${escapeHtml(String(value ?? ''))}"`;
    });
    const severity = row[columns.indexOf('Severity')];
    const cells = row.map((value, index) => renderCell(columns[index] ?? '', value, severity));
    return `<tr${place.join('')}>${cells.join('')}</tr>`;
  });
  return [
    `<div class="scroll" role="region" aria-labelledby="${id}-title" tabindex="0">`,
    `<table class="sortable" id="${id}"><caption class="hidden">${escapeHtml(title)}</caption>`,
    `<thead><tr>${head.join('')}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody></table></div>`,
    `<p class="count" data-table="${id}" aria-live="polite">${rows.length} rows</p>`,
  ].join('\n');
}

/** Names of columns in Logs Insights have no blanks: `CanBeRaised`. */
function headingOf(column: string): string {
  return column.replaceAll(/(?<=[a-z])[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
}

function renderCell(column: string, value: Cell, severity: Cell): string {
  if (value === undefined) return '<td class="none">–</td>';
  if (typeof value === 'number') {
    const isPercent = column === 'Percent';
    const shown = isPercent
      ? `${percentBar(value, toneOfSeverity(severity))}${percent.format(value)}`
      : number.format(value);
    return `<td class="number" data-value="${value}">${shown}</td>`;
  }
  const text = String(value);
  if (column === 'Severity')
    return `<td data-value="${SEVERITIES.indexOf(text)}">${badge(toneOfSeverity(text), text)}</td>`;
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return `<td data-value="${escapeHtml(text)}">${renderTime(text)}</td>`;
  const long = text.length > LONG ? ' class="long"' : '';
  return `<td${long} data-value="${escapeHtml(text)}"><bdi>${escapeHtml(text)}</bdi></td>`;
}

/** Sentences wrap, names do not. */
const LONG = 48;
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const SEVERITIES = ['ok', 'warning', 'critical'];

function toneOfSeverity(severity: Cell): Tone {
  if (severity === 'critical' || severity === 'warning') return severity;
  return 'ok';
}

/** To the minute, in UTC. */
export function renderTime(iso: string): string {
  const shown = iso.slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ');
  return `<time datetime="${escapeHtml(iso)}">${escapeHtml(shown)} UTC</time>`;
}
