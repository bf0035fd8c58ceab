/** Everything that was measured, to be sorted and searched. There may be thousands of rows: each is as small as can be. */
import { formatNumber, plural } from '../../domain/format';
import type { Report, ReportRow } from '../../domain/report';
import { accountText, forecastText, pointsText, raiseText, resourceText } from '../../domain/report-words';
import { escapeHtml, textHtml } from '../../drawing/html';
import type { Section } from '../../drawing/page';
import { percent } from '../../drawing/severity';

const ID = 'rows';

interface Column {
  readonly name: string;
  readonly isNumber?: true;
  readonly cell: (row: ReportRow) => string;
}

export function tableSection(report: Report): Section {
  const columns = columnsOf(report);
  const heads = columns.map(
    ({ name, isNumber }) =>
      `<th scope="col"${isNumber ? ' class="number"' : ''}${name === PEAK ? ' aria-sort="descending"' : ''}><button type="button">${textHtml(name)}<span class="order" aria-hidden="true"></span></button></th>`,
  );
  const most = report.accounts.length > 1 ? MOST_SHOWN : Infinity;
  const shown = report.rows.slice(0, most);
  const body = shown.map((row) => `<tr>${columns.map(({ cell }) => cell(row)).join('')}</tr>`);
  return {
    id: 'all',
    title: 'Everything that was measured',
    html: [
      ...leftOut(report, shown.length),
      '<form class="filters" aria-label="What the table shows" hidden><div class="grow"><label for="words">Search the table</label><input id="words" type="search" autocomplete="off" placeholder="Name, quota, Region …"></div><button type="button">Show all</button></form>',
      '<div class="widget"><div class="scroll" role="region" aria-label="Everything that was measured" tabindex="0">',
      `<table class="sortable" id="${ID}"><caption class="hidden">Everything that was measured, nearest to exhaustion first</caption>`,
      `<thead><tr>${heads.join('')}</tr></thead>`,
      `<tbody>${body.join('\n')}</tbody></table></div>`,
      `<p class="count" data-table="${ID}" aria-live="polite">${plural(shown.length, 'row')}</p></div>`,
    ].join('\n'),
  };
}

/**
 * Of several accounts. A row is 0.4 KB (docs/measurements.md: 5,000 in a page of 1.9 MB), so these are 2.4 MB, which a browser sorts in
 * half a second; `report.csv` goes on to the rows that the report holds. One account is shown whole.
 */
const MOST_SHOWN = 6000;

/** What is not in the table, and where it is. */
function leftOut({ rows, rowsLeftOut }: Report, shown: number): string[] {
  const inFile = rows.length - shown;
  const texts = [
    ...(inFile > 0
      ? [`The ${formatNumber(shown)} fullest of ${formatNumber(rows.length)}: report.csv has them all.`]
      : []),
    ...(rowsLeftOut > 0
      ? [
          `${formatNumber(rowsLeftOut)} more were measured and are in no file: each is less full than the rows of its account here, and all are in the history.`,
        ]
      : []),
  ];
  return texts.length === 0 ? [] : [`<p class="lead">${textHtml(texts.join(' '))}</p>`];
}

const PEAK = 'Peak, %';
const SEVERITIES = ['ok', 'warning', 'critical'] as const satisfies readonly ReportRow['severity'][];

function columnsOf({ accounts }: Report): Column[] {
  const names = new Map(accounts.map((one) => [one.accountId, accountText(one)]));
  const account: Column = { name: 'Account', cell: ({ accountId }) => nameCell(names.get(accountId) ?? accountId) };
  return [
    { name: 'Quota', cell: ({ title }) => `<th scope="row">${textHtml(title)}</th>` },
    { name: 'Resource', cell: ({ resource }) => (resource === null ? NONE : nameCell(resourceText(resource))) },
    ...(accounts.length > 1 ? [account] : []),
    { name: 'Region', cell: ({ region }) => textCell(region) },
    {
      name: PEAK,
      isNumber: true,
      cell: ({ peak }) => (peak.percent === null ? NUMBER_NONE : numberCell(percent.format(peak.percent))),
    },
    { name: 'Used', isNumber: true, cell: ({ peak }) => numberCell(formatNumber(peak.usage)) },
    { name: 'Limit', isNumber: true, cell: ({ peak }) => numberCell(formatNumber(peak.limit)) },
    {
      name: 'Severity',
      cell: ({ severity }) => `<td class="${severity}" data-value="${SEVERITIES.indexOf(severity)}">${severity}</td>`,
    },
    { name: 'Points', isNumber: true, cell: changeCell },
    { name: 'Full', cell: forecastCell },
    { name: 'Can be raised', cell: (row) => textCell(raiseText(row)) },
  ];
}

const NONE = '<td class="none">–</td>';
const NUMBER_NONE = '<td class="number none">–</td>';

function textCell(content: string): string {
  return `<td>${escapeHtml(content)}</td>`;
}

/** May be long, and without any place to break it. */
function nameCell(content: string): string {
  return `<td class="name">${escapeHtml(content)}</td>`;
}

function numberCell(content: string): string {
  return `<td class="number">${content}</td>`;
}

function changeCell(row: ReportRow): string {
  const points = pointsText(row);
  return /\d/.test(points) ? numberCell(points) : `<td class="number none">${points}</td>`;
}

/** By the day; what has none stands behind. */
function forecastCell(row: ReportRow): string {
  const { forecast } = row;
  const content = textHtml(forecastText(row));
  return forecast?.status === 'fills-up'
    ? `<td class="wrap" data-value="${forecast.day}">${content}</td>`
    : `<td class="none wrap">${content}</td>`;
}
