/**
 * One V2 link that stands in nearly as many subnets as a link may have. That breaks nothing: the link keeps working, and its subnets
 * never change, for links are immutable.
 */
import { plural } from '../../domain/format';
import type { Filling } from '../../domain/plan';
import { code, words } from '../../domain/words';
import { increase } from '../increase';
import { type Goal, type PlanParts, type Pressure, type Remedy, simulate } from '../pipeline';
import { standing } from '../summary';
import { type Around, proposal } from './around';
import { fileName, movesTo } from './change';
import type { VpcLinkFacts } from './facts';
import { type Link, type Model, nameOf } from './model';
import { RULES_NOT_READ } from './consolidate';
import { slotCaution } from './union';
import { oneForEachZone } from './zones';
import { uncheckedOf } from './unchecked';

interface SubnetModel {
  readonly filling: Filling;
  readonly links: Model;
}

export function planSubnets(model: Model, around: Around, goal: Goal): PlanParts {
  const { quota } = around.facts;
  const link = model.links.find(({ id }) => id === quota.resource?.id) ?? null;
  const pressure: Pressure<SubnetModel> = {
    model: { filling: { usage: link?.subnets.length ?? quota.usage, limit: quota.limit }, links: model },
    count: ({ filling }) => filling,
    others: () => [],
    remedies: [leaveIt(), ...(link === null ? [] : [fewerSubnets(link, around)]), raise(link, around)],
  };
  const planned = simulate(pressure, goal);
  return {
    ...planned,
    summary: [
      standing(quota, planned),
      words`Nothing breaks, not even at ${quota.limit} of ${quota.limit}: the subnets of a VPC link never change, and only making a link with more of them fails.`,
      ...advice(link),
    ],
    why: subnetTable(link, around.facts),
    unchecked: uncheckedOf(model, 'V2', around.references, around.facts),
  };
}

function advice(link: Link | null) {
  const zones = link?.zones?.size;
  if (link === null || zones === undefined)
    return [words`One subnet in each zone is enough for any number of targets.`];
  return [
    words`It has ${plural(link.subnets.length, 'subnet')} in ${plural(zones, 'zone')}, and one in each zone is enough for any number of targets.`,
  ];
}

function leaveIt(): Remedy<SubnetModel> {
  return {
    id: 'leave-vpc-link-as-it-is',
    effort: 'minutes',
    propose: () => [
      {
        kind: 'advice',
        apply: (model) => model,
        text: {
          title: words`Leave the link as it is, unless you want to see the number lower`,
          details: [words`A new link for the same VPC needs one subnet in each zone, not all of these`],
          cautions: [],
          undo: null,
          artefacts: [],
        },
      },
    ],
  };
}

/** Only where zones have several subnets. */
function fewerSubnets(link: Link, around: Around): Remedy<SubnetModel> {
  return {
    id: 'one-subnet-per-zone',
    effort: 'infrastructure',
    propose: ({ links }) => {
      const subnets = oneForEachZone(link.subnets, around.facts.subnets);
      if (link.zones === null || subnets.length >= link.subnets.length) return [];
      const created = {
        ...link,
        id: `${link.name}-one-per-zone`,
        name: `${link.name}-one-per-zone`,
        subnets,
        owner: null,
      };
      const moves = movesTo(links, [link], created);
      const change = { name: `one-subnet-per-zone-${fileName(link.id)}`, create: created, moves, drops: [link] };
      const text = {
        title: words`Create a link with one subnet in each of ${plural(subnets.length, 'zone')}, point ${plural(moves.length, 'integration')} at it and delete ${code(nameOf(link))}`,
        cautions: [
          ...slotCaution(links),
          words`A link with fewer subnets has fewer addresses: see that each subnet has some to spare`,
          RULES_NOT_READ,
        ],
      };
      const { apply, ...rest } = proposal(change, text, around, 'option');
      return [
        {
          ...rest,
          apply: (before) => ({ filling: { ...before.filling, usage: subnets.length }, links: apply(before.links) }),
        },
      ];
    },
  };
}

/** Of use only to a link that has to stand in more zones than it may have subnets. */
function raise(link: Link | null, { facts: { quota } }: Around): Remedy<SubnetModel> {
  const zones = link?.zones?.size ?? null;
  const isOnePerZone = link !== null && zones === link.subnets.length;
  const asked = increase<SubnetModel>({
    quota,
    count: ({ filling }) => filling,
    withLimit: (model, limit) => ({ ...model, filling: { ...model.filling, limit } }),
    justification: ({ filling }) =>
      `A VPC link in ${quota.region} stands in ${filling.usage} subnets of ${filling.limit}` +
      (zones === null ? '' : `, in ${plural(zones, 'zone')}`),
    effort: 'organization',
    cautions: isOnePerZone
      ? []
      : [
          words`Of use only to a link that must stand in more than ${quota.limit} subnets: for zones, one subnet in each is enough`,
        ],
  });
  return {
    ...asked,
    propose: (model, goal) =>
      asked
        .propose(model, goal)
        .map((one) => (one.kind === 'step' && !isOnePerZone ? { ...one, kind: 'option' } : one)),
  };
}

function subnetTable(link: Link | null, { subnets }: VpcLinkFacts) {
  if (link === null) return [];
  const known = new Map(subnets.status === 'read' ? subnets.value.map((one) => [one.id, one]) : []);
  return [
    {
      title: 'Subnets of the link',
      columns: [
        { name: 'Subnet', align: 'left' as const },
        { name: 'Zone', align: 'left' as const },
        { name: 'VPC', align: 'left' as const },
      ],
      rows: link.subnets.map((id) => [id, known.get(id)?.zone ?? 'not known', known.get(id)?.vpc ?? 'not known']),
    },
  ];
}
