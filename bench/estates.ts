/** The accounts that are measured. S is the demonstration account. */
import type { AccountDescription } from '../sandbox';

/** 40 REST APIs of 60 resources and 30 HTTP APIs in one Region. */
export const seventyApis: AccountDescription = {
  accountId: '123456789012',
  regions: {
    'eu-west-1': {
      restApis: [{ name: 'rest', copies: 40, resources: 60 }],
      httpApis: [{ name: 'http', copies: 30, routes: { count: 40 } }],
    },
  },
};

type Region = NonNullable<AccountDescription['regions']>[string];

const active = (http: number, rest: number): Region => ({
  httpApis: [
    { name: 'full', routes: { count: 170 }, traffic: { typical: 40, peak: 90 } },
    { name: 'http', copies: http - 1, routes: { count: 30 }, traffic: { typical: 5, peak: 20 } },
  ],
  restApis: [
    { name: 'wide', resources: 180, traffic: { typical: 10, peak: 30 } },
    {
      name: 'rest',
      copies: rest - 1,
      resources: 60,
      traffic: { typical: 5, peak: 20 },
      stages: [{ name: 'prod', throttle: { rate: 500, burst: 200 } }],
    },
  ],
  vpcLinks: { v2: [{ name: 'one' }, { name: 'two' }] },
  domains: [{ name: 'api.example.com', mappings: 4, multiLevelMappings: 2 }],
  lambda: {
    functions: [{ name: 'handler', copies: 50 }],
    claimed: { typical: 60, peak: 200 },
    unreserved: { typical: 60, peak: 200 },
    invocations: { typical: 100, peak: 400 },
  },
});

const EMPTY_REGIONS = (
  'us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-west-2 ' +
  'eu-west-3 eu-north-1 ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1'
).split(' ');

/** 17 Regions, 3 of them active, 100 APIs (60 HTTP, 40 REST). */
export const estateM: AccountDescription = {
  accountId: '123456789012',
  regions: Object.fromEntries([
    ['us-east-1', active(30, 20)],
    ['eu-west-1', active(20, 12)],
    ['ap-southeast-2', active(10, 8)],
    ...EMPTY_REGIONS.map((name) => [name, {}] as const),
  ]),
};

/**
 * The account that costs are told of (docs/cost.md): 17 Regions, 3 of them active, 60 HTTP and 40 REST APIs, 150 functions. Of
 * the APIs, 10 % are above half of one quota, which makes 10 series; one function in ten has reserved concurrency.
 */
export const reference: AccountDescription = {
  accountId: '123456789012',
  regions: Object.fromEntries([
    ['us-east-1', ofReference({ http: 30, rest: 20, full: 3, wide: 2 })],
    ['eu-west-1', ofReference({ http: 20, rest: 12, full: 2, wide: 1 })],
    ['ap-southeast-2', ofReference({ http: 10, rest: 8, full: 1, wide: 1 })],
    ...EMPTY_REGIONS.map((name) => [name, {}] as const),
  ]),
  buckets: ['headroom'],
  queues: ['headroom.fifo'],
};

/** What an active Region has beside its APIs. */
export const BESIDE_APIS = {
  vpcLinks: { v2: [{ name: 'one' }, { name: 'two' }] },
  domains: [{ name: 'api.example.com', mappings: 4, multiLevelMappings: 2 }],
  lambda: {
    functions: [
      { name: 'handler', copies: 45 },
      { name: 'reserved', copies: 5, reserved: 20, concurrent: { typical: 2, peak: 6 } },
    ],
    claimed: { typical: 160, peak: 300 },
    unreserved: { typical: 60, peak: 200 },
    invocations: { typical: 100, peak: 400 },
  },
} satisfies Region;

/** @param full of the HTTP APIs, those above half of their integrations @param wide of the REST APIs, those above half of their resources */
function ofReference({ http, rest, full, wide }: Readonly<Record<'http' | 'rest' | 'full' | 'wide', number>>): Region {
  const traffic = { typical: 5, peak: 20 };
  const prod = { name: 'prod', throttle: { rate: 500, burst: 200 } };
  return {
    httpApis: [
      // Integrations that no route uses any more count as well: so only one quota is above half.
      { name: 'full', copies: full, routes: { count: 120 }, orphans: 50, traffic },
      { name: 'http', copies: http - full, routes: { count: 30 }, traffic },
    ],
    restApis: [
      { name: 'wide', copies: wide, resources: 180, traffic, stages: [prod] },
      { name: 'rest', copies: rest - wide, resources: 60, traffic, stages: [prod] },
    ],
    ...BESIDE_APIS,
  };
}

/** One Region, 600 REST and 600 HTTP APIs, of each twelve (2 %) above half of a quota. */
export const estateL: AccountDescription = {
  accountId: '123456789012',
  regions: {
    'us-east-1': {
      restApis: [
        { name: 'rest-hot', copies: 12, resources: 200, traffic: { typical: 2, peak: 5 } },
        { name: 'rest', copies: 588, resources: 40, traffic: { typical: 1, peak: 3 } },
      ],
      httpApis: [
        { name: 'http-hot', copies: 12, routes: { count: 180 }, traffic: { typical: 2, peak: 5 } },
        { name: 'http', copies: 588, routes: { count: 20 }, traffic: { typical: 1, peak: 3 } },
      ],
      lambda: {
        functions: [{ name: 'handler', copies: 150 }],
        claimed: { typical: 60, peak: 200 },
        unreserved: { typical: 60, peak: 200 },
        invocations: { typical: 100, peak: 400 },
      },
    },
  },
};
