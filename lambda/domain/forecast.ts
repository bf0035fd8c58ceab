/**
 * When a quota fills up, from its daily peaks; or that nobody can say, and why: docs/forecast.md says how and how well. Pure.
 */
import { median } from 'simple-statistics';
import { LEVEL_DAYS, recentLine } from './forecast/line';
import { isOneStep } from './forecast/step';
import { autocorrelation, growthOf, residualsOf, slopeOf, slopeOfDrifting } from './forecast/trend';
import { asOnBusyDays, byWeekday } from './forecast/week';

/** The peak of one day. */
export interface DailyPoint {
  /** Days since the first of January 1970 (`dayNumber`). */
  readonly day: number;
  readonly usage: number;
  readonly limit: number;
}

export type Forecast = FillsUp | NoForecast;

export interface FillsUp {
  readonly status: 'fills-up';
  /** Growth of the busy days, in the quota's unit, and its 90 % interval. */
  readonly perDay: number;
  readonly slowest: number;
  readonly fastest: number;
  /**
   * The first day on which the busy days meet the limit, and its 90 % interval: days since 1970, today the earliest. `latest` is `null`
   * where it may be more than a year away.
   */
  readonly day: number;
  readonly earliest: number;
  readonly latest: number | null;
  /** On how many daily peaks it stands. */
  readonly points: number;
}

/** "No forecast" is an answer, with its reason. */
export interface NoForecast {
  readonly status: 'none';
  readonly reason: NoForecastReason;
  /** On how many daily peaks since the limit last changed. */
  readonly points: number;
  /** Growth in the quota's unit a day, where it is sure that it grows; else `null`. */
  readonly perDay: number | null;
}

export const noForecastReasons = [
  /** Fewer daily peaks than it takes. */
  'too-few-days',
  /** The limit has changed within the time looked at, so that it begins anew and has too few days. */
  'limit-changed',
  'not-growing',
  /** It rose once and has stayed since. */
  'one-step',
  /** Each day goes on from the one before, and how far that went may be chance. */
  'drifting',
  /** Less than half of the limit is used. */
  'far-from-full',
  /** It would take longer than anybody can see ahead. */
  'too-far-ahead',
  /** The last days do not say the same. */
  'unsteady',
  /** There is nothing left to foresee. */
  'full',
  /** There is no limit to meet. */
  'no-limit',
] as const;
export type NoForecastReason = (typeof noForecastReasons)[number];

/** What was eight weeks ago says nothing of tomorrow. */
const LOOK_BACK_DAYS = 56;
/** Four weeks: with two, chance and weekends look like growth too often. */
export const LEAST_POINTS = 28;
/** Each day keeps more than half of what the one before was off the line. */
const DRIFTING = 0.5;
/** Of what does not grow, one in forty comes as far by chance. */
export const SURE_Z = 1.96;
const FAR_FROM_FULL = 0.5;
/** What would take longer nobody can see. */
export const HORIZON_DAYS = 90;
/** An end of the interval that is farther away than a year is none. */
const LATEST_DAYS = 365;

/**
 * What the peaks say on one day.
 * @param points by day, at most one a day; days may be missing. Those before `today` are looked at, since they are complete.
 * @param today the number of the day
 */
export function forecastAt(points: readonly DailyPoint[], today: number): Forecast {
  const seen = points.filter(({ day }) => day >= today - LOOK_BACK_DAYS && day < today);
  const limit = seen.at(-1)?.limit ?? NaN;
  const begin = seen.findLastIndex((point) => point.limit !== limit) + 1;
  const peaks = seen.slice(begin);
  const none = (reason: NoForecastReason, perDay: number | null = null): NoForecast => ({
    status: 'none',
    reason,
    points: peaks.length,
    perDay,
  });

  if (peaks.length === 0) return none('too-few-days');
  if (limit <= 0) return none('no-limit');
  const last = peaks.slice(-LEVEL_DAYS).map(({ usage }) => usage);
  if (median(last) >= limit) return none('full');
  if (Math.max(...last) < FAR_FROM_FULL * limit) return none('far-from-full');
  if (peaks.length < LEAST_POINTS) return none(begin > 0 ? 'limit-changed' : 'too-few-days');

  const weekdays = byWeekday(peaks);
  const alike = asOnBusyDays(weekdays) ?? weekdays.map(({ day, usage }) => ({ day, usage, kind: 0 }));
  const { z, variance } = growthOf(alike);
  if (z < SURE_Z) return none('not-growing');
  const sen = slopeOf(alike, variance);
  const { perDay } = sen;
  if (isOneStep(alike, perDay)) return none('one-step');
  if (sen.slowest <= 0) return none('not-growing');
  const isDrifting = autocorrelation(residualsOf(alike, perDay)) > DRIFTING;
  const slope = isDrifting ? slopeOfDrifting(alike, perDay) : sen;
  if (slope.slowest <= 0) return none('drifting');

  const line = recentLine(alike, slope);
  if (line.level >= limit) return none('full');
  if (line.level < FAR_FROM_FULL * limit) return none('far-from-full');
  const { day, earliest, latest } = line.meets(limit);
  if (day > today + HORIZON_DAYS) return none('too-far-ahead', perDay);
  /** The first day on which it is so, and not in the past. */
  const dayFrom = (at: number): number => Math.max(today, Math.ceil(at));
  return {
    status: 'fills-up',
    ...slope,
    day: dayFrom(day),
    earliest: dayFrom(earliest),
    latest: latest > today + LATEST_DAYS ? null : dayFrom(latest),
    points: peaks.length,
  };
}

/** As `forecastAt`, where the two days before said that it fills up as well: chance comes and goes. */
export function steadyForecast(points: readonly DailyPoint[], today: number): Forecast {
  const forecast = forecastAt(points, today);
  if (forecast.status === 'none') return forecast;
  const isSteady = [today - 1, today - 2].every((day) => forecastAt(points, day).status === 'fills-up');
  return isSteady ? forecast : { status: 'none', reason: 'unsteady', points: forecast.points, perDay: forecast.perDay };
}

/** In a row, for a change of mind. */
const VERDICTS = 3;

export interface WarningRequest {
  readonly points: readonly DailyPoint[];
  readonly today: number;
  /** It warns of what fills up within so many days. */
  readonly aheadDays: number;
  /** Whether it did before. */
  readonly before: boolean;
}

/**
 * Whether to warn that a quota fills up: from the third day in a row that says "within `aheadDays`", until the third in a row that does
 * not. A day has a verdict when the day before has a peak; one without changes nothing and breaks no row. To ask again on the same day
 * gives the same answer.
 */
export function forecastWarning({ points, today, aheadDays, before }: WarningRequest): boolean {
  const days = points.flatMap(({ day }) => (day < today ? [day + 1] : [])).slice(-VERDICTS);
  if (days.length < VERDICTS || days.at(-1) !== today) return before;
  const fillsUp = days.map((day) => {
    const forecast = forecastAt(points, day);
    return forecast.status === 'fills-up' && forecast.day <= day + aheadDays;
  });
  return before ? fillsUp.some(Boolean) : fillsUp.every(Boolean);
}
