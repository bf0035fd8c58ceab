/** Where a scan begins, and whom it asks which Regions there are. */
import { account, snapshotOf } from '../../support/account';

test.each([
  ['aws', 'us-east-1', ['account:ListRegions']],
  ['aws-cn', 'cn-north-1', ['account:ListRegions']],
  ['aws-us-gov', 'us-gov-west-1', ['ec2:DescribeRegions']],
])('the Regions of the partition %s come from the API that it has', async (partition, region, expected) => {
  const sandbox = await account({ account: { accountId: '123456789012', partition, regions: { [region]: {} } } });

  const { regions } = await snapshotOf();

  const asked = sandbox.calls.map(({ service, operation }) => `${service}:${operation}`);
  expect(asked.filter((one) => one.endsWith('Regions'))).toEqual(expected);
  expect(regions).toEqual([{ region, status: 'scanned' }]);
});

test('where nobody configured a Region, the scan asks us-east-1 who it is and which Regions there are', async () => {
  const sandbox = await account({
    account: { accountId: '123456789012', regions: { 'eu-west-1': {}, 'us-east-1': {} } },
  });
  delete process.env['AWS_REGION'];

  const { regions } = await snapshotOf();

  expect(sandbox.calls.slice(0, 2)).toMatchObject([
    { operation: 'GetCallerIdentity', region: 'us-east-1' },
    { operation: 'ListRegions', region: 'us-east-1' },
  ]);
  expect(regions).toEqual([
    { region: 'eu-west-1', status: 'scanned' },
    { region: 'us-east-1', status: 'scanned' },
  ]);
});
