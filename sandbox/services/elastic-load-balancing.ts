/** Elastic Load Balancing, the second API (`elbv2`): what stands behind VPC links. */
import type { ListenerDescription } from '../account-network';
import type { RegionEstate } from '../estate/estate';
import { Network } from '../estate/network';
import { isSize, pageOf } from '../paging';
import { type Place, plainPermission, queryWords, say, type Service } from '../service';
import { on } from '../wire/operation';
import { query } from '../wire/query';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html, and the same for the others */
const MAX_PAGE = 400;

const invalid = (message: string) => say(queryWords.invalid, message);

/** @param largestPage items on a page, at most AWS's own 400 */
export async function elasticLoadBalancing(
  estateOf: (region: string) => RegionEstate,
  place: Omit<Place, 'region'>,
  largestPage: number,
): Promise<Service> {
  const {
    DescribeListenersCommand,
    DescribeLoadBalancersCommand,
    DescribeTargetGroupsCommand,
    DescribeTargetHealthCommand,
  } = await import('@aws-sdk/client-elastic-load-balancing-v2');
  const inRegion = (region: string) => {
    const { description } = estateOf(region);
    return { description, network: new Network(description, { ...place, region }) };
  };
  const page = <T>(items: readonly T[], PageSize: number | undefined, Marker: string | undefined) => {
    const size = PageSize ?? MAX_PAGE;
    if (!isSize(size, 1, MAX_PAGE)) throw invalid(`PageSize must be from 1 to ${MAX_PAGE}`);
    return pageOf(items, Math.min(largestPage, size), Marker, () => invalid('Invalid Marker'));
  };
  return {
    name: 'elasticloadbalancing',
    signingName: 'elasticloadbalancing',
    wire: query('awsQuery'),
    words: queryWords,
    // Of reads, the page lists no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
    permission: plainPermission('elasticloadbalancing'),
    operations: [
      on(
        DescribeLoadBalancersCommand,
        ({ PageSize, Marker }, { region }) => {
          const { description, network } = inRegion(region);
          const { items, next } = page(description.loadBalancers, PageSize, Marker);
          return {
            LoadBalancers: items.map(({ name, type, vpc, securityGroups }) => ({
              LoadBalancerArn: network.loadBalancerArn(name),
              LoadBalancerName: name,
              Scheme: 'internal',
              VpcId: vpc,
              State: { Code: 'active' },
              Type: type,
              SecurityGroups: securityGroups,
              IpAddressType: 'ipv4',
            })),
            NextMarker: next,
          };
        },
        ['LoadBalancerArns', 'Names'],
      ),
      on(DescribeListenersCommand, ({ LoadBalancerArn, ListenerArns, PageSize, Marker }, { region }) => {
        const { description, network } = inRegion(region);
        if ((LoadBalancerArn === undefined) === (ListenerArns === undefined)) {
          throw invalid('You must specify either listener ARNs or a load balancer ARN');
        }
        const all = description.listeners.map((listener) => ({ listener, arn: network.listenerArn(listener) }));
        const balancers = description.loadBalancers.map(({ name }) => network.loadBalancerArn(name));
        if (LoadBalancerArn !== undefined && !balancers.includes(LoadBalancerArn)) {
          throw say(['LoadBalancerNotFound', 400], 'One or more load balancers not found');
        }
        if (ListenerArns?.some((wanted) => all.every(({ arn }) => arn !== wanted))) {
          throw say(['ListenerNotFound', 400], 'One or more listeners not found');
        }
        const chosen = all.filter(
          ({ arn, listener }) =>
            ListenerArns?.includes(arn) ?? network.loadBalancerArn(listener.loadBalancer) === LoadBalancerArn,
        );
        const { items, next } = page(chosen, PageSize, Marker);
        return {
          Listeners: items.map(({ arn, listener }) => ({
            ListenerArn: arn,
            LoadBalancerArn: network.loadBalancerArn(listener.loadBalancer),
            Port: listener.port,
            DefaultActions: listener.targetGroups.length === 0 ? FIXED : forward(listener, network),
          })),
          NextMarker: next,
        };
      }),
      on(
        DescribeTargetGroupsCommand,
        ({ PageSize, Marker }, { region }) => {
          const { description, network } = inRegion(region);
          const { items, next } = page(description.targetGroups, PageSize, Marker);
          return {
            TargetGroups: items.map((group) => ({
              TargetGroupArn: network.targetGroupArn(group.name),
              TargetGroupName: group.name,
              TargetType: group.type,
              LoadBalancerArns: network.loadBalancersOf(group),
            })),
            NextMarker: next,
          };
        },
        ['LoadBalancerArn', 'TargetGroupArns', 'Names'],
      ),
      // It has no pages.
      on(
        DescribeTargetHealthCommand,
        ({ TargetGroupArn }, { region }) => {
          const { description, network } = inRegion(region);
          const group = description.targetGroups.find(({ name }) => network.targetGroupArn(name) === TargetGroupArn);
          if (!group) throw say(['TargetGroupNotFound', 400], 'One or more target groups not found');
          return {
            TargetHealthDescriptions: network.targetsOf(group).map((Id) => ({
              Target: { Id },
              TargetHealth: { State: 'healthy' },
            })),
          };
        },
        ['Targets', 'Include'],
      ),
    ],
  };
}

/** What a listener does that forwards nothing. */
const FIXED = [{ Type: 'fixed-response' as const, Order: 1, FixedResponseConfig: { StatusCode: '503' } }];

/** The only group is named twice, as AWS does: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html */
function forward({ targetGroups }: ListenerDescription, network: Network) {
  const groups = targetGroups.map((name) => ({ TargetGroupArn: network.targetGroupArn(name), Weight: 1 }));
  return [
    {
      Type: 'forward' as const,
      Order: 1,
      TargetGroupArn: groups.length === 1 ? groups[0]?.TargetGroupArn : undefined,
      ForwardConfig: { TargetGroups: groups },
    },
  ];
}
