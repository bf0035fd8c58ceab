import fc from 'fast-check';
import type { Read } from '../../../lambda/domain/read';
import { type Minutes, peakOfSum, seriesKey } from '../../../lambda/domain/series';

const at = '2026-11-20T12:00:00.000Z';
const read = (minutes: readonly (readonly [number, number])[]): Read<Minutes> => ({
  status: 'read',
  value: new Map(minutes),
  at,
});

test('series are added up minute by minute before the peak is taken, so peaks at different times do not add up', () => {
  const morning = read([
    [1, 100],
    [2, 10],
  ]);
  const evening = read([
    [2, 30],
    [3, 90],
  ]);

  expect(peakOfSum([morning, evening])).toEqual({ status: 'read', value: { value: 100, minute: 1 }, at });
});

test('no points at all is no peak, which is not the same as a failure', () => {
  expect(peakOfSum([read([]), read([])])).toEqual({ status: 'read', value: null, at });
});

test('one series that could not be read makes the sum unknown', () => {
  const failed: Read<Minutes> = { status: 'failed', kind: 'failed', reason: 'InternalError for a metric' };

  expect(peakOfSum([read([[1, 5]]), failed])).toEqual(failed);
});

test('the peak is as old as the oldest of its series', () => {
  const older: Read<Minutes> = { ...read([[1, 5]]), status: 'read', value: new Map(), at: '2026-11-20T11:00:00.000Z' };

  expect(peakOfSum([read([[1, 5]]), older])).toMatchObject({ at: '2026-11-20T11:00:00.000Z' });
});

test('the peak of a sum is at most the sum of the peaks, and at least each of them', () => {
  const minutes = fc.uniqueArray(fc.tuple(fc.nat(20), fc.nat(1000)), { selector: ([minute]) => minute, minLength: 1 });
  fc.assert(
    fc.property(fc.array(minutes, { minLength: 1, maxLength: 5 }), (all) => {
      const peaks = all.map((one) => Math.max(...one.map(([, value]) => value)));
      const sum = peakOfSum(all.map(read));
      const value = sum.status === 'read' ? sum.value?.value : undefined;
      expect(value).toBeLessThanOrEqual(peaks.reduce((a, b) => a + b, 0));
      expect(value).toBeGreaterThanOrEqual(Math.max(...peaks));
    }),
  );
});

test('two series with the same dimensions in another order are the same series', () => {
  const base = { namespace: 'AWS/ApiGateway', metric: 'Count', statistic: 'Sum' } as const;

  expect(seriesKey({ ...base, dimensions: { ApiName: 'a', Stage: 'b' } })).toBe(
    seriesKey({ ...base, dimensions: { Stage: 'b', ApiName: 'a' } }),
  );
});
