/** Amazon API Gateway, REST APIs (`apigateway`). */
import { type MonitoredQuota } from '../domain/quota';
import { countPerRestApi } from './counting';

export const restApiQuotas = [
  {
    id: 'rest-api-resources',
    name: 'Resources per REST API',
    service: 'apigateway',
    // "Resources/Routes per REST/WebSocket API". Raised for single APIs only, so the account's value may be too low.
    quotaCode: 'L-01C8A9E0',
    defaultValue: 300,
    adjustable: 'yes',
    unit: 'resources',
    scope: 'resource',
    reads: ['rest-apis', 'rest-api-resources'],
    // The root "/" is in the list and is counted; whether AWS counts it is not documented, so this may be one too many.
    count: (reads) => countPerRestApi(reads, 'rest-api-resources'),
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
] as const satisfies readonly MonitoredQuota[];
