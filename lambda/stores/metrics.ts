/** Tells CloudWatch what a scan found, in as few requests as its limits allow. */
import {
  CloudWatchClient,
  PutMetricDataCommand,
  type MetricDatum as CloudWatchDatum,
} from '@aws-sdk/client-cloudwatch';
import type { MetricDatum } from '../domain/metric-data';
import { sdkConfig } from '../domain/sdk-config';
import { metrics, NAMESPACE } from '../domain/telemetry';

/** "Each PutMetricData request is limited to 1 MB in size", "no more than 1000 different metrics": https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const MOST_DATA = 1000;
/** A little less than 1 MB: around the data stands the rest of the request. The limit holds for what is sent, which is gzipped and so far smaller; nobody relies on that. */
const MOST_BYTES = 1_000_000;

export interface MetricStore {
  /**
   * Every request is tried, also after one that failed. The same scan told twice changes no Maximum and no Minimum, and nothing
   * else is read of these metrics.
   * @param at the time of all data
   * @throws the first failure, after all requests were tried
   */
  publish(data: readonly MetricDatum[], at: Date): Promise<void>;
  close(): void;
}

/** @param timeoutMs how long one attempt may wait for its answer */
export function openMetrics(timeoutMs?: number): MetricStore {
  const client = new CloudWatchClient(sdkConfig(timeoutMs));
  return {
    publish: async (data, at) => {
      const failures: unknown[] = [];
      for (const MetricData of requestsOf(data.map((one) => datumOf(one, at)))) {
        try {
          await client.send(new PutMetricDataCommand({ Namespace: NAMESPACE, MetricData }));
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
    close: () => client.destroy(),
  };
}

function datumOf({ metric, dimensions, value }: MetricDatum, at: Date): CloudWatchDatum {
  const { name, unit } = metrics[metric];
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { MetricName: name, Unit: unit, Dimensions, Value: value, Timestamp: at };
}

/** Cut where the next datum would go over a limit of one request. */
export function requestsOf(data: readonly CloudWatchDatum[]): CloudWatchDatum[][] {
  const requests: CloudWatchDatum[][] = [];
  let bytes = Infinity;
  for (const datum of data) {
    const size = Buffer.byteLength(JSON.stringify(datum)) + 1;
    const last = requests.at(-1);
    if (last && last.length < MOST_DATA && bytes + size <= MOST_BYTES) {
      last.push(datum);
      bytes += size;
    } else {
      requests.push([datum]);
      bytes = size;
    }
  }
  return requests;
}
