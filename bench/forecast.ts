/** How often a forecast speaks of what does not grow, and how well of what does: on seeded series whose truth is known. */
import { median } from 'simple-statistics';
import { type DailyPoint, forecastAt, steadyForecast } from '../lambda/domain/forecast';

const LIMIT = 300;
const LEVEL = 200;
/** 5 % of the level. */
const NOISE = 10;
/** Of a day on the weekend, of what it would be else. */
const WEEKEND = 0.4;
const PER_DAY = 1.5;
const STEP = 25;

/** Some day in 2026. */
export const FIRST_DAY = 20_500;

export interface Dice {
  /** From 0 to 1. */
  readonly uniform: () => number;
  /** Of mean 0 and standard deviation 1. */
  readonly normal: () => number;
}

/** mulberry32, and normal by Box and Muller. */
export function diceOf(seed: number): Dice {
  let state = seed;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

/** One series: the usage on each day, asked for in their order. @param days how many it has */
type Series = (dice: Dice, days: number) => (day: number) => number;

interface Kind {
  readonly series: Series;
  /** The day of the series on which what grows meets the limit: as it was meant, or as it came. */
  readonly full?: number | 'as it comes';
}

const level = (): number => LEVEL;
const noise = ({ normal }: Dice): number => LEVEL + NOISE * normal();

/** It rises once, on any day. */
const stepIn =
  (deviation: number): Series =>
  ({ uniform, normal }, days) => {
    const from = Math.floor(uniform() * days);
    return (day) => LEVEL + (day >= from ? STEP : 0) + deviation * normal();
  };

/** Five busy days and two quiet ones, from any weekday on. */
const withWeekends =
  (series: Series): Series =>
  (dice, days) => {
    const usage = series(dice, days);
    const first = Math.floor(dice.uniform() * 7);
    return (day) => usage(day) * ((day + first) % 7 < 5 ? 1 : WEEKEND);
  };

const growing =
  (deviation: number): Series =>
  ({ normal }) =>
  (day) =>
    LEVEL + PER_DAY * day + deviation * normal();

/** What each day adds to the day before. */
const adding =
  (start: (dice: Dice) => number, next: (before: number, dice: Dice) => number): Series =>
  (dice) => {
    let usage = start(dice);
    return () => {
      const now = usage;
      usage = next(usage, dice);
      return now;
    };
  };

/** Poisson, by Knuth. */
function arrivals(mean: number, { uniform }: Dice): number {
  let count = 0;
  for (let product = uniform(); product > Math.exp(-mean); product *= uniform()) count += 1;
  return count;
}

const MEETS = (LIMIT - LEVEL) / PER_DAY;

const kinds: Readonly<Record<string, Kind>> = {
  flat: { series: (dice) => () => noise(dice) },
  'flat-weekends': { series: withWeekends((dice) => () => noise(dice)) },
  'flat-last-day-up': { series: (dice, days) => (day) => noise(dice) * (day === days - 1 ? 1.4 : 1) },
  'step-no-noise': { series: stepIn(0) },
  'step-half-noise': { series: stepIn(NOISE / 2) },
  'step-noise': { series: stepIn(NOISE) },
  // Each day keeps 0.8 of what the one before was off; the deviation of all of them is that of the noise.
  autocorrelated: {
    series: adding(noise, (before, { normal }) => LEVEL + 0.8 * (before - LEVEL) + 0.6 * NOISE * normal()),
  },
  'random-walk': { series: adding(level, (before, { normal }) => before + 2 * normal()) },
  growth: { series: growing(NOISE), full: MEETS },
  'growth-weekends': { series: withWeekends(growing(NOISE)), full: MEETS },
  'growth-half-noise': { series: growing(NOISE / 2), full: MEETS },
  'growth-weekly-steps': {
    series: (dice) => (day) => noise(dice) + 10 * Math.floor(day / 7),
    full: (7 * (LIMIT - LEVEL)) / 10,
  },
  'growth-of-a-count': {
    series: adding(level, (before, dice) => before + arrivals(PER_DAY, dice)),
    full: 'as it comes',
  },
};

export const kindNames = Object.keys(kinds);

/** @returns its daily peaks; and the day on which it meets the limit, where it grows */
export function seriesOf(name: string, dice: Dice, days: number): { points: DailyPoint[]; full: number | null } {
  const kind = kinds[name];
  if (!kind) throw new Error(`no series ${name}; there are ${kindNames.join(', ')}`);
  const { series, full } = kind;
  const usageOn = series(dice, days);
  const points = Array.from({ length: days }, (_, day) => ({
    day: FIRST_DAY + day,
    usage: usageOn(day),
    limit: LIMIT,
  }));
  if (full !== 'as it comes') return { points, full: full === undefined ? null : FIRST_DAY + Math.ceil(full) };
  const met = points.findIndex(({ usage }) => usage >= LIMIT);
  let day = met === -1 ? days : met;
  if (met === -1) while (usageOn(day) < LIMIT) day += 1;
  return { points, full: FIRST_DAY + day };
}

const SERIES = 2000;
const SEED = 20_261_201;
const DAYS = [14, 28, 42, 56] as const;
/** A steady forecast has looked at the series on so many days before. */
const DAYS_BEFORE = 2;

type Figures = Readonly<Record<string, number | string>>;

/** What of 2,000 series is said to fill up; with so many days of history on the first of the three days of a steady forecast. */
export function forecastBench(name: string): readonly Figures[] {
  return DAYS.map((days) => {
    const dice = diceOf(SEED + days);
    const today = FIRST_DAY + days + DAYS_BEFORE;
    const all = Array.from({ length: SERIES }, () => {
      const { points, full } = seriesOf(name, dice, days + DAYS_BEFORE);
      return { alone: forecastAt(points.slice(DAYS_BEFORE), today), steady: steadyForecast(points, today), full };
    });
    const said = all.flatMap(({ steady, full }) => (steady.status === 'fills-up' ? [{ ...steady, full }] : []));
    const right = said.flatMap(({ day, earliest, latest, full }) => {
      if (full === null || full <= today) return [];
      const off = Math.abs(day - full);
      const isWithin = earliest <= full && (latest ?? Infinity) >= full;
      return [{ days: off, share: off / (full - FIRST_DAY), ofRest: off / (full - today), isWithin }];
    });
    return {
      bench: `forecast/${name}/${days}`,
      series: SERIES,
      alonePercent: percent(all.filter(({ alone }) => alone.status === 'fills-up').length / SERIES),
      steadyPercent: percent(said.length / SERIES),
      ...(right.length === 0
        ? {}
        : {
            medianErrorDays: median(right.map((one) => one.days)),
            medianErrorPercent: percent(median(right.map((one) => one.share))),
            medianErrorOfRestPercent: percent(median(right.map((one) => one.ofRest))),
            withinIntervalPercent: percent(right.filter((one) => one.isWithin).length / right.length),
          }),
    };
  });
}

const SPEED_SERIES = 5000;
const SPEED_DAYS = 58;

/** A steady forecast of 5,000 series, three times 56 points each where it grows. */
export function forecastSpeed(): readonly Figures[] {
  return ['flat', 'growth-weekends', 'growth'].map((name) => {
    const dice = diceOf(SEED);
    const all = Array.from({ length: SPEED_SERIES }, () => seriesOf(name, dice, SPEED_DAYS).points);
    const started = performance.now();
    const said = all.filter((points) => steadyForecast(points, FIRST_DAY + SPEED_DAYS).status === 'fills-up').length;
    const seconds = Math.round((performance.now() - started) / 10) / 100;
    return { bench: `forecast/speed/${name}`, series: SPEED_SERIES, days: SPEED_DAYS, said, seconds };
  });
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
