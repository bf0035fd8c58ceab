/** A Region described in a few words, as the details of a plan for its VPC links. */
import type {
  ApiDetails,
  IntegrationDetails,
  Listener,
  LoadBalancer,
  Owner,
  RestApiDetails,
  RestMethod,
  Subnet,
  TargetGroup,
  VpcLinkDetails,
} from '../../../../lambda/domain/details';
import type { PlanStep } from '../../../../lambda/domain/plan';
import type { Read } from '../../../../lambda/domain/read';
import { textOfWords, type Words } from '../../../../lambda/domain/words';
import type { QuotaFacts } from '../../../../lambda/remediation/facts';
import type { PlanParts } from '../../../../lambda/remediation/pipeline';
import type { ApiFacts, VpcLinkFacts } from '../../../../lambda/remediation/vpc-links';

const AT = '2026-11-24T06:00:00.000Z';

export function read<T>(value: T): Read<T> {
  return { status: 'read', value, at: AT };
}

export const denied = {
  status: 'failed',
  kind: 'denied',
  reason: 'not authorized to perform this operation',
} as const satisfies Read<never>;

export const quotas = {
  v1: {
    id: 'vpc-links-v1',
    name: 'VPC links (V1)',
    unit: 'VPC links',
    service: 'apigateway',
    quotaCode: 'L-A4C7274F',
    adjustable: 'yes',
    region: 'eu-west-1',
    accountId: '123456789012',
    partition: 'aws',
    resource: null,
    usage: 0,
    limit: 20,
    increaseRequest: null,
  },
  v2: {
    id: 'vpc-links-v2',
    name: 'VPC links (V2)',
    unit: 'VPC links',
    service: 'apigateway',
    quotaCode: 'L-608BDCD4',
    adjustable: 'yes',
    region: 'eu-west-1',
    accountId: '123456789012',
    partition: 'aws',
    resource: null,
    usage: 0,
    limit: 10,
    increaseRequest: null,
  },
  subnets: {
    id: 'vpc-link-subnets',
    name: 'Subnets per VPC link (V2)',
    unit: 'subnets',
    service: 'apigateway',
    quotaCode: 'L-668C9B28',
    adjustable: 'yes',
    region: 'eu-west-1',
    accountId: '123456789012',
    partition: 'aws',
    resource: { type: 'vpc-link', id: 'link-a', name: 'a' },
    usage: 10,
    limit: 10,
    increaseRequest: null,
  },
} as const satisfies Record<string, QuotaFacts>;

/** Nothing in the Region; everything was read. */
export const nothing: VpcLinkFacts = {
  quota: quotas.v2,
  v1: read([]),
  v2: read([]),
  apis: [],
  subnets: read([]),
  loadBalancers: read([]),
  listeners: read([]),
  targetGroups: read([]),
  others: [],
};

export function v1(id: string, loadBalancer: string, more: Partial<VpcLinkDetails> = {}): VpcLinkDetails {
  return {
    id,
    name: `name-of-${id}`,
    version: 'V1',
    status: 'AVAILABLE',
    subnets: [],
    securityGroups: [],
    targets: [arn('net', loadBalancer)],
    owner: null,
    ...more,
  };
}

export function v2(
  id: string,
  subnets: readonly string[],
  securityGroups: readonly string[],
  more: Partial<VpcLinkDetails> = {},
): VpcLinkDetails {
  return {
    id,
    name: `name-of-${id}`,
    version: 'V2',
    status: 'AVAILABLE',
    subnets,
    securityGroups,
    targets: [],
    owner: null,
    ...more,
  };
}

/** `one-a`: a subnet of `vpc-one` in zone `a`; `one-a2` another. */
export function subnet(id: string): Subnet {
  const [vpc = '', zone = ''] = id.split('-');
  return { id, vpc: `vpc-${vpc}`, zone: `euw1-${zone.slice(0, 1)}` };
}

interface HttpApi {
  readonly owner?: Owner;
  readonly autoDeploy?: boolean;
  readonly type?: 'http-api' | 'websocket-api';
}

