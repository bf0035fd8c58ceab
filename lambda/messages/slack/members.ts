/** The members of a group: the worst of them, and how many more there are. */
import type { KnownBlock } from '@slack/web-api';
import type { Incident, ShownMember } from '../../domain/incident';
import { MOST_LISTED } from '../../domain/told';
import { formatNumber } from '../../domain/format';
import { bullets, context, dataTable, lineTable, quote, type TableCell, type TableShape } from './blocks';
import { countText, frozenText, memberNoun, percentText, resourceName } from './subject';
import { brief } from './words';

/** The blocks of a message, in as many forms as there are of its table. @param more what stands below the table */
export function withTable(
  before: readonly KnownBlock[],
  table: TableShape | null,
  more: readonly KnownBlock[],
): KnownBlock[][] {
  if (table === null) return [[...before, ...more]];
  return [dataTable, lineTable].map((draw) => [...before, draw(table), ...more]);
}

export function membersTable(incident: Incident): TableShape {
  const shown = incident.worst.slice(0, MOST_LISTED);
  return {
    caption: captionOf(shown.length, incident.total),
    columns: [memberNoun(incident), '%', 'Used', 'Limit', 'State'],
    rows: shown.map((member) => ({
      cells: [nameOf(member), ...numbersOf(member), member.level],
      line: { style: 'code', name: nameOf(member), text: `${howFull(member)}, ${member.level}` },
    })),
  };
}

/** Where there are more, how many of them is said below. */
export function captionOf(shown: number, all: number): string {
  return shown < all ? `The worst ${formatNumber(shown)} of ${formatNumber(all)}` : `All ${formatNumber(all)}`;
}

function nameOf(member: ShownMember): string {
  const name = member.resource === null ? 'The Region' : resourceName(member.resource, 48);
  return `${name}${frozenText(member)}`;
}

/** Utilization, usage and limit. */
export function numbersOf({ percent, usage, limit }: Pick<ShownMember, 'percent' | 'usage' | 'limit'>): TableCell[] {
  return [usage === null ? null : percent, usage, limit].map(numberCell);
}

/** `95.7 % (287 of 300)`. */
export function howFull(count: Pick<ShownMember, 'percent' | 'usage' | 'limit'>): string {
  const text = countText(count);
  return text === null ? 'not known' : `${percentText(count)} (${text})`;
}

/** What JSON has no number for is only text. */
function numberCell(value: number | null): TableCell {
  if (value === null) return '–';
  const text = formatNumber(value);
  return Number.isFinite(value) ? { value, text } : text;
}

/** Which resources are worth a look, and why. What is the same for all is said once. */
export function observed({ worst, total }: Incident): KnownBlock[] {
  const shown = worst.slice(0, MOST_LISTED);
  const texts = new Set(shown.map(({ text }) => text ?? ''));
  const [only] = texts.size === 1 ? texts : [];
  if (shown.length <= 1 && total <= 1) return quote(sentenceCase(only ?? ''));
  const items = shown.map((member) => {
    const text = only === undefined ? brief(member.text ?? '', 200) : '';
    return { style: 'code' as const, name: nameOf(member), text };
  });
  return [...quote(sentenceCase(only ?? '')), bullets(items), ...moreMembers({ total })];
}

/** The file follows in the thread, where there are more than are shown. */
export function moreMembers({ total }: Pick<Incident, 'total'>): KnownBlock[] {
  if (total <= MOST_LISTED) return [];
  return context([`and ${formatNumber(total - MOST_LISTED)} more: the list is in the thread`]);
}

function sentenceCase(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
