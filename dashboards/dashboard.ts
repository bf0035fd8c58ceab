/** The CloudWatch dashboard: the monitor's own health first, then what is nearest to exhaustion, then everything. Pure. */
import type { DashboardBody } from './body';
import { fullest } from './fullest';
import { graphs } from './graphs';
import { placed } from './grid';
import { header } from './header';
import { numbers } from './numbers';
import type { DashboardOptions } from './options';
import { tables } from './tables';
import { timingOf } from './timing';
import { variables } from './variables';

export function dashboardBody(options: DashboardOptions): DashboardBody {
  const { region, logGroup, settings } = options;
  const timing = timingOf(settings);
  const { measured, unmeasured, observations } = tables(region, logGroup, timing, settings);
  return {
    // A day: long enough to see which way things go, short enough that the queries of the log cost next to nothing.
    start: '-PT24H',
    periodOverride: 'inherit',
    variables: variables(options),
    widgets: placed([
      { height: 6, cells: header(options) },
      { height: 4, cells: numbers(region, timing) },
      { height: 7, cells: fullest(region, settings, options) },
      ...graphs(region, settings, options).map((graph) => ({ height: 8, cells: [graph] })),
      { height: 12, cells: [measured] },
      { height: 5, cells: [observations] },
      { height: 7, cells: [unmeasured] },
    ]),
  };
}
