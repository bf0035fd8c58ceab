import type { DashboardBody, Variable, Widget } from '../body';
import { languageOf, parseMetricSearch } from '../expressions';
import { lintSearch } from './metric-widget';

/** A pattern variable replaces its pattern wherever it stands: it must stand where somebody asks, and nowhere else. */
export function lintVariables({ variables, widgets }: DashboardBody): string[] {
  const texts = widgets.map(textsOf);
  const queriesOf = (type: Widget['type']): string[] =>
    widgets.filter((widget) => widget.type === type).flatMap((widget) => textsOf(widget).queries);
  const [searches, tables] = [queriesOf('metric').filter(isSearch), queriesOf('log')];
  const asked = texts.flatMap((one) => one.queries).join('\n');
  const said = texts.flatMap((one) => one.others).join('\n');
  const ids = variables.map(({ id }) => id);
  return variables.flatMap((variable, index) => [
    ...(ids.indexOf(variable.id) === index ? [] : [`two variables have the id ${variable.id}`]),
    ...lintValues(variable),
    ...(asked.includes(variable.pattern)
      ? [...missingIn('graph', searches, variable), ...missingIn('table of the log', tables, variable)]
      : [`the variable ${variable.id} changes nothing: no query has ${variable.pattern}`]),
    ...(said.includes(variable.pattern)
      ? [`the variable ${variable.id} would also change a text that has ${variable.pattern}`]
      : []),
  ]);
}

const isSearch = (query: string): boolean => languageOf(query) === 'search';

/** Whoever chooses an account must not look at a graph or a table of all of them. */
function missingIn(what: string, queries: readonly string[], { id, pattern }: Variable): string[] {
  return queries.every((query) => query.includes(pattern)) ? [] : [`the variable ${id} does not change every ${what}`];
}

function lintValues(variable: Variable): string[] {
  const { id, pattern, defaultValue } = variable;
  if ('values' in variable) {
    const isThere = variable.values.some(({ value }) => value === defaultValue);
    return isThere ? [] : [`the default of ${id} is not among its values`];
  }
  const isAll = defaultValue === pattern ? [] : [`the default of ${id} does not mean all: it is not ${pattern}`];
  try {
    const search = parseMetricSearch(variable.search);
    const { populateFrom } = variable;
    const isIn = search.dimensions.includes(populateFrom);
    return [
      ...isAll,
      ...lintSearch(search).map((finding) => `the variable ${id}: ${finding}`),
      ...(isIn ? [] : [`the variable ${id} takes its values from ${populateFrom}, which its search does not have`]),
    ];
  } catch (error) {
    return [...isAll, `the variable ${id}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function textsOf({ type, properties }: Widget): { queries: readonly string[]; others: readonly string[] } {
  switch (type) {
    case 'metric': {
      const { metrics, ...rest } = properties;
      const queries = metrics.flatMap(([first]) => (typeof first === 'string' ? [] : [first.expression]));
      const others = metrics.map(([first, ...more]) =>
        JSON.stringify(typeof first === 'string' ? [first, ...more] : { ...first, expression: '' }),
      );
      return { queries, others: [...others, JSON.stringify(rest)] };
    }
    case 'log': {
      const { query, ...rest } = properties;
      return { queries: [query], others: [JSON.stringify(rest)] };
    }
    case 'text':
    case 'alarm':
      return { queries: [], others: [JSON.stringify(properties)] };
  }
}
