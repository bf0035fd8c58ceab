/**
 * How CloudWatch evaluates an alarm, as far as the alarms here go: M of the last N periods, and what a period without data
 * means. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html (that it looks back further
 * than N periods when data is missing makes it quieter now and then, never louder; that is left out)
 */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** As in a template. */
export interface AlarmProperties {
  readonly ComparisonOperator: string;
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly TreatMissingData: string;
}

/** @param values one for each period, `null` for none @returns the state after each period */
export function statesOf(alarm: AlarmProperties, values: readonly (number | null)[]): AlarmState[] {
  let state: AlarmState = 'INSUFFICIENT_DATA';
  return values.map((_, index) => {
    const window = values.slice(Math.max(0, index + 1 - alarm.EvaluationPeriods), index + 1);
    state = next(alarm, window, state);
    return state;
  });
}

function next(alarm: AlarmProperties, window: readonly (number | null)[], before: AlarmState): AlarmState {
  const known = window.filter((value) => value !== null);
  const missing = alarm.TreatMissingData === 'breaching' ? window.length - known.length : 0;
  const breaching = known.filter((value) => breaches(alarm, value)).length + missing;
  if (breaching >= alarm.DatapointsToAlarm) return 'ALARM';
  return alarm.TreatMissingData === 'ignore' && known.length < window.length ? before : 'OK';
}

function breaches({ ComparisonOperator: operator, Threshold: threshold }: AlarmProperties, value: number): boolean {
  switch (operator) {
    case 'LessThanThreshold':
      return value < threshold;
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    default:
      throw new Error(`no alarm of ours compares by ${operator}`);
  }
}
