/** One entry of the catalogue: what is watched, which reads that needs and how it is counted. */
import type { Gauge } from './gauge';
import type { Read } from './read';
import { type EachReadName, listOf, type RegionReadName } from './reads';
import type { RegionReads } from './region-reads';
import type { Resource } from './resources';

/** Service Quotas' own codes. */
export const services = ['apigateway', 'lambda'] as const;
export type Service = (typeof services)[number];

/** Something that is looked for in what was read of a Region: a quota or an observation. */
export interface Watched {
  readonly reads: readonly (RegionReadName | EachReadName)[];
  /** The CloudWatch peaks to read, once the lists and what hangs on them are there. */
  readonly gauges?: (reads: RegionReads) => readonly Gauge[];
}

export interface MonitoredQuota extends Watched {
  /** Stable: it names metrics, configuration and links. */
  readonly id: string;
  /** A name for people; `serviceName` is AWS's where it differs. */
  readonly name: string;
  readonly service: Service;
  /** The quota's code in Service Quotas; `null` where Service Quotas does not know the quota. */
  readonly quotaCode: string | null;
  /** The quota's name in Service Quotas, by which it is found if its code has changed. */
  readonly serviceName?: string;
  readonly defaultValue: number;
  /** `yes`: in Service Quotas. `support`: only through a case with AWS Support. `no`: AWS does not raise it. */
  readonly adjustable: Adjustable;
  readonly unit: string;
  /** Whether the limit holds for the Region or for each resource. */
  readonly scope: 'region' | 'resource';
  readonly count: (reads: RegionReads) => readonly Usage[];
  /** Where the limit is from if it is no quota of AWS by itself: then `defaultValue` is only the last resort. */
  readonly limitIs?: string;
  /** What happens to the customer at 100 %, for a message: one short sentence without its full stop. */
  readonly breaks: string;
  /** The first steps to take, the cheapest first: one sentence each, correct for just this quota. */
  readonly remedy: readonly [string, string, string];
  /** How it is counted, for the documentation: one sentence without its full stop. */
  readonly counted: string;
  /** How sure we are of the quota and of the count, and on what. */
  readonly confidence: string;
  /** The AWS page that states the quota. */
  readonly source: string;
}
export type Adjustable = 'yes' | 'support' | 'no';

/** How much of a quota is in use by one resource, or in the Region (`resource` is `null`). */
export interface Usage {
  readonly resource: Resource | null;
  readonly used: Read<number>;
  /** The limit by the service's own API, which is truer than Service Quotas. */
  readonly limit?: Read<number>;
  /** What a reader must know to read the number right. */
  readonly notes?: readonly string[];
  /** The minute of the peak (epoch milliseconds), where the usage is one. */
  readonly peakMinute?: number;
}

/** What Service Quotas says of each service: the applied values, and the defaults of what it has no applied value for. */
export const quotaLists = {
  apigateway: { applied: 'api-gateway-applied-quotas', defaults: 'api-gateway-default-quotas' },
  lambda: { applied: 'lambda-applied-quotas', defaults: 'lambda-default-quotas' },
} as const satisfies Record<MonitoredQuota['service'], Record<'applied' | 'defaults', RegionReadName>>;

export interface NeededReads {
  readonly lists: readonly RegionReadName[];
  readonly each: readonly EachReadName[];
}

/** What every measurement is held against. */
const ALWAYS: readonly RegionReadName[] = [
  ...Object.values(quotaLists).flatMap(({ applied, defaults }) => [applied, defaults]),
  'increase-requests',
];

/** Everything that these need, with the lists that it hangs on. */
export function readsFor(watched: readonly Watched[]): NeededReads {
  const lists = new Set<RegionReadName>(ALWAYS);
  const each = new Set<EachReadName>();
  for (const read of watched.flatMap((one) => one.reads)) {
    if (isEachRead(read)) {
      each.add(read);
      lists.add(listOf[read]);
    } else lists.add(read);
  }
  return { lists: [...lists], each: [...each] };
}

export function isEachRead(read: RegionReadName | EachReadName): read is EachReadName {
  return read in listOf;
}
