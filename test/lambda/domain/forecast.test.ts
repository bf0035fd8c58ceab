import { diceOf, FIRST_DAY, seriesOf } from '../../../bench/forecast';
import { type Day, dayNumber, dayOf } from '../../../lambda/domain/calendar';
import { type DailyPoint, forecastAt, forecastWarning, steadyForecast } from '../../../lambda/domain/forecast';

const LIMIT = 300;

/** Of as many days, from the first on. */
function daily(days: number, usageOn: (day: number) => number, limit = LIMIT): DailyPoint[] {
  return Array.from({ length: days }, (_, day) => ({ day: FIRST_DAY + day, usage: usageOn(day), limit }));
}

/** On the day after the last peak. */
function forecastAfter(points: readonly DailyPoint[]) {
  return forecastAt(points, (points.at(-1)?.day ?? FIRST_DAY) + 1);
}

const none = (reason: string, points: number, perDay: number | null = null) => ({
  status: 'none',
  reason,
  points,
  perDay,
});

const line = (day: number): number => 200 + 1.5 * day;
/** 200 + 1.5 × 67 is the first to be more than 300. */
const FULL = FIRST_DAY + 67;

describe('what grows by the same every day', () => {
  test('fills up on the first day on which its line meets the limit', () => {
    expect(forecastAfter(daily(28, line))).toEqual({
      status: 'fills-up',
      perDay: 1.5,
      slowest: 1.5,
      fastest: 1.5,
      day: FULL,
      earliest: FULL,
      latest: FULL,
      points: 28,
    });
  });

  test('fills up on the same day whatever one day did, the last one too', () => {
    for (const odd of [3, 14, 27])
      for (const usage of [0, 100, 299])
        expect(forecastAfter(daily(28, (day) => (day === odd ? usage : line(day))))).toMatchObject({
          status: 'fills-up',
          day: FULL,
        });
  });

  test('fills up on the same day where days are missing', () => {
    const points = daily(42, line).filter((_, day) => day % 4 !== 1 && (day < 20 || day > 22));

    expect(points).toHaveLength(29);
    expect(forecastAfter(points)).toMatchObject({ status: 'fills-up', day: FULL, points: 29 });
  });

  test('fills up when it did seem to before, while nobody can see how it goes on', () => {
    expect(forecastAt(daily(28, line), FIRST_DAY + 40)).toMatchObject({ day: FULL, points: 28 });
    expect(forecastAt(daily(28, line), FIRST_DAY + 60)).toEqual(none('too-few-days', 24));
  });

  test('fills up today at the earliest', () => {
    const today = FIRST_DAY + 28;

    expect(
      forecastAt(
        daily(28, (day) => 48 + 10 * day),
        today,
      ),
    ).toMatchObject({ day: today, earliest: today });
  });

  test('fills up on a day of the calendar, with its leap days', () => {
    const fullFrom = (first: Day): Day | null => {
      const points = daily(28, line).map((point) => ({ ...point, day: dayNumber(first) + point.day - FIRST_DAY }));
      const forecast = forecastAfter(points);
      return forecast.status === 'fills-up' ? dayOf(forecast.day) : null;
    };

    expect(fullFrom('2028-02-10')).toBe('2028-04-17');
    expect(fullFrom('2027-02-10')).toBe('2027-04-18');
  });
});

describe('weeks', () => {
  const isBusy = (day: number): boolean => day % 7 < 5;

  test('hide no growth: what counts is when the busy days meet the limit', () => {
    const points = daily(28, (day) => line(day) * (isBusy(day) ? 1 : 0.4));

    expect(forecastAfter(points)).toMatchObject({ status: 'fills-up', day: FULL, points: 28 });
  });

  test('hide no growth either where the quiet days have nothing', () => {
    const points = daily(28, (day) => (isBusy(day) ? line(day) : 0));

    expect(forecastAfter(points)).toMatchObject({ status: 'fills-up', day: FULL });
  });

  test('make up no growth', () => {
    // It begins with a weekend and ends before one.
    const points = daily(33, (day) => (isBusy(day + 5) ? 200 : 80));

    expect(forecastAfter(points)).toEqual(none('not-growing', 33));
  });

  test('with one busy day are as full as that day', () => {
    const points = daily(56, (day) => (100 + day) * (day % 7 === 3 ? 1.5 : 1));
    const forecast = forecastAfter(points);

    // (100 + 100) × 1.5 is 300.
    expect(forecast).toMatchObject({ status: 'fills-up', day: FIRST_DAY + 100 });
  });

  test('that add ten each are growth, which meets the limit with a step', () => {
    const forecast = forecastAfter(daily(28, (day) => 200 + 10 * Math.floor(day / 7)));

    expect(forecast).toMatchObject({ status: 'fills-up', perDay: expect.closeTo(10 / 7, 1) });
    // The tenth step comes on day 70.
    expect([69, 70].map((day) => FIRST_DAY + day)).toContain('day' in forecast ? forecast.day : null);
  });
});

