/** EC2: the network interfaces that Lambda holds, by VPC. Its client is the largest of all, and loaded only here. */
import type { RegionClients } from '../clients';
import { everyPage } from '../pages';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html: 5 to 1,000. */
const MaxResults = 1000;

export async function networkInterfaces({ ec2, signal: abortSignal }: RegionClients): Promise<Record<string, number>> {
  const { DescribeNetworkInterfacesCommand } = await import('@aws-sdk/client-ec2');
  const client = await ec2();
  const all = await everyPage(
    async (NextToken) => {
      const Filters = [{ Name: 'interface-type', Values: ['lambda'] }];
      const command = new DescribeNetworkInterfacesCommand({ Filters, MaxResults, NextToken });
      const page = await client.send(command, { abortSignal });
      // The query protocol cannot tell an empty list from none.
      return { items: page.NetworkInterfaces ?? [], next: page.NextToken };
    },
    (one) => one.NetworkInterfaceId,
  );
  const byVpc: Record<string, number> = {};
  for (const { VpcId = 'no VPC' } of all) byVpc[VpcId] = (byVpc[VpcId] ?? 0) + 1;
  return byVpc;
}
