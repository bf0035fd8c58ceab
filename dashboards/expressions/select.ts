/**
 * `SELECT MAX(metric) FROM SCHEMA(…) GROUP BY … ORDER BY MAX() DESC LIMIT n`. Of AWS's grammar FROM without SCHEMA and WHERE are
 * left out: without SCHEMA metrics of other dimensions are found too.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
import { limits } from '../limits';
import { list, Scanner } from './scanner';

export type Aggregate = 'AVG' | 'COUNT' | 'MAX' | 'MIN' | 'SUM';

export interface Select {
  readonly aggregate: Aggregate;
  readonly metric: string;
  readonly namespace: string;
  readonly dimensions: readonly string[];
  readonly groupBy: readonly string[];
  readonly orderBy: { readonly aggregate: Aggregate; readonly descending: boolean } | null;
  readonly limit: number | null;
}

const AGGREGATES = ['AVG', 'COUNT', 'MAX', 'MIN', 'SUM'] as const;

/** @throws SyntaxError */
export function parseSelect(text: string): Select {
  const scanner = new Scanner(text);
  scanner.expect(/SELECT\b/i, 'SELECT');
  const aggregate = aggregateOf(scanner);
  scanner.expect(/\(/, '(');
  const metric = name(scanner, 'a metric');
  scanner.expect(/\)/, ')');
  scanner.expect(/FROM\b/i, 'FROM');
  scanner.expect(/SCHEMA\s*\(/i, 'SCHEMA(');
  const [namespace, ...dimensions] = list(scanner, () => name(scanner, 'a namespace or dimension'));
  scanner.expect(/\)/, ')');
  const grouped = scanner.take(/GROUP\s+BY\b/i) !== undefined;
  const groupBy = grouped ? list(scanner, () => name(scanner, 'a dimension')) : [];
  const orderBy = scanner.take(/ORDER\s+BY\b/i) === undefined ? null : order(scanner);
  const limit = scanner.take(/LIMIT\b/i) === undefined ? null : Number(scanner.expect(/\d+/, 'a number'));
  scanner.end();
  if (limit !== null && (limit < 1 || limit > limits.seriesOfInsightsQuery)) {
    throw new SyntaxError(`expected a LIMIT from 1 to ${limits.seriesOfInsightsQuery}, found ${limit}`);
  }
  return { aggregate, metric, namespace, dimensions, groupBy, orderBy, limit };
}

function order(scanner: Scanner): NonNullable<Select['orderBy']> {
  const aggregate = aggregateOf(scanner);
  scanner.expect(/\(\s*\)/, '()');
  return { aggregate, descending: scanner.take(/ASC\b|DESC\b/i)?.toUpperCase() === 'DESC' };
}

function aggregateOf(scanner: Scanner): Aggregate {
  const found = scanner.expect(/[A-Za-z]+/, 'a function').toUpperCase();
  return AGGREGATES.find((one) => one === found) ?? scanner.fail(`one of ${AGGREGATES.join(', ')}`);
}

function name(scanner: Scanner, what: string): string {
  return scanner.expect(/"[^"]+"|\w+/, what).replaceAll('"', '');
}
