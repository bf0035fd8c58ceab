/**
 * Sentences for people, in pieces. What others wrote (names, ids, paths) is hostile text: it stays a piece of its own, and whoever
 * shows the sentence decides how such a piece is made harmless there.
 */
import { formatNumber } from './format';

export type Piece = string | Code;
/** What others wrote, or what somebody is to type. */
export interface Code {
  readonly code: string;
}
export type Words = readonly Piece[];

export function code(text: string): Code {
  return { code: text };
}

/** A sentence: `` words`Delete ${plural(3, 'integration')} of ${code(name)}` ``. Numbers get thousands separators. */
export function words(strings: TemplateStringsArray, ...values: readonly (Piece | number | Words)[]): Words {
  const pieces: Piece[] = [];
  strings.forEach((text, index) => {
    pieces.push(text);
    const value = values[index];
    if (value === undefined) return;
    if (typeof value === 'number') pieces.push(formatNumber(value));
    else if (typeof value === 'string' || 'code' in value) pieces.push(value);
    else pieces.push(...value);
  });
  return joined(pieces);
}

/** A list of names, cut after `most`: `a`, `b` and 3 more. */
export function listed(names: readonly (string | Code)[], most = 3): Words {
  const shown = names.length > most + 1 ? names.slice(0, most) : names;
  const rest = names.length - shown.length;
  const parts: Words[] = [...shown.map((one) => [one]), ...(rest > 0 ? [[`${formatNumber(rest)} more`]] : [])];
  return joined(
    parts.flatMap((part, index) => [...(index === 0 ? [] : [index === parts.length - 1 ? ' and ' : ', ']), ...part]),
  );
}

/** The same text without its structure, for whoever makes all of it harmless anyway. */
export function textOfWords(all: Words): string {
  return all.map((piece) => (typeof piece === 'string' ? piece : piece.code)).join('');
}

/** Neighbouring texts are one. */
function joined(pieces: readonly Piece[]): Words {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece;
    else if (piece !== '') all.push(piece);
  }
  return all;
}
