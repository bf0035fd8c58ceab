import fc from 'fast-check';
import { coverageOf, type Seen, seenIn, type WatchedRegion } from '../../../lambda/domain/coverage';
import type { Measurement } from '../../../lambda/domain/measurement';
import type { RegionStatus } from '../../../lambda/domain/snapshot';

const REGION = 'eu-west-1';
const place = { accountId: '123456789012', region: REGION, resource: null };

const measured = (quota: string): Measurement => ({
  status: 'measured',
  quota,
  ...place,
  usage: 1,
  limit: 10,
  limitSource: 'catalogue',
  utilization: 10,
  severity: 'ok',
  adjustable: 'no',
  increaseRequest: null,
  notes: [],
  measuredAt: '2026-11-20T12:00:00.000Z',
});
type Cause = Extract<Measurement, { status: 'unmeasured' }>['cause'];
const unmeasured = (quota: string, cause: Cause = 'failed'): Measurement => ({
  status: 'unmeasured',
  quota,
  ...place,
  cause,
  reason: `${cause} on x:Y`,
});
const waiting = (quota: string): Measurement => ({ status: 'waiting', quota, ...place, reason: 'no time left' });

const QUOTAS = ['a', 'b', 'c', 'd'];
/** All of them seen before, one measurement each. */
const ALL: Seen = { a: 1, b: 1, c: 1, d: 1 };
function region(
  measurements: readonly Measurement[],
  seenBefore: Seen = {},
  status: RegionStatus = 'partial',
): WatchedRegion {
  return { region: REGION, status, quotaIds: QUOTAS, hidden: [], measurements, seenBefore };
}
const api = (one: Measurement, id: string): Measurement => ({ ...one, resource: { type: 'http-api', id, name: id } });

test('everything measured is 100 %', () => {
  expect(coverageOf([region(QUOTAS.map(measured))])).toEqual({
    percent: 100,
    seen: QUOTAS.length,
    wanted: QUOTAS.length,
    unmeasured: 0,
    refused: [],
    blind: [],
  });
});

test('a quota without any resource is seen: its list was read', () => {
  expect(coverageOf([region([measured('a')])]).percent).toBe(100);
});

test('what waits for the next scan is not blindness', () => {
  expect(coverageOf([region(QUOTAS.map(waiting))])).toMatchObject({ percent: 100, unmeasured: 0 });
});

test('what somebody chose not to read does not count at all', () => {
  expect(coverageOf([region([unmeasured('a', 'declined'), unmeasured('b')])])).toMatchObject({
    percent: 66.6,
    unmeasured: 1,
  });
});

test('of a quota with many resources the share counts that could be read', () => {
  const one = ['1', '2', '3'].map((id) => api(measured('a'), id));

  // Three and one of four, and one for each list that is empty.
  expect(coverageOf([region([...one, api(unmeasured('a'), '4')])]).percent).toBe(85.7);
});

test('Regions weigh by what there is in them, and one that fails wholly counts wholly', () => {
  expect(coverageOf([region(QUOTAS.map(measured)), region(QUOTAS.map((id) => unmeasured(id)))]).percent).toBe(50);
});

test('a list that cannot be read counts for all that it held', () => {
  const lost = region([unmeasured('a'), measured('b'), measured('c'), measured('d')], { ...ALL, a: 97 });

  expect(coverageOf([lost]).percent).toBe(3);
});

test('a Region that refuses everything is lost at once, whatever is carried from earlier scans', () => {
  const carried = QUOTAS.map(measured);

  expect(coverageOf([region(carried, ALL, 'denied')])).toMatchObject({ percent: 0, refused: [] });
  expect(coverageOf([region(carried, ALL, 'scanned'), region(carried, ALL, 'unavailable')]).percent).toBe(50);
});

test('quotas that nobody can even look for are missing', () => {
  const one = { ...region(QUOTAS.map(measured), { ...ALL, 'sq-lambda-L-1': 4 }), hidden: ['sq-lambda-L-1'] };

  expect(coverageOf([one]).percent).toBe(50);
});

test('that an active Region is lost shows in an account of thirty', () => {
  const empty = Array.from({ length: 29 }, () => region(QUOTAS.map(measured), ALL, 'scanned'));
  const active = region(
    QUOTAS.map((id) => unmeasured(id, 'denied')),
    { ...ALL, a: 60 },
    'denied',
  );

  expect(coverageOf([...empty, active]).percent).toBeLessThan(70);
});

