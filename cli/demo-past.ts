/** How the usage of the demonstration account came to be what it is, day by day. Pure: the same account has the same past. */
import { createHash } from 'node:crypto';
import { dayIn, dayNumber, type Month } from '../lambda/domain/calendar';
import type { Measured, Measurement } from '../lambda/domain/measurement';
import type { HistoryDescription, SeriesDescription } from '../sandbox/account';

export interface PastSeries {
  /** As it is today. */
  readonly now: Measured;
  /** @param day its number (`dayNumber`) */
  readonly on: (day: number) => { readonly usage: number; readonly limit: number };
  /** The same for the same series and day, whenever it is asked: from 0 up to 1. */
  readonly chance: (day: number) => number;
}

export interface PastRequest {
  readonly description: HistoryDescription;
  /** What there is today. */
  readonly measurements: readonly Measurement[];
  /** The number of the day that is today. */
  readonly today: number;
  /** The month whose days the description means. */
  readonly month: Month;
  /** Whether a quota's usage moves by itself, by its id. */
  readonly wavers: (quota: string) => boolean;
}

/** Of everything that is measured. @throws when the description speaks of something that is not */
export function pastOf({ description, measurements, today, month, wavers }: PastRequest): PastSeries[] {
  const measured = measurements.filter((one) => one.status === 'measured');
  for (const one of description.series)
    if (!measured.some((now) => isOf(one, now))) throw new Error(`nothing is measured of ${JSON.stringify(one)}`);
  const first = dayNumber(dayIn(month, 1));
  return measured.map((now) => {
    const described = description.series.find((one) => isOf(one, now)) ?? null;
    // Of one API routes and integrations come together.
    const chance = once((day) => chanceOf(description.seed, now.region, now.resource?.id ?? now.quota, day));
    const steps = (described?.steps ?? []).map(({ day, from }) => ({ before: first + day - 1, from }));
    const level = (day: number): number => steps.find(({ before }) => day < before)?.from ?? now.usage;
    const move = { now, described, level, chance, today };
    const usageOn = wavers(now.quota) ? wave(move) : count(move);
    const raised = described?.raised;
    const limitOn = (day: number): number =>
      raised !== undefined && day < first + raised.day - 1 ? raised.from : now.limit;
    return { now, chance, on: once((day) => ({ usage: usageOn(day), limit: limitOn(day) })) };
  });
}

function isOf({ region, quota, resource }: SeriesDescription, now: Measured): boolean {
  return now.region === region && now.quota === quota && now.resource?.name === resource;
}

/** Every day is asked of many times. */
function once<T>(on: (day: number) => T): (day: number) => T {
  const known = new Map<number, T>();
  return (day) => {
    const value = known.get(day) ?? on(day);
    known.set(day, value);
    return value;
  };
}

type NumberOn = (day: number) => number;

interface Movement {
  readonly now: Measured;
  readonly described: SeriesDescription | null;
  /** What it moves around. */
  readonly level: NumberOn;
  readonly chance: NumberOn;
  readonly today: number;
}

/** By so much of it a rate is lower on a quiet day; on one of so many days it is as high as ever. */
const WAVERING = 0.08;
const DAYS_TO_A_PEAK = 6;

function wave({ now, described, level, chance }: Movement): NumberOn {
  const quietness = (day: number): number => Math.max(0, chance(day) - 1 / DAYS_TO_A_PEAK);
  const share = (day: number): number => (isWeekend(day) ? (described?.weekends ?? 1) : 1);
  return (day) => rounded(level(day) * share(day) * (1 - WAVERING * quietness(day)), now.usage);
}

/** Usage that is no whole number has one decimal, as AWS's averages have in the demonstration. */
function rounded(value: number, like: number): number {
  return Number.isInteger(like) ? Math.round(value) : Math.round(value * 10) / 10;
}

/** Counts of so many and more have moved at some time, by so large a part of them. */
const MOVED_FROM = 10;
const MOVED_PART = 0.08;
/** Between a fortnight and three months ago. */
const MOVED_DAYS_AGO = { least: 14, most: 90 };

/** What grows is behind its line by as much as it grows in so many days, at most. */
const UNEVEN_DAYS = 6;

function count({ now: { usage }, described, level, chance, today }: Movement): NumberOn {
  if (described?.growsADay !== undefined) {
    const { growsADay } = described;
    // Some days bring more, others less, and what deployments leave behind is deleted now and then.
    return (day) => Math.max(0, usage - Math.round(growsADay * (today - day + UNEVEN_DAYS * chance(day))));
  }
  if (described !== null || usage < MOVED_FROM) return level;
  const { least, most } = MOVED_DAYS_AGO;
  // Of no day: the same whenever it is asked.
  const moved = today - least - Math.floor((most - least) * chance(0));
  return (day) => (day < moved ? usage - Math.round(usage * MOVED_PART) : usage);
}

/** @param day its number; the first of January 1970 was a Thursday */
export function isWeekend(day: number): boolean {
  const sinceMonday = (day + 3) % 7;
  return sinceMonday >= 5;
}

const WORDS = 2 ** 32;

function chanceOf(...what: readonly (string | number)[]): number {
  return createHash('sha256').update(JSON.stringify(what)).digest().readUInt32BE() / WORDS;
}
