/** Amazon API Gateway: what holds for the Region as a whole. */
import type { MonitoredQuota } from '../domain/quota';
import { mapRead } from '../domain/read';
import { API_GATEWAY } from '../domain/request-series';
import type { RestApi } from '../domain/resources';
import { countList, identity } from './counting';
import { allRequests, minuteOf, perSecond, rateNotes } from './traffic';

const REST_PAGE =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html';
const WEBSOCKET_PAGE =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html';

const withEndpoint =
  (endpoint: RestApi['endpoint']) =>
  (apis: readonly RestApi[]): number =>
    apis.filter((api) => api.endpoint === endpoint).length;

const THROTTLE = 'api-gateway-throttle-rate';
const CONNECTIONS = 'websocket-connection-rate';

export const apiGatewayAccountQuotas = [
  {
    id: THROTTLE,
    name: 'API Gateway throttle rate',
    service: 'apigateway',
    quotaCode: 'L-8A5B8E43',
    serviceName: 'Throttle rate',
    // 2,500 in newer Regions, and AWS's two lists of those differ: GetAccount says what holds here.
    defaultValue: 10_000,
    adjustable: 'yes',
    unit: 'requests per second',
    scope: 'region',
    reads: ['rest-apis', 'http-and-websocket-apis', 'rest-api-stages', 'stages', 'api-gateway-account'],
    gauges: (reads) => {
      const all = allRequests(reads);
      return all.status === 'read' && all.value.length > 0
        ? [{ key: THROTTLE, series: all.value, everyMinutes: 60 }]
        : [];
    },
    count: (reads) => {
      const all = allRequests(reads);
      const limit = mapRead(reads.of('api-gateway-account'), (account) => account.rateLimit);
      if (all.status !== 'read') return [{ resource: null, used: all, limit }];
      if (all.value.length === 0)
        return [{ resource: null, used: { ...all, value: 0 }, limit, notes: ['no API here'] }];
      const peak = reads.peak(THROTTLE);
      return [{ resource: null, used: perSecond(peak), limit, notes: rateNotes(peak), ...minuteOf(peak) }];
    },
    breaks: 'Requests to all HTTP, REST and WebSocket APIs in this Region are throttled (429)',
    remedy: [
      'Find the stage with the most requests in the peak minute, and throttle it or its heaviest client.',
      'Request an increase of the throttle rate in Service Quotas: AWS sets the burst from it.',
      'Answer repeated GET requests from a CloudFront cache, so that they do not reach API Gateway.',
    ],
    counted:
      'requests of all HTTP, REST and WebSocket APIs together, added up minute by minute over named metrics; the peak minute ÷ 60 is a lower bound of the peak second',
    confidence: 'quota: high, two AWS pages; count: by arithmetic, AWS has no metric for it',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  {
    id: CONNECTIONS,
    name: 'New WebSocket connections rate',
    service: 'apigateway',
    quotaCode: 'L-9ED1E49A',
    serviceName: 'WebSocket new connections rate',
    defaultValue: 500,
    adjustable: 'yes',
    unit: 'connections per second',
    scope: 'region',
    reads: ['http-and-websocket-apis'],
    gauges: (reads) => {
      const apis = reads.of('http-and-websocket-apis');
      const sockets = apis.status === 'read' ? apis.value.filter((api) => api.protocol === 'WEBSOCKET') : [];
      if (sockets.length === 0) return [];
      const series = sockets.map(({ id }) => ({
        namespace: API_GATEWAY,
        metric: 'ConnectCount',
        dimensions: { ApiId: id },
        statistic: 'Sum' as const,
      }));
      return [{ key: CONNECTIONS, series, everyMinutes: 60 }];
    },
    count: (reads) => {
      const apis = reads.of('http-and-websocket-apis');
      if (apis.status !== 'read') return [{ resource: null, used: apis }];
      if (!apis.value.some((api) => api.protocol === 'WEBSOCKET')) {
        return [{ resource: null, used: { ...apis, value: 0 }, notes: ['no WebSocket API here'] }];
      }
      const peak = reads.peak(CONNECTIONS);
      return [{ resource: null, used: perSecond(peak), notes: rateNotes(peak), ...minuteOf(peak) }];
    },
    breaks: 'New WebSocket connections in this Region are refused (429); open ones stay',
    remedy: [
      'Compare `ConnectCount` of the WebSocket APIs to find whose clients connect all at once.',
      'Request an increase of the new connections rate in Service Quotas.',
      'Let clients reconnect with backoff and jitter, and send on idle connections before the timeout of 10 minutes.',
    ],
    counted: 'ConnectCount of all WebSocket APIs together; the peak minute ÷ 60 is a lower bound of the peak second',
    confidence: 'quota: high; count: documented metric, lower bound',
    source: WEBSOCKET_PAGE,
  },
  {
    id: 'regional-apis',
    name: 'Regional APIs',
    service: 'apigateway',
    quotaCode: 'L-AA0FF27B',
    serviceName: 'Regional APIs',
    defaultValue: 600,
    adjustable: 'no',
    unit: 'APIs',
    scope: 'region',
    reads: ['rest-apis'],
    count: (reads) => countList(reads, 'rest-apis', withEndpoint('REGIONAL')),
    breaks: 'Creating a Regional REST API in this Region fails',
    remedy: [
      'Delete Regional APIs whose `Count` shows no request in 90 days.',
      'Merge small REST APIs of one owner into one API, each below a resource of its own.',
      'Create further APIs in another Region or account: AWS does not raise this quota.',
    ],
    counted: 'REST APIs with a Regional endpoint; AWS does not say whether HTTP and WebSocket APIs count too',
    confidence: 'quota: high; whether v2 APIs count: not documented',
    source: REST_PAGE,
  },
  {
    id: 'edge-apis',
    name: 'Edge-optimized APIs',
    service: 'apigateway',
    quotaCode: 'L-B97207D0',
    serviceName: 'Edge-optimized APIs',
    defaultValue: 120,
    adjustable: 'no',
    unit: 'APIs',
    scope: 'region',
    reads: ['rest-apis'],
    count: (reads) => countList(reads, 'rest-apis', withEndpoint('EDGE')),
    breaks: 'Creating an edge-optimized REST API in this Region fails',
    remedy: [
      'Delete edge-optimized APIs whose `Count` shows no request in 90 days.',
      'Change APIs from `EDGE` to `REGIONAL` with `update-rest-api`, deploy them again and test: some headers differ.',
      'Create new APIs as Regional ones behind your own CloudFront distribution: AWS does not raise this quota.',
    ],
    counted: 'REST APIs with an edge-optimized endpoint',
    confidence: 'high',
    source: REST_PAGE,
  },
  {
    id: 'private-apis',
    name: 'Private APIs',
    service: 'apigateway',
    quotaCode: 'L-A966AB5C',
    serviceName: 'Private APIs',
    defaultValue: 600,
    adjustable: 'no',
    unit: 'APIs',
    scope: 'region',
    reads: ['rest-apis'],
    count: (reads) => countList(reads, 'rest-apis', withEndpoint('PRIVATE')),
    breaks: 'Creating a private REST API in this Region fails',
    remedy: [
      'Delete private APIs whose `Count` shows no request in 90 days.',
      'Merge private APIs that the same VPC endpoints call into one API, each below a resource of its own.',
      'Create further private APIs in another account and admit your VPC endpoints there: AWS does not raise this quota.',
    ],
    counted: 'REST APIs with a private endpoint',
    confidence: 'high',
    source: REST_PAGE,
  },
  {
    id: 'usage-plans',
    name: 'Usage plans',
    service: 'apigateway',
    quotaCode: 'L-E8693075',
    serviceName: 'Usage plans',
    defaultValue: 300,
    adjustable: 'yes',
    unit: 'usage plans',
    scope: 'region',
    reads: ['usage-plans'],
    count: (reads) => countList(reads, 'usage-plans', (plans) => plans.length),
    breaks: 'Creating a usage plan in this Region fails',
    remedy: [
      'Delete usage plans without API keys or without API stages.',
      'Request an increase of usage plans in Service Quotas.',
      'Merge plans with the same throttle, quota and stages, and move their API keys to the one that stays.',
    ],
    counted: 'all usage plans',
    confidence: 'high',
    source: REST_PAGE,
  },
  {
    id: 'api-keys',
    name: 'API keys',
    service: 'apigateway',
    quotaCode: 'L-1D180A63',
    serviceName: 'API keys',
    defaultValue: 10_000,
    adjustable: 'no',
    unit: 'API keys',
    scope: 'region',
    reads: ['api-keys'],
    count: (reads) => countList(reads, 'api-keys', identity),
    breaks: 'Creating or importing an API key in this Region fails',
    remedy: [
      'Delete API keys that are in no usage plan, and those with `enabled` set to `false` that nobody needs again.',
      'Identify end users by a Cognito or Lambda authorizer, and keep API keys for applications.',
      'Move APIs with many keys to another account, together with their keys: AWS does not raise this quota.',
    ],
    counted:
      'all API keys, without their values; off by default (`scan.apiKeys: true` turns it on), because the same permission can return the values',
    confidence: 'high',
    source: REST_PAGE,
  },
  {
    id: 'client-certificates',
    name: 'Client certificates',
    service: 'apigateway',
    quotaCode: 'L-824C9E42',
    serviceName: 'Client certificates',
    defaultValue: 60,
    adjustable: 'yes',
    unit: 'client certificates',
    scope: 'region',
    reads: ['client-certificates'],
    count: (reads) => countList(reads, 'client-certificates', identity),
    breaks: 'Generating a client certificate in this Region fails',
    remedy: [
      'Delete certificates that no stage names in its `clientCertificateId`.',
      'Request an increase of client certificates in Service Quotas.',
      'Use one certificate for several stages where their backends may trust the same one.',
    ],
    counted: 'all client certificates',
    confidence: 'high',
    source: REST_PAGE,
  },
] as const satisfies readonly MonitoredQuota[];
