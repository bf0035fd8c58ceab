import fc from 'fast-check';
import { diceOf, FIRST_DAY, kindNames, seriesOf } from '../../../bench/forecast';
import {
  type DailyPoint,
  type Forecast,
  forecastAt,
  forecastWarning,
  steadyForecast,
} from '../../../lambda/domain/forecast';

const RUNS = { numRuns: 200, seed: 20261201 };
const DAYS = 60;
const TODAY = FIRST_DAY + DAYS;

/** Of every kind, with a few days missing. */
const series = fc
  .record({
    kind: fc.constantFrom(...kindNames),
    seed: fc.nat(),
    days: fc.integer({ min: 28, max: DAYS }),
    missing: fc.array(fc.nat({ max: DAYS }), { maxLength: 6 }),
  })
  .map(({ kind, seed, days, missing }) =>
    seriesOf(kind, diceOf(seed), days)
      .points.map((point) => ({ ...point, day: TODAY - days + point.day - FIRST_DAY }))
      .filter((_, day) => !missing.includes(day)),
  );

/** Whatever may come: any usage, any limit, any days. */
const anything = fc
  .uniqueArray(
    fc.record({
      day: fc.integer({ min: TODAY - 70, max: TODAY + 5 }),
      usage: fc.oneof(
        fc.constant(0),
        fc.integer({ min: 140, max: 320 }),
        fc.double({ min: 0, max: 1e12, noNaN: true }),
      ),
      limit: fc.constantFrom(300, 300, 300, 300, 300, 300, 300, 300, 0, 500),
    }),
    { selector: ({ day }) => day, maxLength: 76 },
  )
  .map((points) => points.toSorted((a, b) => a.day - b.day));

function later(forecast: Forecast, days: number): Forecast {
  if (forecast.status === 'none') return forecast;
  const { day, earliest, latest } = forecast;
  return { ...forecast, day: day + days, earliest: earliest + days, latest: latest === null ? null : latest + days };
}

function larger(forecast: Forecast, factor: number): Forecast {
  if (forecast.status === 'none')
    return { ...forecast, perDay: forecast.perDay === null ? null : forecast.perDay * factor };
  const { perDay, slowest, fastest } = forecast;
  return { ...forecast, perDay: perDay * factor, slowest: slowest * factor, fastest: fastest * factor };
}

test('a forecast lies in the time that anybody can see, within its interval', () => {
  fc.assert(
    fc.property(fc.oneof(series, anything), (points) => {
      const forecast = forecastAt(points, TODAY);
      if (forecast.status === 'none') return forecast.perDay === null || forecast.perDay > 0;
      const { perDay, slowest, fastest, day, earliest, latest } = forecast;
      return (
        [day, earliest, latest ?? 0].every(Number.isInteger) &&
        0 < slowest &&
        slowest <= perDay &&
        perDay <= fastest &&
        TODAY <= earliest &&
        earliest <= day &&
        day <= (latest ?? Infinity) &&
        day <= TODAY + 90
      );
    }),
    RUNS,
  );
});

test('it does not matter when it is', () => {
  fc.assert(
    fc.property(series, fc.integer({ min: -20_000, max: 20_000 }), (points, days) => {
      const moved = points.map((point) => ({ ...point, day: point.day + days }));

      expect(forecastAt(moved, TODAY + days)).toEqual(later(forecastAt(points, TODAY), days));
    }),
    RUNS,
  );
});

test('it does not matter in which unit it is counted', () => {
  fc.assert(
    fc.property(series, fc.constantFrom(2 ** -10, 2, 2 ** 30), (points, factor) => {
      const counted = points.map(({ day, usage, limit }) => ({ day, usage: usage * factor, limit: limit * factor }));

      expect(forecastAt(counted, TODAY)).toEqual(larger(forecastAt(points, TODAY), factor));
    }),
    RUNS,
  );
});

test('a higher limit is never met earlier', () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 150, max: 450 }), fc.integer({ min: 1, max: 100 }), (points, limit, more) => {
      const low = forecastAt(points.map((point) => ({ ...point, limit })), TODAY); // prettier-ignore
      const high = forecastAt(points.map((point) => ({ ...point, limit: limit + more })), TODAY); // prettier-ignore
      if (high.status === 'none') return;
      expect(low.status === 'fills-up' ? low.day <= high.day : low.reason).toBe(
        low.status === 'fills-up' ? true : 'full',
      );
    }),
    RUNS,
  );
});

