import fc from 'fast-check';
import { emptyMonth, merged, type MonthHistory, seriesId } from '../../../lambda/domain/history';

const MONTH = '2026-10';
const ACCOUNT = '123456789012';

const integrations = {
  quota: 'http-api-integrations',
  region: 'eu-west-1',
  resource: { type: 'http-api', id: 'a1b2c3', name: 'orders' },
  adjustable: 'no',
} as const;
const ID = seriesId(integrations);

const month = (part: Partial<MonthHistory>): MonthHistory => ({ ...emptyMonth(ACCOUNT, MONTH), ...part });
const peaks = (...all: [number, number, number, number][]) =>
  month({ series: { [ID]: { ...integrations, peaks: all } } });

const day = fc.integer({ min: 1, max: 31 });
const series = fc.record({
  quota: fc.constantFrom('http-api-integrations', 'vpc-links-v2'),
  region: fc.constantFrom('eu-west-1', 'us-east-1'),
  resource: fc.constantFrom(null, integrations.resource),
  adjustable: fc.constant('no' as const),
  peaks: fc.uniqueArray(fc.tuple(day, fc.nat(9), fc.nat(3), fc.nat(9)), { selector: ([one]) => one, maxLength: 4 }),
});
const histories = fc
  .record({
    accountName: fc.constantFrom(null, 'prod'),
    series: fc
      .array(series, { maxLength: 3 })
      .map((all) =>
        Object.fromEntries(
          all.map((one) => [seriesId(one), { ...one, peaks: one.peaks.toSorted(([a], [b]) => a - b) }]),
        ),
      ),
    transitions: fc.array(
      fc.record({
        fingerprint: fc.constantFrom('a', 'b'),
        episode: fc.constant(1),
        seq: fc.integer({ min: 1, max: 3 }),
        at: fc.constantFrom('2026-10-01T00:00:00.000Z', '2026-10-02T00:00:00.000Z'),
        state: fc.constant('warning' as const),
        region: fc.constant('eu-west-1'),
        subject: fc.constant({ kind: 'quota' as const, id: 'vpc-links-v2' }),
      }),
      { maxLength: 3 },
    ),
    scans: fc.array(fc.tuple(fc.nat(5), fc.constantFrom(90, 100)), { maxLength: 4 }),
    increases: fc.constant({}),
    plans: fc.constant({}),
  })
  // As the store keeps them: in order, and nothing twice.
  .map((part) => merged(month(part), emptyMonth(ACCOUNT, MONTH)));

test('in whatever order months are made one, and however often, it is the same month', () => {
  fc.assert(
    fc.property(histories, histories, histories, (a, b, c) => {
      expect(merged(a, b)).toEqual(merged(b, a));
      expect(merged(merged(a, b), c)).toEqual(merged(a, merged(b, c)));
      expect(merged(a, a)).toEqual(a);
      expect(merged(merged(a, b), b)).toEqual(merged(a, b));
    }),
  );
});

test('of a day the fuller peak stays, whichever scan was later', () => {
  const both = merged(peaks([3, 250, 300, 100]), peaks([3, 240, 300, 200], [4, 10, 300, 900]));

  expect(both.series[ID]?.peaks).toEqual([
    [3, 250, 300, 100],
    [4, 10, 300, 900],
  ]);
});

test('a peak that was full under the old limit stays, also when there is more in use under the new one', () => {
  expect(merged(peaks([3, 590, 600, 100]), peaks([3, 640, 1000, 200])).series[ID]?.peaks).toEqual([[3, 590, 600, 100]]);
});

test('of the same peak the first minute stays', () => {
  expect(merged(peaks([3, 250, 300, 200]), peaks([3, 250, 300, 100])).series[ID]?.peaks).toEqual([[3, 250, 300, 100]]);
});

test('something in use where nothing is allowed is fuller than anything', () => {
  expect(merged(peaks([3, 5, 0, 200]), peaks([3, 299, 300, 100])).series[ID]?.peaks).toEqual([[3, 5, 0, 200]]);
});

test('an API that was renamed has the name that was seen last', () => {
  const renamed = month({
    series: {
      [ID]: { ...integrations, resource: { ...integrations.resource, name: 'renamed' }, peaks: [[4, 1, 300, 900]] },
    },
  });

  expect(merged(renamed, peaks([3, 1, 300, 100])).series[ID]?.resource?.name).toBe('renamed');
});

test('a scan that ran twice is one, with the more that it saw', () => {
  expect(
    merged(
      month({ scans: [[100, 95]] }),
      month({
        scans: [
          [100, 99],
          [115, 100],
        ],
      }),
    ).scans,
  ).toEqual([
    [100, 99],
    [115, 100],
  ]);
});

test('a request for a higher limit is as it was last seen', () => {
  const request = {
    id: 'r1',
    region: 'eu-west-1',
    service: 'apigateway',
    code: 'L-1',
    resource: null,
    desired: 600,
    createdAt: '2026-10-01T00:00:00Z',
  };
  const asked = { ...request, status: 'PENDING', updatedAt: '2026-10-01T00:00:00Z' };
  const granted = { ...request, status: 'APPROVED', updatedAt: '2026-10-03T00:00:00Z' };

  expect(merged(month({ increases: { r1: granted } }), month({ increases: { r1: asked } })).increases).toEqual({
    r1: granted,
  });
});
