/** Amazon API Gateway, VPC links: two kinds, two quotas. A link counts whatever its status. */
import { type MonitoredQuota } from '../domain/quota';
import { countList } from './counting';

export const vpcLinkQuotas = [
  {
    id: 'vpc-links-v1',
    name: 'VPC links (V1)',
    service: 'apigateway',
    quotaCode: 'L-A4C7274F',
    defaultValue: 20,
    adjustable: 'yes',
    unit: 'VPC links',
    scope: 'region',
    reads: ['vpc-links-v1'],
    count: (reads) => countList(reads, 'vpc-links-v1', (links) => links.length),
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  {
    // One pool for HTTP APIs and, since November 2025, REST APIs.
    id: 'vpc-links-v2',
    name: 'VPC links (V2)',
    service: 'apigateway',
    quotaCode: 'L-608BDCD4',
    defaultValue: 10,
    adjustable: 'yes',
    unit: 'VPC links',
    scope: 'region',
    reads: ['vpc-links-v2'],
    count: (reads) => countList(reads, 'vpc-links-v2', (links) => links.length),
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
  },
] as const satisfies readonly MonitoredQuota[];