test('what is not over yet, and what is long past, says nothing', () => {
  fc.assert(
    fc.property(series, fc.array(fc.integer({ min: 0, max: 1000 })), (points, usages) => {
      const from = (day: number) => usages.map((usage, index) => ({ day: day + index, usage, limit: LIMIT }));
      const past = from(TODAY - 56 - usages.length);

      expect(forecastAt([...past, ...points.filter(({ day }) => day >= TODAY - 56), ...from(TODAY)], TODAY)).toEqual(
        forecastAt(points, TODAY),
      );
    }),
    RUNS,
  );
});

test('days with another limit than that of now say nothing', () => {
  fc.assert(
    fc.property(series, fc.nat({ max: 20 }), (points, days) => {
      const changed = points.map((point, index) => (index < days ? { ...point, limit: 250 } : point));
      const [whole, young] = [forecastAt(changed, TODAY), forecastAt(points.slice(days), TODAY)];

      expect(whole).toEqual(
        young.status === 'none' && young.reason === 'too-few-days' && days > 0
          ? { ...young, reason: 'limit-changed' }
          : young,
      );
    }),
    RUNS,
  );
});

test('a steady forecast is one of today', () => {
  fc.assert(
    fc.property(fc.oneof(series, anything), (points) => {
      const [steady, alone] = [steadyForecast(points, TODAY), forecastAt(points, TODAY)];

      const isUnsteady = steady.status === 'none' && steady.reason === 'unsteady';
      expect({ ...steady, reason: null }).toEqual(
        isUnsteady
          ? { status: 'none', reason: null, points: alone.points, perDay: alone.perDay }
          : { ...alone, reason: null },
      );
    }),
    RUNS,
  );
});

test('a warning goes as three verdicts in a row say, by a plain model', () => {
  /** The last verdicts, of days that have one. */
  const model = (points: readonly DailyPoint[], aheadDays: number): boolean[] => {
    const row: boolean[] = [];
    let warns = false;
    return range().map((today) => {
      if (points.some(({ day }) => day === today - 1)) {
        const forecast = forecastAt(points, today);
        row.push(forecast.status === 'fills-up' && forecast.day - today <= aheadDays);
      }
      const last = row.slice(-3);
      if (last.length === 3 && last.every((one) => one !== warns)) warns = !warns;
      return warns;
    });
  };
  const range = (): number[] => Array.from({ length: DAYS + 2 }, (_, index) => FIRST_DAY + index + 1);
  const growing = fc
    .record({ seed: fc.nat(), missing: fc.array(fc.nat({ max: DAYS })), fallsOn: fc.integer({ min: 40, max: DAYS }) })
    .map(({ seed, missing, fallsOn }) =>
      seriesOf('growth', diceOf(seed), DAYS)
        .points.map((point, day) => (day < fallsOn ? point : { ...point, usage: point.usage - 100 }))
        .filter((_, day) => !missing.includes(day)),
    );

  fc.assert(
    fc.property(growing, fc.constantFrom(14, 60), (points, aheadDays) => {
      let before = false;
      const live = range().map((today) => {
        before = forecastWarning({ points, today, aheadDays, before });
        return before;
      });

      expect(live).toEqual(model(points, aheadDays));
    }),
    { ...RUNS, numRuns: 20 },
  );
});

const LIMIT = 300;
const SERIES = 200;

/** How many of 200 series are said to fill up, after four weeks. */
function said(kind: string): number {
  const dice = diceOf(1);
  return Array.from({ length: SERIES }, () => seriesOf(kind, dice, 30).points).filter(
    (points) => steadyForecast(points, FIRST_DAY + 30).status === 'fills-up',
  ).length;
}

test.each(['flat', 'flat-weekends', 'flat-last-day-up', 'step-no-noise'])(
  'of %s nothing is said to fill up',
  (kind) => {
    expect(said(kind)).toBe(0);
  },
);

test.each(['growth', 'growth-weekends', 'growth-of-a-count'])('of %s nearly all are said to fill up', (kind) => {
  expect(said(kind)).toBeGreaterThanOrEqual(0.95 * SERIES);
});
