/** From one round of scans to what CloudWatch is told of it. Pure. */
import { type AccountSummary, coverageOver } from './account-summary';
import { services } from './quota';
import { incidentSeverities, type MetricName, metrics } from './telemetry';

/** One value of one metric. Every datum of a scan has the same time. */
export interface MetricDatum {
  readonly metric: MetricName;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface MetricSource {
  /** Of every account as it is known now: one, or those of the whole organization. */
  readonly summaries: readonly AccountSummary[];
  /** Calls of this round alone: a summary of an earlier one has told of its own. */
  readonly calls: AccountSummary['calls'];
  /** Of all accounts together. */
  readonly maxSeries: number;
  /** For how long the oldest pending notification waits, in seconds; 0 for none, `null` if nobody knows. */
  readonly oldestPendingSeconds: number | null;
}

export function metricData({ summaries, calls, maxSeries, oldestPendingSeconds }: MetricSource): MetricDatum[] {
  const sum = (of: (one: AccountSummary) => number): number => summaries.reduce((all, one) => all + of(one), 0);
  const candidates = sum((one) => one.candidates);
  const shown = summaries
    .flatMap(({ series }) => series)
    .toSorted((a, b) => b.value - a.value)
    .slice(0, maxSeries);
  const plain = (metric: MetricName, value: number): MetricDatum => ({ metric, dimensions: {}, value });
  const data: readonly MetricDatum[] = [
    plain('scanCompleted', 1),
    plain('coverage', coverageOver(summaries)),
    plain(
      'unmeasuredQuotas',
      sum((one) => one.coverage.unmeasured),
    ),
    plain('apiCalls', calls.total),
    plain('throttledCalls', calls.throttled),
    ...(oldestPendingSeconds === null ? [] : [plain('oldestPendingNotification', oldestPendingSeconds)]),
    plain('seriesDropped', candidates - shown.length),
    ...services.map((service) => ({
      metric: 'maxUtilization' as const,
      dimensions: { Service: service },
      value: summaries.reduce((most, { highest }) => Math.max(most, highest[service]), 0),
    })),
    ...incidentSeverities.map((severity) => ({
      metric: 'openIncidents' as const,
      dimensions: { Severity: severity },
      value: sum((one) => one.openIncidents[severity]),
    })),
    ...shown.map(({ dimensions, value }) => ({ metric: 'utilization' as const, dimensions, value })),
  ];
  return data.filter(({ metric, value }) => metrics[metric].told !== 'above 0' || value > 0);
}
