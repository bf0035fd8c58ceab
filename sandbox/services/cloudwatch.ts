/** CloudWatch: `GetMetricData` over the described traffic, at one-minute resolution. */
import { isDeepStrictEqual } from 'node:util';
import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataInput,
  type MetricDataQuery,
  type MetricDataResult,
  ScanBy,
  StandardUnit,
  type StatusCode,
} from '@aws-sdk/client-cloudwatch';
import { type Wave } from '../account';
import { type RegionEstate, type RestApiEstate, type V2ApiEstate } from '../estate/estate';
import { usageMetricOf } from '../estate/usage-metric';
import { valueAt } from '../estate/wave';
import { type FaultKind } from '../faults';
import { offsetOf, tokenOf } from '../paging';
import { jsonWords, plainPermission, queryWords, say, type Service } from '../service';
import { awsJson } from '../wire/json';
import { InvalidInput, NotInTheSandbox, on } from '../wire/operation';
import { query as form } from '../wire/query';
import { offlineConfig } from './client-config';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const MAX_QUERIES = 500;
const MAX_DATA_POINTS = 100_800;
const MINUTE = 60_000;
const DAY = 24 * 3_600_000;
const STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];
/** By their first letters: percentiles, trimmed and winsorized means, trimmed counts and sums, percentile ranks. */
const MORE_STATISTICS = /^(p\d|tm\d|wm\d|tc\d|ts\d|(TM|WM|TC|TS|PR)\(|IQM$)/;
const SCAN_ORDERS: readonly string[] = Object.values(ScanBy);
const UNITS: readonly string[] = Object.values(StandardUnit);

/**
 * `ValidationError` in a form's answer, which the SDK's model calls `ValidationException`. Seen of this operation:
 * https://github.com/prometheus-community/yet-another-cloudwatch-exporter/issues/385
 */
const invalid = (message: string) => new InvalidInput(message);

/** A metric by its time series: the value of the minute that begins at `time`, or nothing. */
interface Series {
  /** `count`: that many samples of 1 a minute; `gauge`: one sample with the value. */
  readonly kind: 'count' | 'gauge';
  at(time: number): number | undefined;
}

/**
 * In the format of the JavaScript SDK, and in the one that older clients speak.
 * @param largestPage points on one page, at most AWS's own 100,800.
 */
export function cloudWatch(estateOf: (region: string) => RegionEstate, largestPage: number): readonly Service[] {
  const service = {
    name: 'cloudwatch',
    signingName: 'monitoring',
    permission: plainPermission('cloudwatch'),
    operations: [
      on(
        GetMetricDataCommand,
        (input, { region, now, fault }) => {
          const queries = validated(input).filter(({ ReturnData = true }) => ReturnData);
          const most = Math.min(largestPage, input.MaxDatapoints ?? MAX_DATA_POINTS);
          const offset = input.NextToken === undefined ? 0 : offsetOf(input.NextToken);
          if (offset === null) throw say(['InvalidNextToken', 400], 'The next token specified is invalid.');
          const estate = estateOf(region);
          const all = queries.map((query) => pointsOf(query, input, seriesOf(estate, query), now));
          return spoiled(pageFrom(queries, all, offset, most), fault);
        },
        ['LabelOptions'],
      ),
    ],
  };
  return [
    { ...service, wire: awsJson(new CloudWatchClient(offlineConfig).config.protocol), words: jsonWords },
    { ...service, wire: form('awsQuery'), words: queryWords },
  ];
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
    if (Unit !== undefined && !UNITS.includes(Unit)) throw invalid(`Unit ${Unit} is invalid`);
    const { Namespace = '', MetricName = '' } = Metric;
    if (!/^[^:].{0,254}$/.test(Namespace) || MetricName.length < 1 || MetricName.length > 255) {
      throw invalid(`the Namespace or the MetricName of ${Id} is missing, too long or begins with a colon`);
    }
    const dimensions = Metric.Dimensions ?? [];
    if (dimensions.length > 30) throw invalid('more than 30 dimensions');
    for (const { Name, Value } of dimensions) {
      // "must include at least one non-whitespace character", API_Dimension
      if (!Name?.trim() || !Value?.trim() || Name.length > 255 || Value.length > 1024) {
        throw invalid('a dimension is empty or too long');
      }
      // "must contain only ASCII characters", API_Dimension
      if (/[^\x20-\x7e]/.test(Name + Value)) throw invalid('a dimension has characters that are not ASCII');
    }
    return query;
  });
}

