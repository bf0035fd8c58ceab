/** Amazon API Gateway: what holds for each API. */
import type { MonitoredQuota, Usage } from '../domain/quota';
import type { RegionReads } from '../domain/region-reads';
import type { Stage } from '../domain/resources';
import { countPerApi, countPerRestApi, identity } from './counting';

const HTTP_PAGE = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html';
const REST_PAGE =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html';
const WEBSOCKET_PAGE =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html';
/** AWS raises quotas of one API for that API only, so the account's value may be too low for it. */
const RESOURCES_CODE = { quotaCode: 'L-01C8A9E0', serviceName: 'Resources/Routes per REST/WebSocket API' } as const;
const PER_API_NOTE = 'AWS raises it for single APIs, which Service Quotas may not show: see `limits`';

/** Of every API the stage that has most of something; an API without any is left out. */
function countFullestStage(reads: RegionReads, of: (stage: Stage) => number): readonly Usage[] {
  const fullest = (stages: readonly Stage[]): number | null => Math.max(0, ...stages.map(of)) || null;
  return [
    ...countPerRestApi(reads, 'rest-api-stages', fullest),
    ...countPerApi(reads, 'stages', 'HTTP', fullest),
    ...countPerApi(reads, 'stages', 'WEBSOCKET', fullest),
  ];
}

const REQUEST_FOR_THIS_API = 'Request an increase for this API in Service Quotas: AWS raises it for single APIs.';
const CASE_FOR_THIS_API =
  'Open a case with AWS Support for an increase on this API: Service Quotas does not have this one.';

type Advice = Pick<MonitoredQuota, 'breaks' | 'remedy'>;

const STAGES = {
  HTTP: {
    breaks: 'A deployment that adds a stage to this HTTP API fails',
    remedy: [
      'Delete stages whose `Count` shows no request in 90 days.',
      REQUEST_FOR_THIS_API,
      'Give environments or branches an API of their own instead of one more stage here.',
    ],
  },
  WEBSOCKET: {
    breaks: 'A deployment that adds a stage to this WebSocket API fails',
    remedy: [
      'Delete stages whose `ConnectCount` shows no connection in 90 days.',
      REQUEST_FOR_THIS_API,
      'Give environments or branches an API of their own instead of one more stage here.',
    ],
  },
} as const satisfies Record<string, Advice>;

const AUTHORIZERS = {
  HTTP: {
    breaks: 'A deployment that adds an authorizer to this HTTP API fails',
    remedy: [
      'Delete authorizers that no route names in its `authorizerId`.',
      'Point routes at one authorizer where several have the same issuer or function, identity source and TTL.',
      CASE_FOR_THIS_API,
    ],
  },
  WEBSOCKET: {
    breaks: 'A deployment that adds an authorizer to this WebSocket API fails',
    remedy: [
      'Delete authorizers that the `$connect` route does not name: no other route of a WebSocket API can have one.',
      'Let deployments update the authorizer of `$connect` in place instead of leaving the old one behind.',
      CASE_FOR_THIS_API,
    ],
  },
} as const satisfies Record<string, Advice>;

