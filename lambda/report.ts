/** The report function: what the schedule starts on the first of the month, and whoever wants a report made again. */
import * as z from 'zod';
import { makeReport } from './app/report';
import { openNudges } from './stores/nudges';
import { openBucket } from './stores/objects';
import { openTable } from './stores/table';
import { systemClock } from './system-clock';
import { log } from './system-log';

const Environment = z.object({
  HEADROOM_ACCOUNT: z.string(),
  HEADROOM_BUCKET: z.string(),
  HEADROOM_TABLE: z.string(),
  HEADROOM_QUEUE_URL: z.string(),
  AWS_REGION: z.string(),
});

/** What the schedule sends; by hand it may be `{ "month": "2026-10" }`, or nothing, which is the month before this one. */
const ReportEvent = z.object({
  scheduledAt: z.iso.datetime().optional(),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'expected a month such as 2026-10' })
    .optional(),
});

/** What the invocation returns. */
export interface ReportSummary {
  readonly month: string;
  readonly revision: number;
  readonly quotas: number;
}

/** @throws what AWS refuses: Lambda starts it again */
export async function handler(event: unknown): Promise<ReportSummary> {
  const environment = Environment.parse(process.env);
  const { scheduledAt, month = null } = ReportEvent.parse(event ?? {});
  const objects = openBucket(environment.HEADROOM_BUCKET, environment.HEADROOM_ACCOUNT);
  const table = openTable(environment.HEADROOM_TABLE);
  const nudges = openNudges(environment.HEADROOM_QUEUE_URL);
  try {
    const at = scheduledAt === undefined ? systemClock.now() : new Date(scheduledAt);
    const parts = { clock: systemClock, homeRegion: environment.AWS_REGION, objects, table, nudges, log };
    const report = await makeReport(parts, { at, month });
    return { month: report.month, revision: report.revision, quotas: report.rows.length };
  } finally {
    objects.close();
    table.client.destroy();
    nudges.close();
  }
}
