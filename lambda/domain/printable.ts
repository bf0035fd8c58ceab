/** Text from AWS is hostile: whoever may name an API may write into whatever shows its name. */

/** Control, format (bidirectional overrides, zero-width), private and unassigned characters, and line separators. */
export const NOT_PRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

const characters = new Intl.Segmenter('en');

/** One character on the screen may be thousands of UTF-16 units; of the longest that people use, a family in emoji, this many. */
const UNITS = 12;

/** One line without control characters, at most `longest` characters long. */
export function printable(text: string, longest = 48): string {
  const start = text.slice(0, longest * UNITS).replace(NOT_PRINTABLE, '�');
  // No text has more characters than units, and to count them takes time.
  if (text.length <= longest) return start;
  let count = 0;
  let cut = 0;
  for (const { index } of characters.segment(start)) {
    if (count === longest - 1) cut = index;
    count += 1;
    if (count > longest) break;
  }
  if (count > longest) return `${start.slice(0, cut)}…`;
  return text.length > longest * UNITS ? `${start}…` : start;
}
