/** Elastic Load Balancing, of its second API: what stands behind VPC links. The query protocol cannot tell an empty list from none. */
import type { Action, TargetGroup as SdkTargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener, LoadBalancer, TargetGroup } from '../../domain/details';
import type { RegionClients } from '../clients';
import { isNotFound } from '../failure';
import { everyPage, present } from '../pages';

/** 1 to 400: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html, and the others. */
const PageSize = 400;

export async function loadBalancers(clients: RegionClients): Promise<LoadBalancer[]> {
  const { DescribeLoadBalancersCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
  const client = await clients.elasticLoadBalancing();
  const all = await everyPage(
    async (Marker) => {
      const command = new DescribeLoadBalancersCommand({ Marker, PageSize });
      const page = await client.send(command, { abortSignal: clients.signal });
      return { items: page.LoadBalancers ?? [], next: page.NextMarker };
    },
    (one) => one.LoadBalancerArn,
  );
  return all.map(({ LoadBalancerArn, LoadBalancerName, Type, VpcId, SecurityGroups }) => ({
    arn: present(LoadBalancerArn, 'LoadBalancerArn'),
    name: LoadBalancerName ?? '',
    type: present(Type, 'Type'),
    vpc: present(VpcId, 'VpcId'),
    securityGroups: SecurityGroups ?? [],
  }));
}

/** How many ARNs one call may name is not documented; of load balancers it is 20. */
const ARNS_A_CALL = 20;

/** Those that are there: an API may still name a listener that was deleted. */
export async function listeners(clients: RegionClients, arns: readonly string[]): Promise<Listener[]> {
  const found: Listener[] = [];
  for (let from = 0; from < arns.length; from += ARNS_A_CALL) {
    found.push(...(await existing(clients, arns.slice(from, from + ARNS_A_CALL))));
  }
  return found;
}

/** AWS refuses a whole call for one listener that it does not know: then the halves are asked, until that one stands alone. */
async function existing(clients: RegionClients, ListenerArns: string[]): Promise<Listener[]> {
  const { DescribeListenersCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
  const client = await clients.elasticLoadBalancing();
  try {
    const all = await everyPage(
      async (Marker) => {
        const command = new DescribeListenersCommand({ ListenerArns, Marker, PageSize });
        const page = await client.send(command, { abortSignal: clients.signal });
        return { items: page.Listeners ?? [], next: page.NextMarker };
      },
      (one) => one.ListenerArn,
    );
    return all.map(({ ListenerArn, LoadBalancerArn, Port, DefaultActions = [] }) => ({
      arn: present(ListenerArn, 'ListenerArn'),
      loadBalancerArn: present(LoadBalancerArn, 'LoadBalancerArn'),
      port: Port ?? null,
      targetGroupArns: [...new Set(DefaultActions.flatMap(forwardsTo))],
    }));
  } catch (error) {
    if (!isNotFound(error)) throw error;
    if (ListenerArns.length === 1) return [];
    const middle = Math.ceil(ListenerArns.length / 2);
    const first = await existing(clients, ListenerArns.slice(0, middle));
    return [...first, ...(await existing(clients, ListenerArns.slice(middle)))];
  }
}

/** Named by itself where it is the only one, and in the configuration always. */
function forwardsTo({ TargetGroupArn, ForwardConfig }: Action): string[] {
  const weighted = (ForwardConfig?.TargetGroups ?? []).flatMap((one) => one.TargetGroupArn ?? []);
  return TargetGroupArn === undefined ? weighted : [TargetGroupArn, ...weighted];
}

type TargetGroupHead = Omit<TargetGroup, 'albArns'>;

export async function targetGroups(clients: RegionClients): Promise<TargetGroupHead[]> {
  const { DescribeTargetGroupsCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
  const client = await clients.elasticLoadBalancing();
  const all = await everyPage<SdkTargetGroup>(
    async (Marker) => {
      const command = new DescribeTargetGroupsCommand({ Marker, PageSize });
      const page = await client.send(command, { abortSignal: clients.signal });
      return { items: page.TargetGroups ?? [], next: page.NextMarker };
    },
    (one) => one.TargetGroupArn,
  );
  return all.map(({ TargetGroupArn, TargetGroupName, TargetType, LoadBalancerArns }) => ({
    arn: present(TargetGroupArn, 'TargetGroupArn'),
    name: TargetGroupName ?? '',
    targetType: present(TargetType, 'TargetType'),
    loadBalancerArns: LoadBalancerArns ?? [],
  }));
}

/**
 * The Application Load Balancers in groups of that type, whose targets are load balancers' ARNs. One call each, without pages,
 * and one after the other: there are few of them. A group that was deleted meanwhile is left out.
 */
export async function withTargets(clients: RegionClients, groups: readonly TargetGroupHead[]): Promise<TargetGroup[]> {
  const { DescribeTargetHealthCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
  const client = await clients.elasticLoadBalancing();
  const all: TargetGroup[] = [];
  for (const group of groups) {
    if (group.targetType !== 'alb') {
      all.push({ ...group, albArns: [] });
      continue;
    }
    try {
      const command = new DescribeTargetHealthCommand({ TargetGroupArn: group.arn });
      const { TargetHealthDescriptions = [] } = await client.send(command, { abortSignal: clients.signal });
      all.push({ ...group, albArns: TargetHealthDescriptions.flatMap(({ Target }) => Target?.Id ?? []) });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  return all;
}
