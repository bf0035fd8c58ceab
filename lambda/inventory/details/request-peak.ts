/** CloudWatch: which stages the requests came to in the minute in which most came to the Region's APIs. */
import type { Clock } from '../../domain/clock';
import type { ApiWithStages } from '../../domain/detail-source';
import type { RequestPeak, StageLoad } from '../../domain/details';
import { groupBy } from '../../domain/group-by';
import { mapRead, type Read } from '../../domain/read';
import { apiSeries, metricName, restSeries } from '../../domain/request-series';
import { highestSum, type Peak, type Series, seriesKey } from '../../domain/series';
import type { RegionClients } from '../clients';
import { DAY, DAY_MINUTES, lastWholeMinute, MINUTE, pointsOf, theMinute } from './points';

const SECONDS_A_MINUTE = 60;
/** Points that are held in memory at once, the most that a page of GetMetricData brings. */
const POINTS_AT_ONCE = 100_800;

/**
 * AWS has no metric of all requests of a Region: they are added up minute by minute over a day, as many hours at a time as memory
 * allows, and only of the busiest minute is asked which stage they came to. Where an API has one stage that is known already.
 *
 * For 150 APIs with two stages that is 4 calls, 3 × 150 + 300 = 750 metrics and at most 216,300 points; 0.0075 USD.
 */
export async function requestPeak(
  clients: RegionClients,
  clock: Clock,
  apis: readonly ApiWithStages[],
): Promise<Read<RequestPeak | null>> {
  const all = countedTogether(apis);
  const busiest = await busiestMinute(
    clients,
    clock,
    all.flatMap(({ series }) => series({})),
  );
  if (busiest.status !== 'read') return busiest;
  if (busiest.value === null) return { ...busiest, value: null };

  const { minute, value, counts } = busiest.value;
  const byStage = all.filter(({ stages }) => stages.size > 1).flatMap(seriesByStage);
  const points = await pointsOf(clients, clock, byStage, theMinute(minute));
  return mapRead(points, (of) => {
    const countOf = (series: readonly Series[]): number =>
      series.reduce((sum, one) => sum + (counts.get(seriesKey(one)) ?? of(one).get(minute) ?? 0), 0);
    const stages = all.flatMap(({ first, others, stages: rates, series }) =>
      [...rates].map(([stage, rate]): StageLoad => ({
        apiId: first.id,
        alsoOf: others.map(({ id }) => id),
        apiName: first.name,
        apiType: first.type,
        stage,
        perSecond: countOf(series(rates.size === 1 ? {} : { Stage: stage })) / SECONDS_A_MINUTE,
        rate,
      })),
    );
    return { at: new Date(minute).toISOString(), perSecond: value / SECONDS_A_MINUTE, stages };
  });
}

interface Busiest extends Peak {
  /** What each series counts in that minute. */
  readonly counts: ReadonlyMap<string, number>;
}

async function busiestMinute(
  clients: RegionClients,
  clock: Clock,
  series: readonly Series[],
): Promise<Read<Busiest | null>> {
  const until = lastWholeMinute(clock);
  const width = Math.max(1, Math.min(DAY_MINUTES, Math.floor(POINTS_AT_ONCE / Math.max(1, series.length)))) * MINUTE;
  let at = clock.now().toISOString();
  let busiest: Busiest | null = null;
  for (let from = until - DAY; from < until && series.length > 0; from += width) {
    const window = { from, until: Math.min(from + width, until), periodMinutes: 1 };
    const points = await pointsOf(clients, clock, series, window);
    if (points.status !== 'read') return points;
    if (points.at < at) at = points.at;
    const peak = highestSum(series.map(points.value));
    if (peak === null || peak.value <= (busiest?.value ?? 0)) continue;
    const countOf = (one: Series): number => points.value(one).get(peak.minute) ?? 0;
    busiest = { ...peak, counts: new Map(series.map((one) => [seriesKey(one), countOf(one)])) };
  }
  return { status: 'read', at, value: busiest };
}

function seriesByStage({ stages, series }: Counted): readonly Series[] {
  return [...stages.keys()].flatMap((Stage) => series({ Stage }));
}

/** An API or, for REST, all APIs of one name. */
interface Counted {
  readonly first: ApiWithStages;
  readonly others: readonly ApiWithStages[];
  /** By name, with the rate of their throttles together: `null` if one of them has none. */
  readonly stages: ReadonlyMap<string, number | null>;
  readonly series: (more: Readonly<Record<string, string>>) => readonly Series[];
}

function countedTogether(apis: readonly ApiWithStages[]): readonly Counted[] {
  const isRest = ({ type }: ApiWithStages): boolean => type === 'rest-api';
  const groups = groupBy(apis, (api) => (isRest(api) ? `name ${metricName(api)}` : `id ${api.id}`));
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ first, others, stages: ratesOf([first, ...others]), series: seriesOf(first) }],
  );
}

function seriesOf(api: ApiWithStages): Counted['series'] {
  if (api.type === 'rest-api') return (more) => [restSeries(metricName(api), more)];
  const protocol = api.type === 'websocket-api' ? 'WEBSOCKET' : 'HTTP';
  return (more) => apiSeries({ id: api.id, protocol }, more);
}

function ratesOf(apis: readonly ApiWithStages[]): ReadonlyMap<string, number | null> {
  const rates = new Map<string, number | null>();
  for (const { name, rate } of apis.flatMap(({ stages }) => stages)) {
    const before = rates.get(name);
    rates.set(name, rate === null || before === null ? null : (before ?? 0) + rate);
  }
  return rates;
}
