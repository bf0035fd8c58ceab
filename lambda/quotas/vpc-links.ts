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
    breaks: 'Creating a VPC link (V1) in this Region fails',
    remedy: [
      'Delete links that are `FAILED`, and links that no integration names in `connectionId`, not even by a stage variable.',
      'Keep one link for each Network Load Balancer: point integrations at it and delete links with the same `targetArns`.',
      'Request an increase in Service Quotas, or move REST integrations to a V2 link, which reaches an ALB or NLB directly.',
    ],
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
    breaks: 'Creating a VPC link (V2) in this Region fails, for HTTP and REST APIs alike',
    remedy: [
      'Delete links that no integration names in `connectionId`, not even by a stage variable, and those that are `FAILED`.',
      'Let all APIs of a VPC share one link with the subnets and security groups they need, and delete the others.',
      'Request an increase of VPC links (V2) in Service Quotas.',
    ],
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
    breaks: 'Creating a VPC link with more subnets than this one fails; this link keeps working',
    remedy: [
      'Count the Availability Zones of its subnets: one subnet in each is enough, whatever the number of targets.',
      'Request an increase of subnets per VPC link in Service Quotas if one link needs more.',
      'Create a link with one subnet for each zone, move the integrations to it and delete this one: a link cannot be changed.',
    ],
    counted: 'the subnets of each V2 link',
    confidence: 'high',
    source: HTTP_PAGE,
  },
] as const satisfies readonly MonitoredQuota[];
