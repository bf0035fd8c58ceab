import fc from 'fast-check';
import { limitOf } from '../../../lambda/domain/limit';
import type { MonitoredQuota } from '../../../lambda/domain/quota';
import type { Read } from '../../../lambda/domain/read';
import { regionReads } from '../../../lambda/domain/region-reads';
import type { ServiceQuota } from '../../../lambda/domain/resources';
import { catalogue } from '../../../lambda/quotas';

const CODE = 'L-608BDCD4';
const quota: MonitoredQuota = {
  id: 'vpc-links-v2',
  name: 'VPC links (V2)',
  service: 'apigateway',
  quotaCode: CODE,
  serviceName: 'VPC links(V2)',
  defaultValue: 10,
  adjustable: 'yes',
  unit: 'VPC links',
  scope: 'region',
  reads: [],
  count: () => [],
  counted: '',
  confidence: '',
  source: '',
  breaks: '',
  remedy: ['', '', ''],
};
const resource = { type: 'rest-api', id: 'a1b2c3', name: 'orders' } as const;
const subject = { quota: quota.id, accountId: '123456789012', region: 'eu-west-1', resource };

const at = '2026-11-20T12:00:00.000Z';
const read = <T>(value: T): Read<T> => ({ status: 'read', value, at });
const failed: Read<never> = { status: 'failed', kind: 'denied', reason: 'AccessDenied on a:B' };
const row = (value: number, change: Partial<ServiceQuota> = {}): ServiceQuota => ({
  code: CODE,
  name: 'VPC links(V2)',
  value,
  adjustable: true,
  resource: null,
  metric: null,
  ...change,
});

interface Known {
  readonly configured?: number | undefined;
  readonly own?: Read<number> | undefined;
  readonly applied?: Read<readonly ServiceQuota[]>;
  readonly defaults?: Read<readonly ServiceQuota[]>;
}

function limitFrom({ configured, own, applied = read([]), defaults = read([]) }: Known, watched = quota) {
  const lists = { 'api-gateway-applied-quotas': applied, 'api-gateway-default-quotas': defaults };
  const reads = regionReads('eu-west-1', '2026-11-20T12:00:00.000Z', lists, {}, new Map());
  const limits = configured === undefined ? [] : [{ match: { quota: quota.id }, value: configured }];
  return limitOf(watched, subject, own, reads, limits);
}

test('a quota whose code AWS has changed is found by its name', () => {
  const renamed = read([row(7, { name: 'VPC links', code: 'L-A4C7274F' }), row(25, { code: 'L-NEWCODE1' })]);

  expect(limitFrom({ applied: renamed })).toEqual({ value: 25, source: 'service-quotas', notes: [] });
  expect(limitFrom({ defaults: renamed })).toEqual({ value: 25, source: 'service-quotas-default', notes: [] });
});

test('as long as the code is known, another quota of the same name means nothing', () => {
  expect(limitFrom({ applied: read([row(25, { code: 'L-OTHER001' }), row(12)]) }).value).toBe(12);
});

test('a quota whose code and name AWS has changed is held against the documented default, with a note', () => {
  const others = read([row(99, { code: 'L-NEWCODE1', name: 'Links to a VPC' })]);

  expect(limitFrom({ applied: others, defaults: others })).toEqual({
    value: 10,
    source: 'catalogue',
    notes: [expect.stringContaining(CODE)],
  });
});

test('every entry of the catalogue that has a code has AWS’s name too, by which it is found without it', () => {
  const nameless = catalogue.filter(({ quotaCode, serviceName }) => quotaCode !== null && serviceName === undefined);

  expect(nameless.map(({ id }) => id)).toEqual([]);
});

test('a quota that Service Quotas does not know has the catalogue’s limit, which is no surprise', () => {
  expect(limitFrom({}, { ...quota, quotaCode: null })).toEqual({ value: 10, source: 'catalogue', notes: [] });
});

test('a configured limit is for what it matches, and the last that matches wins', () => {
  const reads = regionReads(
    'eu-west-1',
    '2026-11-20T12:00:00.000Z',
    { 'api-gateway-applied-quotas': read([row(20)]) },
    {},
    new Map(),
  );
  const limits = [
    { match: { quota: quota.id }, value: 1 },
    { match: { resource: 'orders' }, value: 2 },
    { match: { region: 'us-east-1' }, value: 3 },
  ];

  expect(limitOf(quota, subject, undefined, reads, limits)).toMatchObject({ value: 2, source: 'config' });
  expect(limitOf(quota, subject, undefined, reads, limits.slice(2))).toMatchObject({ value: 20 });
});

const number = fc.integer({ min: 0, max: 100_000 });
const list = fc.oneof(
  fc.constant(read<readonly ServiceQuota[]>([])),
  fc.constant(failed),
  number.map((value) => read<readonly ServiceQuota[]>([row(value)])),
);
const known = fc.record({
  configured: fc.option(number, { nil: undefined }),
  own: fc.option(fc.oneof(number.map(read), fc.constant(failed)), { nil: undefined }),
  applied: list,
  defaults: list,
});
const only = (rows: Read<readonly ServiceQuota[]>): number | undefined =>
  rows.status === 'read' ? rows.value[0]?.value : undefined;

test('for whatever is known: settings, the service itself, applied value, default, catalogue', () => {
  fc.assert(
    fc.property(known, (all) => {
      const { value, source, notes } = limitFrom(all);
      const inOrder = [
        ['config', all.configured],
        ['service-api', all.own?.status === 'read' ? all.own.value : undefined],
        ['service-quotas', only(all.applied)],
        ['service-quotas-default', only(all.defaults)],
        ['catalogue', 10],
      ] as const;
      const first = inOrder.findIndex(([, one]) => one !== undefined);

      expect([source, value]).toEqual(inOrder[first]);
      // Who should have had a say before and could not be read is named, unless the settings decide.
      const unread = [
        all.own?.status === 'failed' && first > 1,
        all.applied.status === 'failed' && first > 2,
        all.defaults.status === 'failed' && first > 3,
      ];
      const named = notes.filter((note) => note.includes('AccessDenied on a:B'));
      expect(named).toHaveLength(unread.filter(Boolean).length);
    }),
  );
});

test('the value of a resource wins over the account’s in the same list, wherever it stands there', () => {
  fc.assert(
    fc.property(number, number, number, fc.boolean(), (account, own, others, first) => {
      const rows = [row(account), row(others, { resource: 'another' }), row(own, { resource: resource.id })];
      const applied = read(first ? rows.toReversed() : rows);

      expect(limitFrom({ applied, defaults: read([row(1)]) })).toEqual({
        value: own,
        source: 'service-quotas',
        notes: [],
      });
    }),
  );
});

test('the value of another resource is nobody else’s', () => {
  const applied = read([row(900, { resource: 'another' })]);

  expect(limitFrom({ applied, defaults: read([row(10)]) })).toMatchObject({
    value: 10,
    source: 'service-quotas-default',
  });
});

test('a disagreement is noted exactly if Service Quotas has an applied value that differs from the service’s', () => {
  fc.assert(
    fc.property(known, (all) => {
      const { source, notes } = limitFrom(all);
      const applied = only(all.applied);
      const own = all.own?.status === 'read' ? all.own.value : undefined;
      const differ = source === 'service-api' && applied !== undefined && applied !== own;

      expect(notes.filter((note) => note.startsWith('Service Quotas says'))).toEqual(
        differ ? [`Service Quotas says ${applied}, the service itself ${own}`] : [],
      );
    }),
  );
});
