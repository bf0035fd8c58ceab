/** How full something was, as the report tells it. */
import { type DailyPeak, fullness, higher } from '../../domain/history';
import { utilizationOf } from '../../domain/measurement';
import type { ReportPeak } from '../../domain/report';

export function isFull(peak: DailyPeak): boolean {
  return fullness(peak) >= 1;
}

/** `null` of none. */
export function highestOf(peaks: readonly DailyPeak[]): DailyPeak | null {
  return peaks.reduce<DailyPeak | null>((highest, peak) => (highest === null ? peak : higher(highest, peak)), null);
}

const MINUTE_MS = 60_000;

export function reportPeak([, usage, limit, minute]: DailyPeak): ReportPeak {
  return { usage, limit, percent: utilizationOf(usage, limit), at: new Date(minute * MINUTE_MS).toISOString() };
}
