/** What nobody could look at, and what that leaves open. */
import { plural } from '../../domain/format';
import type { Read } from '../../domain/read';
import { code, listed, type Words, words } from '../../domain/words';
import type { VpcLinkFacts } from './facts';
import { albBehind, balancerName, hasSeveralBehind } from './load-balancers';
import { isOf, type LinkVersion, type Model, nameOf, referencesTo } from './model';
import type { References } from './references';

/** APIs and integrations that are named one by one. */
const NAMED = 5;

export function uncheckedOf(model: Model, version: LinkVersion, references: References, facts: VpcLinkFacts): Words[] {
  return [
    ...whoRefers(references),
    ...lists(version, facts),
    ...places(model, version, facts),
    ...severalBehind(model, version, facts),
    ...onTheirWay(model, version),
  ];
}

function whoRefers({ blind: { unread, variables } }: References): Words[] {
  return [
    ...(unread.length > 0
      ? [
          words`Whether a link is unused: ${plural(unread.length, 'API')} could not be read, and may use any link: ${listed(
            unread.map(({ api, reason }) => code(`${api}: ${reason}`)),
            NAMED,
          )}`,
        ]
      : []),
    ...(variables.length > 0
      ? [
          words`Which link a stage variable names: their values are never read, and one of them may name any link: ${listed(
            variables.map(({ api, where, expression }) => code(`${api}: ${where}: ${expression}`)),
            NAMED,
          )}`,
        ]
      : []),
  ];
}

function lists(
  version: LinkVersion,
  { v1, v2, subnets, loadBalancers, targetGroups, listeners }: VpcLinkFacts,
): Words[] {
  const own = version === 'V1' ? v1 : v2;
  return [
    ...open(own, `The VPC links (${version}) themselves, so nothing is proposed for them`),
    ...(version === 'V1'
      ? [
          ...open(v2, 'Which VPCs have a V2 link already'),
          ...open(loadBalancers, 'Which VPC a V1 link leads to, so nothing is moved to V2'),
          ...open(
            targetGroups,
            'Whether an Application Load Balancer stands behind a Network Load Balancer, so nothing is moved to V2',
          ),
          ...open(subnets, 'In which VPC a V2 link stands'),
        ]
      : [
          ...open(subnets, 'In which VPC and zones a V2 link stands, so no links are merged'),
          ...open(listeners, 'The names of load balancers behind listeners'),
        ]),
  ];
}

function places({ links }: Model, version: LinkVersion, { subnets }: VpcLinkFacts): Words[] {
  const lost = links.filter(isOf(version)).filter(({ zones }) => zones === null);
  return version === 'V1' || subnets.status !== 'read' || lost.length === 0
    ? []
    : [
        words`In which VPC and zones ${listed(lost.map((link) => code(nameOf(link))))} ${lost.length === 1 ? 'stands' : 'stand'}, so ${lost.length === 1 ? 'it is' : 'they are'} merged with nothing: AWS did not return all of ${lost.length === 1 ? 'its' : 'their'} subnets`,
      ];
}

/** What is left of V1 links once everything that can be told is. */
function severalBehind(model: Model, version: LinkVersion, facts: VpcLinkFacts): Words[] {
  const all = model.links
    .filter(isOf('V1'))
    .filter(({ targets }) => hasSeveralBehind(targets[0] ?? '', facts))
    .filter((link) =>
      referencesTo(model, link).some((reference) => albBehind(link.targets[0] ?? '', reference, facts) === null),
    );
  return version === 'V2' || all.length === 0
    ? []
    : [
        words`Which Application Load Balancer each port leads to behind ${listed(all.map((link) => code(balancerName(link.targets[0] ?? '', facts))))}, so the V1 links to them are not moved to V2: their listeners were not read`,
      ];
}

function onTheirWay({ links }: Model, version: LinkVersion): Words[] {
  return ['PENDING', 'DELETING'].flatMap((status) => {
    const all = links.filter(isOf(version)).filter((link) => link.status === status);
    return all.length === 0
      ? []
      : [
          words`What becomes of ${plural(all.length, 'link')} that AWS has as ${code(status)}: ${listed(all.map((link) => code(nameOf(link))))}`,
        ];
  });
}

function open(read: Read<unknown>, what: string): Words[] {
  switch (read.status) {
    case 'read':
      return [];
    case 'gone':
      return [words`${what}: it no longer exists`];
    case 'failed':
    case 'waiting':
      return [words`${what}: ${code(read.reason)}`];
  }
}
