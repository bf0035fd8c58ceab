import fc from 'fast-check';
import type { Measured } from '../../../lambda/domain/measurement';
import { type SummarySource, summaryOf } from '../../../lambda/domain/account-summary';
import { type MetricDatum, metricData } from '../../../lambda/domain/metric-data';
import { metrics } from '../../../lambda/domain/telemetry';
import { isOwnSetting, serviceOf } from '../../../lambda/quotas';
import { parsedSettings } from '../../support/account';

const base: Measured = {
  status: 'measured',
  quota: 'http-api-integrations',
  accountId: '123456789012',
  region: 'eu-west-1',
  resource: { type: 'http-api', id: 'a1b2c3', name: 'orders' },
  usage: 270,
  limit: 300,
  limitSource: 'catalogue',
  utilization: 90,
  severity: 'critical',
  adjustable: 'no',
  increaseRequest: null,
  notes: [],
  measuredAt: '2026-11-20T12:00:00.000Z',
};
const api = (name: string, utilization: number): Measured => ({
  ...base,
  resource: { type: 'http-api', id: name, name },
  usage: utilization * 3,
  utilization,
  severity: utilization >= 90 ? 'critical' : utilization >= 80 ? 'warning' : 'ok',
});

function sourceOf(measurements: readonly Measured[], yaml = ''): SummarySource {
  return {
    snapshot: {
      schemaVersion: 1,
      accountId: '123456789012',
      startedAt: '2026-11-20T12:00:00.000Z',
      finishedAt: '2026-11-20T12:01:00.000Z',
      regions: [],
      measurements,
      observations: [],
      calls: { total: 93, throttled: 2, byOperation: {} },
    },
    coverage: { percent: 98.5, seen: 985, wanted: 1000, unmeasured: 3, refused: [], blind: [] },
    settings: parsedSettings(yaml),
    frozen: [],
    at: '2026-11-20T12:00:00.000Z',
    heat: 'hot',
    serviceOf,
    isOwnSetting,
  };
}

interface More extends Partial<SummarySource> {
  readonly oldestPendingSeconds?: number | null;
}

function dataOf(measurements: readonly Measured[], yaml = '', more: More = {}): MetricDatum[] {
  const { oldestPendingSeconds = 0, ...rest } = more;
  const summary = summaryOf({ ...sourceOf(measurements, yaml), ...rest });
  const { maxSeries } = parsedSettings(yaml).metrics;
  return metricData({ summaries: [summary], calls: summary.calls, maxSeries, oldestPendingSeconds });
}
const of = (data: readonly MetricDatum[], metric: MetricDatum['metric']) => data.filter((one) => one.metric === metric);
const valueOf = (data: readonly MetricDatum[], metric: MetricDatum['metric'], dimension?: string) =>
  of(data, metric).find(({ dimensions }) => dimension === undefined || Object.values(dimensions).includes(dimension))
    ?.value;

test('what a scan says of itself', () => {
  const data = dataOf([], '', { oldestPendingSeconds: 90 });

  expect(valueOf(data, 'scanCompleted')).toBe(1);
  expect(valueOf(data, 'coverage')).toBe(98.5);
  expect(valueOf(data, 'unmeasuredQuotas')).toBe(3);
  expect(valueOf(data, 'apiCalls')).toBe(93);
  expect(valueOf(data, 'throttledCalls')).toBe(2);
  expect(valueOf(data, 'oldestPendingNotification')).toBe(90);
  expect(valueOf(data, 'maxUtilization', 'lambda')).toBe(0);
});

test('what is always told is told when it is 0, and what is worth a word only above it is not', () => {
  const { snapshot } = sourceOf([]);
  const quiet = dataOf([], '', { snapshot: { ...snapshot, calls: { total: 0, throttled: 0, byOperation: {} } } });
  const told = new Set(quiet.map(({ metric }) => metric));
  const definitions = Object.entries(metrics);

  expect([...told].toSorted()).toEqual(
    definitions.flatMap(([name, one]) => (one.told === 'always' ? [name] : [])).toSorted(),
  );
  expect(definitions.flatMap(([name, one]) => (one.told === 'above 0' ? [name] : []))).toEqual([
    'throttledCalls',
    'seriesDropped',
  ]);
});

