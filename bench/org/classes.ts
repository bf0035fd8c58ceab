/** The kinds of accounts that the organization of the simulation is made of. */
import { BESIDE_APIS } from '../estates';
import type { AccountDescription, RegionInput } from '../../sandbox';

export const classNames = ['empty', 'quiet', 'hot', 'big'] as const;
export type ClassName = (typeof classNames)[number];

export const ACCOUNT = '123456789012';

/** The 17 that every account has, and 13 that have to be enabled. */
const REGIONS = (
  'us-east-1 eu-west-1 ap-southeast-2 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-west-2 ' +
  'eu-west-3 eu-north-1 ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 af-south-1 ap-east-1 ' +
  'ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ca-west-1 eu-south-1 eu-south-2 eu-central-2 il-central-1 ' +
  'me-central-1 mx-central-1'
).split(' ');

const traffic = { typical: 5, peak: 20 };
const prod = { name: 'prod', throttle: { rate: 500, burst: 200 } };

/**
 * 33 APIs, as many of each kind as in the reference account: 13 REST and 20 HTTP APIs, every other one with traffic. Functions too are
 * those of the reference account: 50 in each Region, of which five have reserved concurrency.
 * @param full HTTP APIs that are above half of their integrations
 */
function active(full = 0): RegionInput {
  return {
    httpApis: [
      ...(full === 0 ? [] : [{ name: 'full', copies: full, routes: { count: 120 }, orphans: 50, traffic }]),
      { name: 'http-busy', copies: 10 - full, routes: { count: 30 }, traffic },
      { name: 'http-idle', copies: 10, routes: { count: 30 } },
    ],
    restApis: [
      { name: 'rest-busy', copies: 7, resources: 60, traffic, stages: [prod] },
      { name: 'rest-idle', copies: 6, resources: 60, stages: [prod] },
    ],
    ...BESIDE_APIS,
  };
}

/** Of Regional APIs a Region may have 600, unless AWS has raised it: with 600 of them it has, or the Region would be full. */
const REST_APIS_QUOTA = 'L-AA0FF27B';

function big(): RegionInput {
  return {
    ...active(),
    quotas: { [REST_APIS_QUOTA]: 2000 },
    httpApis: [],
    restApis: [
      { name: 'rest-busy', copies: 300, resources: 60, traffic: { typical: 2, peak: 5 }, stages: [prod] },
      { name: 'rest-idle', copies: 300, resources: 60, stages: [prod] },
    ],
  };
}

const ACTIVE: Readonly<Record<ClassName, readonly RegionInput[]>> = {
  empty: [],
  quiet: [active(), active(), active()],
  hot: [active(1), active(), active()],
  big: [big(), active(), active()],
};

export function accountOf(name: ClassName): AccountDescription {
  return {
    accountId: ACCOUNT,
    regions: Object.fromEntries(REGIONS.map((region, index) => [region, ACTIVE[name][index] ?? {}])),
    buckets: ['headroom'],
    queues: ['headroom.fifo'],
  };
}
