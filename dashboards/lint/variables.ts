import type { DashboardBody, Widget } from '../body';

/** A pattern variable replaces its pattern wherever it stands: it must stand where somebody asks, and nowhere else. */
export function lintVariables({ variables, widgets }: DashboardBody): string[] {
  const texts = widgets.map(textsOf);
  const asked = texts.flatMap((one) => one.queries).join('\n');
  const said = texts.flatMap((one) => one.others).join('\n');
  const ids = variables.map(({ id }) => id);
  return variables.flatMap(({ id, pattern, defaultValue, values }, index) => [
    ...(ids.indexOf(id) === index ? [] : [`two variables have the id ${id}`]),
    ...(values.some(({ value }) => value === defaultValue) ? [] : [`the default of ${id} is not among its values`]),
    ...(asked.includes(pattern) ? [] : [`the variable ${id} changes nothing: no query has ${pattern}`]),
    ...(said.includes(pattern) ? [`the variable ${id} would also change a text that has ${pattern}`] : []),
  ]);
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
