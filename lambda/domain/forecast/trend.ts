/**
 * Whether and how fast something grows, by comparing every two days: what a few odd days did counts for little. Of days that differ by
 * nature, such as weekdays, only those of the same kind are compared.
 *
 * Mann–Kendall's test with its correction for ties, Theil–Sen's slope with Sen's interval; with kinds they are those of Hirsch, Slack
 * and Smith, "Techniques of trend analysis for monthly water quality data", Water Resources Research 18 (1982). Pure.
 */
import { mean, median, medianAbsoluteDeviation, quantile, sampleStandardDeviation } from 'simple-statistics';
import { groupBy } from '../group-by';

/** What a day is compared as. */
export interface Peak {
  readonly day: number;
  readonly usage: number;
  /** Only peaks of the same kind are compared. */
  readonly kind: number;
}

export function usagesOf(peaks: readonly Peak[]): number[] {
  return peaks.map(({ usage }) => usage);
}

/** So many standard deviations on either side are 90 % of what is normal. */
export const Z_OF_90_PERCENT = 1.645;

export interface Growth {
  /** In standard deviations of what chance does: 1.96 or more comes once in forty times. */
  readonly z: number;
  /** Of the score: how many pairs of days rise, less how many fall. */
  readonly variance: number;
}

/** Mann–Kendall's. @param peaks by day */
export function growthOf(peaks: readonly Peak[]): Growth {
  let score = 0;
  for (const later of peaks)
    for (const earlier of peaks) {
      if (earlier.day >= later.day) break;
      if (earlier.kind === later.kind) score += Math.sign(later.usage - earlier.usage);
    }
  const variance = varianceOf(peaks);
  // The score goes in steps and the curve that it is compared with does not: hence one less.
  return { z: score === 0 ? 0 : (score - Math.sign(score)) / Math.sqrt(variance), variance };
}

function varianceOf(peaks: readonly Peak[]): number {
  let variance = 0;
  for (const ofKind of groupBy(peaks, ({ kind }) => kind).values()) {
    variance += varianceOfDays(ofKind.length);
    // Among equal ones nothing can rise or fall.
    for (const equal of groupBy(ofKind, ({ usage }) => usage).values()) variance -= varianceOfDays(equal.length);
  }
  return variance;
}

function varianceOfDays(count: number): number {
  return (count * (count - 1) * (2 * count + 5)) / 18;
}

/** In the quota's unit a day: 90 of 100 times within `slowest` and `fastest`. */
export interface Slope {
  readonly perDay: number;
  readonly slowest: number;
  readonly fastest: number;
}

/**
 * Theil–Sen's, with Sen's interval.
 * @param peaks by day, two of one kind at least
 * @param variance Mann–Kendall's of the same peaks
 */
export function slopeOf(peaks: readonly Peak[], variance: number): Slope {
  const slopes = slopesOf(peaks);
  const half = Math.min((Z_OF_90_PERCENT * Math.sqrt(variance)) / slopes.length, 1) / 2;
  const [slowest = NaN, perDay = NaN, fastest = NaN] = quantile(slopes, [0.5 - half, 0.5, 0.5 + half]);
  return { perDay, slowest, fastest };
}

/**
 * With an interval for what goes on each day from where it was the day before, as a count does: it may have come far by chance, and only
 * its daily changes tell how far.
 */
export function slopeOfDrifting(peaks: readonly Peak[], perDay: number): Slope {
  const changes = peaks.slice(1).map(({ day, usage }, index) => {
    const before = peaks[index] ?? { day: NaN, usage: NaN };
    return (usage - before.usage) / (day - before.day);
  });
  const half = (Z_OF_90_PERCENT * sampleStandardDeviation(changes)) / Math.sqrt(changes.length);
  return { perDay, slowest: perDay - half, fastest: perDay + half };
}

/** `slopeOf` without its interval. */
export function perDayOf(peaks: readonly Peak[]): number {
  return median(slopesOf(peaks));
}

/** From each day to each later one. */
function slopesOf(peaks: readonly Peak[]): number[] {
  const slopes: number[] = [];
  for (const later of peaks)
    for (const earlier of peaks) {
      if (earlier.day >= later.day) break;
      if (earlier.kind === later.kind) slopes.push((later.usage - earlier.usage) / (later.day - earlier.day));
    }
  return slopes;
}

/** What is left of the usage without the growth, around 0. */
export function residualsOf(peaks: readonly Peak[], perDay: number): number[] {
  const first = peaks[0]?.day ?? 0;
  const flat = peaks.map(({ day, usage }) => usage - perDay * (day - first));
  const middle = median(flat);
  const least = NEXT_TO_NOTHING * Math.max(...usagesOf(peaks).map(Math.abs));
  return flat.map((usage) => (Math.abs(usage - middle) <= least ? 0 : usage - middle));
}

/** Of the usage: what is left over of calculating with fractions where there is nothing. */
const NEXT_TO_NOTHING = 1e-9;

/** From the median of absolute deviations to the standard deviation, where they are normal; and from their mean. */
const OF_MEDIAN_DEVIATION = 1.4826;
const OF_MEAN_DEVIATION = 1.2533;

/** Their standard deviation, but for a few odd ones. */
export function spreadOf(residuals: number[]): number {
  // More than half of a count may lie on the line.
  return OF_MEDIAN_DEVIATION * medianAbsoluteDeviation(residuals) || OF_MEAN_DEVIATION * mean(residuals.map(Math.abs));
}

/** How much of a residual the next one keeps, of -1 to 1: next to 0 where each day stands for itself. */
export function autocorrelation(residuals: readonly number[]): number {
  let together = 0;
  let alone = 0;
  let before = 0;
  for (const residual of residuals) {
    together += before * residual;
    alone += residual ** 2;
    before = residual;
  }
  return alone === 0 ? 0 : together / alone;
}
