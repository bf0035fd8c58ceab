/** Amazon API Gateway, HTTP and WebSocket APIs (`apigatewayv2`). */
import { type MonitoredQuota } from '../domain/quota';
import { countPerApi } from './counting';

export const httpAndWebSocketQuotas = [
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
    reads: ['http-and-websocket-apis', 'integrations'],
    // Every integration counts, also one that no route uses: that is what AWS counts.
    count: (reads) => countPerApi(reads, 'integrations', 'HTTP'),
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
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
    reads: ['http-and-websocket-apis', 'integrations'],
    count: (reads) => countPerApi(reads, 'integrations', 'WEBSOCKET'),
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html',
  },
] as const satisfies readonly MonitoredQuota[];
