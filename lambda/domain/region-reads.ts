/** All that is known of one Region in one scan, read now or kept from an earlier one: the only thing that counting sees. */
import { type EachReadName, type EachValues, listOf, type RegionReadName, type RegionValues } from './reads';
import type { Read } from './read';
import type { Peak } from './series';

export interface RegionReads {
  readonly region: string;
  /** When this scan began to read the Region, ISO 8601: what is older was read by an earlier one. */
  readonly since: string;
  /** A list or an account-level value of the Region. */
  of<K extends RegionReadName>(name: K): Read<RegionValues[K]>;
  /** What was read for one item of a list. */
  each<K extends EachReadName>(name: K, id: string): Read<EachValues[K]>;
  /** The peak of a gauge; `null` where nothing ran. */
  peak(key: string): Read<Peak | null>;
}

/** What is not there was not read, because nothing needs it. */
export type ListOutcomes = { [K in RegionReadName]?: Read<RegionValues[K]> | undefined };
export type ItemOutcomes = { [K in EachReadName]?: ReadonlyMap<string, Read<EachValues[K]>> | undefined };

/** Gives the outcomes of a Region's reads their lookups. Asking for what nobody declared to need is a programming error. */
export function regionReads(
  region: string,
  since: string,
  lists: Readonly<ListOutcomes>,
  items: Readonly<ItemOutcomes>,
  peaks: ReadonlyMap<string, Read<Peak | null>>,
): RegionReads {
  const of = <K extends RegionReadName>(name: K): Read<RegionValues[K]> => {
    const outcome = lists[name];
    if (outcome === undefined) throw new Error(`${name} was counted on but is not among the quota's reads`);
    return outcome;
  };
  return {
    region,
    since,
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
