/** The requests of API Gateway's APIs, counted by CloudWatch. */
import { mapRead, type Read } from '../domain/read';
import type { RegionReads } from '../domain/region-reads';
import { apiSeries, metricName, restSeries } from '../domain/request-series';
import type { RestApi, Stage } from '../domain/resources';
import type { Peak, Series } from '../domain/series';

const SECONDS_A_MINUTE = 60;

/** The average of a peak minute in requests per second, one decimal. */
export function perSecond(peak: Read<Peak | null>): Read<number> {
  return mapRead(peak, (highest) => Math.round(((highest?.value ?? 0) / SECONDS_A_MINUTE) * 10) / 10);
}

/** What was highest when. */
export function peakNotes(peak: Read<Peak | null>): readonly string[] {
  if (peak.status !== 'read') return [];
  return [peak.value === null ? 'no traffic' : `highest minute, ${new Date(peak.value.minute).toISOString()}`];
}

/** For a usage that is a peak. */
export function minuteOf(peak: Read<Peak | null>): { readonly peakMinute?: number } {
  return peak.status === 'read' && peak.value !== null ? { peakMinute: peak.value.minute } : {};
}

/** How such a rate must be read. */
export function rateNotes(peak: Read<Peak | null>): readonly string[] {
  if (peak.status !== 'read') return [];
  if (peak.value === null) return ['no traffic'];
  const minute = new Date(peak.value.minute).toISOString();
  return [`average of the peak minute, ${minute}: the true peak is at least this`];
}

/** REST APIs by the name that their metrics have. */
export function restApisByMetric(apis: readonly RestApi[]): ReadonlyMap<string, readonly RestApi[]> {
  const groups = new Map<string, RestApi[]>();
  for (const api of apis) {
    const name = metricName(api);
    groups.set(name, [...(groups.get(name) ?? []), api]);
  }
  return groups;
}

/** All requests of the Region, unknown as long as one of the two lists is. */
export function allRequests(reads: RegionReads): Read<readonly Series[]> {
  const rest = reads.of('rest-apis');
  if (rest.status !== 'read') return rest;
  return mapRead(reads.of('http-and-websocket-apis'), (apis) => [
    ...[...restApisByMetric(rest.value)].flatMap(([name, group]) =>
      wholeOrByStage(
        group.map((api) => reads.each('rest-api-stages', api.id)),
        reads.since,
        [restSeries(name)],
        (stage) => [restSeries(name, { Stage: stage })],
      ),
    ),
    ...apis.flatMap((api) =>
      wholeOrByStage([reads.each('stages', api.id)], reads.since, apiSeries(api), (stage) =>
        apiSeries(api, { Stage: stage }),
      ),
    ),
  ]);
}

/**
 * Stages that have a throttle are read anyway: where that is all of them, or all but one, the API is their sum. Of several
 * APIs that share their series all stages must be known, or the sum would leave some out; and they must be known from this scan,
 * or it would leave out a stage that was deployed since.
 */
function wholeOrByStage(
  each: readonly Read<readonly Stage[]>[],
  since: string,
  whole: readonly Series[],
  byStage: (stage: string) => readonly Series[],
): readonly Series[] {
  const stages: Stage[] = [];
  for (const read of each) {
    if (read.status === 'read' && read.at >= since) stages.push(...read.value);
    else if (read.status !== 'gone') return whole;
  }
  const throttled = stages.filter((stage) => stage.rate !== null).length;
  // With one stage the throttle is held against the whole.
  if (new Set(stages.map((stage) => stage.name)).size === 1) return whole;
  if (throttled === 0 || stages.length - throttled > 1) return whole;
  return [...new Set(stages.map((stage) => stage.name))].flatMap(byStage);
}
