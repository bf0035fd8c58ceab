import {
  DescribeNetworkInterfacesCommand,
  type DescribeNetworkInterfacesCommandInput,
  EC2Client,
} from '@aws-sdk/client-ec2';
import type { Sandbox } from '../../../sandbox';
import { ACCOUNT_ID, closing, HOME, pagesOf, raw, refusal, sizesOf, start, to } from '../support';

const EMPTY = 'eu-west-1';
const ofLambda = { Name: 'interface-type', Values: ['lambda'] };

let sandbox: Sandbox;

beforeAll(async () => {
  const networkInterfaces = { 'vpc-0a1': 7, 'vpc-0b2': 1000 };
  sandbox = await start({
    account: { accountId: ACCOUNT_ID, regions: { [HOME]: { lambda: { networkInterfaces } }, [EMPTY]: {} } },
  });
});

const interfaces = (input: DescribeNetworkInterfacesCommandInput = {}, region = HOME) => {
  const client = closing(new EC2Client(to(sandbox, region)));
  return pagesOf(async (NextToken) => {
    const page = await client.send(new DescribeNetworkInterfacesCommand({ NextToken, ...input }));
    return { items: page.NetworkInterfaces, next: page.NextToken };
  });
};

test('DescribeNetworkInterfaces gives every interface of Lambda with its VPC, over its tokens', async () => {
  const pages = await interfaces({ Filters: [ofLambda], MaxResults: 1000 });

  const all = pages.flat();
  expect(sizesOf(pages)).toEqual([1000, 7]);
  expect(all.filter(({ VpcId }) => VpcId === 'vpc-0a1')).toHaveLength(7);
  expect(new Set(all.map(({ NetworkInterfaceId }) => NetworkInterfaceId)).size).toBe(1007);
  expect(all[0]).toEqual({
    NetworkInterfaceId: expect.stringMatching(/^eni-[a-z0-9]{17}$/),
    VpcId: 'vpc-0a1',
    InterfaceType: 'lambda',
  });
});

test('a page holds no more than was asked for', async () => {
  expect(sizesOf(await interfaces({ MaxResults: 504 }))).toEqual([504, 503]);
});

test('there are no interfaces of another type, and of two types that are asked for Lambda’s come', async () => {
  const ofType = async (...Values: string[]) =>
    sizesOf(await interfaces({ Filters: [{ Name: 'interface-type', Values }] }));

  expect(await ofType('nat_gateway')).toEqual([0]);
  expect(await ofType('nat_gateway', 'lambda')).toEqual([1000, 7]);
});

test('a Region without interfaces has an empty page', async () => {
  expect(sizesOf(await interfaces({ Filters: [ofLambda] }, EMPTY))).toEqual([0]);
});

test.each([4, 1001])('MaxResults %d is out of range', async (MaxResults) => {
  await expect(interfaces({ MaxResults })).rejects.toMatchObject(refusal('InvalidParameterValue', 400));
});

test('MaxResults that is no number is refused', async () => {
  const body = new URLSearchParams({ Action: 'DescribeNetworkInterfaces', MaxResults: 'many' }).toString();
  const { response, text } = await raw(sandbox, { service: 'ec2', body });

  expect(response.status).toBe(400);
  expect(text).toContain('<Code>InvalidParameterValue</Code>');
});

// The code is of EC2's list of error codes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
test('a token that it did not give is refused', async () => {
  await expect(interfaces({ NextToken: 'abc' })).rejects.toMatchObject(refusal('InvalidPaginationToken', 400));
});

test('a filter that does not exist is refused', async () => {
  await expect(interfaces({ Filters: [{ Name: 'colour', Values: ['red'] }] })).rejects.toMatchObject(
    refusal('InvalidParameterValue', 400, { message: "The filter 'colour' is invalid" }),
  );
});

test.each<[string, DescribeNetworkInterfacesCommandInput]>([
  ['NetworkInterfaceIds', { NetworkInterfaceIds: ['eni-1'] }],
  ['IncludeManagedResources', { IncludeManagedResources: true }],
  ['DryRun', { DryRun: true }],
])('the sandbox has no %s, and says so', async (member, input) => {
  await expect(interfaces(input)).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: `the sandbox has no ${member}`,
  });
});
