/** What the widgets of the preview are drawn from: what CloudWatch would have at one moment. */
import type { Snapshot } from '../../lambda/domain/snapshot';
import { logMessages } from '../../lambda/domain/telemetry';

export interface DashboardData {
  readonly metrics: readonly MetricSeries[];
  /** The lines of the scan's log, each with the `timestamp` at which it was written. */
  readonly logLines: readonly LogLine[];
  /** In milliseconds since 1970, as all times here. */
  readonly now: number;
}

export interface MetricSeries {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly points: readonly Point[];
}

export interface Point {
  readonly time: number;
  readonly value: number;
}

export type LogLine = Readonly<Record<string, unknown>>;

/** The lines that a scan writes of its measurements, for those who have only its snapshot. */
export function logLinesOf({ measurements, finishedAt }: Snapshot): LogLine[] {
  return measurements.map((one) => ({
    timestamp: finishedAt,
    level: 'INFO',
    message: logMessages.measurement,
    ...one,
  }));
}
