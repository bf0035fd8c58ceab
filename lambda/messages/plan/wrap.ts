/** Sentences in the terminal: wrapped at its width, and what others wrote stands out by its colour where there is one. */
import { NO_NAME } from '../../domain/plan-words';
import type { Words } from '../../domain/words';
import { printable } from '../text';

export interface Wrapping {
  /** Columns of the terminal. */
  readonly width: number;
  /** What the first line begins with; the others are indented by as much. */
  readonly mark?: string;
  readonly paintCode?: Paint;
  readonly paintMark?: Paint;
}

/** Adds what a terminal shows as colour, and no columns. */
export type Paint = (text: string) => string;

interface Part {
  readonly text: string;
  readonly isCode: boolean;
}

/** Commands and reasons for AWS are longer than any name. */
const LONGEST = 1000;

/** What is longer than a line, such as an address, stands on one of its own, whole, so that it can be copied. */
export function wrapped(sentence: Words, wrapping: Wrapping): string[] {
  const { width, mark = '', paintCode = asItIs, paintMark = asItIs } = wrapping;
  const room = Math.max(1, width - columnsOf(mark));
  const lines: Part[][][] = [[]];
  let used = 0;
  for (const word of unbroken(sentence)) {
    const length = word.reduce((sum, { text }) => sum + columnsOf(text), 0);
    if (used > 0 && used + 1 + length > room) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)?.push(word);
    used += length + (used > 0 ? 1 : 0);
  }
  return lines.map((line, index) => {
    const text = line.map((word) => word.map((part) => (part.isCode ? paintCode(part.text) : part.text)).join(''));
    return `${index === 0 ? paintMark(mark) : ' '.repeat(columnsOf(mark))}${text.join(' ')}`.trimEnd();
  });
}

export const asItIs: Paint = (text) => text;

/** What blanks separate; a word may be a name in brackets of ours. */
function unbroken(sentence: Words): Part[][] {
  const all: Part[][] = [[]];
  for (const piece of sentence) {
    const isCode = typeof piece !== 'string';
    const text = isCode ? printable(piece.code === '' ? NO_NAME : piece.code, LONGEST) : printable(piece, LONGEST);
    for (const [index, part] of text.split(' ').entries()) {
      if (index > 0) all.push([]);
      if (part !== '') all.at(-1)?.push({ text: part, isCode });
    }
  }
  return all.filter((word) => word.length > 0);
}

const characters = new Intl.Segmenter('en');

/** East Asian wide and fullwidth characters, and emoji: https://www.unicode.org/reports/tr11/ */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}\ufe0f]/u;

/** How many columns it takes in a terminal. */
export function columnsOf(text: string): number {
  let sum = 0;
  for (const { segment } of characters.segment(text)) sum += WIDE.test(segment) ? 2 : 1;
  return sum;
}

/** In pieces of at most so many columns; a character is never broken. */
export function chopped(text: string, columns: number): string[] {
  const pieces = [''];
  for (const { segment } of characters.segment(text)) {
    const last = pieces.at(-1) ?? '';
    if (last !== '' && columnsOf(last + segment) > columns) pieces.push(segment);
    else pieces[pieces.length - 1] = last + segment;
  }
  return pieces;
}
