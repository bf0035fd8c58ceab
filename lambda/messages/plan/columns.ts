/** A small table in the terminal, within its width. */
import Table from 'cli-table3';
import { formatNumber } from '../../domain/format';
import type { PlanTable } from '../../domain/plan';
import { NO_LINES } from '../table';
import { printable } from '../text';

const GAP = 2;
const NARROWEST = 8;

export function columns(heads: PlanTable['columns'], rows: PlanTable['rows'], width: number): string[] {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? formatNumber(cell) : printable(cell, 96))),
  );
  const natural = heads.map(
    ({ name }, index) => Math.max(...name.split(' ').map(lengthOf), ...cells.map((row) => lengthOf(row[index]))) + GAP,
  );
  const widths = fitted(natural, width);
  const table = new Table({
    head: heads.map(({ name }) => name),
    colWidths: widths,
    colAligns: heads.map(({ align }) => align),
    wordWrap: true,
    wrapOnWordBoundary: true,
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP, compact: true },
  });
  table.push(...cells.map((row) => row.map((cell, index) => broken(cell, (widths[index] ?? 0) - GAP))));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

const lengthOf = (text = ''): number => text.length;

/** The library would cut a word that is longer than its column: a name goes on in the next line. */
function broken(text: string, width: number): string {
  return text.replaceAll(new RegExp(`(\\S{${Math.max(1, width)}})(?=\\S)`, 'g'), '$1\n');
}

/** The widest give way first. */
function fitted(natural: readonly number[], width: number): number[] {
  const all = [...natural];
  while (all.reduce((sum, one) => sum + one, 0) > width) {
    const widest = Math.max(...all);
    if (widest <= NARROWEST) break;
    all[all.indexOf(widest)] = widest - 1;
  }
  return all;
}
