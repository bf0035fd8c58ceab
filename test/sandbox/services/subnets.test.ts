import { DescribeSubnetsCommand, type DescribeSubnetsCommandInput, EC2Client } from '@aws-sdk/client-ec2';
import type { Sandbox } from '../../../sandbox';
import { closing, home, pagesOf, refusal, sizesOf, start, to } from '../support';

const described = Array.from({ length: 1001 }, (_, n) => ({ id: `subnet-${n}`, vpc: 'vpc-1', zone: 'use1-az1' }));

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start({ account: home({ subnets: described }) });
});

const subnets = (input: DescribeSubnetsCommandInput = {}, from = sandbox) => {
  const client = closing(new EC2Client(to(from)));
  return pagesOf(async (NextToken) => {
    const page = await client.send(new DescribeSubnetsCommand({ NextToken, ...input }));
    return { items: page.Subnets, next: page.NextToken };
  });
};
const withIds = (...Values: string[]) => ({ Filters: [{ Name: 'subnet-id', Values }] });

test('a page holds 1,000 subnets at the most', async () => {
  const pages = await subnets({ MaxResults: 1000 });

  expect(sizesOf(pages)).toEqual([1000, 1]);
  expect(pages[0]?.[0]).toEqual({
    SubnetId: 'subnet-0',
    VpcId: 'vpc-1',
    AvailabilityZoneId: 'use1-az1',
    State: 'available',
    OwnerId: '123456789012',
  });
});

test('a filter leaves out what is not there, where an id is refused', async () => {
  expect((await subnets(withIds('subnet-3', 'lost'))).flat().map((one) => one.SubnetId)).toEqual(['subnet-3']);
  expect((await subnets({ SubnetIds: ['subnet-3'] })).flat().map((one) => one.SubnetId)).toEqual(['subnet-3']);
  await expect(subnets({ SubnetIds: ['subnet-3', 'lost'] })).rejects.toMatchObject(
    refusal('InvalidSubnetID.NotFound', 400, { message: "The subnet ID 'lost' does not exist" }),
  );
});

test('the subnets of VPC links are there where nothing is said of subnets', async () => {
  const links = await start({
    account: home({ vpcLinks: { v2: [{ name: 'a' }, { name: 'b', subnets: ['subnet-9'] }] } }),
  });

  expect((await subnets({}, links)).flat().map((one) => [one.SubnetId, one.VpcId, one.AvailabilityZoneId])).toEqual([
    ['subnet-0a1', 'vpc-0a1', 'us-east-1-az1'],
    ['subnet-0b2', 'vpc-0a1', 'us-east-1-az2'],
    ['subnet-9', 'vpc-0a1', 'us-east-1-az3'],
  ]);
});

test.each<[string, DescribeSubnetsCommandInput, string]>([
  ['a page that is too small', { MaxResults: 4 }, 'InvalidParameterValue'],
  ['a page that is too large', { MaxResults: 1001 }, 'InvalidParameterValue'],
  ['a size together with ids', { MaxResults: 5, SubnetIds: ['subnet-1'] }, 'InvalidParameterCombination'],
  ['a filter that is not known', { Filters: [{ Name: 'colour', Values: ['red'] }] }, 'InvalidParameterValue'],
  ['201 values of filters', withIds(...described.slice(0, 201).map(({ id }) => id)), 'FilterLimitExceeded'],
  ['a token that it did not give', { NextToken: 'abc' }, 'InvalidPaginationToken'],
  ['what the sandbox does not know', { DryRun: true }, 'InvalidParameterValue'],
])('%s is refused', async (_, input, code) => {
  await expect(subnets(input)).rejects.toMatchObject(refusal(code, 400));
});
