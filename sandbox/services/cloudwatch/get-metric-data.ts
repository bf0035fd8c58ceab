/** `GetMetricData`, at one-minute resolution. */
import {
  GetMetricDataCommand,
  type GetMetricDataInput,
  type Metric,
  type MetricDataQuery,
  type MetricDataResult,
  ScanBy,
  type StatusCode,
} from '@aws-sdk/client-cloudwatch';
import type { FaultKind } from '../../faults';
import { offsetOf, tokenOf } from '../../paging';
import { say } from '../../service';
import { InvalidInput, NotInTheSandbox, on, type Operation } from '../../wire/operation';
import { merged, MINUTE, type Sample, type Series, STATISTICS, statisticOf } from './series';
import { dimensionsFault, isUnit, namesFault } from './validation';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const MAX_QUERIES = 500;
const MAX_DATA_POINTS = 100_800;
/** Nobody can put anything further ahead: API_MetricDatum */
const MAX_AHEAD = 2 * 3_600_000;
const DAY = 24 * 3_600_000;
/** By their first letters: percentiles, trimmed and winsorized means, trimmed counts and sums, percentile ranks. */
const MORE_STATISTICS = /^(p\d|tm\d|wm\d|tc\d|ts\d|(TM|WM|TC|TS|PR)\(|IQM$)/;
const SCAN_ORDERS: readonly string[] = Object.values(ScanBy);

/**
 * `ValidationError` in a form's answer, which the SDK's model calls `ValidationException`. Seen of this operation:
 * https://github.com/prometheus-community/yet-another-cloudwatch-exporter/issues/385
 */
const invalid = (message: string) => new InvalidInput(message);

/** @param largestPage points on one page, at most AWS's own 100,800. */
export function getMetricData(
  seriesOf: (region: string, metric: Metric, unit: string | undefined, now: Date) => Series,
  largestPage: number,
): Operation {
  return on(
    GetMetricDataCommand,
    (input, { region, now, fault }) => {
      const queries = validated(input).filter(({ ReturnData = true }) => ReturnData);
      const most = Math.min(largestPage, input.MaxDatapoints ?? MAX_DATA_POINTS);
      const offset = input.NextToken === undefined ? 0 : offsetOf(input.NextToken);
      if (offset === null) throw say(['InvalidNextToken', 400], 'The next token specified is invalid.');
      const all = queries.map((query) => {
        const { Metric = {}, Unit } = query.MetricStat ?? {};
        return pointsOf(query, input, seriesOf(region, Metric, Unit, now), now);
      });
      return spoiled(pageFrom(queries, all, offset, most), fault);
    },
    ['LabelOptions'],
  );
}

/** What AWS refuses of a request; the wordings are ours, the limits AWS's. */
function validated({ MetricDataQueries = [], StartTime, EndTime, MaxDatapoints, ScanBy: order }: GetMetricDataInput) {
  if (MetricDataQueries.length === 0) throw invalid('MetricDataQueries must not be empty');
  if (MetricDataQueries.length > MAX_QUERIES) throw invalid(`more than ${MAX_QUERIES} MetricDataQueries`);
  if (StartTime && EndTime && StartTime >= EndTime) throw invalid('StartTime must be before EndTime');
  if (MaxDatapoints !== undefined && (MaxDatapoints < 1 || MaxDatapoints > MAX_DATA_POINTS)) {
    throw invalid(`MaxDatapoints must be from 1 to ${MAX_DATA_POINTS}`);
  }
  if (order !== undefined && !SCAN_ORDERS.includes(order)) throw invalid(`${order} is not a ScanBy`);
  const ids = new Set<string>();
  return MetricDataQueries.map((query) => {
    const { Id = '', MetricStat, Expression, AccountId } = query;
    if (!/^[a-z]\w*$/.test(Id) || Id.length > 255) throw invalid(`Id ${Id} does not begin with a lower-case letter`);
    if (ids.has(Id)) throw invalid(`Id ${Id} occurs twice`);
    ids.add(Id);
    if (Expression !== undefined && MetricStat !== undefined) throw invalid(`${Id} has MetricStat and Expression`);
    if (Expression !== undefined) throw new NotInTheSandbox('Expression');
    if (AccountId !== undefined) throw new NotInTheSandbox('AccountId');
    if (MetricStat?.Metric === undefined) throw invalid(`${Id} has neither MetricStat nor Expression`);
    const { Metric, Period = 0, Stat = '', Unit } = MetricStat;
    if (![1, 5, 10, 20, 30].includes(Period) && (Period < 60 || Period % 60 !== 0)) throw invalid('Period is invalid');
    if (MORE_STATISTICS.test(Stat)) throw new NotInTheSandbox(`statistic ${Stat}`);
    if (!STATISTICS.includes(Stat)) throw invalid(`Stat ${Stat} is not a valid statistic`);
    if (Unit !== undefined && !isUnit(Unit)) throw invalid(`Unit ${Unit} is invalid`);
    const fault =
      namesFault(Metric.Namespace ?? '', Metric.MetricName ?? '') ?? dimensionsFault(Metric.Dimensions ?? []);
    if (fault !== null) throw invalid(`${Id}: ${fault}`);
    return query;
  });
}

interface Point {
  readonly time: number;
  readonly value: number;
}

/** One point for each period; newest first, as AWS gives them unless told otherwise. */
function pointsOf(
  { MetricStat }: MetricDataQuery,
  { StartTime, EndTime, ScanBy: order }: GetMetricDataInput,
  series: Series,
  now: Date,
): readonly Point[] {
  // These metrics have one-minute resolution; a shorter period does not make them finer.
  const step = Math.max(MINUTE, (MetricStat?.Period ?? 60) * 1000);
  const points: Point[] = [];
  // "CloudWatch rounds the specified time stamp … down to the nearest whole minute."
  const start = Math.floor((StartTime?.getTime() ?? 0) / MINUTE) * MINUTE;
  const from = Math.max(start, now.getTime() - keptFor(step));
  const to = Math.min(EndTime?.getTime() ?? 0, now.getTime() + MAX_AHEAD);
  for (let time = Math.ceil(from / step) * step; time < to; time += step) {
    const sample = sampleBetween(series, time, time + step);
    if (sample) points.push({ time, value: statisticOf(sample, MetricStat?.Stat ?? '') });
  }
  return order === 'TimestampAscending' ? points : points.toReversed();
}

/** A day has 1,440 minutes, and there may be hundreds of series: no list of them is made. */
function sampleBetween(series: Series, from: number, to: number): Sample | undefined {
  let sample: Sample | undefined;
  for (let time = from; time < to; time += MINUTE) {
    const minute = series.at(time);
    if (minute) sample = sample ? merged(sample, minute) : minute;
  }
  return sample;
}

/** How long CloudWatch keeps points of that many milliseconds. */
function keptFor(step: number): number {
  if (step % (60 * MINUTE) === 0) return 455 * DAY;
  return step % (5 * MINUTE) === 0 ? 63 * DAY : 15 * DAY;
}

/** Points fill the page series by series; one that goes on over the page is PartialData until its last part. */
function pageFrom(
  queries: readonly MetricDataQuery[],
  all: readonly (readonly Point[])[],
  offset: number,
  most: number,
): { MetricDataResults: MetricDataResult[]; NextToken?: string } {
  const end = offset + most;
  const results: MetricDataResult[] = [];
  let position = 0;
  for (const [index, points] of all.entries()) {
    const [begin, finish] = [position, position + points.length];
    position = finish;
    const part = points.slice(Math.max(0, offset - begin), Math.max(0, end - begin));
    // Without points it is said once, on the first page.
    if (part.length === 0 && !(points.length === 0 && offset === 0)) continue;
    results.push({
      Id: queries[index]?.Id,
      Label: queries[index]?.Label ?? queries[index]?.MetricStat?.Metric?.MetricName,
      Timestamps: part.map(({ time }) => new Date(time)),
      Values: part.map(({ value }) => value),
      StatusCode: finish > end ? 'PartialData' : 'Complete',
    });
  }
  return { MetricDataResults: results, ...(position > end ? { NextToken: tokenOf(end) } : {}) };
}

type Answer = ReturnType<typeof pageFrom>;

const STATUS_AFTER: Partial<Record<FaultKind, StatusCode>> = {
  'metric-internal-error': 'InternalError',
  'metric-forbidden': 'Forbidden',
  'metric-partial': 'PartialData',
};

/** An answer whose series are not whole, although all that there is came with it. */
function spoiled(answer: Answer, fault: FaultKind | null): Answer {
  const status = fault === null ? undefined : STATUS_AFTER[fault];
  if (status === undefined) return answer;
  return { ...answer, MetricDataResults: answer.MetricDataResults.map((one) => ({ ...one, StatusCode: status })) };
}