export const apiQuotas = [
  {
    id: 'http-api-integrations',
    name: 'Integrations per HTTP API',
    service: 'apigateway',
    // In no list of AWS: not in Service Quotas, Trusted Advisor, AWS/Usage or Automatic Management.
    quotaCode: null,
    defaultValue: 300,
    adjustable: 'no',
    unit: 'integrations',
    scope: 'resource',
    reads: ['integrations'],
    count: (reads) => countPerApi(reads, 'integrations', 'HTTP', identity),
    breaks: 'A deployment that adds an integration fails',
    remedy: [
      'Delete integrations that no route names in its `target`; if the stage has no auto-deploy, deploy it again and test.',
      'Point routes with the same target at one shared integration, and delete its duplicates.',
      'Move a path with its routes to a new HTTP API behind the same domain: AWS does not raise this quota.',
    ],
    counted: 'every integration, also one that no route uses: that is what AWS counts',
    confidence: 'quota: high, AWS page and reports of failed deployments; count: high, public reports name orphans',
    source: HTTP_PAGE,
  },
  {
    id: 'websocket-api-integrations',
    name: 'Integrations per WebSocket API',
    service: 'apigateway',
    quotaCode: null,
    defaultValue: 300,
    adjustable: 'support',
    unit: 'integrations',
    scope: 'resource',
    reads: ['integrations'],
    count: (reads) => countPerApi(reads, 'integrations', 'WEBSOCKET', identity),
    breaks: 'A deployment that adds an integration to this WebSocket API fails',
    remedy: [
      'Delete integrations that no route names in its `target`, then deploy and test.',
      'Point route keys with the same target and the same integration responses at one integration, and delete its duplicates.',
      CASE_FOR_THIS_API,
    ],
    counted: 'every integration, also one that no route uses',
    confidence: 'high, AWS page; a raised value shows nowhere: see `limits`',
    source: WEBSOCKET_PAGE,
  },
  {
    id: 'http-api-routes',
    name: 'Routes per HTTP API',
    service: 'apigateway',
    // Two versions of AWS's page name different codes for it; if this one is unknown, the name decides.
    quotaCode: 'L-65B5C802',
    serviceName: 'Routes per HTTP API',
    defaultValue: 300,
    adjustable: 'yes',
    unit: 'routes',
    scope: 'resource',
    reads: ['routes'],
    count: (reads) => countPerApi(reads, 'routes', 'HTTP', identity),
    breaks: 'A deployment that adds a route fails',
    remedy: [
      'Delete routes whose function or backend no longer exists.',
      REQUEST_FOR_THIS_API,
      'Replace routes below one path that share target and authorizer by `ANY /path` and `ANY /path/{proxy+}`.',
    ],
    counted: 'every route',
    confidence: `quota: high; its code: two AWS pages differ; ${PER_API_NOTE}`,
    source: HTTP_PAGE,
  },
  {
    id: 'websocket-api-routes',
    name: 'Routes per WebSocket API',
    service: 'apigateway',
    ...RESOURCES_CODE,
    defaultValue: 300,
    adjustable: 'yes',
    unit: 'routes',
    scope: 'resource',
    reads: ['routes'],
    count: (reads) => countPerApi(reads, 'routes', 'WEBSOCKET', identity),
    breaks: 'A deployment that adds a route key fails',
    remedy: [
      'Delete routes whose route key no client sends any more.',
      REQUEST_FOR_THIS_API,
      'Let one function behind `$default` take several actions in place of a route for each.',
    ],
    counted: 'every route, $connect, $disconnect and $default among them',
    confidence: `high; ${PER_API_NOTE}`,
    source: WEBSOCKET_PAGE,
  },
  {
    id: 'rest-api-resources',
    name: 'Resources per REST API',
    service: 'apigateway',
    ...RESOURCES_CODE,
    defaultValue: 300,
    adjustable: 'yes',
    unit: 'resources',
    scope: 'resource',
    reads: ['rest-api-resources'],
    count: (reads) => countPerRestApi(reads, 'rest-api-resources', identity),
    breaks: 'A deployment that adds a resource, which is one more part of a path, fails',
    remedy: [
      'Delete resources at the end of a path that have no methods, then the parents that this leaves empty.',
      REQUEST_FOR_THIS_API,
      'Replace the resources below a path that all lead to one backend by a `{proxy+}` resource.',
    ],
    counted: 'every resource of the list, the root among them; whether AWS counts the root is not documented',
    confidence: `quota: high; count: may be one too many; ${PER_API_NOTE}`,
    source: REST_PAGE,
  },
  ...(['HTTP', 'WEBSOCKET'] as const).map(
    (protocol) =>
      ({
        id: `${protocol === 'HTTP' ? 'http' : 'websocket'}-api-stages`,
        name: `Stages per ${protocol === 'HTTP' ? 'HTTP' : 'WebSocket'} API`,
        service: 'apigateway',
        quotaCode: 'L-379E48B0',
        serviceName: 'Stages per API',
        defaultValue: 10,
        adjustable: 'yes',
        unit: 'stages',
        scope: 'resource',
        reads: ['stages'],
        count: (reads) => countPerApi(reads, 'stages', protocol, (stages) => stages.length),
        ...STAGES[protocol],
        counted: 'every stage',
        confidence: `high; ${PER_API_NOTE}`,
        source: protocol === 'HTTP' ? HTTP_PAGE : WEBSOCKET_PAGE,
      }) satisfies MonitoredQuota,
  ),
  {
    id: 'rest-api-stages',
    name: 'Stages per REST API',
    service: 'apigateway',
    quotaCode: 'L-379E48B0',
    serviceName: 'Stages per API',
    defaultValue: 10,
    adjustable: 'yes',
    unit: 'stages',
    scope: 'resource',
    reads: ['rest-api-stages'],
    count: (reads) => countPerRestApi(reads, 'rest-api-stages', (stages) => stages.length),
    breaks: 'A deployment that adds a stage to this REST API fails',
    remedy: [
      'Delete stages whose `Count` shows no request in 90 days.',
      REQUEST_FOR_THIS_API,
      'Try a new version as the canary of a stage instead of in a stage of its own.',
    ],
    counted: 'every stage',
    confidence: `high; ${PER_API_NOTE}`,
    source: REST_PAGE,
  },
  ...(['HTTP', 'WEBSOCKET'] as const).map(
    (protocol) =>
      ({
        id: `${protocol === 'HTTP' ? 'http' : 'websocket'}-api-authorizers`,
        name: `Authorizers per ${protocol === 'HTTP' ? 'HTTP' : 'WebSocket'} API`,
        service: 'apigateway',
        quotaCode: null,
        defaultValue: 10,
        adjustable: 'support',
        unit: 'authorizers',
        scope: 'resource',
        reads: ['authorizers'],
        count: (reads) => countPerApi(reads, 'authorizers', protocol, identity),
        ...AUTHORIZERS[protocol],
        counted: 'every authorizer, used by a route or not',
        confidence: 'high, AWS page; a raised value shows nowhere: see `limits`',
        source: protocol === 'HTTP' ? HTTP_PAGE : WEBSOCKET_PAGE,
      }) satisfies MonitoredQuota,
  ),
  {
    id: 'rest-api-authorizers',
    name: 'Authorizers per REST API',
    service: 'apigateway',
    quotaCode: null,
    defaultValue: 10,
    adjustable: 'support',
    unit: 'authorizers',
    scope: 'resource',
    reads: ['rest-api-authorizers'],
    count: (reads) => countPerRestApi(reads, 'rest-api-authorizers', identity),
    breaks: 'A deployment that adds an authorizer to this REST API fails',
    remedy: [
      'Delete authorizers that no method names in its `authorizerId`.',
      'Point methods at one authorizer where several have the same function or user pools, identity source and TTL.',
      CASE_FOR_THIS_API,
    ],
    counted: 'every authorizer, used by a method or not',
    confidence: 'high, AWS page; a raised value shows nowhere: see `limits`',
    source: REST_PAGE,
  },
  {
    id: 'stage-variables',
    name: 'Stage variables per stage',
    service: 'apigateway',
    quotaCode: 'L-95BA6EA5',
    serviceName: 'Stage variables per stage',
    defaultValue: 100,
    adjustable: 'no',
    unit: 'variables',
    scope: 'resource',
    reads: ['rest-api-stages', 'stages'],
    count: (reads) => countFullestStage(reads, (stage) => stage.variables),
    breaks: 'Adding a variable to this stage fails',
    remedy: [
      'Delete variables that no integration, mapping template or function reads from `stageVariables`.',
      'Move values that only functions read to their environment variables or to Parameter Store.',
      'Move the routes that need many of these variables to an API of their own: AWS does not raise this quota.',
    ],
    counted: 'the names only, of the stage of an API that has most of them; APIs without any are left out',
    confidence: 'high',
    source: REST_PAGE,
  },
  {
    id: 'stage-tags',
    name: 'Tags per stage',
    service: 'apigateway',
    quotaCode: 'L-FB4F0270',
    serviceName: 'Tags Per Stage',
    defaultValue: 50,
    adjustable: 'no',
    unit: 'tags',
    scope: 'resource',
    reads: ['rest-api-stages', 'stages'],
    count: (reads) => countFullestStage(reads, (stage) => stage.tags),
    breaks: 'Adding a tag to this stage fails, and so does a deployment that sets one more',
    remedy: [
      'Delete tags that no cost report, policy or script reads.',
      'Set tags that only control access on the API instead: the stages of a REST API inherit them for that.',
      'Put values that belong together into one tag of at most 256 characters: AWS does not raise this quota.',
    ],
    counted: 'the tags of the stage of an API that has most of them; APIs without any are left out',
    confidence: 'high',
    source: REST_PAGE,
  },
] as const satisfies readonly MonitoredQuota[];
