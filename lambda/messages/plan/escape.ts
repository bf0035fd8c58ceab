/** Text in Markdown (CommonMark with GitHub's tables) in which nothing that others wrote is markup, and which is readable as it is. */
import { NO_NAME } from '../../domain/plan-words';
import type { Words } from '../../domain/words';
import { printable } from '../text';

export function markdown(all: Words): string {
  return all.map((piece) => (typeof piece === 'string' ? plain(piece) : span(piece.code))).join('');
}

/** Commands and reasons for AWS are longer than any name. */
const LONGEST = 1000;

/** Code, in which nothing is read but the fence itself; it is longer than any in the text. */
export function span(text: string): string {
  const line = printable(text === '' ? NO_NAME : text, LONGEST);
  const fence = '`'.repeat(longestRun(line) + 1);
  // One blank at both ends is not part of the code, unless there is nothing but blanks: https://spec.commonmark.org/0.31.2/#code-spans
  const isBlank = /^ *$/.test(line);
  const pad = !isBlank && /^[` ]|[` ]$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** @returns how many backticks stand together at most */
export function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
}

const MARKUP = /[\\`*[\]<>|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=[#\p{L}])|:(?=\/\/)|(?<=\bwww)\./gu;

/** Between our own words and in a table, in which a bar ends the cell even within code. */
export function plain(text: string): string {
  return printable(text, LONGEST).replaceAll(MARKUP, (sign) => `&#${sign.codePointAt(0)};`);
}
