/** Points of CloudWatch for details: all that was asked for, or none of it. */
import type { Clock } from '../../domain/clock';
import type { Read } from '../../domain/read';
import { type Minutes, type Series, seriesKey } from '../../domain/series';
import type { RegionClients } from '../clients';
import { minutesOf, type Window } from '../readers/cloudwatch';

export const MINUTE = 60_000;
export const DAY_MINUTES = 24 * 60;
export const DAY = DAY_MINUTES * MINUTE;

/** The points of a series; none for one that was not asked for. */
export type Points = (series: Series) => Minutes;

/** One series that could not be read makes all of it unknown: a number without it would be too low. */
export async function pointsOf(
  clients: RegionClients,
  clock: Clock,
  series: readonly Series[],
  window: Window,
): Promise<Read<Points>> {
  const found = new Map<string, Minutes>();
  let at = clock.now().toISOString();
  for (const [key, outcome] of await minutesOf(clients, series, clock, window)) {
    if (outcome.status !== 'read') return outcome;
    found.set(key, outcome.value);
    if (outcome.at < at) at = outcome.at;
  }
  return { status: 'read', value: (one) => found.get(seriesKey(one)) ?? new Map(), at };
}

/** Where what has not ended yet begins: its points are still growing. */
export function lastWholeMinute(clock: Clock): number {
  return Math.floor(clock.now().getTime() / MINUTE) * MINUTE;
}

export function theMinute(minute: number): Window {
  return { from: minute, until: minute + MINUTE, periodMinutes: 1 };
}
