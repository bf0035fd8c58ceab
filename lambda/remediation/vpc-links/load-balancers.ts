/** What stands behind a Network Load Balancer, as far as its target groups say. */
import type { Listener, LoadBalancer, TargetGroup } from '../../domain/details';
import type { Read } from '../../domain/read';
import type { VpcLinkFacts } from './facts';
import type { Reference } from './references';

/** @returns the one Application Load Balancer that a request to this target reaches; `null` where it is none, several or not known */
export function albBehind(
  networkLoadBalancer: string,
  { target }: Reference,
  facts: VpcLinkFacts,
): LoadBalancer | null {
  const groups = groupsBehind(networkLoadBalancer, target, facts);
  if (groups.length === 0 || groups.some(({ targetType }) => targetType !== 'alb')) return null;
  const [arn, ...more] = new Set(groups.flatMap(({ albArns }) => albArns));
  if (arn === undefined || more.length > 0) return null;
  return valueOf(facts.loadBalancers).find((one) => one.arn === arn && one.type === 'application') ?? null;
}

/** A name for people, or the last part of an ARN. */
export function balancerName(arn: string, facts: VpcLinkFacts): string {
  const listener = valueOf(facts.listeners).find((one) => one.arn === arn);
  const balancer = valueOf(facts.loadBalancers).find((one) => one.arn === (listener?.loadBalancerArn ?? arn));
  return balancer?.name ?? nameInArn(arn);
}

/** Whether nobody can say which of several Application Load Balancers a port leads to. */
export function hasSeveralBehind(arn: string, facts: VpcLinkFacts): boolean {
  const groups = allBehind(arn, facts);
  return (
    groups.every(({ targetType }) => targetType === 'alb') && new Set(groups.flatMap((one) => one.albArns)).size > 1
  );
}

/** Of the listener for the port, or of all listeners where nobody knows which it is. */
function groupsBehind(arn: string, target: string, facts: VpcLinkFacts): readonly TargetGroup[] {
  const groups = allBehind(arn, facts);
  const ports = portsOf(target);
  const [listener, ...more] = valueOf(facts.listeners).filter(
    ({ loadBalancerArn, port }) => loadBalancerArn === arn && port !== null && ports.includes(port),
  );
  if (listener === undefined || more.length > 0) return groups;
  return groups.filter((group) => listener.targetGroupArns.includes(group.arn));
}

function allBehind(arn: string, { targetGroups }: VpcLinkFacts): readonly TargetGroup[] {
  return valueOf(targetGroups).filter(({ loadBalancerArns }) => loadBalancerArns.includes(arn));
}

/** A target is a host and a path, without `http` or `https`: it does not say which of their ports it means. */
function portsOf(target: string): readonly number[] {
  const port = /^[^/:]+:(\d{1,5})(?:\/|$)/.exec(target)?.[1];
  return port === undefined ? [80, 443] : [Number(port)];
}

/** `…:loadbalancer/net/orders/50dc6c495c0c9188` and `…:listener/app/orders/…/…` → `orders`. */
function nameInArn(arn: string): string {
  const [, , name] = (arn.split(':').at(-1) ?? arn).split('/');
  return name ?? arn.split('/').at(-1) ?? arn;
}

function valueOf<T extends Listener | LoadBalancer | TargetGroup>(read: Read<readonly T[]>): readonly T[] {
  return read.status === 'read' ? read.value : [];
}
