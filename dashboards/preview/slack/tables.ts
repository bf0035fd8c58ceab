/** The two tables. The first row is the header of both. */
import { escapeHtml } from '../../../lambda/drawing/html';
import { renderRichText } from './rich-text';
import type { BlockOf, Cell } from './schema';
import { verbatim } from './text';
import type { SlackPeople } from './view';

type Align = 'left' | 'center' | 'right';

interface Table {
  readonly caption: string | null;
  readonly header: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
  readonly alignOf: (column: number) => Align;
  /** The column that names its row; none, if negative. */
  readonly namedBy: number;
}

export function renderTable({ rows: [header = [], ...rows], column_settings }: BlockOf<'table'>, people: SlackPeople) {
  const alignOf = (column: number): Align => column_settings?.[column]?.align ?? numbersRight(rows, column);
  return render({ caption: null, header, rows, alignOf, namedBy: -1 }, people);
}

/** Slack shows one page of it, and the reader can turn them. */
export function renderDataTable(block: BlockOf<'data_table'>, people: SlackPeople): string {
  const [header = [], ...rows] = block.rows;
  const page = rows.slice(0, block.page_size);
  const table = render(
    {
      caption: block.caption,
      header,
      rows: page,
      alignOf: (column) => numbersRight(rows, column),
      namedBy: block.row_header_column_index,
    },
    people,
  );
  const shown = page.length < rows.length ? `<p class="pages">Showing 1–${page.length} of ${rows.length}</p>` : '';
  return `<div class="data-table">${table}${shown}</div>`;
}

function numbersRight(rows: readonly (readonly Cell[])[], column: number): Align {
  const cells = rows.flatMap((row) => row[column] ?? []);
  return cells.length > 0 && cells.every(({ type }) => type === 'raw_number') ? 'right' : 'left';
}

/** Wider than the channel it is scrolled, also by keyboard. */
function render({ caption, header, rows, alignOf, namedBy }: Table, people: SlackPeople): string {
  const cell = (tag: string, one: Cell, column: number): string => {
    const content = one.type === 'rich_text' ? renderRichText(one, people) : verbatim(one.text);
    return `<${tag} class="${alignOf(column)}">${content}</${tag.slice(0, 2)}>`;
  };
  const body = rows.map((row) => {
    const cells = row.map((one, column) => cell(column === namedBy ? 'th scope="row"' : 'td', one, column));
    return `<tr>${cells.join('')}</tr>`;
  });
  return [
    `<div class="table" role="region" aria-label="${escapeHtml(caption ?? 'Table')}" tabindex="0"><table>`,
    caption === null ? '' : `<caption>${verbatim(caption)}</caption>`,
    `<thead><tr>${header.map((one, column) => cell('th scope="col"', one, column)).join('')}</tr></thead>`,
    `<tbody>${body.join('')}</tbody></table></div>`,
  ].join('');
}
