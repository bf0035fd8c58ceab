/**
 * V2 links of one VPC do the same work where one stands in all zones and carries all security groups of the other: a link reaches any
 * load balancer or Cloud Map service of its VPC. It is immutable: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html
 */
import { plural } from '../../domain/format';
import { code, listed, type Words, words } from '../../domain/words';
import type { Proposal, Remedy } from '../pipeline';
import { type Around, proposal } from './around';
import { fileName, movesTo } from './change';
import { takenOver } from './keep';
import { isAvailable, isOf, type Link, type Model, nameOf, referencesTo } from './model';

export function consolidate(around: Around): Remedy<Model> {
  return {
    id: 'consolidate-vpc-links',
    effort: 'configuration',
    propose: (model) =>
      around.version === 'V2' ? partitionsOf(model).flatMap((one) => within(one, model, around)) : [],
  };
}

/** Links that may take each other's work: of one VPC. */
export interface Partition {
  readonly vpc: string;
  readonly links: readonly Link[];
}

/** Only what is known to stand somewhere: a link whose subnets were not read covers nothing. */
export function partitionsOf({ links }: Model): Partition[] {
  const found = new Map<string, { vpc: string; links: Link[] }>();
  for (const link of links.filter(isOf('V2'))) {
    if (link.vpc === null || link.zones === null || !(isAvailable(link) || link.status === 'INACTIVE')) continue;
    const partition = found.get(link.vpc) ?? { vpc: link.vpc, links: [] };
    partition.links.push(link);
    found.set(link.vpc, partition);
  }
  return [...found.values()];
}

/** How many links are left when those that can have taken over the work of the others. */
export function leftAfterSharing(partition: Partition, model: Model): number {
  const dropped = [...takeovers(partition, model).values()].flat();
  return partition.links.length - dropped.length;
}

/** @returns by link that is kept, those whose work it takes over */
function takeovers({ links }: Partition, model: Model): Map<Link, Link[]> {
  const byId = new Map(links.map((link) => [link.id, link]));
  const all = new Map<Link, Link[]>();
  const pairs = takenOver(
    links.map((link) => ({
      id: link.id,
      isAvailable: isAvailable(link),
      zones: link.zones ?? new Set(),
      securityGroups: new Set(link.securityGroups),
      references: referencesTo(model, link).length,
    })),
  );
  for (const [dropped, keeper] of pairs) {
    const drop = byId.get(dropped);
    const keep = byId.get(keeper);
    if (drop !== undefined && keep !== undefined) all.set(keep, [...(all.get(keep) ?? []), drop]);
  }
  return all;
}

export const RULES_NOT_READ = words`Rules of security groups and network ACLs were not read: a rule at a target that allows the subnets or the group of a deleted link has to allow those of the link that takes over`;

function within(partition: Partition, model: Model, around: Around): Proposal<Model>[] {
  const all = takeovers(partition, model);
  const drops = [...all.values()].flat();
  if (drops.length === 0) return [];
  const moves = [...all].flatMap(([keep, drop]) => movesTo(model, drop, keep));
  const change = { name: `share-links-${fileName(partition.vpc)}`, create: null, moves, drops };
  const text = {
    title: words`Let ${plural(partition.links.length - drops.length, 'VPC link')} in ${code(partition.vpc)} do the work of ${partition.links.length}, pointing ${plural(moves.length, 'integration')} elsewhere`,
    details: [...all].map(([keep, drop]) => takeover(keep, drop)),
    cautions: [RULES_NOT_READ],
  };
  return [proposal(change, text, around)];
}

function takeover(keep: Link, drop: readonly Link[]): Words {
  return words`${code(nameOf(keep))} stands in every zone and carries every security group of ${listed(drop.map((link) => code(nameOf(link))))}`;
}
