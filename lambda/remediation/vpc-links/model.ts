/** The links of a Region and who refers to them, as the simulation changes them. */
import type { Subnet, VpcLinkDetails } from '../../domain/details';
import type { Filling } from '../../domain/plan';
import type { Read } from '../../domain/read';
import type { Counted } from '../pipeline';
import type { VpcLinkFacts } from './facts';
import { labelOf, type Reference } from './references';

export type LinkVersion = VpcLinkDetails['version'];
export const quotaOf = { V1: 'vpc-links-v1', V2: 'vpc-links-v2' } as const satisfies Record<LinkVersion, string>;

/** A link that only the simulation makes has its name as its id: AWS gives the real one. */
export interface Link extends VpcLinkDetails {
  /** `null` where the subnets or load balancers that say it were not read. */
  readonly vpc: string | null;
  /** Ids of the zones that a V2 link stands in; `null` where not all of its subnets were read. */
  readonly zones: ReadonlySet<string> | null;
}

export interface Model {
  readonly links: readonly Link[];
  readonly references: readonly Reference[];
  /** Links that a scan counted and nobody could list now; `null`: not even counted. */
  readonly unlisted: Readonly<Record<LinkVersion, number | null>>;
  readonly limits: Readonly<Record<LinkVersion, number | null>>;
}

export function modelOf(facts: VpcLinkFacts, references: readonly Reference[]): Model {
  const links = [facts.v1, facts.v2].flatMap((read) => (read.status === 'read' ? read.value : []));
  const placed = placer(facts);
  return {
    links: links.map(placed),
    references,
    unlisted: { V1: unlisted(facts, 'V1', facts.v1), V2: unlisted(facts, 'V2', facts.v2) },
    limits: { V1: numbersOf(facts, 'V1')?.limit ?? null, V2: numbersOf(facts, 'V2')?.limit ?? null },
  };
}

/** How many links of a version there are; `null` where nobody knows. */
export function countLinks({ links, unlisted: rest }: Model, version: LinkVersion): number | null {
  const more = rest[version];
  return more === null ? null : links.filter((link) => link.version === version).length + more;
}

export function fillingOf(model: Model, version: LinkVersion): Filling {
  return { usage: countLinks(model, version) ?? 0, limit: model.limits[version] ?? 0 };
}

/** V2 links, for what moves from V1 to V2. */
export function countV2(model: Model): Counted[] {
  const usage = countLinks(model, 'V2');
  return usage === null ? [] : [{ quota: quotaOf.V2, of: null, usage, limit: model.limits.V2 }];
}

export function referencesTo({ references }: Model, { id }: Link): readonly Reference[] {
  return references.filter(({ link }) => link === id);
}

export function isOf(version: LinkVersion): (link: Link) => boolean {
  return (link) => link.version === version;
}

export function isAvailable({ status }: Link): boolean {
  return status === 'AVAILABLE';
}

export function nameOf(link: VpcLinkDetails): string {
  return labelOf(link);
}

function unlisted(facts: VpcLinkFacts, version: LinkVersion, read: Read<unknown>): number | null {
  return read.status === 'read' ? 0 : (numbersOf(facts, version)?.usage ?? null);
}

function numbersOf({ quota, others }: VpcLinkFacts, version: LinkVersion): Filling | undefined {
  const id = quotaOf[version];
  return quota.id === id ? quota : others.find((other) => other.id === id && other.resourceId === null);
}

function placer({ subnets, loadBalancers }: VpcLinkFacts): (link: VpcLinkDetails) => Link {
  const subnetsById = new Map(subnets.status === 'read' ? subnets.value.map((one) => [one.id, one]) : []);
  const vpcs = new Map(loadBalancers.status === 'read' ? loadBalancers.value.map(({ arn, vpc }) => [arn, vpc]) : []);
  return (link) => {
    if (link.version === 'V1') return { ...link, vpc: vpcs.get(link.targets[0] ?? '') ?? null, zones: null };
    const own = link.subnets.map((id) => subnetsById.get(id)).filter((one): one is Subnet => one !== undefined);
    const isWhole = own.length === link.subnets.length && own.length > 0;
    return { ...link, vpc: own[0]?.vpc ?? null, zones: isWhole ? new Set(own.map(({ zone }) => zone)) : null };
  };
}
