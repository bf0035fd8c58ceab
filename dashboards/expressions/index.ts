/**
 * The languages of CloudWatch that the dashboard uses, each as far as it uses them: what these parsers do not know, the dashboard
 * must not say. The offline checks and the preview read with the same ones.
 */
export {
  fieldsIn,
  type BinaryOperator,
  type Column,
  type Command,
  type LogQuery,
  parseLogQuery,
  type Value,
} from './log-query';
export { idsIn, type Maths, type Operator, parseMath } from './math';
export { type MetricSearch, parseMetricSearch, parseSearch, type Search, type Term, wordsOf } from './search';
export { type Aggregate, parseSelect, type Select } from './select';

export type Language = 'search' | 'select' | 'math';

/** Which language the expression of a metric widget is in. */
export function languageOf(expression: string): Language {
  if (/^\s*SEARCH\b/.test(expression)) return 'search';
  return /^\s*SELECT\b/i.test(expression) ? 'select' : 'math';
}