/** A metric that nobody wrote, or not in that unit, has no points; that is not an error. */
function seriesOf({ description, restApis, v2Apis, functions }: RegionEstate, { MetricStat }: MetricDataQuery): Series {
  const { Namespace, MetricName, Dimensions = [] } = MetricStat?.Metric ?? {};
  if (MetricStat?.Unit !== undefined && MetricStat.Unit !== 'Count') return NO_SERIES;
  const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  const names = Object.keys(dimensions).toSorted().join(',');
  if (Namespace === 'AWS/Usage') {
    const quota = description.measuredQuotas.find((one) => {
      const { MetricName: name, MetricDimensions } = usageMetricOf(one);
      return name === MetricName && isDeepStrictEqual(MetricDimensions, dimensions);
    });
    if (!quota?.usage) return NO_SERIES;
    return quota.perSecond ? counted([[quota.code, quota.usage]]) : gauged(quota.usage, quota.code);
  }
  if (Namespace === 'AWS/Lambda' && names === 'FunctionName') {
    const found = functions.find(({ name }) => name === dimensions['FunctionName']);
    if (MetricName === 'Throttles' && found?.throttles) return counted([[found.name, found.throttles]], 1);
    if (MetricName === 'ConcurrentExecutions' && found?.concurrent) return gauged(found.concurrent, found.name);
    return NO_SERIES;
  }
  if (Namespace === 'AWS/Lambda' && names === '') {
    const { claimed, unreserved, invocations } = description.lambda;
    if (MetricName === 'ClaimedAccountConcurrency' && claimed) return gauged(claimed, 'c');
    if (MetricName === 'UnreservedConcurrentExecutions' && unreserved) return gauged(unreserved, 'u');
    if (MetricName === 'Invocations' && invocations) return counted([['i', invocations]]);
  }
  if (Namespace === 'AWS/ApiGateway') return apiSeries({ restApis, v2Apis }, MetricName ?? '', dimensions);
  return NO_SERIES;
}

type Apis = Pick<RegionEstate, 'restApis' | 'v2Apis'>;
type Api = RestApiEstate | V2ApiEstate;

/**
 * The dimensions of an API's metrics, by name, each in alphabetical order; those of routes exist only with detailed metrics.
 * For the routes of WebSocket APIs AWS's table names Method and Resource, its text a route id:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html
 */
const DIMENSIONS = {
  REST: { api: 'ApiName', stage: 'ApiName,Stage', route: 'ApiName,Method,Resource,Stage' },
  HTTP: { api: 'ApiId', stage: 'ApiId,Stage', route: 'ApiId,Method,Resource,Stage' },
  WEBSOCKET: { api: 'ApiId', stage: 'ApiId,Stage', route: 'ApiId,Route,Stage' },
} as const;

type Dimensions = Readonly<Record<string, string | undefined>>;

function apiSeries({ restApis, v2Apis }: Apis, metric: string, dimensions: Dimensions): Series {
  const { ApiName, ApiId } = dimensions;
  const apis = [...restApis.filter((api) => metricName(api) === ApiName), ...v2Apis.filter((api) => api.id === ApiId)];
  return counted(apis.flatMap((api) => wavesOf(api, metric, dimensions)));
}

