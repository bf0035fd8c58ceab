/**
 * The fewest calls that can tell what a scan tells, computed from the described estate and the page sizes alone. It
 * shares no code with the scan: where the two agree, neither has forgotten anything.
 */
import { type Account } from '../sandbox/account';
import { buildRegion, type RegionEstate } from '../sandbox/estate/estate';

/** Items on a page of each kind. */
export interface Pages {
  readonly v1: number;
  readonly v2: number;
  readonly quotas: number;
  readonly regions: number;
  /** Series in one GetMetricData request. */
  readonly series: number;
}
export const AWS_PAGES: Pages = { v1: 500, v2: 500, quotas: 100, regions: 50, series: 500 };

export function minimumCalls(account: Account, pages: Pages): number {
  const regions = Object.entries(account.regions);
  const accountWide = 1 + pagesOf(regions.length, pages.regions);
  return accountWide + sum(regions.map(([name, region]) => ofRegion(buildRegion(name, region), pages)));
}

/** A list has at least one page, also when it is empty. */
function pagesOf(items: number, page: number): number {
  return Math.max(1, Math.ceil(items / page));
}

function ofRegion({ description, restApis, v2Apis, functions }: RegionEstate, pages: Pages): number {
  const lists =
    pagesOf(restApis.length, pages.v1) +
    pagesOf(v2Apis.length, pages.v2) +
    pagesOf(description.vpcLinks.v1.length, pages.v1) +
    pagesOf(description.vpcLinks.v2.length, pages.v2);
  const resources = sum(restApis.map((api) => pagesOf(api.resources().length, pages.v1)));
  const integrations = sum(v2Apis.map((api) => pagesOf(api.integrations().length, pages.v2)));
  // GetAccount and GetAccountSettings, and for both services the applied quotas and the defaults.
  const limits = 2 + 4;
  const series =
    new Set(restApis.map((api) => api.name)).size +
    sum(v2Apis.map((api) => (api.protocol === 'WEBSOCKET' ? 2 : 1))) +
    (functions.length > 0 ? 2 : 0);
  return lists + resources + integrations + limits + Math.ceil(series / pages.series);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
