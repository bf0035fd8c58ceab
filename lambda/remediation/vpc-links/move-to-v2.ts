/**
 * REST APIs behind a Network Load Balancer that only passes on to an Application Load Balancer: since November 2025 a V2 link reaches
 * that one itself, and AWS calls V1 legacy.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html: same account for load balancer, link and API;
 * "API Gateway includes the stage portion of the API endpoint in the request to your backend resources"; no Cloud Map.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html shows the load balancer's ARN as target.
 */
import type { LoadBalancer } from '../../domain/details';
import { plural } from '../../domain/format';
import { code, listed, type Words, words } from '../../domain/words';
import { type Goal, type Proposal, reaches, type Remedy } from '../pipeline';
import { type Around, proposal } from './around';
import { apply, type Change, fileName, type Move } from './change';
import { albBehind, balancerName } from './load-balancers';
import { countLinks, fillingOf, isAvailable, isOf, type Link, type Model, nameOf, referencesTo } from './model';
import { meanwhile } from './raise';
import { slotCaution } from './union';

export function moveToV2(around: Around): Remedy<Model> {
  return {
    id: 'rest-apis-straight-to-alb',
    effort: 'infrastructure',
    propose: (model, goal) => (around.version === 'V1' ? byVpc(model, goal, around) : []),
  };
}

interface Direct {
  readonly link: Link;
  readonly moves: readonly { readonly reference: Move['reference']; readonly alb: LoadBalancer }[];
}

/** The VPCs that need no new link first, then those that free most. What is not needed for the goal is an option. */
function byVpc(model: Model, goal: Goal, around: Around): Proposal<Model>[] {
  const vpcs = new Map<string, Direct[]>();
  for (const direct of directIn(model, around)) {
    const vpc = direct.moves[0]?.alb.vpc ?? '';
    vpcs.set(vpc, [...(vpcs.get(vpc) ?? []), direct]);
  }
  const plans = [...vpcs]
    .map(([vpc, links]) => ({ vpc, links, existing: v2LinkIn(vpc, model) }))
    .toSorted(
      (one, other) =>
        Number(one.existing === null) - Number(other.existing === null) ||
        other.links.length - one.links.length ||
        (one.vpc < other.vpc ? -1 : 1),
    );
  let now = model;
  return plans.map(({ vpc, links, existing }, index) => {
    const change = changeFor(vpc, links, existing);
    const isNeeded = !reaches(fillingOf(now, 'V1'), goal) && knowsV2Links(model);
    const after = apply(change)(now);
    const cautions = fullerV2(now, after, goal);
    if (isNeeded && fits(after)) now = after;
    const text = wording(vpc, links, existing, change, model, around);
    return proposal(
      change,
      {
        ...text,
        details: [...(index === 0 ? meanwhile(model, goal, around) : []), ...text.details],
        cautions: [...cautions, ...text.cautions],
      },
      around,
      isNeeded ? 'step' : 'option',
    );
  });
}

/** The links all of whose integrations are REST and reach one Application Load Balancer each, in the link's VPC. */
function directIn(model: Model, { facts }: Around): Direct[] {
  return model.links
    .filter(isOf('V1'))
    .filter(isAvailable)
    .flatMap((link) => {
      const references = referencesTo(model, link);
      const moves = references.flatMap((reference) => {
        const alb = reference.at.kind === 'method' ? albBehind(link.targets[0] ?? '', reference, facts) : null;
        return alb === null ? [] : [{ reference, alb }];
      });
      const isWhole = moves.length === references.length && moves.length > 0;
      const isInOneVpc = moves.every(({ alb }) => alb.vpc === link.vpc);
      return isWhole && isInOneVpc ? [{ link, moves }] : [];
    });
}

export function v2LinkIn(vpc: string, { links }: Model): Link | null {
  const [best] = links
    .filter((link) => link.version === 'V2' && link.vpc === vpc && isAvailable(link))
    .toSorted((one, other) => (other.zones?.size ?? 0) - (one.zones?.size ?? 0) || (one.id < other.id ? -1 : 1));
  return best ?? null;
}

