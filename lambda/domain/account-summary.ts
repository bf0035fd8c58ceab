/**
 * What is left of one account's scan when those of all accounts are put together: a few numbers, and the series nearest to exhaustion.
 * One account alone is an organization of one. Pure.
 */
import { type Coverage, coveragePercent } from './coverage';
import { percentOf, type PlacedLastSeen } from './last-seen';
import { matches } from './match';
import { type Measured, nearestFirst } from './measurement';
import type { Service } from './quota';
import type { Heat } from './schedule';
import type { Settings } from './settings';
import type { Snapshot } from './snapshot';
import { type incidentSeverities, REGION_WIDE } from './telemetry';

export interface AccountSummary {
  readonly schemaVersion: 1;
  readonly accountId: string;
  /** When the scan was to be, ISO 8601. */
  readonly at: string;
  readonly coverage: Pick<Coverage, 'seen' | 'wanted' | 'unmeasured'>;
  readonly regions: number;
  readonly measured: number;
  readonly calls: Pick<Snapshot['calls'], 'total' | 'throttled'>;
  /** Percent, by service: of every quota that is not muted and whose limit is AWS's. */
  readonly highest: Readonly<Record<Service, number>>;
  /** Quotas over a threshold, one for each quota and Region. */
  readonly openIncidents: Readonly<Record<(typeof incidentSeverities)[number], number>>;
  /** How many quotas are worth a series; of them the nearest to exhaustion, at most `metrics.maxSeries`, the fullest first. */
  readonly candidates: number;
  readonly series: readonly UtilizationSeries[];
  /** How soon it is worth a scan again. */
  readonly heat: Heat;
}

export interface UtilizationSeries {
  readonly dimensions: Readonly<Record<string, string>>;
  /** Percent. */
  readonly value: number;
}

export interface SummarySource {
  readonly snapshot: Snapshot;
  readonly coverage: Coverage;
  /** What cannot be seen now counts as it was: the highest of a service never falls because nobody looks. */
  readonly frozen: readonly PlacedLastSeen[];
  readonly settings: Pick<Settings, 'metrics' | 'mutes'>;
  /** When the scan was to be, ISO 8601: mutes end by its day. */
  readonly at: string;
  readonly heat: Heat;
  readonly serviceOf: (quotaId: string) => Service;
  /** Whether the limit is not AWS's but somebody's own choice. */
  readonly isOwnSetting: (quotaId: string) => boolean;
}

export function summaryOf(source: SummarySource): AccountSummary {
  const { snapshot, coverage, frozen, settings, at, heat, serviceOf, isOwnSetting } = source;
  const measured = snapshot.measurements.filter((one) => one.status === 'measured').toSorted(nearestFirst);
  const candidates = measured.filter((one) => isWorthASeries(one, settings.metrics.minUtilizationPercent));
  const places = [...measured.map((one): PlacedLastSeen => ({ ...one, percent: percentOf(one) })), ...frozen];
  const today = at.slice(0, 'YYYY-MM-DD'.length);
  const spoken = places.filter((one) => !isMuted(one, settings.mutes, today));
  const highestOf = (service: Service): number =>
    highest(spoken.filter(({ quota }) => serviceOf(quota) === service && !isOwnSetting(quota)));
  const { seen, wanted, unmeasured } = coverage;
  const { total, throttled } = snapshot.calls;
  return {
    schemaVersion: 1,
    accountId: snapshot.accountId,
    at,
    coverage: { seen, wanted, unmeasured },
    regions: snapshot.regions.length,
    measured: measured.length,
    calls: { total, throttled },
    highest: { apigateway: highestOf('apigateway'), lambda: highestOf('lambda') },
    openIncidents: { warning: openIncidents(spoken, 'warning'), critical: openIncidents(spoken, 'critical') },
    candidates: candidates.length,
    series: candidates.slice(0, settings.metrics.maxSeries).map((one) => seriesOf(one, serviceOf(one.quota))),
    heat,
  };
}

/** Over all of them, percent. */
export function coverageOver(summaries: readonly AccountSummary[]): number {
  const sum = (of: 'seen' | 'wanted'): number => summaries.reduce((all, { coverage }) => all + coverage[of], 0);
  return coveragePercent({ seen: sum('seen'), wanted: sum('wanted') });
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

function seriesOf(one: Measured, service: Service): UtilizationSeries {
  const { accountId, region, quota, resource } = one;
  return {
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
