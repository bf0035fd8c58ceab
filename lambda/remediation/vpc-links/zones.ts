/** One subnet in each zone is what a link needs: more of them in a zone add addresses, no availability. */
import type { Subnet } from '../../domain/details';
import type { Read } from '../../domain/read';

/** The first of these subnets in each zone, in the order given; those that were not read are left out. */
export function oneForEachZone(ids: readonly string[], subnets: Read<readonly Subnet[]>): string[] {
  const zones = new Map(subnets.status === 'read' ? subnets.value.map(({ id, zone }) => [id, zone]) : []);
  const chosen = new Map<string, string>();
  for (const id of ids) {
    const zone = zones.get(id);
    if (zone !== undefined && !chosen.has(zone)) chosen.set(zone, id);
  }
  return [...chosen.values()];
}
