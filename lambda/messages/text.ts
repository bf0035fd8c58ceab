/** Text from AWS is hostile: whoever may name an API may write into the terminal of whoever scans the account. */

/** Control, format (bidirectional overrides, zero-width), private and unassigned characters, and line separators. */
const NOT_PRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

const characters = new Intl.Segmenter('en');

/** One line without control characters, at most `longest` characters long. */
export function printable(text: string, longest = 48): string {
  const whole = Array.from(characters.segment(text.replace(NOT_PRINTABLE, '�')), ({ segment }) => segment);
  return whole.length > longest ? `${whole.slice(0, longest - 1).join('')}…` : whole.join('');
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** How full, in eighths of a cell; whatever is in use shows at least one. */
export function bar(utilization: number | null, cells: number): string {
  const eighths = Math.min(cells * 8, Math.max(1, Math.round(((utilization ?? 0) / 100) * cells * 8)));
  const text = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
  return text.padEnd(cells, '░');
}
