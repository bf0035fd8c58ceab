/** CloudWatch: `GetMetricData` over the described traffic, at one-minute resolution. */
import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataInput,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { type RegionEstate } from '../estate/estate';
import { valueAt } from '../estate/wave';
import { offsetOf, tokenOf } from '../paging';
import { jsonWords, plainPermission, say, type Service } from '../service';
import { awsJson } from '../wire/json';
import { on } from '../wire/operation';
import { offlineConfig } from './client-config';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const MAX_QUERIES = 500;
const MAX_DATA_POINTS = 100_800;
/** Points of one minute are kept 15 days. */
const KEPT_MS = 15 * 24 * 3_600_000;
const STATISTIC = /^(SampleCount|Average|Sum|Minimum|Maximum|p\d{1,2}(\.\d+)?)$/;

const words = { ...jsonWords, invalid: ['InvalidParameterValueException', 400] } as const;
const invalid = (message: string) => say(words.invalid, message);

/** A metric by its time series: the value of the minute that begins at `time`, or nothing. */
type Series = (time: number) => number | undefined;

/** @param largestPage points on one page, at most AWS's own 100,800. */
export function cloudWatch(estateOf: (region: string) => RegionEstate, largestPage: number): Service {
  return {
    name: 'cloudwatch',
    signingName: 'monitoring',
    wire: awsJson(new CloudWatchClient(offlineConfig).config.protocol),
    words,
    permission: plainPermission('cloudwatch'),
    operations: [
      on(GetMetricDataCommand, (input, { region, now }) => {
        const queries = validated(input);
        const most = Math.min(largestPage, input.MaxDatapoints ?? MAX_DATA_POINTS);
        const offset = input.NextToken === undefined ? 0 : offsetOf(input.NextToken);
        if (offset === null) throw invalid('The NextToken is not valid');
        const estate = estateOf(region);
        const all = queries.map((query) => pointsOf(query, input, seriesOf(estate, query), now));
        return pageFrom(queries, all, offset, most);
      }),
    ],
  };
}

/** What AWS refuses of a request; the wordings are ours, the limits AWS's. */
function validated({ MetricDataQueries = [], StartTime, EndTime, MaxDatapoints }: GetMetricDataInput) {
  if (MetricDataQueries.length === 0) throw invalid('MetricDataQueries must not be empty');
  if (MetricDataQueries.length > MAX_QUERIES) throw invalid(`more than ${MAX_QUERIES} MetricDataQueries`);
  if (StartTime && EndTime && StartTime >= EndTime) throw invalid('StartTime must be before EndTime');
  if (MaxDatapoints !== undefined && (MaxDatapoints < 1 || MaxDatapoints > MAX_DATA_POINTS)) {
    throw invalid(`MaxDatapoints must be from 1 to ${MAX_DATA_POINTS}`);
  }
  const ids = new Set<string>();
  return MetricDataQueries.map((query) => {
    const { Id = '', MetricStat, Expression } = query;
    if (!/^[a-z]\w*$/.test(Id) || Id.length > 255) throw invalid(`Id ${Id} does not begin with a lower-case letter`);
    if (ids.has(Id)) throw invalid(`Id ${Id} occurs twice`);
    ids.add(Id);
    if (Expression !== undefined) throw invalid('the sandbox has no metric math; ask for metrics by name');
    if (MetricStat?.Metric === undefined) throw invalid(`${Id} has neither MetricStat nor Expression`);
    const { Metric, Period = 0, Stat = '' } = MetricStat;
    if (![1, 5, 10, 20, 30].includes(Period) && (Period < 60 || Period % 60 !== 0)) throw invalid('Period is invalid');
    if (!STATISTIC.test(Stat)) throw invalid(`Stat ${Stat} is invalid`);
    if (!Metric.Namespace || !Metric.MetricName) throw invalid(`${Id} has no Namespace or MetricName`);
    const dimensions = Metric.Dimensions ?? [];
    if (dimensions.length > 30) throw invalid('more than 30 dimensions');
    for (const { Name, Value } of dimensions) {
      if (!Name || !Value || Name.length > 255 || Value.length > 1024)
        throw invalid('a dimension is empty or too long');
      // "must contain only ASCII characters", API_Dimension
      if (/[^\x20-\x7e]/.test(Name + Value)) throw invalid('a dimension has characters that are not ASCII');
    }
    return query;
  });
}

