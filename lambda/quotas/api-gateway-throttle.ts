/**
 * Amazon API Gateway's account throttle: one pool per Region over HTTP, REST and WebSocket APIs.
 *
 * No metric shows it. What comes closest is the sum of all APIs' request counts, minute by minute; divided by 60 it is
 * the average of that minute, so the true peak second is at least as high.
 */
import { type MonitoredQuota } from '../domain/quota';
import { mapRead, type Read } from '../domain/read';
import { type RegionReads } from '../domain/region-reads';
import { type HttpOrWebSocketApi, type RestApi } from '../domain/resources';
import { peakOfSum, type Series } from '../domain/series';

const SECONDS_A_MINUTE = 60;

export const apiGatewayThrottleQuotas = [
  {
    id: 'api-gateway-throttle-rate',
    name: 'API Gateway throttle rate',
    service: 'apigateway',
    quotaCode: 'L-8A5B8E43',
    // 2,500 in newer Regions, and AWS's two lists of those differ: GetAccount says what holds here.
    defaultValue: 10_000,
    adjustable: 'yes',
    unit: 'requests per second',
    scope: 'region',
    reads: ['rest-apis', 'http-and-websocket-apis', 'api-gateway-account'],
    metrics: (reads) => {
      const all = requestSeries(reads);
      return all.status === 'read' ? all.value : [];
    },
    count: (reads) => {
      const all = requestSeries(reads);
      if (all.status !== 'read') return [{ resource: null, used: all }];
      if (all.value.length === 0) {
        return [{ resource: null, used: { ...all, value: 0 }, notes: ['no API here'] }];
      }
      const peak = peakOfSum(all.value.map((series) => reads.minutes(series)));
      return [
        {
          resource: null,
          used: mapRead(peak, (highest) => Math.round(((highest?.value ?? 0) / SECONDS_A_MINUTE) * 10) / 10),
          notes:
            peak.status === 'read' && peak.value !== null
              ? [
                  `average of the peak minute, ${new Date(peak.value.minute).toISOString()}: the true peak is at least this`,
                ]
              : ['no traffic'],
        },
      ];
    },
    serviceLimit: (reads) => mapRead(reads.of('api-gateway-account'), (account) => account.rateLimit),
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
] as const satisfies readonly MonitoredQuota[];

/** The request counts of every API of the Region; unknown as long as one of the two lists is. */
function requestSeries(reads: RegionReads): Read<readonly Series[]> {
  const rest = reads.of('rest-apis');
  if (rest.status !== 'read') return rest;
  return mapRead(reads.of('http-and-websocket-apis'), (apis) => [
    ...restRequests(rest.value),
    ...apis.flatMap(httpOrWebSocketRequests),
  ]);
}

const NAMESPACE = 'AWS/ApiGateway';

/**
 * REST metrics are keyed by the API's *name*, without its non-ASCII characters: APIs of the same name share one series.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
function restRequests(apis: readonly RestApi[]): Series[] {
  const names = new Set(apis.map((api) => api.name.replaceAll(/[^\x20-\x7e]/g, '')));
  names.delete('');
  return [...names].map((name) => ({
    namespace: NAMESPACE,
    metric: 'Count',
    dimensions: { ApiName: name },
    statistic: 'Sum',
  }));
}

/**
 * For WebSocket APIs connections and messages both spend the account's rate.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html
 */
function httpOrWebSocketRequests(api: HttpOrWebSocketApi): Series[] {
  const metrics = api.protocol === 'WEBSOCKET' ? ['ConnectCount', 'MessageCount'] : ['Count'];
  return metrics.map((metric) => ({
    namespace: NAMESPACE,
    metric,
    dimensions: { ApiId: api.id },
    statistic: 'Sum',
  }));
}
