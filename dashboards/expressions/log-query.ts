/**
 * A Logs Insights query: one log group, then filter, fields, stats, sort and limit.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
import { limits } from '../limits';
import { list, Scanner } from './scanner';

export interface LogQuery {
  readonly source: string;
  readonly commands: readonly Command[];
}

export type Command =
  | { readonly kind: 'filter'; readonly condition: Value }
  | { readonly kind: 'fields'; readonly columns: readonly Column[] }
  | { readonly kind: 'stats'; readonly columns: readonly Column[]; readonly by: readonly string[] }
  | { readonly kind: 'sort'; readonly keys: readonly { readonly field: string; readonly descending: boolean }[] }
  | { readonly kind: 'limit'; readonly rows: number };

export interface Column {
  readonly value: Value;
  readonly alias: string;
}

export type Value =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly parameters: readonly Value[] }
  | { readonly kind: 'like'; readonly value: Value; readonly pattern: RegExp }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Value; readonly right: Value };

const FUNCTIONS = ['concat', 'latest', 'now', 'toMillis'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** Each level binds more strongly than the one before. */
const LEVELS = [['or'], ['and'], ['>=', '<=', '!=', '=', '>', '<'], ['+', '-'], ['*', '/']] as const;
export type BinaryOperator = (typeof LEVELS)[number][number];

/** @throws SyntaxError */
export function parseLogQuery(text: string): LogQuery {
  const scanner = new Scanner(text);
  scanner.expect(/SOURCE\b/, 'SOURCE');
  const source = scanner.expect(/'[^']+'/, 'the name of a log group in single quotes').slice(1, -1);
  const commands: Command[] = [];
  while (!scanner.atEnd()) {
    scanner.expect(/\|/, '|');
    commands.push(command(scanner));
  }
  return { source, commands };
}

function command(scanner: Scanner): Command {
  const kind = scanner.expect(/[a-z]+/, 'a command');
  switch (kind) {
    case 'filter':
      return { kind, condition: value(scanner) };
    case 'fields':
      return { kind, columns: list(scanner, () => column(scanner)) };
    case 'stats': {
      const columns = list(scanner, () => column(scanner));
      const by = scanner.take(/by\b/) === undefined ? [] : list(scanner, () => fieldName(scanner));
      return { kind, columns, by };
    }
    case 'sort':
      return { kind, keys: list(scanner, () => sortKey(scanner)) };
    case 'limit': {
      const rows = Number(scanner.expect(/\d+/, 'a number'));
      if (rows < 1 || rows > limits.logRows)
        throw new SyntaxError(`expected a limit up to ${limits.logRows}, found ${rows}`);
      return { kind, rows };
    }
    default:
      throw new SyntaxError(`expected filter, fields, stats, sort or limit, found ${JSON.stringify(kind)}`);
  }
}

function column(scanner: Scanner): Column {
  const found = value(scanner);
  scanner.expect(/as\b/, 'as and a name');
  return { value: found, alias: fieldName(scanner) };
}

function sortKey(scanner: Scanner): { field: string; descending: boolean } {
  const field = fieldName(scanner);
  return { field, descending: scanner.take(/asc\b|desc\b/) === 'desc' };
}

function value(scanner: Scanner, level = 0): Value {
  const operators = LEVELS[level];
  if (!operators) return primary(scanner);
  let left = value(scanner, level + 1);
  for (;;) {
    const operator = operators.find((one) => scanner.take(patternOf(one)) !== undefined);
    if (operator !== undefined) left = { kind: 'binary', operator, left, right: value(scanner, level + 1) };
    else if (operators[0] === '>=' && scanner.take(/like\b/) !== undefined) left = like(scanner, left);
    else return left;
  }
}

function patternOf(operator: BinaryOperator): RegExp {
  return /[a-z]/.test(operator)
    ? new RegExp(`${operator}\\b`)
    : new RegExp(operator.replaceAll(/[+*]/g, String.raw`\$&`));
}

/** Of the flags only `(?i)` at the beginning. */
function like(scanner: Scanner, left: Value): Value {
  const source = scanner.expect(/\/(?:[^/\\]|\\.)+\//, 'a pattern between slashes').slice(1, -1);
  const insensitive = source.startsWith('(?i)');
  const pattern = insensitive ? new RegExp(source.slice('(?i)'.length), 'i') : new RegExp(source);
  return { kind: 'like', value: left, pattern };
}

function primary(scanner: Scanner): Value {
  if (scanner.take(/\(/) !== undefined) {
    const inner = value(scanner);
    scanner.expect(/\)/, ')');
    return inner;
  }
  const digits = scanner.take(/\d+(?:\.\d+)?/);
  if (digits !== undefined) return { kind: 'literal', value: Number(digits) };
  const quoted = scanner.take(/"[^"]*"|'[^']*'/);
  if (quoted !== undefined) return { kind: 'literal', value: quoted.slice(1, -1) };
  const called = scanner.take(/\w+\(/)?.slice(0, -1);
  if (called === undefined) return { kind: 'field', name: fieldName(scanner) };
  const name = FUNCTIONS.find((one) => one === called) ?? scanner.fail(`one of ${FUNCTIONS.join(', ')} before this`);
  const parameters = scanner.take(/\)/) === undefined ? list(scanner, () => value(scanner)) : null;
  if (parameters) scanner.expect(/\)/, ')');
  return { kind: 'call', name, parameters: parameters ?? [] };
}

/** Anything but letters, digits, @ and . needs backticks; so do words of the language, as `limit`. */
function fieldName(scanner: Scanner): string {
  const name = scanner.expect(/`[^`]+`|[@A-Za-z][\w.]*/, 'a field');
  return RESERVED.has(name) ? scanner.fail(`backticks around the field ${name} before this`) : name.replaceAll('`', '');
}

const RESERVED = new Set(['limit', 'sort', 'stats', 'fields', 'filter', 'by', 'as', 'and', 'or', 'not', 'like']);

/** The fields that a value reads. */
export function fieldsIn(one: Value): string[] {
  switch (one.kind) {
    case 'literal':
      return [];
    case 'field':
      return [one.name];
    case 'call':
      return one.parameters.flatMap(fieldsIn);
    case 'like':
      return fieldsIn(one.value);
    case 'binary':
      return [...fieldsIn(one.left), ...fieldsIn(one.right)];
  }
}