test('what is refused from the first scan on is named and not counted', () => {
  const coverage = coverageOf([
    region(QUOTAS.map(measured)),
    region(QUOTAS.map((id) => unmeasured(id, 'denied'))),
    region([unmeasured('b', 'unavailable')]),
  ]);

  expect(coverage).toEqual({
    percent: 100,
    seen: 7,
    wanted: 7,
    unmeasured: 5,
    refused: [
      { region: REGION, quotas: 'all', reason: 'denied on x:Y' },
      { region: REGION, quotas: ['b'], reason: 'unavailable on x:Y' },
    ],
    blind: [],
  });
});

test('what was seen once and is refused now is lost', () => {
  const coverage = coverageOf([
    region(
      QUOTAS.map((id) => unmeasured(id, 'denied')),
      ALL,
    ),
  ]);

  expect(coverage).toMatchObject({ percent: 0, refused: [] });
});

test('a quota that a newer release adds and AWS refuses is not lost: it was never seen', () => {
  const coverage = coverageOf([region([unmeasured('d', 'denied')], { a: 1, b: 1, c: 1 })]);

  expect(coverage).toMatchObject({ percent: 100, refused: [{ quotas: ['d'] }] });
});

test('when nothing at all can be read, the coverage is 0 and not 100', () => {
  expect(coverageOf([region(QUOTAS.map((id) => unmeasured(id, 'denied')))]).percent).toBe(0);
  expect(coverageOf([]).percent).toBe(0);
});

test('what was seen stays remembered, also while it fails', () => {
  expect(seenIn(region([unmeasured('a'), measured('b'), waiting('c')], { a: 7 }))).toEqual({ a: 7, b: 1, d: 1 });
});

test('property: from 0 to 100, and one more blind measurement never raises it', () => {
  const one = fc.oneof(
    fc.constantFrom(...QUOTAS).map(measured),
    fc.constantFrom(...QUOTAS).map(waiting),
    fc
      .tuple(fc.constantFrom(...QUOTAS), fc.constantFrom<Cause>('denied', 'unavailable', 'declined', 'failed'))
      .map(([quota, cause]) => unmeasured(quota, cause)),
  );
  const some = fc.array(one, { maxLength: 12 });
  const seen = fc.record({ a: fc.nat(50), b: fc.nat(50), c: fc.nat(50), d: fc.nat(50) }, { requiredKeys: [] });
  const status = fc.constantFrom<RegionStatus>('scanned', 'partial', 'denied', 'unavailable', 'failed');
  fc.assert(
    fc.property(some, seen, status, fc.constantFrom(...QUOTAS), (measurements, before, state, quota) => {
      const { percent } = coverageOf([region(measurements, before, state)]);
      const more = coverageOf([region([...measurements, unmeasured(quota)], before, state)]).percent;
      expect(percent).toBeGreaterThanOrEqual(0);
      expect(percent).toBeLessThanOrEqual(100);
      // A quota that did not count, because it was declined or always refused, counts from its first real failure on.
      const counted = measurements.some((each) => each.quota === quota && each.status !== 'unmeasured');
      expect(!counted || more <= percent).toBe(true);
    }),
  );
});

describe('a Region of which not everything can be seen is named', () => {
  const blindIn = (one: WatchedRegion) => coverageOf([one]).blind;

  test('with what is missing and one of the reasons', () => {
    expect(blindIn(region([measured('a'), unmeasured('b'), measured('c'), measured('d')]))).toEqual([
      { region: REGION, status: 'partial', wanted: 4, seen: 3, quotas: ['b'], reason: 'failed on x:Y' },
    ]);
  });

  test('when it refuses everything that was seen before', () => {
    const all = QUOTAS.map((id) => unmeasured(id, 'denied'));

    expect(blindIn(region(all, ALL, 'denied'))).toEqual([
      { region: REGION, status: 'denied', wanted: 4, seen: 0, quotas: QUOTAS, reason: 'denied on x:Y' },
    ]);
  });

  test('when nobody can even look for a quota that was seen before', () => {
    const one = { ...region(QUOTAS.map(measured), { ...ALL, discovered: 2 }), hidden: ['discovered'] };

    expect(blindIn(one)).toMatchObject([{ wanted: 6, seen: 4, quotas: ['discovered'] }]);
  });

  test('and not for what waits, what is declined, or what was refused from the first scan on', () => {
    expect(
      blindIn(region([measured('a'), waiting('b'), unmeasured('c', 'declined'), unmeasured('d', 'denied')])),
    ).toEqual([]);
  });
});