test('Utilization is told from metrics.minUtilization up, nearest to exhaustion first', () => {
  const data = dataOf([api('low', 49.9), api('half', 50), api('full', 100), api('high', 70)]);

  expect(of(data, 'utilization').map(({ dimensions, value }) => [dimensions['Resource'], value])).toEqual([
    ['full', 100],
    ['high', 70],
    ['half', 50],
  ]);
});

test('what is over a threshold of its own is told whatever its utilization', () => {
  const data = dataOf([{ ...api('early', 20), severity: 'warning' }]);

  expect(of(data, 'utilization')).toHaveLength(1);
});

test('at most metrics.maxSeries, and how many more there would have been is told', () => {
  const data = dataOf(
    Array.from({ length: 20 }, (_, index) => api(`api-${index}`, 60 + index)),
    'metrics: { maxSeries: 5 }',
  );

  expect(of(data, 'utilization').map(({ value }) => value)).toEqual([79, 78, 77, 76, 75]);
  expect(valueOf(data, 'seriesDropped')).toBe(15);
});

test('a limit of 0 with anything in use is exhausted, and nothing in use is nothing', () => {
  const zero = { ...base, limit: 0, utilization: null };
  const data = dataOf([
    { ...zero, usage: 3, severity: 'critical' },
    { ...zero, usage: 0, severity: 'ok', quota: 'http-api-routes' },
  ]);

  expect(of(data, 'utilization').map(({ value }) => value)).toEqual([100]);
});

test('each service has its highest, wherever it is; what is muted does not count', () => {
  const lambda = { ...base, quota: 'lambda-concurrency', resource: null, utilization: 60, severity: 'ok' as const };
  const discovered = { ...lambda, quota: 'sq-lambda-L-12345678', utilization: 75 };
  const mute = 'mutes: [{ match: { resource: orders }, until: 2026-11-20, reason: moving }]';

  expect(valueOf(dataOf([base, lambda, discovered]), 'maxUtilization', 'apigateway')).toBe(90);
  expect(valueOf(dataOf([base, lambda, discovered]), 'maxUtilization', 'lambda')).toBe(75);
  expect(valueOf(dataOf([base, api('other', 85)], mute), 'maxUtilization', 'apigateway')).toBe(85);
  expect(valueOf(dataOf([base], mute, { at: '2026-11-21T00:00:00.000Z' }), 'maxUtilization', 'apigateway')).toBe(90);
});

test('what cannot be seen now counts as it was, so that nothing is resolved by blindness', () => {
  const frozen = [
    {
      quota: base.quota,
      resource: base.resource,
      percent: 96.7,
      severity: 'critical' as const,
      accountId: base.accountId,
      region: 'us-east-1',
    },
  ];
  const data = dataOf([api('other', 85)], '', { frozen });

  expect(valueOf(data, 'maxUtilization', 'apigateway')).toBe(96.7);
  expect(valueOf(data, 'openIncidents', 'critical')).toBe(1);
  expect(of(data, 'utilization').map(({ value }) => value)).toEqual([85]);
});

test('a throttle that somebody set may be reached without a service being exhausted', () => {
  const own = { ...base, quota: 'stage-throttle', utilization: 100, severity: 'critical' as const };

  expect(valueOf(dataOf([own, api('other', 85)]), 'maxUtilization', 'apigateway')).toBe(85);
  expect(valueOf(dataOf([own]), 'openIncidents', 'critical')).toBe(1);
});

test('when nobody knows what waits to be told, nothing is said of it', () => {
  expect(of(dataOf([], '', { oldestPendingSeconds: null }), 'oldestPendingNotification')).toEqual([]);
});

