/** Where no link of a VPC covers the others, a new one could: with the subnets and security groups of all of them. */
import { plural } from '../../domain/format';
import { code, listed, type Words, words } from '../../domain/words';
import type { Proposal, Remedy } from '../pipeline';
import { type Around, proposal } from './around';
import { fileName, movesTo } from './change';
import { leftAfterSharing, type Partition, partitionsOf, RULES_NOT_READ } from './consolidate';
import { countLinks, isAvailable, type Link, type Model, nameOf } from './model';
import { oneForEachZone } from './zones';

/** Subnets for each V2 link, if nobody knows the account's limit: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const DEFAULT_SUBNETS = 10;
/** Security groups for each network interface, adjustable: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html. That a link's own limit is this one is our assumption. */
const DEFAULT_SECURITY_GROUPS = 5;

/** An option: to give every service of a VPC the network access of all is for its owners to decide. */
export function unite(around: Around): Remedy<Model> {
  return {
    id: 'one-vpc-link-per-vpc',
    effort: 'infrastructure',
    propose: (model) =>
      around.version === 'V2'
        ? partitionsOf(model)
            // Where one link can do the work of all, no new one is needed.
            .filter((partition) => leftAfterSharing(partition, model) > 1)
            .flatMap((partition) => united(partition, model, around))
        : [],
  };
}

function united(partition: Partition, model: Model, around: Around): Proposal<Model>[] {
  const { vpc, links } = partition;
  if (!links.some(isAvailable)) return [];
  const created = unionOf(partition, around);
  const moves = movesTo(model, links, created);
  const change = {
    name: `unite-links-${fileName(vpc)}`,
    create: created,
    moves,
    drops: links,
  };
  return [
    proposal(
      change,
      {
        title: words`Create one VPC link in ${code(vpc)} in place of ${links.length}, pointing ${plural(moves.length, 'integration')} at it`,
        details: [
          words`In place of ${listed(
            links.map((link) => code(nameOf(link))),
            5,
          )}`,
          words`It gets ${plural(created.subnets.length, 'subnet')} in ${plural(created.zones?.size ?? 0, 'zone')} and ${plural(created.securityGroups.length, 'security group')}: a link cannot be changed once it is there`,
        ],
        cautions: [
          ...slotCaution(model),
          ...groupsCaution(created),
          words`Everything behind the new link has the network access of all of them together`,
          RULES_NOT_READ,
        ],
      },
      around,
      'option',
    ),
  ];
}

/** Beside the old links for a while, the new one needs a slot of its own. */
export function slotCaution(model: Model): Words[] {
  const usage = countLinks(model, 'V2');
  const limit = model.limits.V2;
  if (usage === null || limit === null)
    return [words`The new link needs a free slot beside the old ones until those are deleted`];
  const free = limit - usage;
  return free > 0
    ? [
        words`The new link needs a slot beside the old ones until those are deleted: ${free} of ${limit} ${free === 1 ? 'is' : 'are'} free`,
      ]
    : [words`No slot is free for the new link (${usage} of ${limit}): make room or have the quota raised first`];
}

function unionOf({ vpc, links }: Partition, { facts }: Around): Link {
  const most = facts.others.find(({ id }) => id === 'vpc-link-subnets')?.limit ?? DEFAULT_SUBNETS;
  const every = [...new Set(links.flatMap(({ subnets }) => subnets))];
  const subnets = every.length <= most ? every : oneForEachZone(every, facts.subnets);
  return {
    id: `shared-${vpc}`,
    name: `shared-${vpc}`,
    version: 'V2',
    status: 'AVAILABLE',
    subnets,
    securityGroups: [...new Set(links.flatMap(({ securityGroups }) => securityGroups))],
    targets: [],
    owner: null,
    vpc,
    zones: new Set(links.flatMap(({ zones }) => [...(zones ?? [])])),
  };
}

function groupsCaution({ securityGroups }: Link): Words[] {
  return securityGroups.length > DEFAULT_SECURITY_GROUPS
    ? [
        words`${securityGroups.length} security groups are more than the ${DEFAULT_SECURITY_GROUPS} that a network interface takes by default: merge their rules into fewer first`,
      ]
    : [];
}
