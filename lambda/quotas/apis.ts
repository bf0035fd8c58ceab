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
    counted: 'the tags of the stage of an API that has most of them; APIs without any are left out',
    confidence: 'high',
    source: REST_PAGE,
  },
] as const satisfies readonly MonitoredQuota[];
