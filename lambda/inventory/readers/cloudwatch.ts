/** CloudWatch: the minutes of explicitly named series. A SEARCH would stop at 500 of them without saying so. */
import { GetMetricDataCommand, type MetricDataQuery, type MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../../domain/clock';
import type { Read } from '../../domain/read';
import { type Minutes, type Series, seriesKey } from '../../domain/series';
import { attempt } from '../attempt';
import type { RegionClients } from '../clients';
import { isInvalidRequest } from '../failure';
import { everyPage } from '../pages';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const QUERIES_A_REQUEST = 500;
const DATA_POINTS_A_PAGE = 100_800;

const OPERATION = 'cloudwatch:GetMetricData';

type Keyed = readonly [key: string, series: Series];

/** Which points to read: epoch milliseconds, the end not included. */
export interface Window {
  readonly from: number;
  readonly until: number;
  readonly periodMinutes: number;
}

/** Reads the points of all series; each has an outcome of its own. */
export async function minutesOf(
  clients: RegionClients,
  series: readonly Series[],
  clock: Clock,
  window: Window,
): Promise<Map<string, Read<Minutes>>> {
  const unique = [...new Map(series.map((one): Keyed => [seriesKey(one), one]))];
  const outcomes = new Map<string, Read<Minutes>>();
  // One request after the other: an answer of 100,000 points is tens of megabytes while it is read.
  for (let i = 0; i < unique.length; i += QUERIES_A_REQUEST) {
    const batch = unique.slice(i, i + QUERIES_A_REQUEST);
    for (const [key, outcome] of await readBatch(clients, batch, clock, window)) outcomes.set(key, outcome);
  }
  return outcomes;
}

type Outcome = readonly [key: string, outcome: Read<Minutes>];

/** AWS refuses a whole request for one series that it does not like: then the halves are asked, until that one stands alone. */
async function readBatch(
  clients: RegionClients,
  batch: readonly Keyed[],
  clock: Clock,
  window: Window,
): Promise<readonly Outcome[]> {
  let refused = false;
  const results = await attempt(OPERATION, clock, clients.signal, async () => {
    try {
      return await readPages(clients, batch, window);
    } catch (error) {
      refused = isInvalidRequest(error);
      throw error;
    }
  });
  if (!refused || batch.length === 1) return batch.map(([key], index) => [key, resultOf(results, index)]);
  const middle = Math.ceil(batch.length / 2);
  const halves = [batch.slice(0, middle), batch.slice(middle)];
  return (await Promise.all(halves.map((half) => readBatch(clients, half, clock, window)))).flat();
}

/** All parts of all results, over every page. */
function readPages(
  { cloudWatch, signal: abortSignal }: RegionClients,
  batch: readonly Keyed[],
  { from, until, periodMinutes }: Window,
): Promise<MetricDataResult[]> {
  return everyPage<MetricDataResult>(async (NextToken) => {
    const command = new GetMetricDataCommand({
      MetricDataQueries: batch.map(([, series], index) => query(series, index, periodMinutes * 60)),
      StartTime: new Date(from),
      EndTime: new Date(until),
      MaxDatapoints: DATA_POINTS_A_PAGE,
      NextToken,
    });
    const page = await cloudWatch.send(command, { abortSignal });
    return { items: page.MetricDataResults, next: page.NextToken };
  });
}

const idOf = (index: number): string => `m${index}`;

function query({ namespace, metric, dimensions, statistic }: Series, index: number, Period: number): MetricDataQuery {
  return {
    Id: idOf(index),
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: metric,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period,
      Stat: statistic,
    },
  };
}

/** A series may come in parts over several pages; only the last part's status says whether it is whole. */
function resultOf(results: Read<readonly MetricDataResult[]>, index: number): Read<Minutes> {
  if (results.status !== 'read') return results;
  const parts = results.value.filter((result) => result.Id === idOf(index));
  const status = parts.at(-1)?.StatusCode;
  if (status !== 'Complete') {
    const reason = `${status ?? 'no result'} for a metric on ${OPERATION}`;
    return { status: 'failed', kind: status === 'Forbidden' ? 'denied' : 'failed', reason };
  }
  const minutes = new Map<number, number>();
  for (const { Timestamps = [], Values = [] } of parts) {
    if (Timestamps.length !== Values.length) {
      const reason = `times without values on ${OPERATION}`;
      return { status: 'failed', kind: 'failed', reason };
    }
    for (const [position, time] of Timestamps.entries()) {
      const value = Values[position];
      if (value !== undefined) minutes.set(time.getTime(), value);
    }
  }
  return { ...results, value: minutes };
}
