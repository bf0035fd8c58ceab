/**
 * The four ways of "Architecting for scale with Amazon API Gateway private integrations" (AWS Compute Blog, 26 September 2023), counted
 * on this account. Since November 2025 REST APIs may use V2 links to Network and Application Load Balancers, so that its first way is
 * for both kinds of API, and "NLB is the only supported private integration for REST APIs" holds for V1 links alone.
 */
import { plural } from '../../domain/format';
import { code, type Words, words } from '../../domain/words';
import type { Proposal, Remedy } from '../pipeline';
import type { Around } from './around';
import { apply, type Change } from './change';
import { duplicatesIn, merging } from './duplicates';
import { isAvailable, isOf, type Link, type Model, referencesTo } from './model';
import { knowsV2Links, newV2Link, v2LinkIn } from './move-to-v2';

/** Not adjustable: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html */
const LISTENERS_OF_AN_NLB = 50;

const SOURCE = words`From AWS's article: ${code('https://aws.amazon.com/blogs/compute/architecting-for-scale-with-amazon-api-gateway-private-integrations/')}`;

export function patterns({ version }: Around): Remedy<Model>[] {
  return version === 'V1'
    ? [oneV2LinkPerVpc(), oneV1LinkPerNlb(), listenersOfOneNlb(), oneNlbBeforeAlbs()]
    : [onlyTheFirst()];
}

function oneV2LinkPerVpc(): Remedy<Model> {
  return pattern('pattern-1-one-v2-link-per-vpc', (model) => {
    const movable = restOnly(model);
    const vpcs = vpcsOf(movable);
    const created = vpcs.filter((vpc) => v2LinkIn(vpc, model) === null).map(newV2Link);
    const text = {
      title: words`Use one V2 link for each VPC, to as many load balancers as there are (way 1 of 4)`,
      details: [
        words`Needs ${plural(created.length, 'new V2 link')} for ${plural(vpcs.length, 'VPC')}; frees ${plural(movable.length, 'V1 link')} of REST APIs`,
        words`The article has this for HTTP APIs alone: since November 2025 it is open to REST APIs too, with a Network or an Application Load Balancer as ${code('integrationTarget')}`,
      ],
      cautions: knowsV2Links(model)
        ? []
        : [words`Some of the VPCs may have a V2 link already: V2 links or their subnets could not be read`],
    };
    return movable.length === 0 ? null : { apply: applyAll(movable, created), text };
  });
}

function oneV1LinkPerNlb(): Remedy<Model> {
  return pattern('pattern-2-one-v1-link-per-nlb', (model) => {
    const change = merging(model, duplicatesIn(model));
    const text = {
      title: words`Keep to one V1 link for each Network Load Balancer (way 2 of 4)`,
      details: [
        change.drops.length === 0
          ? words`No two links lead to the same load balancer: this frees nothing, and every new load balancer needs one more link`
          : words`Frees ${plural(change.drops.length, 'duplicate')}; every new load balancer needs one more link`,
        words`AWS calls V1 links legacy and recommends that no new ones are made`,
      ],
      cautions: [],
    };
    return model.links.some(isOf('V1')) ? { apply: apply(change), text } : null;
  });
}

function listenersOfOneNlb(): Remedy<Model> {
  return pattern('pattern-3-one-nlb-many-listeners', (model) => {
    const { drops, vpcs, most } = onePerVpc(model);
    const text = {
      title: words`Share one Network Load Balancer in each VPC, with a listener for each service (way 3 of 4)`,
      details: [
        words`Needs one Network Load Balancer with up to ${plural(most, 'listener')} more, for ${plural(vpcs, 'VPC')}, and the URI of each integration names the port; frees ${plural(drops.length, 'V1 link')}`,
      ],
      cautions: [
        words`A Network Load Balancer has at most ${LISTENERS_OF_AN_NLB} listeners, and AWS does not raise that`,
        words`All services of the VPC then share one load balancer: their teams no longer deploy it each for themselves`,
        words`Only where a V2 link will not do: it needs no shared load balancer`,
      ],
    };
    return drops.length === 0 ? null : { apply: applyAll(drops, []), text };
  });
}

