/**
 * Which series a SEARCH finds, by AWS's rules of tokens.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
import type { Search, Term } from '../../expressions';
import type { MetricSeries } from '../data';

export function found(search: Search, metrics: readonly MetricSeries[]): MetricSeries[] {
  const wanted = search.dimensions.toSorted().join();
  return metrics.filter(
    (one) =>
      one.namespace === search.namespace &&
      Object.keys(one.dimensions).toSorted().join() === wanted &&
      (search.term === null || matches(search.term, one)),
  );
}

function matches(term: Term, series: MetricSeries): boolean {
  switch (term.kind) {
    case 'and':
      return term.terms.every((one) => matches(one, series));
    case 'or':
      return term.terms.some((one) => matches(one, series));
    case 'not':
      return !matches(term.term, series);
    case 'exact':
      return textsOf(series, term.property).includes(term.text);
    case 'partial':
      return textsOf(series, term.property).some((text) => matchesPart(text, term.text));
  }
}

/** What a word is held against: without a property every name and every value. */
function textsOf({ namespace, name, dimensions }: MetricSeries, property: string | null): string[] {
  if (property === null) return [namespace, name, ...Object.entries(dimensions).flat()];
  const value = property === 'MetricName' ? name : dimensions[property];
  return value === undefined ? [] : [value];
}

/** A single token whatever its case, or several in a row as they are written. */
function matchesPart(text: string, word: string): boolean {
  const wanted = tokensOf(word);
  const tokens = tokensOf(text);
  if (wanted.length < 2) {
    const token = wanted.join('').toLowerCase();
    return tokens.some((one) => one.toLowerCase() === token);
  }
  return tokens.some((_, index) => wanted.every((one, offset) => tokens[index + offset] === one));
}

/** Cut before capitals after small letters, around digits, and at everything else. */
function tokensOf(text: string): string[] {
  return text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
}
