/** Reads back what a scan told CloudWatch, through CloudWatch's own API. */
import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type Metric,
  type MetricDataQuery,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import { NAMESPACE } from '../../lambda/domain/telemetry';
import type { MetricSeries, Point } from './data';
import type { Range } from './evaluate/range';

/** "A single GetMetricData call can include as many as 500 MetricDataQuery structures": API_GetMetricData.html. */
const MOST_QUERIES = 500;
/** Every scan's value by itself; the widgets make their own periods of it. */
const PERIOD_SECONDS = 60;

/** @throws when an answer is not whole: a preview without some series would look like a healthy account */
export async function fetchMetrics(client: CloudWatchClient, range: Range): Promise<MetricSeries[]> {
  const listed: Metric[] = [];
  for await (const { Metrics = [] } of paginateListMetrics({ client }, { Namespace: NAMESPACE }))
    listed.push(...Metrics);
  const series: MetricSeries[] = [];
  for (let first = 0; first < listed.length; first += MOST_QUERIES) {
    const metrics = listed.slice(first, first + MOST_QUERIES);
    const points = await pointsOf(client, metrics, range);
    series.push(...metrics.map((metric, index) => seriesOf(metric, points.get(idOf(index)) ?? [])));
  }
  return series;
}

async function pointsOf(
  client: CloudWatchClient,
  metrics: readonly Metric[],
  range: Range,
): Promise<Map<string, Point[]>> {
  const MetricDataQueries = metrics.map((Metric, index): MetricDataQuery => ({
    Id: idOf(index),
    MetricStat: { Metric, Period: PERIOD_SECONDS, Stat: 'Maximum' },
  }));
  const points = new Map<string, Point[]>();
  let NextToken: string | undefined;
  do {
    const answer = await client.send(
      new GetMetricDataCommand({
        MetricDataQueries,
        StartTime: new Date(range.start),
        // The end is not part of the range, and the last scan may be of this minute.
        EndTime: new Date(range.end + PERIOD_SECONDS * 1000),
        NextToken,
      }),
    );
    for (const { Id = '', StatusCode, Timestamps = [], Values = [] } of answer.MetricDataResults ?? []) {
      if (StatusCode !== 'Complete' && StatusCode !== 'PartialData')
        throw new Error(`CloudWatch: ${StatusCode} for ${Id}`);
      const found = Timestamps.map((time, index) => ({ time: time.getTime(), value: Values[index] ?? 0 }));
      points.set(Id, [...(points.get(Id) ?? []), ...found]);
    }
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  return points;
}

function idOf(index: number): string {
  return `m${index}`;
}

function seriesOf(
  { Namespace = '', MetricName = '', Dimensions = [] }: Metric,
  points: readonly Point[],
): MetricSeries {
  const dimensions = Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
  return { namespace: Namespace, name: MetricName, dimensions, points: points.toSorted((a, b) => a.time - b.time) };
}
