/**
 * Weeks in the usage: the same weekdays are busy and the same are quiet, week after week. The busy ones meet the limit; the others
 * would hide their growth, or make one up. Pure.
 */
import { ckmeans, mean, median, sumNthPowerDeviations } from 'simple-statistics';
import { groupBy } from '../group-by';
import { type Peak, perDayOf, residualsOf, usagesOf } from './trend';

const WEEK = 7;

/**
 * Fisher's F from which the weekdays differ: where they do not, it comes once in a hundred times after four weeks, and less after more.
 * F(0.99; 6, 20) = 3.9.
 */
const WEEKDAYS_DIFFER = 4;

/** Of two days nobody can say which of them is the odd one. */
const LEAST_DAYS = 3;

/** A day of less than a quarter of a busy one says nothing of it. */
const LEAST_SHARE = 0.25;

/** With the weekday as the kind, counted from the first. */
export function byWeekday(peaks: readonly Pick<Peak, 'day' | 'usage'>[]): Peak[] {
  const first = peaks[0]?.day ?? 0;
  return peaks.map(({ day, usage }) => ({ day, usage, kind: (day - first) % WEEK }));
}

/**
 * Each peak as it would be on a busy weekday: where Sundays have usually 40 % of the others, 80 on a Sunday is 200.
 * @param peaks by weekday
 * @returns `null` where one weekday is like another
 */
export function asOnBusyDays(peaks: readonly Peak[]): Peak[] | null {
  const residuals = residualsOf(peaks, perDayOf(peaks));
  const days = peaks.map(({ kind }, index) => ({ kind, residual: residuals[index] ?? NaN }));
  const weekdays = [...groupBy(days, ({ kind }) => kind)].map(([kind, some]) =>
    weekdayOf(
      kind,
      some.map(({ residual }) => residual),
    ),
  );
  const busy = busiest(weekdays);
  if (busy.length === weekdays.length) return null;

  const line = mean(usagesOf(peaks)) - mean(residuals);
  const level = line + mean(busy.map(({ usual }) => usual));
  const shares = new Map(weekdays.map(({ kind, usual }) => [kind, (line + usual) / level]));
  return peaks.flatMap(({ day, usage, kind }) => {
    const share = shares.get(kind) ?? NaN;
    return share < LEAST_SHARE ? [] : [{ day, usage: usage / share, kind }];
  });
}

/** What the days of one weekday are above or below the line. */
interface Weekday {
  readonly kind: number;
  readonly count: number;
  /** Their median. */
  readonly usual: number;
  readonly mean: number;
  /** How far they are from their mean, squared and summed. */
  readonly scatter: number;
}

function weekdayOf(kind: number, residuals: number[]): Weekday {
  return {
    kind,
    count: residuals.length,
    usual: median(residuals),
    mean: mean(residuals),
    scatter: sumNthPowerDeviations(residuals, 2),
  };
}

/** Those that are higher than all others, and of which one is like another. */
function busiest(weekdays: readonly Weekday[]): readonly Weekday[] {
  if (!differ(weekdays)) return weekdays;
  const [least = NaN] =
    ckmeans(
      weekdays.map(({ usual }) => usual),
      2,
    ).at(-1) ?? [];
  const upper = weekdays.filter(({ usual }) => usual >= least);
  return upper.length === weekdays.length ? weekdays : busiest(upper);
}

/** By an analysis of variance: one odd day makes its weekday no other one. */
function differ(weekdays: readonly Weekday[]): boolean {
  if (weekdays.some(({ count }) => count < LEAST_DAYS)) return false;
  const sumOf = (valueOf: (weekday: Weekday) => number): number =>
    weekdays.reduce((total, weekday) => total + valueOf(weekday), 0);
  const days = sumOf(({ count }) => count);
  const middle = sumOf((one) => one.count * one.mean) / days;
  const between = sumOf((one) => one.count * (one.mean - middle) ** 2);
  const within = sumOf(({ scatter }) => scatter);
  // One of the days is spent on the slope.
  const freedom = days - weekdays.length - 1;
  return between / (weekdays.length - 1) > (WEEKDAYS_DIFFER * within) / freedom;
}