describe('there is no forecast', () => {
  test('of too few days', () => {
    expect(forecastAfter([])).toEqual(none('too-few-days', 0));
    expect(forecastAfter(daily(27, line))).toEqual(none('too-few-days', 27));
  });

  test('from days that are long past', () => {
    const old = daily(28, line);
    const young = daily(20, line).map((point) => ({ ...point, day: point.day + 80 }));

    expect(forecastAfter([...old, ...young])).toEqual(none('too-few-days', 20));
  });

  test('until there are enough days with the limit that holds now', () => {
    const before = daily(30, line, 250);
    const after = (days: number) => daily(30 + days, line).slice(30);

    expect(forecastAfter([...before, ...after(26)])).toEqual(none('limit-changed', 26));
    expect(forecastAfter([...before, ...after(28)])).toEqual(forecastAfter(after(28)));
  });

  test('of what stays, falls, or goes up and down', () => {
    expect(forecastAfter(daily(28, () => 250))).toEqual(none('not-growing', 28));
    expect(forecastAfter(daily(28, (day) => 290 - day))).toEqual(none('not-growing', 28));
    expect(forecastAfter(daily(28, (day) => 250 + 20 * Math.sin(day)))).toEqual(none('not-growing', 28));
  });

  test('of what is up for its last day alone', () => {
    expect(forecastAfter(daily(28, (day) => (day === 27 ? 295 : 250)))).toEqual(none('not-growing', 28));
  });

  test('of what rose once, with or without noise, and an odd day', () => {
    const { normal } = diceOf(1);
    const step = (day: number): number => (day < 13 ? 200 : 225);

    expect(forecastAfter(daily(28, step))).toEqual(none('one-step', 28));
    expect(forecastAfter(daily(28, (day) => step(day) + 5 * normal()))).toEqual(none('one-step', 28));
    expect(forecastAfter(daily(28, (day) => step(day) + (day === 20 ? 70 : 0)))).toEqual(none('one-step', 28));
  });

  test('of what has come up by chance, each day from where it was the day before', () => {
    const { points } = seriesOf('random-walk', diceOf(5), 28);

    expect(forecastAfter(points)).toEqual(none('drifting', 28));
  });

  test('of what is less than half full', () => {
    expect(forecastAfter(daily(28, (day) => 100 + 1.5 * day))).toEqual(none('far-from-full', 28));
    expect(forecastAfter(daily(28, (day) => (day === 27 ? 170 : 100 + 1.5 * day)))).toEqual(none('far-from-full', 28));
    expect(forecastAfter(daily(3, () => 100))).toEqual(none('far-from-full', 3));
  });

  test('of what takes longer than ninety days, but its growth is told', () => {
    expect(forecastAfter(daily(28, (day) => 200 + 0.5 * day))).toEqual(none('too-far-ahead', 28, 0.5));
  });

  test('of what is full already, on most days or on the busy ones', () => {
    expect(forecastAfter(daily(28, () => 300))).toEqual(none('full', 28));
    expect(forecastAfter(daily(2, () => 301))).toEqual(none('full', 2));
    const busyEveryOtherDay = (day: number): number => (270 + 1.5 * day) * ([1, 3, 5].includes(day % 7) ? 1 : 0.5);
    expect(forecastAfter(daily(28, busyEveryOtherDay))).toEqual(none('full', 28));
  });

  test('where there is no limit to meet', () => {
    expect(forecastAfter(daily(28, line, 0))).toEqual(none('no-limit', 28));
  });
});

describe('a steady forecast', () => {
  test('is that of today, where the two days before said so as well', () => {
    const points = daily(30, line);

    expect(steadyForecast(points, FIRST_DAY + 30)).toEqual(forecastAt(points, FIRST_DAY + 30));
  });

  test('is none while they did not', () => {
    for (const days of [28, 29])
      expect(steadyForecast(daily(days, line), FIRST_DAY + days)).toEqual(none('unsteady', days, 1.5));
  });

  test('is none for the reason of today', () => {
    expect(steadyForecast(daily(27, line), FIRST_DAY + 27)).toEqual(none('too-few-days', 27));
  });
});

test('the later end of the interval is open where it may be more than a year away', () => {
  const { points } = seriesOf('random-walk', diceOf(276), 28);

  expect(forecastAfter(points)).toMatchObject({ status: 'fills-up', latest: null });
});

describe('a warning', () => {
  /** On which of these days it warns, asked every day. */
  function warnedOn(points: readonly DailyPoint[], days: readonly number[], aheadDays = 14): number[] {
    let before = false;
    return days.filter((day) => {
      before = forecastWarning({ points, today: FIRST_DAY + day, aheadDays, before });
      return before;
    });
  }
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

  test('is raised on the third day in a row that says so', () => {
    // Day 67 is fourteen days after day 53.
    expect(warnedOn(daily(60, line), range(28, 61))).toEqual(range(55, 61));
    expect(warnedOn(daily(60, line), range(28, 61), 30)).toEqual(range(39, 61));
  });

  test('waits for the days that nobody saw, and they break no row', () => {
    const points = daily(60, line).filter((_, day) => day !== 53);

    expect(warnedOn(points, range(28, 61))).toEqual(range(56, 61));
  });

  test('ends on the third day in a row that does not say so', () => {
    const raised = daily(70, line).map((point, day) => ({ ...point, limit: day < 58 ? 300 : 400 }));

    // Day 59 is the first to know of it.
    expect(warnedOn(raised, range(28, 71))).toEqual(range(55, 61));
  });

  test('stays while nobody sees anything', () => {
    const points = daily(70, line).map((point, day) => ({ ...point, limit: day < 58 ? 300 : 400 }));

    expect(
      warnedOn(
        points.filter((_, day) => day < 58 || day > 63),
        range(28, 71),
      ),
    ).toEqual(range(55, 67));
  });

  test('is the same when asked again', () => {
    const request = { points: daily(60, line), aheadDays: 14 };

    for (const today of [FIRST_DAY + 53, FIRST_DAY + 55, FIRST_DAY + 58])
      for (const before of [true, false]) {
        const once = forecastWarning({ ...request, today, before });
        expect(forecastWarning({ ...request, today, before: once })).toBe(once);
      }
  });
});
