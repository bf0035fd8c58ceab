/** All that is known of one Region in one scan, read now or kept from an earlier one: the only thing that counting sees. */
import { type EachReadName, type EachValues, listOf, type RegionReadName, type RegionValues } from './reads';
import { type Read } from './read';
import { type Peak } from './series';

export interface RegionReads {
  readonly region: string;
  /** A list or an account-level value of the Region. */
  of<K extends RegionReadName>(name: K): Read<RegionValues[K]>;
  /** What was read for one item of a list. */
  each<K extends EachReadName>(name: K, id: string): Read<EachValues[K]>;
  /** The peak of a gauge; `null` where nothing ran. */
  peak(key: string): Read<Peak | null>;
}

/** `undefined`: not read, because no quota needs it or because there is nothing that it could tell. */
export type RegionOutcomes = { [K in RegionReadName]: Read<RegionValues[K]> | undefined };
export type EachOutcomes = { [K in EachReadName]: ReadonlyMap<string, Read<EachValues[K]>> | undefined };

export const nothingListed: Readonly<RegionOutcomes> = {
  'rest-apis': undefined,
  'http-and-websocket-apis': undefined,
  'vpc-links-v1': undefined,
  'vpc-links-v2': undefined,
  'api-gateway-account': undefined,
  'domain-names': undefined,
  'domain-name-access-associations': undefined,
  'usage-plans': undefined,
  'client-certificates': undefined,
  'api-keys': undefined,
  'lambda-account': undefined,
  'lambda-functions': undefined,
  'lambda-network-interfaces': undefined,
  'api-gateway-applied-quotas': undefined,
  'api-gateway-default-quotas': undefined,
  'lambda-applied-quotas': undefined,
  'lambda-default-quotas': undefined,
  'increase-requests': undefined,
};
export const nothingCounted: Readonly<EachOutcomes> = {
  'rest-api-resources': undefined,
  'rest-api-stages': undefined,
  'rest-api-authorizers': undefined,
  integrations: undefined,
  routes: undefined,
  stages: undefined,
  authorizers: undefined,
  'api-mappings': undefined,
  'routing-rules': undefined,
  'function-concurrency': undefined,
};

/** Gives the outcomes of a Region's reads their lookups. Asking for what nobody declared to need is a programming error. */
export function regionReads(
  region: string,
  lists: Readonly<RegionOutcomes>,
  items: Readonly<EachOutcomes>,
  peaks: ReadonlyMap<string, Read<Peak | null>>,
): RegionReads {
  const of = <K extends RegionReadName>(name: K): Read<RegionValues[K]> => {
    const outcome = lists[name];
    if (outcome === undefined) throw new Error(`${name} was counted on but is not among the quota's reads`);
    return outcome;
  };
  return {
    region,
    of,
    each: (name, id) => {
      const outcome = items[name]?.get(id);
      if (outcome !== undefined) return outcome;
      const list = of(listOf[name]);
      if (list.status !== 'read') return list;
      throw new Error(`${name} of ${id} was counted on but was not read`);
    },
    peak: (key) => {
      const outcome = peaks.get(key);
      if (outcome === undefined) throw new Error(`${key} was counted on but is not among the quota's gauges`);
      return outcome;
    },
  };
}
