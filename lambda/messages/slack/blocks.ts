/** Blocks with their limits, and where nothing that others wrote is read as markup: https://docs.slack.dev/reference/block-kit/blocks */
import type { Block as AnyBlock, KnownBlock } from '@slack/web-api';
import { brief, escaped, type Part } from './words';

type Block<Type extends KnownBlock['type']> = Extract<KnownBlock, { type: Type }>;
type Cell = Block<'data_table'>['rows'][number][number];
type RichText = Block<'rich_text'>;
type Section = Extract<RichText['elements'][number], { type: 'rich_text_section' }>;
type Inline = Section['elements'][number];

const HEADER_LENGTH = 150;

/** Plain text: Slack reads no markup in it, and undoes the three escapes. */
export function header(text: string): KnownBlock {
  return { type: 'header', text: { type: 'plain_text', text: cutEscaped(text, HEADER_LENGTH), emoji: true } };
}

/** As it is; only what would be too long once it is escaped is cut before that. */
function cutEscaped(text: string, most: number): string {
  const whole = escaped(brief(text, most));
  return whole.length <= most ? whole : cutEscaped(brief(text, Math.floor(most / 5)), most);
}

/** `verbatim`: Slack reads what is marked, and makes no links and mentions of what merely looks like some. */
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text, verbatim: true }) as const;

export function section(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text) };
}

export interface Field {
  readonly name: string;
  readonly value: string;
}

/** Side by side, or below one another where it is narrow; none, no block. */
export function fields(all: readonly Field[]): KnownBlock[] {
  if (all.length === 0) return [];
  return [{ type: 'section', fields: all.map(({ name, value }) => mrkdwn(`*${name}*\n${value}`)) }];
}

/** A small grey line. What is `null` is left out. */
export function context(parts: readonly (string | null)[]): KnownBlock[] {
  const text = parts.filter((part) => part !== null && part !== '').join(' · ');
  return text === '' ? [] : [{ type: 'context', elements: [mrkdwn(text)] }];
}

/** What somebody else wrote, word for word. */
export function quote(text: string, most = 600): KnownBlock[] {
  const words = brief(text, most);
  if (words === '') return [];
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: words }] }] }];
}

const bold = (text: string): Inline => ({ type: 'text', text, style: { bold: true } });
const asCode = (text: string): Inline => ({ type: 'text', text, style: { code: true } });
const sectionOf = (elements: Inline[]): Section => ({ type: 'rich_text_section', elements });

export interface Line {
  /** A name that others gave stands in code, a title of ours in bold. */
  readonly style: 'code' | 'bold';
  readonly name: string;
  readonly text: string;
}

/** Below one another. */
export function bullets(lines: readonly Line[], caption: string | null = null): KnownBlock {
  const elements = lines.map(({ style, name, text }) => {
    const named = style === 'code' ? asCode(name) : bold(name);
    return sectionOf(text === '' ? [named] : [named, { type: 'text', text: `: ${text}` }]);
  });
  const list = { type: 'rich_text_list', style: 'bullet', elements } as const;
  return { type: 'rich_text', elements: caption === null ? [list] : [sectionOf([bold(caption)]), list] };
}

/** Sentences after one another. @param lead stands before them in bold */
export function paragraph(sentences: readonly (readonly Part[])[], lead: string | null = null): KnownBlock[] {
  const said = sentences.map((parts) => parts.map(inline));
  const elements = [...(lead === null ? [] : [[bold(lead)]]), ...said].flatMap((parts, index) => [
    ...(index === 0 ? [] : [{ type: 'text' as const, text: ' ' }]),
    ...parts,
  ]);
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements: [sectionOf(elements)] }];
}

const inline = ({ text, isCode }: Part): Inline => (isCode ? asCode(text) : { type: 'text', text });

/** What to do, in order. */
export function steps(title: string, all: readonly (readonly Part[])[]): KnownBlock[] {
  if (all.length === 0) return [];
  const elements = all.map((parts) => sectionOf(parts.map(inline)));
  const list = { type: 'rich_text_list', style: 'ordered', elements } as const;
  return [{ type: 'rich_text', elements: [sectionOf([bold(title)]), list] }];
}

/** Words as they are, with a link at their end. */
export function prose(text: string, link: { readonly url: string; readonly label: string } | null): KnownBlock {
  const after: Inline[] =
    link === null
      ? []
      : [
          { type: 'text', text: ' ' },
          { type: 'link', url: link.url, text: link.label },
        ];
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }, ...after] }],
  };
}

/** A number is shown as its text and sorted as a number. */
export interface NumberCell {
  readonly value: number;
  readonly text: string;
}
export type TableCell = string | NumberCell;

export interface TableShape {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** The first names its row. */
  readonly cells: readonly TableCell[];
  /** The same as a line, for a workspace whose Slack does not know tables yet: it can be read on a telephone, too. */
  readonly line: Line;
}

export function dataTable({ caption, columns, rows }: TableShape): KnownBlock {
  return {
    type: 'data_table',
    caption,
    page_size: 10,
    row_header_column_index: 0,
    rows: [columns.map(cellOf), ...rows.map(({ cells }) => cells.map(cellOf))],
  };
}

export function lineTable({ caption, rows }: TableShape): KnownBlock {
  const lines = rows.map(({ line }) => line);
  return bullets(lines, caption);
}

/** Slack takes 50 characters of the title, 20 of a name and of a category, each of them only once, and 20 categories. */
export interface ChartShape {
  readonly title: string;
  /** Of the values. */
  readonly unit: string;
  readonly categories: readonly string[];
  /** At most six, each with a value for every category: Slack takes no gaps. */
  readonly lines: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/**
 * https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block, which the types of Slack's client do not have yet
 * (node-slack-sdk#2637).
 */
interface Chart extends AnyBlock {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'line';
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label: string };
  };
}

export function lineChart({ title, unit, categories, lines }: ChartShape): Chart {
  const series = lines.map(({ name, values }) => ({
    name,
    data: values.map((value, index) => ({ label: categories[index] ?? '', value })),
  }));
  return {
    type: 'data_visualization',
    title,
    chart: { type: 'line', series, axis_config: { categories, y_label: unit } },
  };
}

function cellOf(cell: TableCell): Cell {
  if (typeof cell === 'string') return { type: 'raw_text', text: cell === '' ? '–' : cell };
  return { type: 'raw_number', value: cell.value, text: cell.text };
}
