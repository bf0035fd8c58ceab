/** Quotas that only Service Quotas knows, and APIs that nobody knows yet. */
import type { MonitoredQuota } from '../../../lambda/domain/quota';
import type { Read } from '../../../lambda/domain/read';
import { regionReads } from '../../../lambda/domain/region-reads';
import type { ServiceQuota } from '../../../lambda/domain/resources';
import { catalogue, discoverQuotas } from '../../../lambda/quotas';

const at = '2026-11-20T12:00:00.000Z';
const read = <T>(value: T): Read<T> => ({ status: 'read', value, at });
const failed: Read<never> = {
  status: 'failed',
  kind: 'denied',
  reason: 'AccessDenied on servicequotas:ListServiceQuotas',
};

const metric = {
  namespace: 'AWS/Usage',
  name: 'ResourceCount',
  dimensions: { Resource: 'x' },
  statistic: 'Maximum',
  perSecond: false,
} as const;
const row = (change: Partial<ServiceQuota> = {}): ServiceQuota => ({
  code: 'L-00000001',
  name: 'Something new',
  value: 50,
  adjustable: true,
  resource: null,
  metric,
  ...change,
});

function discoveredIn(
  applied: Read<readonly ServiceQuota[]>,
  defaults: Read<readonly ServiceQuota[]> = read([]),
  peak: { value: number; minute: number } | null = null,
) {
  const lists = {
    'api-gateway-applied-quotas': applied,
    'api-gateway-default-quotas': defaults,
    'lambda-applied-quotas': read([]),
    'lambda-default-quotas': read([]),
  };
  const peaks = new Map([['sq-apigateway-L-00000001', read(peak)]]);
  const reads = regionReads('eu-west-1', '2026-11-20T12:00:00.000Z', lists, {}, peaks);
  return discoverQuotas(reads, catalogue).map((quota) => ({ quota, usages: quota.count(reads) }));
}

const idsOf = (found: readonly { readonly quota: MonitoredQuota }[]) => found.map(({ quota }) => quota.id);

test('a row with a usage metric that the catalogue does not have is a quota', () => {
  const [found] = discoveredIn(read([row()]), read([]), { value: 20, minute: Date.parse(at) });

  expect(found?.quota).toMatchObject({ id: 'sq-apigateway-L-00000001', name: 'Something new', adjustable: 'yes' });
  expect(found?.usages).toEqual([
    {
      resource: null,
      used: read(20),
      notes: ['highest minute, 2026-11-20T12:00:00.000Z'],
      peakMinute: Date.parse('2026-11-20T12:00:00Z'),
    },
  ]);
});

test('a quota on requests per second is held against the average of its peak minute', () => {
  const perSecond = { ...metric, statistic: 'Sum' as const, perSecond: true };
  const [found] = discoveredIn(read([row({ metric: perSecond })]), read([]), { value: 100, minute: Date.parse(at) });

  expect(found?.usages).toMatchObject([
    { used: read(1.7), notes: [expect.stringContaining('average of the peak minute')] },
  ]);
});

test('a metric without points is no use, not an unknown one', () => {
  expect(discoveredIn(read([row()]))[0]?.usages).toEqual([{ resource: null, used: read(0), notes: ['no traffic'] }]);
});

test('it is found among the defaults as well, and once if it is in both lists', () => {
  expect(idsOf(discoveredIn(read([]), read([row()])))).toEqual(['sq-apigateway-L-00000001']);
  expect(idsOf(discoveredIn(failed, read([row()])))).toEqual(['sq-apigateway-L-00000001']);
  expect(idsOf(discoveredIn(read([row()]), read([row()])))).toEqual(['sq-apigateway-L-00000001']);
});

test.each<[string, ServiceQuota]>([
  ['it has no usage metric', row({ metric: null })],
  ['it holds for one resource only', row({ resource: 'a1b2c3' })],
  ['the catalogue has its code', row({ code: 'L-A4C7274F' })],
  ['the catalogue has its name, under another code', row({ name: 'VPC links' })],
])('a row is no discovery if %s', (_, one) => {
  expect(discoveredIn(read([one]))).toEqual([]);
});