function oneNlbBeforeAlbs(): Remedy<Model> {
  return pattern('pattern-4-nlb-before-albs', (model) => {
    const { drops, vpcs } = onePerVpc(model);
    const text = {
      title: words`Put one Network Load Balancer in each VPC in front of its Application Load Balancers (way 4 of 4)`,
      details: [
        words`Needs one Network Load Balancer in each of ${plural(vpcs, 'VPC')} and one hop more for every request; frees ${plural(drops.length, 'V1 link')}`,
      ],
      cautions: [
        words`Made for the time before November 2025: a V2 link reaches the Application Load Balancers itself (way 1)`,
        words`A Network Load Balancer has at most ${LISTENERS_OF_AN_NLB} listeners, and AWS does not raise that`,
      ],
    };
    return drops.length === 0 ? null : { apply: applyAll(drops, []), text };
  });
}

/** V2 links are the first way itself; the others are made of V1 links, which HTTP APIs cannot use. */
function onlyTheFirst(): Remedy<Model> {
  return pattern('pattern-1-one-v2-link-per-vpc', (model) => {
    const links = model.links.filter(isOf('V2')).filter(isAvailable).filter(isPlaced);
    const kept = new Map(links.map((link) => [link.vpc, link]));
    const drops = links.filter((link) => kept.get(link.vpc) !== link);
    const text = {
      title: words`Use one V2 link for each VPC, to as many load balancers as there are (way 1 of 4)`,
      details: [
        words`${plural(links.length, 'link')} in ${plural(vpcsOf(links).length, 'VPC')}: at best ${kept.size}, which would free ${drops.length}`,
        words`The article's ways 2 to 4 are made of V1 links, which only REST APIs can use: they free no V2 link of an HTTP API`,
      ],
      cautions: [
        words`One link for each VPC is right where its zones and security groups may be those of all services there`,
      ],
    };
    return drops.length === 0 ? null : { apply: applyAll(drops, []), text };
  });
}

interface Pattern {
  readonly apply: Proposal<Model>['apply'];
  readonly text: { readonly title: Words; readonly details: readonly Words[]; readonly cautions: readonly Words[] };
}

/** An option, whatever it brings: how the services are built is for their owners to decide. */
function pattern(id: string, propose: (model: Model) => Pattern | null): Remedy<Model> {
  return {
    id,
    effort: 'infrastructure',
    propose: (model) => {
      const found = propose(model);
      if (found === null) return [];
      const { apply: change, text } = found;
      return [
        {
          kind: 'option',
          apply: change,
          text: { ...text, details: [...text.details, SOURCE], undo: null, artefacts: [] },
        },
      ];
    },
  };
}

function restOnly(model: Model): Placed[] {
  return model.links
    .filter(isOf('V1'))
    .filter(isAvailable)
    .filter(isPlaced)
    .filter((link) => {
      const references = referencesTo(model, link);
      return references.length > 0 && references.every(({ at }) => at.kind === 'method');
    });
}

/** The links that go when each VPC keeps one, and how many load balancers the fullest VPC merges. */
function onePerVpc(model: Model): { readonly drops: readonly Link[]; readonly vpcs: number; readonly most: number } {
  const links = model.links.filter(isOf('V1')).filter(isAvailable).filter(isPlaced);
  const vpcs = vpcsOf(links);
  const kept = new Set(vpcs.map((vpc) => links.find((link) => link.vpc === vpc)));
  const targets = vpcs.map(
    (vpc) => new Set(links.filter((link) => link.vpc === vpc).flatMap((link) => link.targets)).size,
  );
  return { drops: links.filter((link) => !kept.has(link)), vpcs: vpcs.length, most: Math.max(0, ...targets) - 1 };
}

function applyAll(drops: readonly Link[], created: readonly Link[]): (model: Model) => Model {
  const changes: Change[] = [
    { name: '', create: null, moves: [], drops },
    ...created.map((create) => ({ name: '', create, moves: [], drops: [] })),
  ];
  return (model) => changes.reduce((now, change) => apply(change)(now), model);
}

type Placed = Link & { readonly vpc: string };

function isPlaced(link: Link): link is Placed {
  return link.vpc !== null;
}

function vpcsOf(links: readonly Placed[]): string[] {
  return [...new Set(links.map(({ vpc }) => vpc))];
}
