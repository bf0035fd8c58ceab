/** One Region with more of everything than a page holds, and a small one with one of everything. */
import type { AccountDescription } from '../../../sandbox';

export type Region = AccountDescription['regions'][string];

export const REGION = 'eu-west-1';

export function accountOf(region: Region): AccountDescription {
  return { accountId: '123456789012', regions: { [REGION]: region } };
}

/** Pages of `apigatewayv2`, of Service Quotas, and points on a page of CloudWatch. */
export const smallPages = { v2: 2, quotas: 7, dataPoints: 50 };
/** One more than a page of API Gateway's first API holds. */
export const OVER_A_PAGE = 501;

const wave = (peak: number) => ({ typical: 1, peak });
const others = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The peaks of all waves fall into the same minute, so sums of peaks can be read off here. */
const rest = {
  name: 'rest',
  traffic: wave(40),
  stages: [
    {
      name: 'prod',
      throttle: { rate: 12_000, burst: 100 },
      share: 0.75,
      detailedMetrics: true,
      routes: [{ route: 'GET /item-1', rate: 50, traffic: wave(20) }],
      variables: 3,
      tags: 2,
    },
    { name: 'beta', share: 0.25, variables: 5, tags: 1 },
  ],
};
const web = {
  name: 'web',
  routes: { count: 5 },
  orphans: 2,
  authorizers: 3,
  traffic: wave(30),
  stages: [
    { name: '$default', share: 0.5, variables: 1, tags: 1 },
    { name: 'beta', share: 0.3 },
    { name: 'dev', share: 0.2, throttle: { rate: 10, burst: 10 }, variables: 4, tags: 6 },
  ],
};
const chat = {
  name: 'chat',
  actions: 2,
  authorizers: 3,
  traffic: wave(25),
  connects: wave(5),
  stages: [{ name: 'prod' }, { name: 'beta' }, { name: 'dev', variables: 7, tags: 8 }],
};
const domain = { name: 'api.example.com', multiLevelMappings: 3, mappings: 2, routingRules: 3 };
const plan = { name: 'gold', rate: 20_000, burst: 100, api: 'rest', methodThrottles: 3 };
const throttled = { name: 'last', reserved: 200, throttles: wave(9) };

const common: Region = {
  httpApis: [web],
  webSocketApis: [chat],
  measuredQuotas: [
    { service: 'apigateway', code: 'L-NEW00001', name: 'Something new', value: 50, usage: wave(20) },
    { service: 'lambda', code: 'L-NEW00002', name: 'Some new rate', value: 80, perSecond: true, usage: wave(16) },
  ],
};
const lambda = { claimed: wave(700), unreserved: wave(400), invocations: wave(3000), storageGiB: 12 };

/** More than one page of everything that has pages. */
export const large: Region = {
  ...common,
  quotas: { 'L-824C9E42': 600, 'L-A9DBC573': 60, 'L-9FEE3D26': 800 },
  restApis: [{ ...rest, resources: OVER_A_PAGE, authorizers: OVER_A_PAGE }],
  vpcLinks: {
    v1: [...others(OVER_A_PAGE - 1).map((n) => ({ name: `v1-${n}` })), { name: 'v1-last', status: 'FAILED' }],
    v2: [
      { name: 'a' },
      { name: 'b' },
      { name: 'c', status: 'INACTIVE', subnets: ['subnet-1', 'subnet-2', 'subnet-3'] },
    ],
  },
  usagePlans: [...others(OVER_A_PAGE - 1).map((n) => ({ name: `plan-${n}` })), plan],
  // Of the 500 on the first page none is Regional, so nothing is read for them.
  domains: [
    ...others(250).map((n) => ({ name: `edge-${n}.example.com`, endpoint: 'EDGE' as const })),
    ...others(250).map((n) => ({ name: `private-${n}.example.com`, endpoint: 'PRIVATE' as const })),
    { name: 'private-last.example.com', endpoint: 'PRIVATE' },
    domain,
  ],
  accessAssociations: OVER_A_PAGE,
  clientCertificates: OVER_A_PAGE,
  apiKeys: OVER_A_PAGE,
  lambda: {
    ...lambda,
    functions: [{ name: 'f', copies: 50 }, throttled],
    networkInterfaces: { 'vpc-a': 600, 'vpc-b': 501 },
  },
  increaseRequests: [
    ...others(7).map(() => ({ service: 'ec2', code: 'L-1216C47A', desired: 1, status: 'PENDING' as const })),
    { service: 'apigateway', code: 'L-A4C7274F', desired: 40, status: 'PENDING' },
  ],
};

/** One of everything, for looking at what a failure leaves open. */
export const small: Region = {
  ...common,
  restApis: [{ ...rest, resources: 4, authorizers: 2 }],
  vpcLinks: { v1: [{ name: 'one', status: 'FAILED' }], v2: [{ name: 'two', status: 'INACTIVE' }] },
  usagePlans: [plan],
  domains: [domain],
  accessAssociations: 1,
  clientCertificates: 1,
  apiKeys: 1,
  lambda: { ...lambda, functions: [throttled], networkInterfaces: { 'vpc-a': 6 } },
};
