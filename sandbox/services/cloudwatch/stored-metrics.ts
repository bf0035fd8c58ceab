/**
 * The metrics that were put. What is put is there at once; AWS takes up to two minutes until it can be read, and up to
 * fifteen until a new metric is listed. Values of high resolution are kept by the minute as well.
 */
import type { Dimension, Metric } from '@aws-sdk/client-cloudwatch';
import { combined, merged, MINUTE, type Sample, type Series } from './series';

/** What makes a metric this one: with one dimension more it is another. */
export interface MetricIdentity {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: Dimension[];
}

interface StoredMetric {
  readonly region: string;
  readonly metric: MetricIdentity;
  /** Samples by the beginning of their minute, and by unit. */
  readonly minutes: Map<number, Map<string, Sample>>;
  putAt: Date;
}

export interface Datum {
  readonly metric: MetricIdentity;
  readonly at: Date;
  readonly unit: string;
  readonly sample: Sample;
}

export class StoredMetrics {
  private readonly byKey = new Map<string, StoredMetric>();

  put(region: string, { metric, at, unit, sample }: Datum, now: Date): void {
    const key = keyOf(region, metric);
    const stored = this.byKey.get(key) ?? {
      region,
      metric,
      minutes: new Map<number, Map<string, Sample>>(),
      putAt: now,
    };
    this.byKey.set(key, stored);
    stored.putAt = now;
    const minute = Math.floor(at.getTime() / MINUTE) * MINUTE;
    const samples = stored.minutes.get(minute) ?? new Map<string, Sample>();
    stored.minutes.set(minute, samples);
    const before = samples.get(unit);
    // What is put twice counts twice.
    samples.set(unit, before ? merged(before, sample) : sample);
  }

  /** Exactly these dimensions, in any order. Without a unit, the samples of all units: AWS converts none. */
  series(region: string, metric: Metric, unit: string | undefined): Series {
    const minutes = this.byKey.get(keyOf(region, metric))?.minutes;
    return {
      at: (time) => {
        const samples = minutes?.get(time);
        if (!samples) return undefined;
        return unit === undefined ? combined([...samples.values()]) : samples.get(unit);
      },
    };
  }

  /** Those into which something was put since then, the oldest first. */
  since(region: string, time: Date): MetricIdentity[] {
    return [...this.byKey.values()]
      .filter((stored) => stored.region === region && stored.putAt >= time)
      .map(({ metric }) => metric);
  }
}

function keyOf(region: string, { Namespace, MetricName, Dimensions = [] }: Metric): string {
  const sorted = Dimensions.map(({ Name, Value }: Dimension) => [Name ?? '', Value ?? '']).toSorted(
    ([a = ''], [b = '']) => (a < b ? -1 : 1),
  );
  return JSON.stringify([region, Namespace, MetricName, sorted]);
}
