/** VPC links of both versions, and the subnets that they stand in. A link's answer names no VPC: its subnets do. */
import { GetVpcLinksCommand as GetV1Command } from '@aws-sdk/client-api-gateway';
import { GetVpcLinksCommand as GetV2Command } from '@aws-sdk/client-apigatewayv2';
import type { Subnet, VpcLinkDetails } from '../../domain/details';
import type { RegionClients } from '../clients';
import { everyPage, present } from '../pages';
import { ownerOf } from './owner';

/** As for the counts of a scan: see `readers/api-gateway.ts` and `readers/api-gateway-v2.ts`. */
const limit = 500;
const MaxResults = '500';

export async function vpcLinksV1({ apiGateway, signal: abortSignal }: RegionClients): Promise<VpcLinkDetails[]> {
  const all = await everyPage(
    async (position) => {
      const page = await apiGateway.send(new GetV1Command({ limit, position }), { abortSignal });
      return { items: page.items, next: page.position };
    },
    (link) => link.id,
  );
  return all.map((link) => ({
    id: present(link.id, 'VPC link id'),
    name: link.name ?? '',
    version: 'V1',
    status: link.status ?? 'UNKNOWN',
    subnets: [],
    securityGroups: [],
    targets: link.targetArns ?? [],
    owner: ownerOf(link.tags),
  }));
}

export async function vpcLinksV2({ apiGatewayV2, signal: abortSignal }: RegionClients): Promise<VpcLinkDetails[]> {
  const all = await everyPage(
    async (NextToken) => {
      const page = await apiGatewayV2.send(new GetV2Command({ MaxResults, NextToken }), { abortSignal });
      return { items: page.Items, next: page.NextToken };
    },
    (link) => link.VpcLinkId,
  );
  return all.map((link) => ({
    id: present(link.VpcLinkId, 'VpcLinkId'),
    name: link.Name ?? '',
    version: 'V2',
    status: link.VpcLinkStatus ?? 'UNKNOWN',
    subnets: link.SubnetIds ?? [],
    securityGroups: link.SecurityGroupIds ?? [],
    targets: [],
    owner: ownerOf(link.Tags),
  }));
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html: 5 to 1,000. */
const SUBNETS_A_PAGE = 1000;
/** "You can have up to 200 filter values": https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html */
const FILTER_VALUES = 200;

/** By a filter: asked for by its id, one subnet that was deleted would fail the others with it. */
export async function subnets({ ec2, signal: abortSignal }: RegionClients, ids: readonly string[]): Promise<Subnet[]> {
  const { DescribeSubnetsCommand } = await import('@aws-sdk/client-ec2');
  const client = await ec2();
  const found: Subnet[] = [];
  for (let from = 0; from < ids.length; from += FILTER_VALUES) {
    const Filters = [{ Name: 'subnet-id', Values: ids.slice(from, from + FILTER_VALUES) }];
    const some = await everyPage(
      async (NextToken) => {
        const command = new DescribeSubnetsCommand({ Filters, MaxResults: SUBNETS_A_PAGE, NextToken });
        const page = await client.send(command, { abortSignal });
        // The query protocol cannot tell an empty list from none.
        return { items: page.Subnets ?? [], next: page.NextToken };
      },
      (one) => one.SubnetId,
    );
    found.push(
      ...some.map(({ SubnetId, VpcId, AvailabilityZoneId }) => ({
        id: present(SubnetId, 'SubnetId'),
        vpc: present(VpcId, 'VpcId'),
        zone: present(AvailabilityZoneId, 'AvailabilityZoneId'),
      })),
    );
  }
  return found;
}
