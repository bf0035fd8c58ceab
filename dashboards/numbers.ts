/** Four numbers that say at a glance how things are: two of the account, two of the monitor. */
import { metrics, NAMESPACE } from '../lambda/domain/telemetry';
import type { MetricEntry, MetricWidget } from './body';
import type { Cell } from './grid';
import { recent, type Timing } from './timing';
import { colours } from './thresholds';

const WIDTH = 6;

export function numbers(region: string, timing: Timing): Cell[] {
  const number = (title: string, entry: MetricEntry, more: Partial<MetricWidget['properties']> = {}): Cell => ({
    type: 'metric',
    width: WIDTH,
    properties: {
      title,
      view: 'singleValue',
      region,
      metrics: [entry],
      stat: 'Maximum',
      period: timing.periodSeconds,
      sparkline: true,
      ...more,
    },
  });
  const open = (severity: 'warning' | 'critical', label: string): MetricEntry => [
    NAMESPACE,
    metrics.openIncidents.name,
    'Severity',
    severity,
    { label, color: colours[severity] },
  ];
  return [
    number('Quotas past the critical threshold', open('critical', 'Critical')),
    number('Quotas past the warning threshold', open('warning', 'Warning')),
    number('Share of the quotas that could be read', [NAMESPACE, metrics.coverage.name, { label: 'Coverage' }], {
      stat: 'Minimum',
    }),
    minutesSinceLastScan(region, timing),
  ];
}

/**
 * CloudWatch has no "now". But EPOCH takes "the period and range of the time series" and returns "a new non-sparse time series
 * where each value is based on its timestamp", so its last value is the beginning of the present minute; and since "missing
 * values in a time series are treated as 0", EPOCH times a metric that is 1 at every scan is above 0 only where a scan
 * ended, and its maximum the time of the last one.
 *
 * How sure: every step is documented (using-metric-math.html), the whole is not tried on a real account. Without any scan in
 * the range there is no number at all; the alarm beside it tells that. A metric appears within two minutes of its being put.
 */
function minutesSinceLastScan(region: string, timing: Timing): Cell {
  return {
    type: 'metric',
    width: WIDTH,
    properties: {
      title: 'Minutes since the last scan',
      view: 'singleValue',
      region,
      metrics: [
        [NAMESPACE, metrics.scanCompleted.name, { id: 'scan', visible: false }],
        [{ expression: '(EPOCH(scan) - MAX(EPOCH(scan) * scan)) / 60', id: 'minutes', label: 'Minutes' }],
      ],
      stat: 'Maximum',
      period: 60,
      start: recent(timing, 12),
    },
  };
}
