import { type Gauge, gaugeKey, peakOf } from '../../../lambda/domain/gauge';
import type { Read } from '../../../lambda/domain/read';
import { type Minutes, type Series, seriesKey } from '../../../lambda/domain/series';

const at = '2026-11-20T12:00:00.000Z';
const series = (name: string): Series => ({
  namespace: 'AWS/ApiGateway',
  metric: 'Count',
  dimensions: { ApiName: name },
  statistic: 'Sum',
});
const gauge: Gauge = { key: 'rate', series: [series('a'), series('b')], everyMinutes: 60 };
const read = (minutes: readonly (readonly [number, number])[]): Read<Minutes> => ({
  status: 'read',
  value: new Map(minutes),
  at,
});
const known = (a: Read<Minutes>, b: Read<Minutes>) =>
  new Map([
    [seriesKey(series('a')), a],
    [seriesKey(series('b')), b],
  ]);

test('a gauge is the highest minute of its series together', () => {
  const minutes = known(read([[1, 5], [2, 9]]), read([[1, 5], [3, 4]])); // prettier-ignore

  expect(peakOf(gauge, 0, minutes)).toEqual({ status: 'read', value: { value: 10, minute: 1 }, at });
});

test('what was before is not seen, also when others needed it read', () => {
  const minutes = known(read([[1, 500], [2, 9]]), read([[3, 4]])); // prettier-ignore

  expect(peakOf(gauge, 2, minutes)).toEqual({ status: 'read', value: { value: 9, minute: 2 }, at });
  expect(peakOf(gauge, 4, minutes)).toEqual({ status: 'read', value: null, at });
});

test('one series that failed makes the gauge unknown', () => {
  const failed: Read<Minutes> = { status: 'failed', kind: 'failed', reason: 'InternalError for a metric' };

  expect(peakOf(gauge, 0, known(read([[1, 5]]), failed))).toEqual(failed);
});

test('a gauge whose series nobody read is a programming error, not silence', () => {
  expect(() => peakOf(gauge, 0, new Map())).toThrow('rate was asked for but not read');
});

test('the gauges of one quota differ by their resource', () => {
  expect(gaugeKey('stage-throttle')).toBe('stage-throttle');
  expect(gaugeKey('stage-throttle', 'a1b2c3/prod')).toBe('stage-throttle/a1b2c3/prod');
});
