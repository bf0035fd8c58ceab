/** A table as a file for a spreadsheet. */
import { stringify } from 'csv-stringify/sync';
import { printable } from './printable';

/** `null` is an empty cell. */
export type Cell = string | number | null;

const LONGEST_CELL = 1000;

/** RFC 4180. Texts are hostile: each is one line, and none is a formula for whoever opens the file. Numbers are plain. */
export function csvOf(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? printable(cell, LONGEST_CELL) : cell)));
  return stringify([[...columns], ...cells], { escape_formulas: true, record_delimiter: '\r\n' });
}
