import { dayNumber, type Month } from '../../../../lambda/domain/calendar';
import { steadyForecast } from '../../../../lambda/domain/forecast';
import type { DailyPeak } from '../../../../lambda/domain/history';
import type { ReportForecast } from '../../../../lambda/domain/report';
import { outlookOf } from '../../../../lambda/reporting/build/outlook';
import { concurrency, everyDay, history, peaksIn, reportOn } from './histories';

const OCTOBER: Month = '2026-10';
const NOVEMBER = dayNumber('2026-11-01');

function outlook(usages: readonly (number | null)[], limit = 300): ReportForecast {
  return outlookOf({ daily: new Map([[OCTOBER, peaksIn(OCTOBER, usages, limit)]]) }, NOVEMBER);
}

const last = (days: number, usageOf: (day: number) => number): (number | null)[] =>
  everyDay(OCTOBER).map((day) => (day > 31 - days ? usageOf(day) : null));

test('a forecast is that of the day after the last, with days that people can read', () => {
  const peaks: DailyPeak[] = peaksIn(
    OCTOBER,
    everyDay(OCTOBER).map((day) => 200 + 2 * day),
  );
  const points = peaks.map(([day, usage, limit]) => ({ day: NOVEMBER - 32 + day, usage, limit }));
  const forecast = steadyForecast(points, NOVEMBER);

  expect(forecast).toMatchObject({ status: 'fills-up', points: 31, day: dayNumber('2026-11-19') });
  expect(outlook(everyDay(OCTOBER).map((day) => 200 + 2 * day))).toEqual({
    status: 'fills-up',
    perDay: 2,
    day: '2026-11-19',
    earliest: '2026-11-19',
    latest: '2026-11-19',
    points: 31,
  });
});

test.each<[string, (number | null)[], string | null]>([
  ['14 days that grow', last(14, (day) => 200 + 2 * day), '2026-11-19'],
  ['13 days that grow', last(13, (day) => 200 + 2 * day), null],
  ['14 days that stay', last(14, () => 200), null],
  ['14 days that fall', last(14, (day) => 300 - 2 * day), null],
  ['14 days with a step', last(14, (day) => (day > 24 ? 240 : 200) + (day % 2)), null],
  ['14 days that grow so slowly that nobody can see so far', last(14, (day) => 170 + 0.1 * day), null],
])('too few days for a forecast give a hint where they are half of it and grow: %s', (_, usages, hint) => {
  expect(outlook(usages)).toMatchObject({ status: 'none', reason: 'too-few-days', hint });
});

test('after a change of the limit only the days with the new one count', () => {
  const peaks: DailyPeak[] = peaksIn(
    OCTOBER,
    everyDay(OCTOBER).map((day) => 200 + 2 * day),
  ).map(([day, usage, , minute]) => [day, usage, day > 15 ? 400 : 300, minute]);

  expect(outlookOf({ daily: new Map([[OCTOBER, peaks]]) }, NOVEMBER)).toEqual({
    status: 'none',
    reason: 'limit-changed',
    points: 16,
    perDay: null,
    hint: '2027-01-08',
  });
});

test('what is not too short for a forecast has no hint beside it', () => {
  expect(outlook(everyDay(OCTOBER).map(() => 200))).toMatchObject({
    status: 'none',
    reason: 'not-growing',
    hint: null,
  });
});

test('the day that is not over yet does not count', () => {
  const usages = last(31, (day) => (day < 31 ? 200 : 290));
  const report = (now: string): ReportForecast | null | undefined =>
    reportOn([history(OCTOBER, [{ ...concurrency, peaks: peaksIn(OCTOBER, usages) }])], { now: new Date(now) }).rows[0]
      ?.forecast;

  expect(report('2026-10-31T15:00:00Z')).toMatchObject({ points: 30 });
  expect(report('2026-11-01T06:00:00Z')).toMatchObject({ points: 31 });
});