function wavesOf(api: Api, metric: string, dimensions: Dimensions): SeededWave[] {
  const { Stage, Method, Resource, Route = `${Method} ${Resource}` } = dimensions;
  const protocol = 'protocol' in api ? api.protocol : 'REST';
  const wave = trafficOf(api, metric);
  const index = api.stages.findIndex((one) => one.name === Stage);
  const stage = api.stages[index];
  switch (Object.keys(dimensions).toSorted().join(',')) {
    case DIMENSIONS[protocol].api:
      return wave ? [[api.id, wave]] : [];
    case DIMENSIONS[protocol].stage: {
      const share = stage?.share ?? (index === 0 ? 1 : 0);
      return wave && share > 0 ? [[api.id, scaled(wave, share)]] : [];
    }
    case DIMENSIONS[protocol].route: {
      const own = stage?.detailedMetrics ? stage.routes.find((one) => one.route === Route)?.traffic : undefined;
      return own && metric === metricOfRoute(protocol, Route) ? [[`${api.id}/${Route}`, own]] : [];
    }
    default:
      return [];
  }
}

/** What the metric counts of the API, if it is one of its kind. */
function trafficOf(api: Api, metric: string): Wave | undefined {
  if (!('protocol' in api) || api.protocol === 'HTTP') return metric === 'Count' ? api.traffic : undefined;
  if (metric === 'ConnectCount') return api.connects;
  return metric === 'MessageCount' ? api.traffic : undefined;
}

/** "The number of messages sent to the $connect route integration" is ConnectCount; all other messages are MessageCount. */
function metricOfRoute(protocol: keyof typeof DIMENSIONS, route: string): string {
  if (protocol !== 'WEBSOCKET') return 'Count';
  return route === '$connect' ? 'ConnectCount' : 'MessageCount';
}

function scaled(wave: Wave, share: number): Wave {
  return { ...wave, typical: wave.typical * share, peak: wave.peak * share };
}

const NO_SERIES: Series = { kind: 'gauge', at: () => undefined };

/**
 * "API Gateway removes non-ASCII characters from the ApiName dimension […]. If the APIName contains no ASCII characters, the
 * API ID is used as the ApiName." So the metrics of APIs of one name are one series. That blanks alone count as none is
 * assumed: no dimension can have them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
function metricName({ id, name }: Pick<Api, 'id' | 'name'>): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]/g, '');
  return ascii.trim() === '' ? id : ascii;
}

function gauged(wave: Wave, seed: string): Series {
  return { kind: 'gauge', at: (time) => Math.round(valueAt(wave, time, seed)) };
}

type SeededWave = readonly [seed: string, wave: Wave];

/** What comes in per second, as the sum of a minute. A minute in which nothing came has no point. */
function counted(waves: readonly SeededWave[], seconds = 60): Series {
  if (waves.length === 0) return NO_SERIES;
  return {
    kind: 'count',
    at: (time) =>
      waves.reduce((sum, [seed, wave]) => sum + Math.round(valueAt(wave, time, seed) * seconds), 0) || undefined,
  };
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
  const to = Math.min(EndTime?.getTime() ?? 0, now.getTime());
  for (let time = Math.ceil(from / step) * step; time < to; time += step) {
    const minutes = Array.from({ length: step / MINUTE }, (_, index) => series.at(time + index * MINUTE));
    const values = minutes.filter((value) => value !== undefined);
    if (values.length > 0) points.push({ time, value: aggregate(series.kind, MetricStat?.Stat ?? '', values) });
  }
  return order === 'TimestampAscending' ? points : points.toReversed();
}

/** How long CloudWatch keeps points of that many milliseconds. */
function keptFor(step: number): number {
  if (step % (60 * MINUTE) === 0) return 455 * DAY;
  return step % (5 * MINUTE) === 0 ? 63 * DAY : 15 * DAY;
}

function aggregate(kind: Series['kind'], statistic: string, values: readonly number[]): number {
  const sum = values.reduce((a, b) => a + b, 0);
  // Each request is a sample of 1, so these say how many there were only as Sum or SampleCount.
  if (kind === 'count') return statistic === 'Sum' || statistic === 'SampleCount' ? sum : 1;
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
