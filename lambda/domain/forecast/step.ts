/** Whether usage rose once and has stayed since, as after a release, and does not grow. Pure. */
import { sumNthPowerDeviations } from 'simple-statistics';
import { type Peak, residualsOf, spreadOf } from './trend';

/** A side of a step has at least so many days. */
const SHORTEST_SIDE = 2;

/**
 * A step is one where it is so many times as likely as the line: not less, since it may choose its day. With 50, growth of 1.5 a day in
 * noise of 10 is taken for a step three times in a hundred after four weeks (docs/forecast.md).
 */
const LIKELIER = 50;

/** Residuals count up to so many standard deviations: one odd day decides nothing. */
const MOST_DEVIATIONS = 2.5;

/** @param peaks by day, all of one kind or as if they were */
export function isOneStep(peaks: readonly Peak[], perDay: number): boolean {
  const residuals = residualsOf(peaks, perDay);
  const most = MOST_DEVIATIONS * spreadOf(residuals);
  const clipped = residuals.map((residual) => Math.min(Math.max(residual, -most), most));
  const line = sumNthPowerDeviations(clipped, 2);
  const usages = peaks.map(({ day }, index) => (clipped[index] ?? NaN) + perDay * (day - (peaks[0]?.day ?? NaN)));
  // The likelihoods of normal residuals are as these sums to the power of half their number.
  return bestStep(usages) < line * LIKELIER ** (-2 / peaks.length);
}

/** How far usage is from a step on the day that suits it best, squared and summed. */
function bestStep(usages: readonly number[]): number {
  const before = runningDeviations(usages);
  const after = runningDeviations(usages.toReversed()).toReversed();
  const steps = usages.map((_, index) => (before[index - 1] ?? Infinity) + (after[index] ?? Infinity));
  return Math.min(...steps.slice(SHORTEST_SIDE, 1 - SHORTEST_SIDE));
}

/** How far values are from their mean, squared and summed: of the first one, the first two, and so on. By Welford's recurrence. */
function runningDeviations(values: readonly number[]): number[] {
  let mean = 0;
  let deviations = 0;
  return values.map((value, index) => {
    const off = value - mean;
    mean += off / (index + 1);
    deviations += off * (value - mean);
    return deviations;
  });
}