export function newV2Link(vpc: string): Link {
  return {
    id: `shared-${vpc}`,
    name: `shared-${vpc}`,
    version: 'V2',
    status: 'AVAILABLE',
    subnets: [],
    securityGroups: [],
    targets: [],
    owner: null,
    vpc,
    zones: null,
  };
}

/** Without it, nobody knows whether a VPC already has a V2 link. */
export function knowsV2Links({ links, unlisted }: Model): boolean {
  return unlisted.V2 === 0 && links.filter(isOf('V2')).every(({ vpc }) => vpc !== null);
}

function changeFor(vpc: string, links: readonly Direct[], existing: Link | null): Change {
  const to = existing ?? newV2Link(vpc);
  return {
    name: `move-to-v2-${fileName(vpc)}`,
    create: existing === null ? to : null,
    moves: links.flatMap(({ moves }) => moves.map(({ reference, alb }) => ({ reference, to, target: alb.arn }))),
    drops: links.map(({ link }) => link),
  };
}

function fits(model: Model): boolean {
  const usage = countLinks(model, 'V2');
  return usage === null || model.limits.V2 === null || usage <= model.limits.V2;
}

/** A step must not make the next plan; where it does, it says so. What is past the limit is said by the pipeline. */
function fullerV2(before: Model, after: Model, goal: Goal): Words[] {
  const filling = fillingOf(after, 'V2');
  const isMore = (countLinks(after, 'V2') ?? 0) > (countLinks(before, 'V2') ?? 0);
  if (!isMore || after.limits.V2 === null || reaches(filling, goal) || !fits(after)) return [];
  return [
    words`It brings V2 links to ${filling.usage} of ${filling.limit}, above the same target: the plan for V2 links says how to make room there first`,
  ];
}

function wording(
  vpc: string,
  links: readonly Direct[],
  existing: Link | null,
  change: Change,
  model: Model,
  around: Around,
) {
  const albs = new Map(links.flatMap(({ moves }) => moves.map(({ alb }) => [alb.arn, alb])));
  const through = existing === null ? words`one new V2 link` : words`the V2 link ${code(nameOf(existing))}`;
  return {
    title: words`Send ${plural(change.moves.length, 'REST method')} in ${code(vpc)} through ${through} straight to ${plural(albs.size, 'Application Load Balancer')}, in place of ${plural(links.length, 'V1 link')}`,
    details: [
      ...links.map((direct) => pathOf(direct, around)),
      words`The Network Load Balancers then pass nothing on for API Gateway: if nothing else uses them, they can go too`,
      words`For a method made from scratch: ${code('aws apigateway put-integration --connection-type VPC_LINK --integration-target ALB_ARN …')}; the commands here change only the link and the target, and keep everything else of an integration`,
    ],
    cautions: [
      ...(knowsV2Links(model)
        ? []
        : [
            words`Whether ${code(vpc)} has a V2 link already is not known: V2 links or their subnets could not be read`,
          ]),
      ...(existing === null ? slotCaution(model) : []),
      words`The security groups of ${listed([...albs.values()].map(({ name }) => code(name)))} have to let the link in: their rules were not read`,
      words`An integration keeps its URI: the Application Load Balancer needs a listener on that port, and a certificate for that host name where it is ${code('https')}`,
      words`AWS says that the stage's name is a part of the path behind a private integration: see which path arrives, and override ${code('$context.requestOverride.path')} if it is not the one of today`,
      words`The load balancer, the link and the API have to be in one account`,
      words`One request changes the link and the target of a method: AWS documents both, but this was not tried here, so begin with a method that nobody misses`,
    ],
    undo: words`Until the V1 links are deleted, put each stage back on the deployment noted before; after that, ${code(`undo-${change.name}.sh`)} creates them again, and what AWS does with the target that the integrations then still name was not tried`,
  };
}

function pathOf({ link, moves }: Direct, { facts }: Around): Words {
  const albs = [...new Set(moves.map(({ alb }) => alb.name))];
  return words`${code(nameOf(link))}: through ${code(balancerName(link.targets[0] ?? '', facts))} to ${listed(albs.map(code))}, ${plural(moves.length, 'method')}`;
}
