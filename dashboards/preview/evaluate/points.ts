/** A metric's points as CloudWatch gives them out: one for each period that has any. */
import type { Point } from '../data';
import type { Range } from './range';

export function pointsIn(points: readonly Point[], range: Range, periodSeconds: number, statistic: string): Point[] {
  const period = periodSeconds * 1000;
  const byPeriod = new Map<number, number>();
  for (const { time, value } of points) {
    if (time < range.start || time > range.end) continue;
    const bucket = Math.floor(time / period) * period;
    const before = byPeriod.get(bucket);
    byPeriod.set(bucket, before === undefined ? value : combined(statistic, before, value));
  }
  return [...byPeriod].map(([time, value]) => ({ time, value })).toSorted((a, b) => a.time - b.time);
}

function combined(statistic: string, a: number, b: number): number {
  if (statistic === 'Maximum') return Math.max(a, b);
  if (statistic === 'Minimum') return Math.min(a, b);
  throw new Error(`the preview knows no statistic ${statistic}`);
}
