/** What a Logs Insights query gives of the log's lines. */
import type { BinaryOperator, Column, Command, LogQuery, Value } from '../../expressions';
import type { LogLine } from '../data';

export interface LogTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** How the rows are ordered, by the first key. */
  readonly sortedBy: { readonly column: string; readonly descending: boolean } | null;
}

/** Missing as well as `null` is `undefined`. */
export type Cell = string | number | boolean | undefined;
type Row = ReadonlyMap<string, Cell>;
type Commands<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;

export function queried({ commands }: LogQuery, lines: readonly LogLine[], now: number): LogTable {
  let rows: Row[] = lines.map(rowOf);
  let columns: readonly string[] = [];
  let sortedBy: LogTable['sortedBy'] = null;
  for (const command of commands) {
    switch (command.kind) {
      case 'filter':
        rows = rows.filter((row) => evaluate(command.condition, row, now) === true);
        break;
      case 'fields':
        rows = rows.map(
          (row) =>
            new Map([
              ...row,
              ...command.columns.map(({ alias, value }) => [alias, evaluate(value, row, now)] as const),
            ]),
        );
        break;
      case 'stats':
        rows = grouped(command, rows, now);
        columns = [...command.by, ...command.columns.map(({ alias }) => alias)];
        break;
      case 'sort': {
        rows = rows.toSorted(orderOf(command));
        const [first] = command.keys;
        sortedBy = first ? { column: first.field, descending: first.descending } : null;
        break;
      }
      case 'limit':
        rows = rows.slice(0, command.rows);
        break;
    }
  }
  return { columns, rows: rows.map((row) => columns.map((column) => row.get(column))), sortedBy };
}

/** JSON is flattened: a member of a member is found by its path. What is `null` is not there. */
function rowOf(line: LogLine): Row {
  const row = new Map<string, Cell>([['@timestamp', Date.parse(String(line['timestamp']))]]);
  const flatten = (value: unknown, path: string): void => {
    if (value === null || value === undefined) return;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') row.set(path, value);
    else for (const [key, member] of Object.entries(value)) flatten(member, path === '' ? key : `${path}.${key}`);
  };
  flatten(line, '');
  return row;
}

function grouped({ columns, by }: Commands<'stats'>, rows: readonly Row[], now: number): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(by.map((field) => row.get(field) ?? null));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => {
    const newest = group.reduce((a, b) => (Number(b.get('@timestamp')) >= Number(a.get('@timestamp')) ? b : a));
    return new Map([
      ...by.map((field) => [field, newest.get(field)] as const),
      ...columns.map((column) => [column.alias, latest(column, newest, now)] as const),
    ]);
  });
}

/** "The value of fieldName from the log event that has the latest timestamp". */
function latest({ value, alias }: Column, newest: Row, now: number): Cell {
  const [field] = value.kind === 'call' && value.name === 'latest' ? value.parameters : [];
  if (!field) throw new Error(`the preview makes columns of stats with latest only, not ${alias}`);
  return evaluate(field, newest, now);
}

function evaluate(value: Value, row: Row, now: number): Cell {
  switch (value.kind) {
    case 'literal':
      return value.value;
    case 'field':
      return row.get(value.name);
    case 'like':
      return value.pattern.test(String(evaluate(value.value, row, now) ?? ''));
    case 'call':
      return call(value, row, now);
    case 'binary':
      return operate(value.operator, evaluate(value.left, row, now), evaluate(value.right, row, now));
  }
}

function call({ name, parameters }: Extract<Value, { kind: 'call' }>, row: Row, now: number): Cell {
  const values = parameters.map((one) => evaluate(one, row, now));
  switch (name) {
    case 'now':
      return Math.floor(now / 1000);
    case 'toMillis':
      return values[0];
    case 'concat':
      return values.map((one) => String(one ?? '')).join('');
    case 'latest':
      throw new Error('latest stands in stats only');
  }
}

function operate(operator: BinaryOperator, left: Cell, right: Cell): Cell {
  switch (operator) {
    case 'and':
      return left === true && right === true;
    case 'or':
      return left === true || right === true;
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '>=':
      return Number(left) >= Number(right);
    case '<=':
      return Number(left) <= Number(right);
    case '>':
      return Number(left) > Number(right);
    case '<':
      return Number(left) < Number(right);
    case '+':
      return Number(left) + Number(right);
    case '-':
      return Number(left) - Number(right);
    case '*':
      return Number(left) * Number(right);
    case '/':
      return Number(left) / Number(right);
  }
}

function orderOf({ keys }: Commands<'sort'>): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const { field, descending } of keys) {
      const order = compare(a.get(field), b.get(field));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}

/** What is missing is less than anything. */
function compare(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}
