import { AccountClient, ListRegionsCommand, type ListRegionsCommandInput } from '@aws-sdk/client-account';
import { DescribeRegionsCommand, type DescribeRegionsCommandInput, EC2Client } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Sandbox } from '../../../sandbox';
import { ACCOUNT_ID, closing, pagesOf, raw, refusal, sizesOf, start, to } from '../support';

let sandbox: Sandbox;
let accountClient: AccountClient;
let ec2: EC2Client;
let sts: STSClient;

beforeAll(async () => {
  sandbox = await start({
    account: {
      accountId: ACCOUNT_ID,
      partition: 'aws-cn',
      regions: { 'us-east-1': {}, 'eu-south-1': {}, 'sa-east-1': {} },
      disabledRegions: ['af-south-1'],
    },
    pages: { regions: 3 },
  });
  accountClient = closing(new AccountClient(to(sandbox)));
  ec2 = closing(new EC2Client(to(sandbox)));
  sts = closing(new STSClient(to(sandbox)));
});

const regions = async (input: ListRegionsCommandInput = {}) =>
  await pagesOf(async (NextToken) => {
    const page = await accountClient.send(new ListRegionsCommand({ ...input, NextToken }));
    return { items: page.Regions, next: page.NextToken };
  });

test('ListRegions gives every Region with its status, in pages', async () => {
  const pages = await regions();

  expect(sizesOf(pages)).toEqual([3, 1]);
  expect(pages.flat().map((one) => [one.RegionName, one.RegionOptStatus])).toEqual([
    ['us-east-1', 'ENABLED_BY_DEFAULT'],
    // Opted into: whoever asks only for what is enabled by default misses it.
    ['eu-south-1', 'ENABLED'],
    ['sa-east-1', 'ENABLED_BY_DEFAULT'],
    ['af-south-1', 'DISABLED'],
  ]);
  expect(sizesOf(await regions({ MaxResults: 2 }))).toEqual([2, 2]);
});

test('ListRegions gives only what has one of the wanted statuses', async () => {
  const pages = await regions({ RegionOptStatusContains: ['ENABLED', 'DISABLED'] });

  expect(pages.flat().map((one) => one.RegionName)).toEqual(['eu-south-1', 'af-south-1']);
});

test.each<[string, ListRegionsCommandInput]>([
  ['MaxResults 0', { MaxResults: 0 }],
  ['MaxResults 51', { MaxResults: 51 }],
  ['AccountId', { AccountId: ACCOUNT_ID }],
])('ListRegions refuses %s', async (_, input) => {
  await expect(regions(input)).rejects.toMatchObject(refusal('ValidationException', 400));
});

test('ListRegions refuses a wrong token', async () => {
  await expect(accountClient.send(new ListRegionsCommand({ NextToken: 'abc' }))).rejects.toMatchObject(
    refusal('ValidationException', 400),
  );
});

test('ListRegions refuses a status that does not exist', async () => {
  const body = JSON.stringify({ RegionOptStatusContains: ['ENABLED', 'ON'] });

  const { response, text } = await raw(sandbox, { service: 'account', path: '/listRegions', body });

  expect(response.status).toBe(400);
  expect(response.headers.get('x-amzn-errortype')).toBe('ValidationException');
  expect(text).toContain('ON is not a RegionOptStatus');
});

test('DescribeRegions gives the enabled Regions, and all when asked', async () => {
  const describe = async (input: DescribeRegionsCommandInput) => {
    const { Regions = [] } = await ec2.send(new DescribeRegionsCommand(input));
    return Regions.map((one) => [one.RegionName, one.OptInStatus]);
  };

  const enabled = [
    ['us-east-1', 'opt-in-not-required'],
    ['eu-south-1', 'opted-in'],
    ['sa-east-1', 'opt-in-not-required'],
  ];
  expect(await describe({})).toEqual(enabled);
  expect(await describe({ AllRegions: false })).toEqual(enabled);
  expect(await describe({ AllRegions: true })).toEqual([...enabled, ['af-south-1', 'not-opted-in']]);
});

test.each<[string, DescribeRegionsCommandInput]>([
  ['RegionNames', { RegionNames: ['us-east-1'] }],
  ['Filters', { Filters: [{ Name: 'opt-in-status', Values: ['opted-in'] }] }],
  ['DryRun', { DryRun: true }],
])('DescribeRegions has no %s in the sandbox, and says so', async (member, input) => {
  await expect(ec2.send(new DescribeRegionsCommand(input))).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: `the sandbox has no ${member}`,
  });
});

test('GetCallerIdentity says who asks, in the account’s own partition', async () => {
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: ACCOUNT_ID,
    Arn: `arn:aws-cn:iam::${ACCOUNT_ID}:user/platform-engineer`,
  });
});
