/** From one scan to what CloudWatch is told of it. Pure. */
import type { Coverage } from './coverage';
import { percentOf, type PlacedLastSeen } from './last-seen';
import { matches } from './match';
import { type Measured, nearestFirst } from './measurement';
import { type Service, services } from './quota';
import type { Settings } from './settings';
import type { Snapshot } from './snapshot';
import { incidentSeverities, type MetricName, metrics, REGION_WIDE } from './telemetry';

/** One value of one metric. Every datum of a scan has the same time. */
export interface MetricDatum {
  readonly metric: MetricName;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface MetricSource {
  readonly snapshot: Snapshot;
  readonly coverage: Coverage;
  /** What cannot be seen now counts as it was: the highest of a service never falls because nobody looks. */
  readonly frozen: readonly PlacedLastSeen[];
  readonly settings: Pick<Settings, 'metrics' | 'mutes'>;
  /** For how long the oldest pending notification waits, in seconds; 0 for none, `null` if nobody knows. */
  readonly oldestPendingSeconds: number | null;
  /** The day of the scan, as in `2026-12-31`: mutes end after it. */
  readonly today: string;
  readonly serviceOf: (quotaId: string) => Service;
  /** Whether the limit is not AWS's but somebody's own choice. */
  readonly isOwnSetting: (quotaId: string) => boolean;
}

export function metricData(source: MetricSource): MetricDatum[] {
  const { snapshot, coverage, frozen, settings, oldestPendingSeconds, today, serviceOf, isOwnSetting } = source;
  const measured = snapshot.measurements.filter((one) => one.status === 'measured').toSorted(nearestFirst);
  const candidates = measured.filter((one) => isWorthASeries(one, settings.metrics.minUtilizationPercent));
  const shown = candidates.slice(0, settings.metrics.maxSeries);
  const places = [...measured.map((one): PlacedLastSeen => ({ ...one, percent: percentOf(one) })), ...frozen];
  const spoken = places.filter((one) => !isMuted(one, settings.mutes, today));
  const plain = (metric: MetricName, value: number): MetricDatum => ({ metric, dimensions: {}, value });
  const data: readonly MetricDatum[] = [
    plain('scanCompleted', 1),
    plain('coverage', coverage.percent),
    plain('unmeasuredQuotas', coverage.unmeasured),
    plain('apiCalls', snapshot.calls.total),
    plain('throttledCalls', snapshot.calls.throttled),
    ...(oldestPendingSeconds === null ? [] : [plain('oldestPendingNotification', oldestPendingSeconds)]),
    plain('seriesDropped', candidates.length - shown.length),
    ...services.map((service) => ({
      metric: 'maxUtilization' as const,
      dimensions: { Service: service },
      value: highest(spoken.filter(({ quota }) => serviceOf(quota) === service && !isOwnSetting(quota))),
    })),
    ...incidentSeverities.map((severity) => ({
      metric: 'openIncidents' as const,
      dimensions: { Severity: severity },
      value: openIncidents(spoken, severity),
    })),
    ...shown.map((one) => utilization(one, serviceOf(one.quota))),
  ];
  return data.filter(({ metric, value }) => metrics[metric].told !== 'above 0' || value > 0);
}

/** An open incident is shown whatever its utilization: an absolute threshold may be reached early. */
function isWorthASeries(one: Measured, minUtilizationPercent: number): boolean {
  return one.severity !== 'ok' || (one.usage > 0 && percentOf(one) >= minUtilizationPercent);
}

function highest(places: readonly PlacedLastSeen[]): number {
  return places.reduce((most, { percent }) => Math.max(most, percent), 0);
}

function isMuted(one: PlacedLastSeen, mutes: Settings['mutes'], today: string): boolean {
  return mutes.some(({ match, until }) => today <= until && matches(match, one));
}

/** Quotas over a threshold, by the worst severity among the resources that one has in a Region. */
function openIncidents(places: readonly PlacedLastSeen[], severity: (typeof incidentSeverities)[number]): number {
  const worst = new Map<string, string>();
  for (const one of places) {
    const group = `${one.accountId} ${one.region} ${one.quota}`;
    if (one.severity !== 'ok' && worst.get(group) !== 'critical') worst.set(group, one.severity);
  }
  return [...worst.values()].filter((found) => found === severity).length;
}

function utilization(one: Measured, service: Service): MetricDatum {
  const { accountId, region, quota, resource } = one;
  return {
    metric: 'utilization',
    dimensions: {
      Account: accountId,
      Region: region,
      Service: service,
      Quota: quota,
      Resource: resource === null ? REGION_WIDE : dimensionValue(resource),
    },
    value: percentOf(one),
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html: up to 1,024 characters, ASCII, no control characters. */
const LONGEST_VALUE = 1024;

/**
 * The name for people and the id for certainty, which stands last, so that a long name cannot push it out. What CloudWatch
 * does not take of a name is left out.
 */
function dimensionValue({ id, name }: { readonly id: string; readonly name: string }): string {
  const plain = name.replaceAll(/[^\x20-\x7e]/g, '').trim();
  const plainId = id.replaceAll(/[^\x20-\x7e]/g, '?');
  const behind = ` (${plainId})`;
  return plain === '' || plain === plainId ? plainId : `${plain.slice(0, LONGEST_VALUE - behind.length)}${behind}`;
}
