/** How full something was, so that peaks and rows can be put in order. */
import type { DailyPeak } from '../../domain/history';
import type { Filling } from '../../domain/plan';
import type { ReportPeak } from '../../domain/report';

/** The part of the limit in use, 1 at the limit. With a limit of 0 anything in use is too much: it goes before whatever has one. */
export function fullnessOf({ usage, limit }: Filling): number {
  if (limit > 0) return usage / limit;
  return usage > 0 ? Infinity : 0;
}

export function isFull(peak: Filling): boolean {
  return fullnessOf(peak) >= 1;
}

/** The fullest; of equals the one with the most in use, then the first. `null` of none. */
export function highestOf(peaks: readonly DailyPeak[]): DailyPeak | null {
  let highest: DailyPeak | null = null;
  for (const peak of peaks) if (highest === null || isHigher(peak, highest)) highest = peak;
  return highest;
}

function isHigher(one: DailyPeak, other: DailyPeak): boolean {
  const [fullness, others] = [fullnessOf(fillingOf(one)), fullnessOf(fillingOf(other))];
  if (fullness !== others) return fullness > others;
  return one[1] === other[1] ? one[3] < other[3] : one[1] > other[1];
}

// By index: to take millions of them apart by pattern takes half a second more.
function fillingOf(peak: DailyPeak): Filling {
  return { usage: peak[1], limit: peak[2] };
}

const MINUTE_MS = 60_000;

export function reportPeak([, usage, limit, minute]: DailyPeak): ReportPeak {
  return { usage, limit, percent: percentOf(usage, limit), at: new Date(minute * MINUTE_MS).toISOString() };
}

/** One decimal; `null` where there is no limit. */
export function percentOf(usage: number, limit: number): number | null {
  return limit > 0 ? Math.round((usage / limit) * 1000) / 10 : null;
}