test('six hundred APIs over a threshold are one incident, of the worst severity', () => {
  const data = dataOf([
    ...Array.from({ length: 600 }, (_, index) => api(`api-${index}`, 85)),
    api('worst', 95),
    { ...api('elsewhere', 85), region: 'us-east-1' },
  ]);

  expect(valueOf(data, 'openIncidents', 'critical')).toBe(1);
  expect(valueOf(data, 'openIncidents', 'warning')).toBe(1);
});

test.each([
  ['orders', 'a1b2c3', 'orders (a1b2c3)'],
  ['the same', 'the same', 'the same'],
  ['Größe 🚀', 'a1b2c3', 'Gre (a1b2c3)'],
  ['日本', 'a1b2c3', 'a1b2c3'],
  ['a\nb\u0000c', 'a1b2c3', 'abc (a1b2c3)'],
  ['x'.repeat(2000), 'a1b2c3', `${'x'.repeat(1015)} (a1b2c3)`],
])('the resource %j %j is the dimension %j', (name, id, expected) => {
  const [datum] = of(dataOf([{ ...base, resource: { type: 'http-api', id, name } }]), 'utilization');

  expect(datum?.dimensions['Resource']).toBe(expected);
});

test('a quota of the whole Region says so', () => {
  const [datum] = of(dataOf([{ ...base, resource: null }]), 'utilization');

  expect(datum?.dimensions).toEqual({
    Account: '123456789012',
    Region: 'eu-west-1',
    Service: 'apigateway',
    Quota: 'http-api-integrations',
    Resource: 'whole Region',
  });
});

test('property: every datum has the dimensions of its definition, with values that CloudWatch takes', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string());
  fc.assert(
    fc.property(text, text, fc.double({ min: 0, max: 500, noNaN: true }), (id, name, utilization) => {
      const data = dataOf([{ ...base, resource: { type: 'http-api', id: `x${id}`, name }, utilization, usage: 5 }]);
      for (const { metric, dimensions, value } of data) {
        expect(Object.keys(dimensions)).toEqual(metrics[metric].dimensions);
        expect(Number.isFinite(value)).toBe(true);
        for (const one of Object.values(dimensions)) expect(one).toMatch(/^(?=.*\S)[\x20-\x7e]{1,1024}$/);
      }
    }),
  );
});

describe('of several accounts', () => {
  const summaryFor = (accountId: string, measurements: readonly Measured[]) => {
    const mine = measurements.map((one) => ({ ...one, accountId }));
    const source = sourceOf(mine, 'metrics: { maxSeries: 3 }');
    return summaryOf({ ...source, snapshot: { ...source.snapshot, accountId } });
  };
  const summaries = [
    summaryFor('111111111111', [api('a', 60), api('b', 95), api('c', 70), api('d', 65)]),
    summaryFor('222222222222', [api('a', 99), api('b', 50)]),
  ];
  const data = metricData({ summaries, calls: { total: 7, throttled: 0 }, maxSeries: 3, oldestPendingSeconds: 0 });

  test('the series nearest to exhaustion are told, whichever account they are of, and the others are counted', () => {
    expect(of(data, 'utilization').map(({ dimensions, value }) => [dimensions['Account'], value])).toEqual([
      ['222222222222', 99],
      ['111111111111', 95],
      ['111111111111', 70],
    ]);
    expect(valueOf(data, 'seriesDropped')).toBe(3);
  });

  test('coverage and incidents add up, and the highest is the highest of all', () => {
    expect(valueOf(data, 'coverage')).toBe(98.5);
    expect(valueOf(data, 'unmeasuredQuotas')).toBe(6);
    expect(valueOf(data, 'openIncidents', 'critical')).toBe(2);
    expect(valueOf(data, 'maxUtilization', 'apigateway')).toBe(99);
    expect(valueOf(data, 'apiCalls')).toBe(7);
  });
});