/** A metric that nobody wrote has no points; that is not an error. */
function seriesOf({ description, restApis, v2Apis }: RegionEstate, { MetricStat }: MetricDataQuery): Series {
  const { Namespace, MetricName, Dimensions = [] } = MetricStat?.Metric ?? {};
  const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  const names = Object.keys(dimensions).toSorted().join(',');
  if (Namespace === 'AWS/Lambda' && names === '') {
    const { claimed, unreserved } = description.lambda;
    if (MetricName === 'ClaimedAccountConcurrency' && claimed) return (time) => Math.round(valueAt(claimed, time, 'c'));
    if (MetricName === 'UnreservedConcurrentExecutions' && unreserved) {
      return (time) => Math.round(valueAt(unreserved, time, 'u'));
    }
  }
  if (Namespace === 'AWS/ApiGateway' && names === 'ApiName' && MetricName === 'Count') {
    return requests(restApis.filter((api) => ascii(api.name) === dimensions['ApiName']));
  }
  if (Namespace === 'AWS/ApiGateway' && names === 'ApiId') {
    const apis = v2Apis.filter((api) => api.id === dimensions['ApiId']);
    const metric = apis[0]?.protocol === 'WEBSOCKET' ? 'MessageCount' : 'Count';
    if (MetricName === metric) return requests(apis);
  }
  return () => undefined;
}

/** "ApiName … non-ASCII characters are stripped": the metrics of APIs of one name are one series. */
function ascii(name: string): string {
  return name.replaceAll(/[^\x20-\x7e]/g, '');
}

type Traffic = Pick<RegionEstate['restApis'][number], 'id' | 'traffic'>;

function requests(apis: readonly Traffic[]): Series {
  const waves = apis.flatMap(({ id, traffic }) => (traffic ? [{ id, traffic }] : []));
  if (waves.length === 0) return () => undefined;
  return (time) => waves.reduce((sum, { id, traffic }) => sum + Math.round(valueAt(traffic, time, id) * 60), 0);
}

interface Point {
  readonly time: number;
  readonly value: number;
}

/** One point for each period; newest first, as AWS gives them unless told otherwise. */
function pointsOf(
  { MetricStat }: MetricDataQuery,
  { StartTime, EndTime, ScanBy }: GetMetricDataInput,
  series: Series,
  now: Date,
): readonly Point[] {
  const step = (MetricStat?.Period ?? 60) * 1000;
  const points: Point[] = [];
  const from = Math.ceil((StartTime?.getTime() ?? 0) / step) * step;
  const to = Math.min(EndTime?.getTime() ?? 0, now.getTime());
  for (let time = Math.max(from, now.getTime() - KEPT_MS); time < to; time += step) {
    const minutes = Array.from({ length: Math.max(1, step / 60_000) }, (_, index) => series(time + index * 60_000));
    const values = minutes.filter((value) => value !== undefined);
    if (values.length > 0) points.push({ time, value: aggregate(MetricStat?.Stat ?? '', values) });
  }
  return ScanBy === 'TimestampAscending' ? points : points.toReversed();
}

function aggregate(statistic: string, values: readonly number[]): number {
  const sum = values.reduce((a, b) => a + b, 0);
  switch (statistic) {
    case 'Sum':
      return sum;
    case 'Maximum':
      return Math.max(...values);
    case 'Minimum':
      return Math.min(...values);
    case 'SampleCount':
      return values.length;
    default:
      return sum / values.length;
  }
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
