/** The metrics that AWS itself writes, computed from the described traffic. */
import { isDeepStrictEqual } from 'node:util';
import type { Metric } from '@aws-sdk/client-cloudwatch';
import type { Wave } from '../../account';
import type { RegionEstate, RestApiEstate, V2ApiEstate } from '../../estate/estate';
import { usageMetricOf } from '../../estate/usage-metric';
import { valueAt } from '../../estate/wave';
import { sampleOf, type Series } from './series';

/** A metric that nobody wrote, or not in that unit, has no points; that is not an error. */
export function describedSeries(
  { description, restApis, v2Apis, functions }: RegionEstate,
  { Namespace, MetricName, Dimensions = [] }: Metric,
  unit: string | undefined,
): Series {
  if (unit !== undefined && unit !== (MetricName === 'Duration' ? 'Milliseconds' : 'Count')) return NO_SERIES;
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
    if (MetricName === 'Invocations' && found?.invocations) return counted([[found.name, found.invocations]]);
    if (MetricName === 'Duration' && found) return lasting(found);
    return NO_SERIES;
  }
  if (Namespace === 'AWS/Lambda' && names === '') {
    const { claimed, unreserved, invocations } = description.lambda;
    if (MetricName === 'ClaimedAccountConcurrency' && claimed) return gauged(claimed, 'c');
    if (MetricName === 'UnreservedConcurrentExecutions' && unreserved) return gauged(unreserved, 'u');
    if (MetricName === 'Invocations' && invocations) return counted([['i', invocations]]);
    if (MetricName === 'ConcurrentExecutions') return together(functions);
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

const NO_SERIES: Series = { at: () => undefined };

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
  return { at: (time) => sampleOf(Math.round(valueAt(wave, time, seed))) };
}

/** What runs at once in the Region; no point where no function is described to run. */
function together(functions: RegionEstate['functions']): Series {
  const running = functions.flatMap(({ name, concurrent }) => (concurrent ? [gauged(concurrent, name)] : []));
  if (running.length === 0) return NO_SERIES;
  return { at: (time) => sampleOf(running.reduce((sum, one) => sum + (one.at(time)?.maximum ?? 0), 0)) };
}

/** A sample for every invocation, all of a minute as long as one another. */
function lasting({ name, invocations, durationMs }: RegionEstate['functions'][number]): Series {
  if (!invocations || !durationMs) return NO_SERIES;
  const begun = counted([[name, invocations]]);
  return {
    at: (time) => {
      const count = begun.at(time)?.count;
      return count === undefined ? undefined : sampleOf(valueAt(durationMs, time, `${name}/duration`), count);
    },
  };
}

type SeededWave = readonly [seed: string, wave: Wave];

/** What comes in per second, as the sum of a minute. A minute in which nothing came has no point. */
function counted(waves: readonly SeededWave[], seconds = 60): Series {
  if (waves.length === 0) return NO_SERIES;
  return {
    at: (time) => {
      const requests = waves.reduce((sum, [seed, wave]) => sum + Math.round(valueAt(wave, time, seed) * seconds), 0);
      // Each is a sample of 1, so that only Sum and SampleCount say how many there were.
      return requests === 0 ? undefined : sampleOf(1, requests);
    },
  };
}
