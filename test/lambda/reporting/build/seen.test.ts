import { type Month, startOf } from '../../../../lambda/domain/calendar';
import type { MonthHistory, PastScan } from '../../../../lambda/domain/history';
import type { ReportSeen } from '../../../../lambda/domain/report';
import { seenOf } from '../../../../lambda/reporting/build/seen';
import { ACCOUNT, bookOf, everyDay, history, minuteOf, scansOn } from './histories';

const OCTOBER: Month = '2026-10';
const AFTER = Date.parse('2026-11-01T06:05:00Z');

function seenIn(histories: readonly MonthHistory[], now = AFTER): ReportSeen {
  return seenOf(bookOf(OCTOBER, histories), now, []);
}

function scanned(days: readonly number[], more: Partial<MonthHistory> = {}): MonthHistory {
  return history(OCTOBER, [], { scans: scansOn(OCTOBER, days), ...more });
}

const others = (...missing: number[]): number[] => everyDay(OCTOBER).filter((day) => !missing.includes(day));

test('coverage is the mean of all scans of all accounts, rounded down so that 100 means everything', () => {
  const two = (first: number, second: number): ReportSeen =>
    seenIn([
      scanned([], { scans: scansOn(OCTOBER, everyDay(OCTOBER), first) }),
      scanned([], { accountId: '444455556666', scans: scansOn(OCTOBER, everyDay(OCTOBER), second) }),
    ]);

  expect(two(99.8, 99.8)).toEqual({ scans: 62, coverage: 99.8, daysMissing: [], unreadable: [] });
  expect(two(100, 99.9).coverage).toBe(99.9);
  expect(two(100, 0).coverage).toBe(50);
});

test('a day without a scan is missing, for each account by itself', () => {
  expect(seenIn([scanned(others(9, 31)), scanned(others(), { accountId: '444455556666' })]).daysMissing).toEqual([
    { accountId: ACCOUNT, days: ['2026-10-09', '2026-10-31'] },
  ]);
});

test('days before the first scan of all are not missing; where it was watched before, they are', () => {
  const late = scanned([20, 21, 23, 24, 25, 26, 27, 28, 29, 30, 31]);
  const before = history('2026-09', [], { scans: scansOn('2026-09', [30]) });

  expect(seenIn([late]).daysMissing).toEqual([{ accountId: ACCOUNT, days: ['2026-10-22'] }]);
  expect(seenIn([before, late]).daysMissing[0]?.days).toHaveLength(20);
});

test('neither the day that is not over nor those to come are missing', () => {
  expect(seenIn([scanned([1, 3])], Date.parse('2026-10-05T23:59:00Z')).daysMissing).toEqual([
    { accountId: ACCOUNT, days: ['2026-10-02', '2026-10-04'] },
  ]);
});

/** A scan in the first and the last minute of each day there, and one in the minutes around the month. */
function aroundTheDays(month: Month, timeZone: string): PastScan[] {
  const starts = everyDay(month).map((day) => startOf(`${month}-${String(day).padStart(2, '0')}`, timeZone));
  return starts.flatMap((start): PastScan[] => [
    [start.getTime() / 60_000 - 1, 100],
    [start.getTime() / 60_000, 100],
  ]);
}

test.each([
  ['2026-03', 'Europe/Vienna', '2026-03-31T22:00:00Z'],
  ['2026-10', 'Europe/Vienna', '2026-10-31T23:00:00Z'],
  ['2026-11', 'America/New_York', '2026-12-01T05:00:00Z'],
  ['2024-09', 'America/Santiago', '2024-10-01T03:00:00Z'],
  ['2028-02', 'Asia/Tokyo', '2028-02-29T15:00:00Z'],
  ['2011-12', 'Pacific/Apia', '2011-12-31T10:00:00Z'],
])('a scan belongs to its day there, whatever the clock does: %s in %s', (month, timeZone, end) => {
  const last: PastScan[] = [
    [minuteOf(end) - 1, 100],
    [minuteOf(end), 100],
  ];
  const all = new Map([...aroundTheDays(month, timeZone), ...last]);
  const seen = (scans: Iterable<PastScan>): ReportSeen =>
    seenOf(bookOf(month, [history(month, [], { scans: [...scans] })], timeZone), Date.parse(end), []);

  // All but the one a minute before the month and the one at the end of it.
  expect(seen(all)).toEqual({ scans: all.size - 2, coverage: 100, daysMissing: [], unreadable: [] });
});

test('a day that the clock makes longer is missing only where all of it is', () => {
  const vienna = (at: string): readonly string[] => {
    const month = history(OCTOBER, [], { scans: [...scansOn(OCTOBER, others(25)), [minuteOf(at), 100]] });
    return seenOf(bookOf(OCTOBER, [month], 'Europe/Vienna'), AFTER, []).daysMissing.flatMap(({ days }) => days);
  };

  expect(vienna('2026-10-24T21:59:00Z')).toEqual(['2026-10-25']);
  expect(vienna('2026-10-24T22:00:00Z')).toEqual([]);
  expect(vienna('2026-10-25T22:59:00Z')).toEqual([]);
  expect(vienna('2026-10-25T23:00:00Z')).toEqual(['2026-10-25']);
});
