/** The few ways in which quotas are counted. */
import type { Usage } from '../domain/quota';
import { mapRead, type Read } from '../domain/read';
import { type EachReadName, type EachValues, listOf, type RegionReadName, type RegionValues } from '../domain/reads';
import type { RegionReads } from '../domain/region-reads';
import type { DomainName, HttpOrWebSocketApi, Resource, RestApi } from '../domain/resources';

/** Something of a list or an account-level value is what counts. */
export function countList<K extends RegionReadName>(
  reads: RegionReads,
  list: K,
  length: (items: RegionValues[K]) => number,
): readonly Usage[] {
  return [{ resource: null, used: mapRead(reads.of(list), length) }];
}

/** Every item of a list has a count of its own within it. */
export function countWithin<K extends RegionReadName>(
  reads: RegionReads,
  list: K,
  counts: (items: RegionValues[K]) => readonly { readonly resource: Resource; readonly count: number }[],
): readonly Usage[] {
  const read = reads.of(list);
  if (read.status !== 'read') return [{ resource: null, used: read }];
  return counts(read.value).map(({ resource, count }) => ({ resource, used: { ...read, value: count } }));
}

/** What is read for each REST API is turned into a count; where there is none to give, it is left out. */
export function countPerRestApi<K extends 'rest-api-resources' | 'rest-api-stages' | 'rest-api-authorizers'>(
  reads: RegionReads,
  name: K,
  count: (value: EachValues[K]) => number | null,
): readonly Usage[] {
  return countEach<K, RestApi>(reads, name, reads.of('rest-apis'), restApiResource, count);
}

/** The same for each API of one protocol. */
export function countPerApi<K extends 'integrations' | 'routes' | 'stages' | 'authorizers'>(
  reads: RegionReads,
  name: K,
  protocol: 'HTTP' | 'WEBSOCKET',
  count: (value: EachValues[K]) => number | null,
): readonly Usage[] {
  const resourceOf = (api: HttpOrWebSocketApi) => (api.protocol === protocol ? apiResource(api) : null);
  return countEach<K, HttpOrWebSocketApi>(reads, name, reads.of(listOf[name]), resourceOf, count);
}

/** The same for each domain for which it was read. */
export function countPerDomain(
  reads: RegionReads,
  name: 'api-mappings' | 'routing-rules',
  isRead: (domain: DomainName) => boolean,
): readonly Usage[] {
  const resourceOf = (domain: DomainName): Resource | null =>
    isRead(domain) ? { type: 'domain-name', id: domain.id, name: domain.name } : null;
  return countEach<typeof name, DomainName>(reads, name, reads.of('domain-names'), resourceOf, (value) => value);
}

/** If the list could not be read, that is the one usage: nobody knows how many there are. */
function countEach<K extends EachReadName, Item>(
  reads: RegionReads,
  name: K,
  list: Read<readonly Item[]>,
  resourceOf: (item: Item) => Resource | null,
  count: (value: EachValues[K]) => number | null,
): readonly Usage[] {
  if (list.status !== 'read') return [{ resource: null, used: list }];
  return list.value.flatMap((item): Usage[] => {
    const resource = resourceOf(item);
    if (resource === null) return [];
    const read = reads.each(name, resource.id);
    if (read.status !== 'read') return [{ resource, used: read }];
    const value = count(read.value);
    return value === null ? [] : [{ resource, used: { ...read, value } }];
  });
}

export const identity = (value: number): number => value;

export function restApiResource({ id, name }: RestApi): Resource {
  return { type: 'rest-api', id, name };
}

/** `null` for an API of a protocol that this release does not know. */
export function apiResource({ id, name, protocol }: HttpOrWebSocketApi): Resource | null {
  if (protocol === null) return null;
  return { type: protocol === 'HTTP' ? 'http-api' : 'websocket-api', id, name };
}
