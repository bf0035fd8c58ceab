/**
 * Words that others wrote, on their way into Slack: names, reasons and ids are hostile text, since whoever may name an API could
 * otherwise page a channel or forge a line of a message.
 *
 * There are three ways in, by where the words stand. In Slack's markup (`mrkdwn`) a name is code, in which nothing is read but `&`,
 * `<`, `>` and the backtick; whatever else stands there is escaped, and what could begin emphasis or an emoji becomes a look-alike. A
 * zero-width character would not do: people use it to make emphasis begin within a word. Longer texts and tables are no markup at
 * all: rich text and raw cells, whose text Slack does not read, so that a copied ARN is still an ARN.
 */
import { NO_NAME } from '../../domain/plan-words';
import type { Words } from '../../domain/words';
import { printable } from '../text';

const characters = new Intl.Segmenter('en');

/** One line of what can be printed, at most so many UTF-16 units: one character on the screen may be thousands of them. */
export function brief(text: string, most: number): string {
  const line = printable(
    text
      .slice(0, most * 8)
      .replaceAll(/\s+/g, ' ')
      .trim(),
    most,
  );
  if (line.length <= most) return line;
  let kept = '';
  for (const { segment } of characters.segment(line)) {
    if (kept.length + segment.length >= most) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** The three characters that Slack wants escaped, in markup, in plain text and in the text of a message. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The colon that may begin one, as in `:fire:`; neither that of `a: b` nor those of a time. */
const EMOJI = /:(?=\S)(?!(?<=\d:)\d\d(?!\d))/g;

/** For between other words, in markup: as it is written, and nothing in it has a meaning. */
export function plain(text: string, most = 120): string {
  return escaped(
    brief(text, most)
      .replaceAll('*', '∗')
      .replaceAll('~', '∼')
      .replaceAll('`', 'ˋ')
      // Within a word an underscore is only that.
      .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ')
      .replaceAll(EMOJI, '∶'),
  );
}

/** A name, in markup. */
export function code(text: string, most = 80): string {
  const name = brief(text, most).replaceAll('`', 'ˋ');
  return `\`${escaped(name === '' ? NO_NAME : name)}\``;
}

export interface Part {
  readonly text: string;
  readonly isCode: boolean;
}

/** A sentence of the catalogue, in which backticks mark code. Not for markup. */
export function partsOf(text: string, most = 300): Part[] {
  const parts = brief(text, most).split('`');
  // The last backtick of an odd number of them marks nothing.
  return parts
    .map((part, index) => ({ text: part, isCode: index % 2 === 1 && index < parts.length - 1 }))
    .filter((part) => part.text !== '');
}

/** A sentence whose pieces are known. Not for markup. The spaces around a name belong to the sentence. */
export function partsOfWords(all: Words, most = 600): Part[] {
  const parts: Part[] = [];
  let left = most;
  for (const piece of all) {
    const isCode = typeof piece !== 'string';
    const text = isCode ? brief(piece.code === '' ? NO_NAME : piece.code, 80) : printable(piece, most);
    if (text.length > left) return [...parts, { text: isCode ? '…' : cut(text, left), isCode: false }];
    parts.push({ text, isCode });
    left -= text.length;
  }
  return parts;
}

function cut(text: string, most: number): string {
  const [blanks = ''] = /^\s*/.exec(text) ?? [];
  return blanks + brief(text.slice(blanks.length), Math.max(1, most - blanks.length));
}
