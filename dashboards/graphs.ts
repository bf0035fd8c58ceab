/**
 * One graph for each service: every series as percent of its limit. Limits move when AWS raises them, so absolute lines would
 * lie. SEARCH finds new APIs by itself.
 */
import { type Service, services } from '../lambda/domain/quota';
import type { Settings } from '../lambda/domain/settings';
import { metrics, NAMESPACE } from '../lambda/domain/telemetry';
import type { Cell } from './grid';
import { limits } from './limits';
import { serviceNames } from './service-names';
import { thresholdLines } from './thresholds';
import { chosenInSearch, type Choices, isOfMany } from './variables';

export function graphs(region: string, settings: Settings, choices: Choices): Cell[] {
  return services.map((service) => graph(region, settings, service, isOfMany(settings, choices)));
}

function graph(region: string, settings: Settings, service: Service, manyAccounts: boolean): Cell {
  const periodSeconds = settings.scan.everyMinutes * 60;
  const { name, dimensions } = metrics.utilization;
  const schema = [NAMESPACE, ...dimensions].join(',');
  const words = `MetricName="${name}" Service="${service}" ${chosenInSearch}`;
  const where = manyAccounts ? `${of('Region')}, ${of('Account')}` : of('Region');
  return {
    type: 'metric',
    width: limits.columns,
    properties: {
      title: `${serviceNames[service]}: percent of each limit`,
      view: 'timeSeries',
      region,
      metrics: [
        [
          {
            expression: `SEARCH('{${schema}} ${words}', 'Maximum', ${periodSeconds})`,
            id: 'series',
            label: `${of('Quota')}, ${of('Resource')}, ${where}: \${LAST}`,
          },
        ],
      ],
      stat: 'Maximum',
      period: periodSeconds,
      stacked: false,
      legend: { position: 'right' },
      // No `max`: usage may be above its limit, and "the graph is scaled so that all visible horizontal annotations appear".
      yAxis: { left: { min: 0, showUnits: false } },
      annotations: {
        horizontal: [...thresholdLines(settings), { value: 100, label: 'Limit', color: '#7f7f7f' }],
      },
    },
  };
}

/** A dynamic label: graph-dynamic-labels.html of the user guide. */
function of(dimension: (typeof metrics.utilization.dimensions)[number]): string {
  return `\${PROP('Dim.${dimension}')}`;
}
