/** EC2's DescribeSubnets. */
import type { RegionEstate } from '../estate/estate';
import { Network } from '../estate/network';
import { isSize, pageOf } from '../paging';
import { type Place, say } from '../service';
import { on, type Operation } from '../wire/operation';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html: 5 to 1,000. */
const MAX_PAGE = 1000;
/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html; the code is of EC2's list of error codes. */
const FILTER_VALUES = 200;

const invalid = (message: string) => say(['InvalidParameterValue', 400], message);

/** @param largestPage items on a page, at most what was asked for: "may return fewer results than the limit" */
export async function describeSubnets(
  estateOf: (region: string) => RegionEstate,
  place: Omit<Place, 'region'>,
  largestPage: number,
): Promise<Operation> {
  const { DescribeSubnetsCommand } = await import('@aws-sdk/client-ec2');
  return on(
    DescribeSubnetsCommand,
    ({ SubnetIds, Filters = [], MaxResults, NextToken }, { region }) => {
      if (MaxResults !== undefined && !isSize(MaxResults, 5, MAX_PAGE)) {
        throw invalid(`MaxResults must be from 5 to ${MAX_PAGE}`);
      }
      // That they exclude one another is documented of DescribeInstances, and assumed here.
      if (MaxResults !== undefined && SubnetIds !== undefined) {
        throw say(
          ['InvalidParameterCombination', 400],
          'The parameter MaxResults cannot be used with the parameter SubnetIds',
        );
      }
      const unknown = Filters.find(({ Name }) => Name !== 'subnet-id');
      if (unknown) throw invalid(`The filter '${unknown.Name}' is invalid`);
      if (Filters.flatMap(({ Values = [] }) => Values).length > FILTER_VALUES) {
        throw say(['FilterLimitExceeded', 400], `The maximum number of filter values is ${FILTER_VALUES}`);
      }
      const all = new Network(estateOf(region).description, { ...place, region }).subnets();
      const lost = SubnetIds?.find((wanted) => all.every(({ id }) => id !== wanted));
      if (lost !== undefined) throw say(['InvalidSubnetID.NotFound', 400], `The subnet ID '${lost}' does not exist`);
      const chosen = all.filter(
        ({ id }) => (SubnetIds?.includes(id) ?? true) && Filters.every(({ Values = [] }) => Values.includes(id)),
      );
      const refuse = () => say(['InvalidPaginationToken', 400], 'The specified pagination token is not valid');
      const { items, next } = pageOf(chosen, Math.min(largestPage, MaxResults ?? MAX_PAGE), NextToken, refuse);
      return {
        Subnets: items.map(({ id, vpc, zone }) => ({
          SubnetId: id,
          VpcId: vpc,
          AvailabilityZoneId: zone,
          State: 'available' as const,
          OwnerId: place.accountId,
        })),
        NextToken: next,
      };
    },
    ['DryRun'],
  );
}
