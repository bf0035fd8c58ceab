/** Which limit each usage is held against, over the real protocols. */
import type { Measured } from '../../../lambda/domain/measurement';
import { account, briefly, settingsOf, snapshotOf } from '../../support/account';
import { accountOf, type Region } from './estate';

const REGION = 'eu-west-1';
const LINKS = 'L-608BDCD4';
const RESOURCES = 'L-01C8A9E0';

async function scanOf(region: Region, yaml = '') {
  await account({ account: accountOf(region) });
  return await snapshotOf({ settings: settingsOf(yaml) });
}

async function measuredOf(quota: string, region: Region): Promise<readonly Measured[]> {
  const { measurements } = await scanOf(region);
  return measurements.flatMap((one) => (one.status === 'measured' && one.quota === quota ? [one] : []));
}

const links = { v2: [{ name: 'a' }, { name: 'b' }] };

test.each<[string, Region, string, number, string]>([
  ['the applied value', { quotas: { [LINKS]: 20 } }, '', 20, 'service-quotas'],
  [
    'the default, where the applied value has an error beside it',
    { quotas: { [LINKS]: 20 }, withErrorReason: [LINKS] },
    '',
    10,
    'service-quotas-default',
  ],
  ['the default, where none is applied', { withoutAppliedValue: [LINKS] }, '', 10, 'service-quotas-default'],
  [
    'the settings’ value before all',
    { quotas: { [LINKS]: 20 } },
    'limits: [{ match: { quota: vpc-links-v2 }, value: 7 }]',
    7,
    'config',
  ],
])('VPC links are held against %s', async (_, region, yaml, limit, source) => {
  const snapshot = await scanOf({ ...region, vpcLinks: links }, yaml);

  expect(briefly(snapshot, 'vpc-links-v2')).toEqual([[REGION, 2, limit, source, 'ok']]);
});

test('with neither list the catalogue’s limit is used, and may be out of date', async () => {
  const sandbox = await account({ account: accountOf({ vpcLinks: links }) });
  sandbox.fault({ service: 'servicequotas', kind: 'denied' });

  const found = (await snapshotOf()).measurements.find((one) => one.quota === 'vpc-links-v2');

  expect(found).toMatchObject({
    limit: 10,
    limitSource: 'catalogue',
    notes: [
      expect.stringMatching(/AccessDeniedException on servicequotas:ListServiceQuotas.*may be out of date/),
      expect.stringMatching(/AccessDeniedException on servicequotas:ListAWSDefaultServiceQuotas.*may be out of date/),
    ],
  });
});

test('a limit of 0 with something in use is exhausted, and its utilization unknown', async () => {
  const [found] = await measuredOf('vpc-links-v2', { vpcLinks: links, quotas: { [LINKS]: 0 } });

  expect(found).toMatchObject({ usage: 2, limit: 0, utilization: null, severity: 'critical' });
});

test('a limit of 0 with nothing in use is no trouble', async () => {
  const [found] = await measuredOf('vpc-links-v2', { quotas: { [LINKS]: 0 } });

  expect(found).toMatchObject({ usage: 0, limit: 0, utilization: null, severity: 'ok' });
});

test('a usage above its limit is more than 100 %', async () => {
  const [found] = await measuredOf('vpc-links-v2', { vpcLinks: links, quotas: { [LINKS]: 1 } });

  expect(found).toMatchObject({ usage: 2, limit: 1, utilization: 200, severity: 'critical' });
});

test('a value of one resource holds for that resource only', async () => {
  const restApis = [
    { name: 'raised', id: 'raised0001', resources: 250 },
    { name: 'usual', id: 'usual00001', resources: 250 },
  ];
  const snapshot = await scanOf({ restApis, resourceQuotas: { [RESOURCES]: { raised0001: 900 } } });

  expect(briefly(snapshot, 'rest-api-resources')).toEqual([
    ['raised', 250, 900, 'service-quotas', 'ok'],
    ['usual', 250, 300, 'service-quotas', 'warning'],
  ]);
});

test('where the service and Service Quotas disagree, the service is right and the note says so', async () => {
  const [throttle] = await measuredOf('api-gateway-throttle-rate', {
    throttle: { rate: 2500, burst: 1250 },
    quotas: { 'L-8A5B8E43': 10_000 },
  });
  const [concurrency] = await measuredOf('lambda-concurrency', {
    lambda: { concurrency: 50 },
    quotas: { 'L-B99A9384': 1000 },
  });

  expect(throttle).toMatchObject({ limit: 2500, limitSource: 'service-api' });
  expect(throttle?.notes).toContain('Service Quotas says 10000, the service itself 2500');
  expect(concurrency).toMatchObject({ limit: 50, limitSource: 'service-api' });
  expect(concurrency?.notes).toContain('Service Quotas says 1000, the service itself 50');
});

test('where they agree there is nothing to note', async () => {
  const [throttle] = await measuredOf('api-gateway-throttle-rate', {});

  expect(throttle?.notes).toEqual(['no API here']);
});

test.each([
  ['PENDING', 'PENDING: 40 requested'],
  ['CASE_OPENED', 'CASE_OPENED: 40 requested'],
  ['APPROVED', null],
  ['DENIED', null],
] as const)('a request for an increase that is %s is shown as %s', async (status, shown) => {
  const [found] = await measuredOf('vpc-links-v2', {
    increaseRequests: [
      { service: 'ec2', code: LINKS, desired: 5, status: 'PENDING' },
      { service: 'apigateway', code: LINKS, desired: 40, status },
    ],
  });

  expect(found?.increaseRequest).toBe(shown);
});
