/** The scan function: what the schedule starts. Environment, clock and stores in, one call into the app. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { monitor } from './app/monitor';
import { openEventBus } from './stores/events';
import { openMetrics } from './stores/metrics';
import { openNudges } from './stores/nudges';
import { openBucket } from './stores/objects';
import { openTable } from './stores/table';
import { log } from './system-log';
import { systemClock } from './system-clock';

const Environment = z.object({
  HEADROOM_ACCOUNT: z.string(),
  HEADROOM_BUCKET: z.string(),
  HEADROOM_TABLE: z.string(),
  HEADROOM_QUEUE_URL: z.string(),
  HEADROOM_EVENT_BUS: z.string(),
  AWS_REGION: z.string(),
});

/** What the schedule sends; without a time, somebody starts a scan by hand, and it is for now. */
const ScanEvent = z.object({ scheduledAt: z.iso.datetime().optional() });

/** What the invocation returns: enough to see how it went; the measurements are in the log. */
export type ScanSummary =
  | { readonly status: 'skipped'; readonly reason: string }
  | {
      readonly status: 'scanned';
      readonly accountId: string;
      readonly coverage: number;
      readonly measured: number;
      readonly notMeasured: number;
      readonly regions: Readonly<Record<string, string>>;
    };

export async function handler(event: unknown): Promise<ScanSummary> {
  const environment = Environment.parse(process.env);
  const { scheduledAt } = ScanEvent.parse(event ?? {});
  const objects = openBucket(environment.HEADROOM_BUCKET, environment.HEADROOM_ACCOUNT);
  const table = openTable(environment.HEADROOM_TABLE);
  const metrics = openMetrics();
  const bus = openEventBus(environment.HEADROOM_EVENT_BUS);
  const nudges = openNudges(environment.HEADROOM_QUEUE_URL);
  try {
    const result = await monitor(
      {
        clock: systemClock,
        accountId: environment.HEADROOM_ACCOUNT,
        homeRegion: environment.AWS_REGION,
        objects,
        table,
        metrics,
        bus,
        nudges,
        log,
      },
      { runId: randomUUID(), scheduledAt: scheduledAt === undefined ? systemClock.now() : new Date(scheduledAt) },
    );
    if (result.status === 'skipped') return result;
    const { accountId, measurements, regions } = result.snapshot;
    return {
      status: 'scanned',
      accountId,
      coverage: result.coverage.percent,
      measured: measurements.filter((one) => one.status === 'measured').length,
      notMeasured: measurements.filter((one) => one.status !== 'measured').length,
      regions: Object.fromEntries(regions.map(({ region, status }) => [region, status])),
    };
  } finally {
    objects.close();
    table.client.destroy();
    metrics.close();
    bus.close();
    nudges.close();
  }
}
