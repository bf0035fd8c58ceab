/**
 * `SEARCH('{Namespace,Dimension,…} words', 'Statistic', period)`, with a schema, which AWS leaves optional.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
import { limits } from '../limits';
import { list, Scanner } from './scanner';

export interface Search {
  readonly namespace: string;
  readonly dimensions: readonly string[];
  /** `null`: everything of the schema. */
  readonly term: Term | null;
  readonly statistic: string;
  readonly periodSeconds: number;
}

export type Term =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Term[] }
  | { readonly kind: 'not'; readonly term: Term }
  /** With a property only its value is looked at: `MetricName`, `Namespace` or a dimension. */
  | { readonly kind: 'exact' | 'partial'; readonly property: string | null; readonly text: string };

const STATISTICS = /'(?:SampleCount|Average|Sum|Minimum|Maximum)'/;

/** What is between the quotes of a search: the schema and the words. A variable of a dashboard has it alone. */
export type MetricSearch = Pick<Search, 'namespace' | 'dimensions' | 'term'>;

/** @throws SyntaxError */
export function parseMetricSearch(text: string): MetricSearch {
  const scanner = new Scanner(text);
  const { namespace, dimensions } = schema(scanner);
  const term = scanner.atEnd() ? null : disjunction(scanner);
  scanner.end();
  return { namespace, dimensions, term };
}

function schema(scanner: Scanner): Pick<Search, 'namespace' | 'dimensions'> {
  scanner.expect(/\{/, '{');
  const [namespace, ...dimensions] = list(scanner, () => schemaName(scanner));
  scanner.expect(/\}/, '}');
  return { namespace, dimensions };
}

/** @throws SyntaxError */
export function parseSearch(text: string): Search {
  if (text.length > limits.searchExpression) {
    throw new SyntaxError(`expected at most ${limits.searchExpression} characters, found ${text.length}`);
  }
  const scanner = new Scanner(text);
  scanner.expect(/SEARCH\s*\(\s*'/, "SEARCH('");
  const { namespace, dimensions } = schema(scanner);
  const term = scanner.take(/'/) === undefined ? disjunction(scanner) : null;
  if (term) scanner.expect(/'/, 'the closing quote of the search');
  scanner.expect(/,/, 'a comma and the statistic');
  const statistic = scanner.expect(STATISTICS, 'a statistic in single quotes').slice(1, -1);
  scanner.expect(/,/, 'a comma and the period');
  const periodSeconds = Number(scanner.expect(/\d+/, 'the period in seconds'));
  if (periodSeconds < limits.periodSeconds || periodSeconds % limits.periodSeconds !== 0) {
    throw new SyntaxError(`expected a period of a multiple of ${limits.periodSeconds} s, found ${periodSeconds}`);
  }
  scanner.expect(/\)/, ')');
  scanner.end();
  return { namespace, dimensions, term, statistic, periodSeconds };
}

/** Names with anything but letters and digits need double quotes; AWS's own examples have `AWS/EC2` without. */
function schemaName(scanner: Scanner): string {
  return scanner.expect(/"[^"]+"|[A-Za-z0-9/]+/, 'a namespace or dimension').replaceAll('"', '');
}

function disjunction(scanner: Scanner): Term {
  const terms = [conjunction(scanner)];
  while (scanner.take(/OR\b/) !== undefined) terms.push(conjunction(scanner));
  return joined('or', terms);
}

/** Words beside one another are joined by AND. */
function conjunction(scanner: Scanner): Term {
  const terms = [negation(scanner)];
  for (;;) {
    if (scanner.take(/AND\b/) !== undefined || scanner.take(/(?=[^\s')])(?!OR\b)/) !== undefined) {
      terms.push(negation(scanner));
    } else return joined('and', terms);
  }
}

function negation(scanner: Scanner): Term {
  return scanner.take(/NOT\b/) === undefined ? word(scanner) : { kind: 'not', term: word(scanner) };
}

function word(scanner: Scanner): Term {
  if (scanner.take(/\(/) !== undefined) {
    const inner = disjunction(scanner);
    scanner.expect(/\)/, ')');
    return inner;
  }
  if (scanner.take(/(?=(?:AND|OR|NOT)\b)/) !== undefined) scanner.fail('a word to search for');
  const property = scanner.take(/[A-Za-z][A-Za-z0-9]*=(?=\S)/)?.slice(0, -1) ?? null;
  const exact = scanner.take(/"(?:[^"\\]|\\.)+"/);
  if (exact !== undefined) return { kind: 'exact', property, text: exact.slice(1, -1).replaceAll(/\\(.)/g, '$1') };
  return { kind: 'partial', property, text: scanner.expect(/[^\s'"()=,{}]+/, 'a word to search for') };
}

function joined(kind: 'and' | 'or', terms: readonly Term[]): Term {
  const [only] = terms;
  return terms.length === 1 && only ? only : { kind, terms };
}

/** All words, in and out of parentheses. */
export function wordsOf(term: Term): Extract<Term, { text: string }>[] {
  switch (term.kind) {
    case 'and':
    case 'or':
      return term.terms.flatMap(wordsOf);
    case 'not':
      return wordsOf(term.term);
    case 'exact':
    case 'partial':
      return [term];
  }
}
