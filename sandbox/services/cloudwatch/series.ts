/** A metric by its time series, and what the statistics of its points are. */

/** What CloudWatch keeps of the values of a minute. */
export interface Sample {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** The sample of the minute that begins at `time`, or nothing. */
export interface Series {
  at(time: number): Sample | undefined;
}

export const MINUTE = 60_000;
export const STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];

export function sampleOf(value: number, count = 1): Sample {
  return { count, sum: value * count, minimum: value, maximum: value };
}

export function merged(a: Sample, b: Sample): Sample {
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    minimum: Math.min(a.minimum, b.minimum),
    maximum: Math.max(a.maximum, b.maximum),
  };
}

/** All of the samples as one; nothing, if there are none. */
export function combined([first, ...others]: readonly Sample[]): Sample | undefined {
  return first && others.reduce(merged, first);
}

export function statisticOf({ count, sum, minimum, maximum }: Sample, statistic: string): number {
  switch (statistic) {
    case 'SampleCount':
      return count;
    case 'Sum':
      return sum;
    case 'Minimum':
      return minimum;
    case 'Maximum':
      return maximum;
    default:
      return sum / count;
  }
}
