/** One entry of the catalogue: what is watched, which reads that needs and how it is counted. */
import { type Read } from './read';
import { type EachReadName, listOf, type RegionReadName } from './reads';
import { type RegionReads } from './region-reads';
import { type Resource } from './resources';
import { type Series } from './series';

export interface MonitoredQuota {
  /** Stable: it names metrics, configuration and links. */
  readonly id: string;
  /** AWS's own name where there is one. */
  readonly name: string;
  readonly service: 'apigateway' | 'lambda';
  /** The quota's code in Service Quotas; `null` where Service Quotas does not know the quota. */
  readonly quotaCode: string | null;
  readonly defaultValue: number;
  /** `yes`: in Service Quotas. `support`: only through a case with AWS Support. `no`: AWS does not raise it. */
  readonly adjustable: Adjustable;
  readonly unit: string;
  /** Whether the limit holds for the Region or for each resource. */
  readonly scope: 'region' | 'resource';
  readonly reads: readonly (RegionReadName | EachReadName)[];
  /** The CloudWatch series to read, once the lists are there. */
  readonly metrics?: (reads: RegionReads) => readonly Series[];
  readonly count: (reads: RegionReads) => readonly Usage[];
  /** The applied value by the service's own API, which is truer than Service Quotas. */
  readonly serviceLimit?: (reads: RegionReads) => Read<number>;
  /** The AWS page that states the quota. */
  readonly source: string;
}
export type Adjustable = 'yes' | 'support' | 'no';

/** How much of a quota is in use by one resource, or in the Region (`resource` is `null`). */
export interface Usage {
  readonly resource: Resource | null;
  readonly used: Read<number>;
  /** What a reader must know to read the number right. */
  readonly notes?: readonly string[];
}

/** What Service Quotas says of each service: the applied values, and the defaults of what it has no applied value for. */
export const quotaLists = {
  apigateway: { applied: 'api-gateway-applied-quotas', defaults: 'api-gateway-default-quotas' },
  lambda: { applied: 'lambda-applied-quotas', defaults: 'lambda-default-quotas' },
} as const satisfies Record<MonitoredQuota['service'], Record<'applied' | 'defaults', RegionReadName>>;

/** Everything that measuring these quotas needs: what they count, the lists that it hangs on, and their limits. */
export function readsFor(quotas: readonly MonitoredQuota[]): {
  readonly lists: readonly RegionReadName[];
  readonly each: readonly EachReadName[];
} {
  const lists = new Set<RegionReadName>();
  const each = new Set<EachReadName>();
  for (const quota of quotas) {
    if (quota.quotaCode !== null) {
      lists.add(quotaLists[quota.service].applied);
      lists.add(quotaLists[quota.service].defaults);
    }
    for (const read of quota.reads) {
      if (!isEachRead(read)) lists.add(read);
      else each.add(read);
    }
  }
  for (const read of each) lists.add(listOf[read]);
  return { lists: [...lists], each: [...each] };
}

function isEachRead(read: RegionReadName | EachReadName): read is EachReadName {
  return read in listOf;
}
