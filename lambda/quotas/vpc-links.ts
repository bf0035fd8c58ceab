/** Amazon API Gateway, VPC links: two kinds, two quotas. A link counts whatever its status. */
import type { MonitoredQuota } from '../domain/quota';
import { countList, countWithin } from './counting';

const REST_PAGE =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html';
const HTTP_PAGE = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html';

export const vpcLinkQuotas = [
  {
    id: 'vpc-links-v1',
    name: 'VPC links (V1)',
    service: 'apigateway',
    quotaCode: 'L-A4C7274F',
    serviceName: 'VPC links',
    defaultValue: 20,
    adjustable: 'yes',
    unit: 'VPC links',
    scope: 'region',
    reads: ['vpc-links-v1'],
    count: (reads) => countList(reads, 'vpc-links-v1', (links) => links.length),
    counted: 'every V1 link whatever its status; REST APIs only, AWS calls it legacy',
    confidence: 'high',
    source: REST_PAGE,
  },
  {
    id: 'vpc-links-v2',
    name: 'VPC links (V2)',
    service: 'apigateway',
    quotaCode: 'L-608BDCD4',
    serviceName: 'VPC links(V2)',
    defaultValue: 10,
    adjustable: 'yes',
    unit: 'VPC links',
    scope: 'region',
    reads: ['vpc-links-v2'],
    count: (reads) => countList(reads, 'vpc-links-v2', (links) => links.length),
    counted: 'every V2 link whatever its status; one pool for HTTP APIs and, since November 2025, REST APIs',
    confidence: 'high',
    source: HTTP_PAGE,
  },
  {
    id: 'vpc-link-subnets',
    name: 'Subnets per VPC link (V2)',
    service: 'apigateway',
    quotaCode: 'L-668C9B28',
    serviceName: 'Subnets per VPC link(V2)',
    defaultValue: 10,
    adjustable: 'yes',
    unit: 'subnets',
    scope: 'resource',
    reads: ['vpc-links-v2'],
    count: (reads) =>
      countWithin(reads, 'vpc-links-v2', (links) =>
        links.map(({ id, name, subnets }) => ({ resource: { type: 'vpc-link', id, name }, count: subnets })),
      ),
    counted: 'the subnets of each V2 link',
    confidence: 'high',
    source: HTTP_PAGE,
  },
] as const satisfies readonly MonitoredQuota[];
