/** Which links there are, where they lead and who uses them. */
import type { PlanTable } from '../../domain/plan';
import type { VpcLinkFacts } from './facts';
import { balancerName } from './load-balancers';
import { isOf, type Link, type LinkVersion, type Model, nameOf, referencesTo } from './model';
import { isBlind, type References } from './references';

/** Names of targets in one cell of the table; the rest is a number. */
const SHOWN = 3;

export function linkTable(model: Model, version: LinkVersion, { blind }: References, facts: VpcLinkFacts): PlanTable[] {
  const links = model.links.filter(isOf(version));
  if (links.length === 0) return [];
  return [
    {
      title: `VPC links (${version})`,
      columns: [
        { name: 'Link', align: 'left' },
        { name: 'Status', align: 'left' },
        { name: 'VPC', align: 'left' },
        { name: 'Targets', align: 'left' },
        { name: 'Used by integrations', align: 'right' },
      ],
      rows: links
        .toSorted((one, other) => compare(one.vpc ?? '', other.vpc ?? '') || compare(nameOf(one), nameOf(other)))
        .map((link) => [
          nameOf(link),
          link.status,
          link.vpc ?? 'not known',
          targetsOf(link, model, facts),
          isBlind(blind) ? `at least ${referencesTo(model, link).length}` : referencesTo(model, link).length,
        ]),
    },
  ];
}

/** V1: its load balancer. V2: what its integrations send to. */
function targetsOf(link: Link, model: Model, facts: VpcLinkFacts): string {
  const arns = link.version === 'V1' ? link.targets : referencesTo(model, link).map(({ targetArn }) => targetArn ?? '');
  const names = [...new Set(arns.filter((arn) => arn !== '').map((arn) => balancerName(arn, facts)))];
  if (names.length === 0) return 'none';
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