/** @param links by integration, the link that it sends through */
export function httpApi(
  id: string,
  links: Readonly<Record<string, string>>,
  { owner, autoDeploy, type = 'http-api' }: HttpApi = {},
): ApiFacts {
  const details: ApiDetails = {
    id,
    name: `name-of-${id}`,
    protocol: type === 'http-api' ? 'HTTP' : 'WEBSOCKET',
    owner: owner ?? null,
    integrations: Object.entries(links).map(([integration, link]) => through(integration, link)),
    routes: [],
    stages: [{ name: '$default', autoDeploy: autoDeploy ?? true, variables: [] }],
    authorizers: [],
  };
  return { id, name: details.name, type, details: read(details) };
}

function through(id: string, connectionId: string): IntegrationDetails {
  return {
    id,
    type: 'HTTP_PROXY',
    subtype: null,
    target: `listener of ${id}`,
    functionName: null,
    connectionId,
    listenerArn: arn('app', `alb-of-${id}`),
    managed: false,
    timeoutMs: null,
    fields: {},
  };
}

/** @param links by method and path, the link that it sends through and the host that it sends to */
export function restApi(
  id: string,
  links: Readonly<Record<string, readonly [link: string, host: string]>>,
  { owner = null, stages = ['prod'] }: { readonly owner?: Owner | null; readonly stages?: readonly string[] } = {},
): ApiFacts {
  const details: RestApiDetails = {
    id,
    name: `name-of-${id}`,
    owner,
    resources: Object.entries(links).map(([route, [link, target]], index) => {
      const [method = '', path = ''] = route.split(' ');
      return { id: `${id}-r${index}`, parentId: null, path, methods: [sends(method, link, target)] };
    }),
    stages: stages.map((name) => ({ name, variables: [], cache: false, rate: null })),
    authorizers: [],
  };
  return { id, name: details.name, type: 'rest-api', details: read(details) };
}

function sends(method: string, connectionId: string, target: string): RestMethod {
  return {
    method,
    authorization: 'NONE',
    authorizerId: null,
    apiKeyRequired: false,
    type: 'HTTP_PROXY',
    target,
    functionName: null,
    connectionId,
    integrationTarget: null,
    timeoutMs: null,
  };
}

export function arn(kind: 'net' | 'app', name: string): string {
  return `arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/${kind}/${name}/50dc6c49`;
}

export function nlb(name: string, vpc: string): LoadBalancer {
  return { arn: arn('net', name), name, type: 'network', vpc, securityGroups: [] };
}

export function alb(name: string, vpc: string): LoadBalancer {
  return { arn: arn('app', name), name, type: 'application', vpc, securityGroups: ['sg-alb'] };
}

/** A target group behind a Network Load Balancer, with Application Load Balancers in it. */
export function passesOn(loadBalancer: string, ...albs: readonly string[]): TargetGroup {
  return {
    arn: `arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/${loadBalancer}-${albs.join('-')}/1`,
    name: `${loadBalancer}-${albs.join('-')}`,
    targetType: 'alb',
    loadBalancerArns: [arn('net', loadBalancer)],
    albArns: albs.map((name) => arn('app', name)),
  };
}

export function listener(loadBalancer: string, port: number, group: TargetGroup): Listener {
  return {
    arn: `arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/${loadBalancer}/50dc6c49/${port}`,
    loadBalancerArn: arn('net', loadBalancer),
    port,
    targetGroupArns: [group.arn],
  };
}

/** Each step in one line: what it does, and to which numbers. */
export function briefly(steps: readonly PlanStep[]): string[] {
  return steps.map(({ remedy, counts }) =>
    counts === null
      ? remedy
      : `${remedy}: ${counts.before.usage}/${counts.before.limit} → ${counts.after.usage}/${counts.after.limit}`,
  );
}

export function texts(all: readonly Words[]): string[] {
  return all.map(textOfWords);
}

export function the(remedy: string, { steps, options }: PlanParts): PlanStep {
  const found = [...steps, ...options].find((step) => step.remedy === remedy);
  if (found === undefined) throw new Error(`no ${remedy} in ${briefly([...steps, ...options]).join('; ')}`);
  return found;
}

/** The commands of an artefact, without its heading. */
export function commandsOf({ artefacts }: PlanStep, name: string): string[] {
  const text = artefacts.find((artefact) => artefact.name === name)?.text ?? `no ${name}`;
  return text.split('\n').slice(4, -1);
}
