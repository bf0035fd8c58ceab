/** Load balancers, what they listen on, and subnets, by the names that a description gives them. */
import { createHash } from 'node:crypto';
import type { RegionDescription } from '../account';
import type {
  ListenerDescription,
  LoadBalancerDescription,
  SubnetDescription,
  TargetGroupDescription,
} from '../account-network';
import type { Place } from '../service';

/** The first part of a load balancer's id: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html */
const KINDS = { network: 'net', application: 'app', gateway: 'gwy' } as const;

function arn({ partition, region, accountId }: Place, resource: string): string {
  return `arn:${partition}:elasticloadbalancing:${region}:${accountId}:${resource}`;
}

/** 16 hexadecimal digits, by the seed alone. */
function hexFrom(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 16);
}

function loadBalancerId(region: string, { name, type }: LoadBalancerDescription): string {
  return `${KINDS[type]}/${name}/${hexFrom(`${region}/load-balancer/${name}`)}`;
}

/** What is described of the network of one Region, with ARNs. @throws Error for a name that is not described. */
export class Network {
  constructor(
    private readonly description: RegionDescription,
    private readonly place: Place,
  ) {}

  loadBalancerArn(name: string): string {
    return arn(this.place, `loadbalancer/${loadBalancerId(this.place.region, this.loadBalancer(name))}`);
  }

  listenerArn({ loadBalancer, port }: Pick<ListenerDescription, 'loadBalancer' | 'port'>): string {
    const { region } = this.place;
    const id = hexFrom(`${region}/listener/${loadBalancer}/${port}`);
    return arn(this.place, `listener/${loadBalancerId(region, this.loadBalancer(loadBalancer))}/${id}`);
  }

  targetGroupArn(name: string): string {
    const { region } = this.place;
    const { name: known } = found(this.description.targetGroups, name, 'target group');
    return arn(this.place, `targetgroup/${known}/${hexFrom(`${region}/target-group/${known}`)}`);
  }

  /** `orders` for a load balancer, `orders:443` for a listener of it. */
  named(text: string): string {
    const [loadBalancer = '', port] = text.split(':');
    if (port === undefined) return this.loadBalancerArn(loadBalancer);
    const listener = this.description.listeners.find(
      (one) => one.loadBalancer === loadBalancer && one.port === Number(port),
    );
    if (!listener) throw new Error(`no listener ${text} is described`);
    return this.listenerArn(listener);
  }

  /** The ARNs of the load balancers whose listeners send something to it. */
  loadBalancersOf({ name }: TargetGroupDescription): string[] {
    const names = this.description.listeners
      .filter(({ targetGroups }) => targetGroups.includes(name))
      .map(({ loadBalancer }) => loadBalancer);
    return [...new Set(names)].map((one) => this.loadBalancerArn(one));
  }

  /** What stands behind it, as AWS names it. */
  targetsOf({ type, targets }: TargetGroupDescription): readonly string[] {
    return type === 'alb' ? targets.map((name) => this.loadBalancerArn(name)) : targets;
  }

  subnets(): readonly SubnetDescription[] {
    const { subnets, vpcLinks } = this.description;
    if (subnets) return subnets;
    const ids = [...new Set(vpcLinks.v2.flatMap((link) => link.subnets))];
    // Zones have ids of their own, such as use1-az1; how a Region is shortened in them is not ours to know.
    return ids.map((id, index) => ({ id, vpc: 'vpc-0a1', zone: `${this.place.region}-az${(index % 3) + 1}` }));
  }

  private loadBalancer(name: string): LoadBalancerDescription {
    return found(this.description.loadBalancers, name, 'load balancer');
  }
}

function found<T extends { readonly name: string }>(all: readonly T[], name: string, kind: string): T {
  const one = all.find((candidate) => candidate.name === name);
  if (!one) throw new Error(`no ${kind} ${name} is described`);
  return one;
}

/** @throws Error for a name that nothing has: the account could not answer what is asked of it. */
export function checkNames(region: string, description: RegionDescription): void {
  const network = new Network(description, { partition: 'aws', accountId: '', region });
  const { listeners, targetGroups, vpcLinks, httpApis, webSocketApis, restApis } = description;
  for (const listener of listeners) {
    network.listenerArn(listener);
    for (const name of listener.targetGroups) network.targetGroupArn(name);
  }
  for (const group of targetGroups) network.targetsOf(group);
  const named = [
    ...vpcLinks.v1.map(({ loadBalancer }) => loadBalancer),
    ...[...httpApis, ...webSocketApis].flatMap((api) => api.integrations.map(({ listener }) => listener)),
    ...restApis.flatMap((api) => api.methods.map(({ integrationTarget }) => integrationTarget)),
  ];
  for (const text of named) if (text !== undefined) network.named(text);
}
