import fc from 'fast-check';
import { coverageOf, seenIn, type WatchedRegion } from '../../../lambda/domain/coverage';
import type { Measurement } from '../../../lambda/domain/measurement';

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
function region(measurements: readonly Measurement[], seenBefore: readonly string[] = []): WatchedRegion {
  return { region: REGION, quotaIds: QUOTAS, measurements, seenBefore };
}

test('everything measured is 100 %', () => {
  expect(coverageOf([region(QUOTAS.map(measured))])).toEqual({ percent: 100, unmeasured: 0, refused: [] });
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
  const one = [unmeasured('a'), measured('a'), measured('a'), measured('a')];

  expect(coverageOf([region(one)]).percent).toBe(93.7);
});

test('Regions weigh by their quotas, and one that fails wholly counts wholly', () => {
  expect(coverageOf([region(QUOTAS.map(measured)), region(QUOTAS.map((id) => unmeasured(id)))]).percent).toBe(50);
});

test('what is refused from the first scan on is named and not counted', () => {
  const coverage = coverageOf([
    region(QUOTAS.map(measured)),
    region(QUOTAS.map((id) => unmeasured(id, 'denied'))),
    region([unmeasured('b', 'unavailable')]),
  ]);

  expect(coverage).toEqual({
    percent: 100,
    unmeasured: 5,
    refused: [
      { region: REGION, quotas: 'all', reason: 'denied on x:Y' },
      { region: REGION, quotas: ['b'], reason: 'unavailable on x:Y' },
    ],
  });
});

test('what was seen once and is refused now is lost', () => {
  const coverage = coverageOf([
    region(
      QUOTAS.map((id) => unmeasured(id, 'denied')),
      QUOTAS,
    ),
  ]);

  expect(coverage).toMatchObject({ percent: 0, refused: [] });
});

test('a quota that a newer release adds and AWS refuses is not lost: it was never seen', () => {
  const coverage = coverageOf([region([unmeasured('d', 'denied')], ['a', 'b', 'c'])]);

  expect(coverage).toMatchObject({ percent: 100, refused: [{ quotas: ['d'] }] });
});

test('when nothing at all can be read, the coverage is 0 and not 100', () => {
  expect(coverageOf([region(QUOTAS.map((id) => unmeasured(id, 'denied')))]).percent).toBe(0);
  expect(coverageOf([]).percent).toBe(0);
});

test('what was seen stays remembered, also while it fails', () => {
  expect(seenIn(region([unmeasured('a'), measured('b'), waiting('c')], ['a']))).toEqual(['a', 'b', 'd']);
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
  fc.assert(
    fc.property(some, fc.subarray(QUOTAS), fc.constantFrom(...QUOTAS), (measurements, seen, quota) => {
      const before = coverageOf([region(measurements, seen)]).percent;
      const after = coverageOf([region([...measurements, unmeasured(quota)], seen)]).percent;
      expect(before).toBeGreaterThanOrEqual(0);
      expect(before).toBeLessThanOrEqual(100);
      // A quota that did not count, because it was declined or always refused, counts from its first real failure on.
      const counted = measurements.some((each) => each.quota === quota && each.status !== 'unmeasured');
      expect(!counted || after <= before).toBe(true);
    }),
  );
});
