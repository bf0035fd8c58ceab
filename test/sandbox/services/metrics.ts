/** What the tests of CloudWatch ask for. */
import type { Dimension, MetricDataQuery } from '@aws-sdk/client-cloudwatch';

/** Every minute is a peak, so the value is exact. */
export const steady = (value: number) => ({ typical: value, peak: value, every: 1 });

export function metric(
  Namespace: string,
  MetricName: string,
  dimensions: Readonly<Record<string, string>> = {},
): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]): Dimension => ({ Name, Value }));
  return { Id: 'm', MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 60, Stat: 'Sum' } };
}
