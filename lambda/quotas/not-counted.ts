/** What is not watched, and why: nothing is silently left out. */

/** A size or a setting of one thing: AWS refuses what is larger at once, and nothing fills up. */
const FIXED = 'a size or a setting of one request or resource: AWS refuses more at once, nothing fills up';

export interface NotCounted {
  readonly service: 'apigateway' | 'lambda';
  /** AWS's own name. */
  readonly name: string;
  readonly reason: string;
  readonly source: string;
}

export const notCounted: readonly NotCounted[] = [
  {
    service: 'apigateway',
    name: 'Throttle burst rate',
    reason: 'no metric shows how full the token bucket is; AWS sets it from the rate and does not take requests for it',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  {
    service: 'apigateway',
    name: 'WebSocket new connections burst rate',
    reason: 'no metric shows how full the token bucket is',
    source: 'https://docs.aws.amazon.com/general/latest/gr/apigateway.html',
  },
  {
    service: 'apigateway',
    name: 'Concurrent connections',
    reason: 'no quota: AWS states none, it follows from the rate of new connections and their two hours',
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Throttle quota without access control per account per Region for a portal',
    reason: 'no metric is documented',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  {
    service: 'apigateway',
    name: 'Throttle quota with access control per account per Region for a portal',
    reason: 'no metric is documented',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  {
    service: 'apigateway',
    name: '(no such quota: REST has Resources per API; one integration per method)',
    reason: 'no quota: a REST API has one integration for each method, and its quota is on resources',
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Documentation parts per API',
    reason: 'one more call for each API, for something that hardly grows',
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: '(no count quota documented; only "Model size per API" 400 KB)',
    reason: 'one more call for each API, for something that hardly grows',
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Model size per API',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Audiences per authorizer',
    reason: 'a setting of one authorizer: AWS refuses more at once',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
  },
  {
    service: 'apigateway',
    name: 'Scopes per route',
    reason: 'a setting of one route: AWS refuses more at once',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
  },
  {
    service: 'apigateway',
    name: 'Stage Variable Key Length',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Stage Variable Value Length',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Usage plans per API key',
    reason: 'needs a call for each API key, and the list of keys',
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Number of certificates in a truststore',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Portals per account',
    reason: 'portals are few, and would cost calls in every Region',
    source: 'https://docs.amazonaws.cn/en_us/apigateway/latest/developerguide/api-gateway-portal-quotas.html',
  },
  {
    service: 'apigateway',
    name: 'PortalProducts per account',
    reason: 'portals are few, and would cost calls in every Region',
    source: 'https://docs.amazonaws.cn/en_us/apigateway/latest/developerguide/api-gateway-portal-quotas.html',
  },
  {
    service: 'apigateway',
    name: 'PortalProducts per Portal',
    reason: 'portals are few, and would cost calls in every Region',
    source: 'https://docs.amazonaws.cn/en_us/apigateway/latest/developerguide/api-gateway-portal-quotas.html',
  },
  {
    service: 'apigateway',
    name: 'ProductPages per PortalProduct',
    reason: 'portals are few, and would cost calls in every Region',
    source: 'https://docs.amazonaws.cn/en_us/apigateway/latest/developerguide/api-gateway-portal-quotas.html',
  },
  {
    service: 'apigateway',
    name: 'ProductRestEndpointPages per PortalProduct',
    reason: 'portals are few, and would cost calls in every Region',
    source: 'https://docs.amazonaws.cn/en_us/apigateway/latest/developerguide/api-gateway-portal-quotas.html',
  },
  {
    service: 'apigateway',
    name: 'Maximum integration timeout in milliseconds',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'API Payload Size',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Maximum resource policy size in bytes',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Method ARN Length',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Regional API URL Length',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Edge API URL Length',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Maximum Combined Header Size',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'AWS Lambda authorizer result size',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Maximum API caching TTL',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Maximum Cached Response Size',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Maximum Iterations In Mapping Template',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'WebSocket frame size',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'WebSocket message payload size',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'WebSocket Idle Connection Timeout',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Connection duration for WebSocket API',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Maximum integration timeout (HTTP API)',
    reason: FIXED,
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
  },
  {
    service: 'apigateway',
    name: 'Integration timeout (WebSocket)',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Maximum mapping template size',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Access log template size',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Idle connection timeout (REST)',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Maximum API definition file size (import/put)',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Length of the URL for a WebSocket API',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Length of the URL for a private API',
    reason: FIXED,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    service: 'apigateway',
    name: 'Timeout for Lambda authorizer response (HTTP)',
    reason: FIXED,
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
  },
  {
    service: 'apigateway',
    name: 'Response size from JWKS endpoint',
    reason: FIXED,
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
  },
  {
    service: 'apigateway',
    name: 'API Gateway quotas for creating, deploying and managing an API',
    reason: 'Headroom paces itself by them; no metric shows what deployments and other tools take',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  {
    service: 'lambda',
    name: '(no quota on number of functions)',
    reason: 'no quota: storage is what fills up',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    service: 'lambda',
    name: 'Function concurrency scaling limit',
    reason: 'one-minute metrics cannot prove it; it shows as throttles while the account has room',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html',
  },
  {
    service: 'lambda',
    name: 'Invocation requests per function version or alias',
    reason: 'holds for each function with provisioned concurrency; needs calls and metrics for each',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    service: 'lambda',
    name: 'reserved concurrency',
    reason: 'shown as an observation where a function reaches its reservation',
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html',
  },
  {
    service: 'lambda',
    name: 'Function timeout',
    reason: FIXED,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    service: 'lambda',
    name: 'Function memory allocation',
    reason: FIXED,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    service: 'lambda',
    name: 'Environment variable size',
    reason: FIXED,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    service: 'lambda',
    name: 'Function layers',
    reason: FIXED,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    service: 'lambda',
    name: 'Function resource-based policy',
    reason: FIXED,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    service: 'lambda',
    name: 'Deployment package size (direct upload)',
    reason: FIXED,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    service: 'lambda',
    name: 'Deployment package size (unzipped)',
    reason: FIXED,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    service: 'lambda',
    name: 'Asynchronous payload',
    reason: FIXED,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    service: 'lambda',
    name: 'Invocation payload (synchronous)',
    reason: FIXED,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    service: 'lambda',
    name: 'ephemeral storage',
    reason: FIXED,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    service: 'lambda',
    name: 'Container image code package size',
    reason: FIXED,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    service: 'lambda',
    name: 'Lambda API requests',
    reason: 'Headroom paces itself by them; no metric shows what deployments and other tools take',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    service: 'lambda',
    name: 'Memory allocated across all MicroVMs',
    reason: 'a preview; no read is documented',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
];
