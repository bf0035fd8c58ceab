/** A small table in the terminal, within its width. */
import Table from 'cli-table3';
import { formatNumber } from '../../domain/format';
import type { PlanTable } from '../../domain/plan';
import { NO_LINES } from '../table';
import { printable } from '../text';
import { chopped, columnsOf, wrapped } from './wrap';

const GAP = 2;
const NARROWEST = 8;

export function columns(heads: PlanTable['columns'], rows: PlanTable['rows'], width: number): string[] {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? formatNumber(cell) : printable(cell, 96))),
  );
  const names = heads.map(({ name }) => printable(name));
  if (heads.length * NARROWEST > width) return sentences(names, cells, width);
  const needed = names.map((name, index) =>
    Math.max(...name.split(' ').map(columnsOf), ...cells.map((row) => columnsOf(row[index] ?? ''))),
  );
  const widths = fitted(
    needed.map((one) => one + GAP),
    names.map((name) => columnsOf(name) + GAP),
    width,
  );
  const lines = (all: readonly string[]): string[] =>
    all.map((cell, index) => broken(cell, (widths[index] ?? NARROWEST) - GAP));
  const table = new Table({
    head: lines(names),
    colWidths: widths,
    colAligns: heads.map(({ align }) => align),
    wordWrap: true,
    wrapOnWordBoundary: true,
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP, compact: true },
  });
  table.push(...cells.map(lines));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

/** Where the columns have no room beside one another. */
function sentences(names: readonly string[], rows: readonly (readonly string[])[], width: number): string[] {
  return rows.flatMap((row) =>
    wrapped([row.map((cell, index) => `${names[index] ?? ''} ${cell}`).join(', ')], { width, mark: '- ' }),
  );
}

/** The library would cut a word that is longer than its column: a name goes on in the next line. */
function broken(text: string, width: number): string {
  return text
    .split(' ')
    .map((word) => chopped(word, width).join('\n'))
    .join(' ');
}

/** The widest give way first; if there is room to spare, headings get it, the most broken first. */
function fitted(natural: readonly number[], headings: readonly number[], width: number): number[] {
  const all = [...natural];
  const sum = (): number => all.reduce((total, one) => total + one, 0);
  while (sum() > width) {
    const widest = Math.max(...all);
    if (widest <= NARROWEST) break;
    all[all.indexOf(widest)] = widest - 1;
  }
  for (let spare = width - sum(); spare > 0; spare -= 1) {
    const lacking = headings.map((heading, index) => heading / (all[index] ?? heading));
    const most = Math.max(...lacking);
    if (most <= 1) break;
    const index = lacking.indexOf(most);
    all[index] = (all[index] ?? 0) + 1;
  }
  return all;
}
