/** The few ways in which quotas are counted. */
import { type Usage } from '../domain/quota';
import { mapRead } from '../domain/read';
import { type EachReadName, listOf, type RegionReadName, type RegionValues } from '../domain/reads';
import { type RegionReads } from '../domain/region-reads';
import { type HttpOrWebSocketApi, type Resource, type ResourceType, type RestApi } from '../domain/resources';

/** A list of the Region is what counts. */
export function countList<K extends RegionReadName>(
  reads: RegionReads,
  list: K,
  length: (items: RegionValues[K]) => number,
): readonly Usage[] {
  return [{ resource: null, used: mapRead(reads.of(list), length) }];
}

/** Every REST API has a count of its own. */
export function countPerRestApi(reads: RegionReads, counted: 'rest-api-resources'): readonly Usage[] {
  return countEach(reads, counted, (api: RestApi) => asResource('rest-api', api));
}

/** Every API of one protocol has a count of its own. */
export function countPerApi(
  reads: RegionReads,
  counted: 'integrations',
  protocol: 'HTTP' | 'WEBSOCKET',
): readonly Usage[] {
  const type = protocol === 'HTTP' ? 'http-api' : 'websocket-api';
  return countEach(reads, counted, (api: HttpOrWebSocketApi) =>
    api.protocol === protocol ? asResource(type, api) : null,
  );
}

type Item<K extends EachReadName> = RegionValues[(typeof listOf)[K]][number];

/** If the list could not be read, that is the one usage: nobody knows how many there are. */
function countEach<K extends EachReadName>(
  reads: RegionReads,
  counted: K,
  resourceOf: (item: Item<K>) => Resource | null,
): readonly Usage[] {
  const list = reads.of(listOf[counted]);
  if (list.status !== 'read') return [{ resource: null, used: list }];
  const items: readonly Item<K>[] = list.value;
  return items.flatMap((item) => {
    const resource = resourceOf(item);
    return resource === null ? [] : [{ resource, used: reads.each(counted, resource.id) }];
  });
}

function asResource(type: ResourceType, { id, name }: { id: string; name: string }): Resource {
  return { type, id, name };
}
