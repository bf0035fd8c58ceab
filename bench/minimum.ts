/**
 * The fewest calls that can tell what a scan tells, computed from the described estate and the page sizes alone. It
 * shares no code with the scan: where the two agree, neither has forgotten anything.
 */
import type { Account } from '../sandbox/account';
import { buildRegion, type RegionEstate } from '../sandbox/estate/estate';

/** Items on a page of each kind. */
export interface Pages {
  readonly v1: number;
  readonly v2: number;
  readonly quotas: number;
  readonly regions: number;
  readonly functions: number;
  readonly interfaces: number;
  /** Series in one GetMetricData request. */
  readonly series: number;
}
export const AWS_PAGES: Pages = {
  v1: 500,
  v2: 500,
  quotas: 100,
  regions: 50,
  functions: 50,
  interfaces: 1000,
  series: 500,
};

export function minimumCalls(account: Account, pages: Pages): number {
  const regions = Object.entries(account.regions);
  const accountWide = 1 + pagesOf(regions.length, pages.regions);
  return accountWide + sum(regions.map(([name, region]) => ofRegion(buildRegion(name, region), pages)));
}

/** A list has at least one page, also when it is empty. */
function pagesOf(items: number, page: number): number {
  return Math.max(1, Math.ceil(items / page));
}

function ofRegion(estate: RegionEstate, pages: Pages): number {
  const { description, restApis, v2Apis, functions } = estate;
  const v1 = (items: number): number => pagesOf(items, pages.v1);
  const v2 = (items: number): number => pagesOf(items, pages.v2);
  const lists =
    v1(restApis.length) +
    v2(v2Apis.length) +
    v1(description.vpcLinks.v1.length) +
    v2(description.vpcLinks.v2.length) +
    v1(description.domains.length) +
    v1(description.accessAssociations) +
    v1(description.usagePlans.length) +
    v1(description.clientCertificates);
  // The stages of a REST API come without pages.
  const perRestApi = sum(restApis.map((api) => v1(api.resources().length) + 1 + v1(api.authorizers.length)));
  const perV2Api = sum(
    v2Apis.map(
      (api) =>
        v2(api.integrations().length) + v2(api.routes().length) + v2(api.stages.length) + v2(api.authorizers.length),
    ),
  );
  const perDomain = sum(
    description.domains.map(
      ({ endpoint, maps, mappings, multiLevelMappings, routingRules }) =>
        (endpoint === 'REGIONAL' ? v2(maps.length + mappings + multiLevelMappings) : 0) +
        (routingRules > 0 ? pagesOf(routingRules, Math.min(100, pages.v2)) : 0),
    ),
  );
  const reserved = functions.some((one) => (one.reserved ?? 0) > 0);
  const perFunction = reserved ? pagesOf(functions.length, pages.functions) + functions.length : 0;
  const interfaces = sum(Object.values(description.lambda.networkInterfaces));
  const perVpc = functions.length > 0 ? pagesOf(interfaces, pages.interfaces) : 0;
  // GetAccount and GetAccountSettings; for both services the applied quotas and the defaults; the increase requests.
  const quotas = 2 + 4 + pagesOf(description.increaseRequests.length, pages.quotas);
  return lists + perRestApi + perV2Api + perDomain + perFunction + perVpc + quotas + metricRequests(estate, pages);
}

/** The series that are needed, in as few requests as they fit; those with daily points need requests of their own. */
function metricRequests({ description, restApis, v2Apis, functions }: RegionEstate, pages: Pages): number {
  const rest = new Map<string, RegionEstate['restApis'][number]['stages'][number][]>();
  for (const api of restApis) rest.set(api.name, [...(rest.get(api.name) ?? []), ...api.stages]);
  const ofApis =
    sum([...rest.values()].map((stages) => fewest(stages))) +
    sum(v2Apis.map((api) => fewest(api.stages) * (api.protocol === 'WEBSOCKET' ? 2 : 1)));
  const routes = [...restApis, ...v2Apis].flatMap((api) => api.stages.filter((stage) => stage.detailedMetrics));
  const ofRoutes = sum(routes.map((stage) => stage.routes.length));
  const reserved = functions.filter((one) => one.reserved !== undefined).length;
  const ofLambda = functions.length > 0 ? 3 : 0;
  const byMinute = ofApis + ofRoutes + ofLambda + reserved + description.measuredQuotas.length;
  return Math.ceil(byMinute / pages.series) + Math.ceil(reserved / pages.series);
}

/** An API is one series; with throttled stages, each of those and whatever is left to know the whole. */
function fewest(stages: readonly { readonly throttle?: unknown }[]): number {
  const throttled = stages.filter((stage) => stage.throttle !== undefined).length;
  return throttled === stages.length ? throttled : throttled + 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
