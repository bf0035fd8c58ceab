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

/** The lines that a scan writes of what it found, for those who have only its snapshot. */
export function logLinesOf({ accountId, measurements, observations, finishedAt }: Snapshot): LogLine[] {
  const line = (level: string, message: string, members: object): LogLine => ({
    timestamp: finishedAt,
    level,
    message,
    ...members,
  });
  return [
    ...measurements.map((one) => line('INFO', logMessages.measurement, one)),
    ...observations.map((one) => line('WARN', logMessages.observation, { accountId, ...one })),
  ];
}
