import { type Entry, type MetricWidget, readEntry } from '../body';
import {
  idsIn,
  languageOf,
  parseMath,
  parseSearch,
  parseSelect,
  type MetricSearch,
  type Select,
  wordsOf,
} from '../expressions';
import { limits } from '../limits';
import { wrongMetric, wrongValue } from './names';

export function lintMetricWidget({ properties }: MetricWidget): string[] {
  const { view, yAxis, annotations } = properties;
  const entries: Entry[] = [];
  const findings: string[] = [];
  for (const one of properties.metrics) {
    try {
      entries.push(readEntry(one));
    } catch (error) {
      findings.push(messageOf(error));
    }
  }
  const { min, max } = yAxis?.left ?? {};
  if (view === 'gauge' && (min === undefined || max === undefined))
    findings.push('a gauge needs min and max of its axis');
  for (const { value, label } of annotations?.horizontal ?? []) {
    if (label.trim() === '') findings.push(`the line at ${value} has no label`);
  }
  const queries = entries.filter((one) => one.kind === 'expression' && languageOf(one.expression) === 'select').length;
  if (queries > limits.insightsQueriesInWidget) findings.push('more than one Metrics Insights query');
  return [...findings, ...entries.flatMap((one) => lintEntry(one, entries))];
}

function lintEntry(entry: Entry, all: readonly Entry[]): string[] {
  if (entry.kind === 'metric') {
    const { namespace, name, dimensions } = entry;
    return [
      ...wrongMetric(namespace, name, Object.keys(dimensions)),
      ...Object.entries(dimensions).flatMap(([dimension, value]) => wrongValue(dimension, value)),
    ];
  }
  try {
    return lintExpression(entry, all);
  } catch (error) {
    return [`${entry.expression}: ${messageOf(error)}`];
  }
}

function lintExpression(
  { expression, options }: Extract<Entry, { kind: 'expression' }>,
  all: readonly Entry[],
): string[] {
  switch (languageOf(expression)) {
    case 'search': {
      const search = parseSearch(expression);
      return [...lintSearch(search), ...wrongLabel(options.label ?? '', search.dimensions)];
    }
    case 'select':
      return lintSelect(parseSelect(expression));
    case 'math': {
      const known = all.map((one) => one.options.id);
      return idsIn(parseMath(expression))
        .filter((id) => !known.includes(id))
        .map((id) => `nothing has the id ${id}`);
    }
  }
}

export function lintSearch({ namespace, dimensions, term }: MetricSearch): string[] {
  const words = term ? wordsOf(term) : [];
  const name = words.find(({ kind, property }) => kind === 'exact' && property === 'MetricName')?.text;
  if (name === undefined) return ['a search has to name its metric: MetricName="…"'];
  return [
    ...wrongMetric(namespace, name, dimensions),
    ...words.flatMap(({ kind, property, text }) => {
      if (property === null || property === 'MetricName') return [];
      if (!dimensions.includes(property)) return [`the schema of the search has no dimension ${property}`];
      return kind === 'exact' ? wrongValue(property, text) : [];
    }),
  ];
}

function lintSelect({ namespace, metric, dimensions, groupBy }: Select): string[] {
  return [
    ...wrongMetric(namespace, metric, dimensions),
    ...groupBy
      .filter((one) => !dimensions.includes(one))
      .map((one) => `the schema of the query has no dimension ${one}`),
  ];
}

/** Of dynamic labels, those that name a dimension. */
function wrongLabel(label: string, dimensions: readonly string[]): string[] {
  return [...label.matchAll(/\$\{PROP\('Dim\.([^']*)'\)\}/g)]
    .map(([, dimension = '']) => dimension)
    .filter((dimension) => !dimensions.includes(dimension))
    .map((dimension) => `the label names a dimension ${dimension}, which the series do not have`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
