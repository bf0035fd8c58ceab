/** How full each service is at its fullest, and the ten quotas that are nearest to exhaustion. */
import { type Service, services } from '../lambda/domain/quota';
import type { Settings } from '../lambda/domain/settings';
import { metrics, NAMESPACE } from '../lambda/domain/telemetry';
import { limits } from './limits';
import type { Cell } from './grid';
import { serviceNames } from './service-names';
import { thresholdLines } from './thresholds';
import { recent, timingOf } from './timing';
import { type Choices, isOfMany } from './variables';

const TABLE_WIDTH = 14;
const HOW_MANY = 10;

export function fullest(region: string, settings: Settings, choices: Choices): Cell[] {
  const width = Math.floor((limits.columns - TABLE_WIDTH) / services.length);
  return [
    ...services.map((service) => gauge(region, settings, service, width)),
    nearest(region, settings, isOfMany(settings, choices)),
  ];
}

function gauge(region: string, settings: Settings, service: Service, width: number): Cell {
  const timing = timingOf(settings);
  return {
    type: 'metric',
    width,
    properties: {
      title: `Fullest in ${serviceNames[service]}`,
      view: 'gauge',
      region,
      metrics: [[NAMESPACE, metrics.maxUtilization.name, 'Service', service, { label: 'Percent in use' }]],
      stat: 'Maximum',
      period: timing.periodSeconds,
      // A gauge needs both ends.
      yAxis: { left: { min: 0, max: 100 } },
      annotations: { horizontal: thresholdLines(settings, 'above') },
    },
  };
}

/**
 * Metrics Insights orders, which SEARCH does not, and takes no wildcards: this widget always shows all Regions and accounts.
 * The order is by the highest point within the range, so the range is the last scans only. Everything is quoted: Metrics
 * Insights has many reserved words.
 */
function nearest(region: string, settings: Settings, manyAccounts: boolean): Cell {
  const { name, dimensions } = metrics.utilization;
  const schema = [NAMESPACE, ...dimensions].map(quoted).join(', ');
  const groups = ['Quota', 'Resource', 'Region', ...(manyAccounts ? ['Account'] : [])].map(quoted).join(', ');
  const timing = timingOf(settings);
  return {
    type: 'metric',
    width: TABLE_WIDTH,
    properties: {
      title: `The ${HOW_MANY} nearest to exhaustion, in percent, all Regions and accounts`,
      view: 'table',
      region,
      metrics: [
        [
          {
            expression: `SELECT MAX(${quoted(name)}) FROM SCHEMA(${schema}) GROUP BY ${groups} ORDER BY MAX() DESC LIMIT ${HOW_MANY}`,
            id: 'nearest',
          },
        ],
      ],
      stat: 'Maximum',
      period: timing.periodSeconds,
      start: recent(timing, 3),
      table: { summaryColumns: ['MAX'], showTimeSeriesData: false },
      annotations: { horizontal: thresholdLines(settings, 'above') },
    },
  };
}

function quoted(name: string): string {
  return `"${name}"`;
}
