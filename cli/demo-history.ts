/**
 * The months before the demonstration, as the product would have recorded them: daily peaks, scans, what became of incidents, requests
 * for increases. Made of the account's description and of what there is today. Pure.
 */
import {
  boundsOf,
  type Day,
  dayAt,
  dayNumber,
  dayOf,
  dayOfMonth,
  dayIn,
  type Month,
  monthLater,
  monthOf,
  startOf,
} from '../lambda/domain/calendar';
import {
  type DailyPeak,
  emptyMonth,
  type MonthHistory,
  type PastIncrease,
  type PastScan,
  seriesId,
} from '../lambda/domain/history';
import type { Settings } from '../lambda/domain/settings';
import type { Snapshot } from '../lambda/domain/snapshot';
import { wavers } from '../lambda/quotas';
import type { HistoryDescription } from '../sandbox/account';
import { pastIncidents } from './demo-incidents';
import type { PastSeries } from './demo-past';

export interface PastMonths {
  readonly description: HistoryDescription;
  readonly series: readonly PastSeries[];
  /** What there is today. */
  readonly snapshot: Snapshot;
  readonly settings: Settings;
  /** The last whole month: the days of the description are its. */
  readonly month: Month;
  /** Until then, in that month or the one after it. */
  readonly until: Date;
}

/** A day on which scans ran, in the time zone of the settings. */
interface PastDay {
  readonly day: Day;
  readonly number: number;
  /** Epoch minutes: the first, and the first of the day after it. */
  readonly start: number;
  readonly end: number;
}

const MINUTE_MS = 60_000;

/** Ascending. */
export function monthsBefore(past: PastMonths): MonthHistory[] {
  const { series, snapshot, settings, month, until } = past;
  const today = dayNumber(dayAt(until, settings.report.timeZone));
  const days = daysOf(past);
  // A day that is not over belongs to those who live it.
  const over = days.filter(({ number }) => number < today);
  const transitions = pastIncidents({ days: over, series, snapshot, settings });
  const months = [...new Set(days.map(({ day }) => monthOf(day)))];
  return months.map((one) => {
    const isIn = ({ day }: PastDay): boolean => monthOf(day) === one;
    const { start, end } = boundsOf(one, settings.report.timeZone);
    return {
      ...emptyMonth(snapshot.accountId, one),
      series: seriesIn(over.filter(isIn), series),
      transitions: transitions.filter(({ at }) => at >= start.toISOString() && at < end.toISOString()),
      scans: days.filter(isIn).flatMap((day) => scansOn(day, past)),
      increases: one === month ? increasesOf(past) : {},
    };
  });
}

function daysOf({ description, settings, month, until }: PastMonths): PastDay[] {
  const { timeZone } = settings.report;
  const first = dayNumber(dayIn(monthLater(month, 1 - description.months), 1));
  const last = dayNumber(dayAt(until, timeZone));
  const gaps = description.gaps.map(({ from, to }) => ({ from: dayIn(month, from), to: dayIn(month, to) }));
  return Array.from({ length: last - first + 1 }, (_, index) => dayOf(first + index)).flatMap((day) => {
    if (gaps.some(({ from, to }) => day >= from && day <= to)) return [];
    const number = dayNumber(day);
    const minuteOf = (other: Day): number => startOf(other, timeZone).getTime() / MINUTE_MS;
    return [{ day, number, start: minuteOf(day), end: minuteOf(dayOf(number + 1)) }];
  });
}

function seriesIn(days: readonly PastDay[], all: readonly PastSeries[]): MonthHistory['series'] {
  if (days.length === 0) return {};
  return Object.fromEntries(
    all.map((one) => {
      const { quota, region, resource, adjustable } = one.now;
      return [seriesId(one.now), { quota, region, resource, adjustable, peaks: days.map((day) => peakOn(day, one)) }];
    }),
  );
}

/** Working hours, in minutes of the day: then rates peak, and things are deployed. */
const WORK = { begin: 9 * 60, minutes: 8 * 60 };
/** A scan sees a count that is as it was within its first minutes. */
const SEEN_AFTER = 2;

function peakOn({ day, number, start }: PastDay, { on, chance, now }: PastSeries): DailyPeak {
  const { usage, limit } = on(number);
  const isAsItWas = !wavers(now.quota) && on(number - 1).usage === usage;
  const minute = isAsItWas ? SEEN_AFTER : WORK.begin + Math.floor(WORK.minutes * chance(number));
  return [dayOfMonth(day), usage, limit, start + minute];
}

function scansOn({ day, start, end }: PastDay, { description, settings, month, until }: PastMonths): PastScan[] {
  const { everyMinutes } = settings.scan;
  const blind = description.blind.find((one) => dayIn(month, one.day) === day);
  const count = Math.ceil((Math.min(end, until.getTime() / MINUTE_MS) - start) / everyMinutes);
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const minute = start + index * everyMinutes;
    const isBlind = blind !== undefined && minute < start + blind.hours * 60;
    return [minute, isBlind ? blind.coverage : 100];
  });
}

function increasesOf({ description, settings, month }: PastMonths): MonthHistory['increases'] {
  const timeOf = (day: number): string => {
    const start = startOf(dayIn(month, day), settings.report.timeZone);
    return new Date(start.getTime() + WORK.begin * MINUTE_MS).toISOString();
  };
  const all = description.increases.map(
    ({ region, service, code, desired, status, day, answered }, index): PastIncrease => ({
      id: `past-request-${index + 1}`,
      region,
      service,
      code,
      resource: null,
      desired,
      status,
      createdAt: timeOf(day),
      updatedAt: timeOf(answered),
    }),
  );
  return Object.fromEntries(all.map((one) => [one.id, one]));
}
