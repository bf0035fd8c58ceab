import { chooseRegions, scan } from '../../../lambda/app/scan';
import type { Read } from '../../../lambda/domain/read';
import { account, briefly, clock, settingsOf, snapshotOf } from '../../support/account';

const enabled: Read<readonly string[]> = {
  status: 'read',
  value: ['eu-west-1', 'us-east-1'],
  at: '2026-11-20T12:00:00.000Z',
};
const refused: Read<readonly string[]> = {
  status: 'failed',
  kind: 'denied',
  reason: 'AccessDenied on ec2:DescribeRegions',
};

test('without a wish every enabled Region is scanned, but not what is excluded', () => {
  expect(chooseRegions(enabled, undefined, ['us-east-1'])).toEqual({
    status: 'chosen',
    regions: ['eu-west-1'],
    warnings: [],
  });
});

test('excluding a Region that is not enabled is worth a warning', () => {
  expect(chooseRegions(enabled, undefined, ['me-south-1'])).toMatchObject({
    regions: ['eu-west-1', 'us-east-1'],
    warnings: [expect.stringContaining('me-south-1')],
  });
});

test('an exclusion of everything leaves nothing to scan, which is not a healthy scan', () => {
  expect(chooseRegions(enabled, undefined, ['eu-west-1', 'us-east-1']).status).toBe('unreadable');
});

test('a Region that is asked for is scanned once, even if it is excluded', () => {
  expect(chooseRegions(enabled, ['us-east-1', 'us-east-1'], ['us-east-1'])).toMatchObject({ regions: ['us-east-1'] });
});

test('a Region that the account does not have is refused', () => {
  expect(chooseRegions(enabled, ['us-east-1', 'us-east-9'], [])).toEqual({
    status: 'unknown-region',
    region: 'us-east-9',
    enabled: ['eu-west-1', 'us-east-1'],
  });
});

test('without the list of Regions only the ones that are asked for can be scanned, with a warning', () => {
  expect(chooseRegions(refused, undefined, []).status).toBe('unreadable');
  expect(chooseRegions(refused, ['us-east-1'], [])).toMatchObject({
    regions: ['us-east-1'],
    warnings: [expect.stringContaining('ec2:DescribeRegions')],
  });
});

const region = {
  httpApis: [
    { name: 'at-249', routes: { count: 249 } },
    { name: 'at-250', routes: { count: 250 } },
  ],
  webSocketApis: [{ name: 'chat', id: 'a1b2c3', actions: 397 }],
};

test('a threshold as an absolute number, and a limit that AWS does not publish, come from the settings', async () => {
  await account({ account: { accountId: '123456789012', regions: { 'eu-west-1': region } } });
  const settings = settingsOf(`
thresholds: { overrides: [{ match: { quota: http-api-integrations }, warning: 250 }] }
limits: [{ match: { quota: websocket-api-integrations, region: eu-west-1, resource: a1b2c3 }, value: 500 }]
`);

  const snapshot = await snapshotOf({ settings });

  expect(briefly(snapshot, 'http-api-integrations')).toEqual([
    ['at-249', 249, 300, 'catalogue', 'ok'],
    ['at-250', 250, 300, 'catalogue', 'warning'],
  ]);
  expect(briefly(snapshot, 'websocket-api-integrations')).toEqual([['chat', 400, 500, 'config', 'warning']]);
});

test('short pages of every list are read to the end', async () => {
  await account({
    account: {
      accountId: '123456789012',
      regions: {
        'eu-west-1': {
          restApis: [{ name: 'rest', copies: 5, traffic: { typical: 1, peak: 2 } }],
          httpApis: [{ name: 'web', copies: 5, routes: { count: 5 }, traffic: { typical: 1, peak: 2 } }],
          vpcLinks: {
            v1: Array.from({ length: 501 }, (_, index) => ({ name: `v1-${index}` })),
            v2: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
          },
          quotas: { 'L-608BDCD4': 42 },
          lambda: { functions: [{ name: 'f' }], claimed: { typical: 1, peak: 8 } },
        },
        'us-east-1': {},
        'us-west-2': {},
      },
    },
    pages: { v2: 2, quotas: 7, regions: 1, dataPoints: 500 },
  });

  const snapshot = await snapshotOf();

  expect(snapshot.regions.map((one) => one.region)).toEqual(['eu-west-1', 'us-east-1', 'us-west-2']);
  const there = (quota: string) => briefly(snapshot, quota, 'eu-west-1');
  expect(there('rest-api-resources')).toHaveLength(5);
  expect(there('http-api-integrations').map((row) => row)).toEqual(
    [1, 2, 3, 4, 5].map((n) => [`web-${n}`, 5, 300, 'catalogue', 'ok']),
  );
  expect(there('vpc-links-v1')).toEqual([['eu-west-1', 501, 20, 'service-quotas', 'critical']]);
  expect(there('vpc-links-v2')).toEqual([['eu-west-1', 3, 42, 'service-quotas', 'ok']]);
  expect(there('lambda-concurrency')).toEqual([['eu-west-1', 8, 1000, 'service-api', 'ok']]);
  // Ten APIs of 2 requests a second in the same minute, over several pages of points.
  expect(there('api-gateway-throttle-rate')).toEqual([['eu-west-1', 20, 10_000, 'service-api', 'ok']]);
});

test('what the call budget does not allow within five minutes waits, and is neither zero nor unmeasured', async () => {
  await account({
    account: { accountId: '123456789012', regions: { 'eu-west-1': { restApis: [{ name: 'rest', copies: 40 }] } } },
  });
  // 40 GetResources at 1 % of 2.5 a second would take 27 minutes.
  const settings = settingsOf();

  const snapshot = await snapshotOf({ settings: { ...settings, scan: { ...settings.scan, controlPlaneShare: 0.01 } } });

  const counted = snapshot.measurements.filter((one) => one.quota === 'rest-api-resources');
  expect(counted).toHaveLength(40);
  const waiting = counted.filter((one) => one.status === 'waiting');
  expect(waiting.length).toBeGreaterThan(25);
  expect(counted.filter((one) => one.status === 'measured').length).toBe(40 - waiting.length);
  expect(snapshot.regions).toEqual([{ region: 'eu-west-1', status: 'scanned' }]);
  const seconds = (Date.parse(snapshot.finishedAt) - Date.parse(snapshot.startedAt)) / 1000;
  expect(seconds).toBeLessThanOrEqual(300);
});

test('credentials that AWS does not know are one reason, not a stack trace', async () => {
  await account({ account: { accountId: '123456789012', regions: { 'us-east-1': {} } } });
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIDOTHER';

  expect(await clock.run(scan({ clock, settings: settingsOf() }))).toEqual({
    status: 'unreadable',
    what: 'account',
    isDenied: false,
    reason: 'InvalidClientTokenId on sts:GetCallerIdentity',
  });
});

test('expired credentials say that they have expired', async () => {
  const sandbox = await account({ account: { accountId: '123456789012', regions: { 'us-east-1': {} } } });
  sandbox.fault({ kind: 'expired' });

  expect(await clock.run(scan({ clock, settings: settingsOf() }))).toEqual({
    status: 'unreadable',
    what: 'account',
    isDenied: true,
    reason: 'ExpiredToken on sts:GetCallerIdentity: the credentials have expired',
  });
});
