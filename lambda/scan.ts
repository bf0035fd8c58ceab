/** The scan function: what the schedule starts for one account, and the state machine for each batch of many. Environment, clock and stores in, one call into the app. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { AccountParts } from './app/account';
import { monitor } from './app/monitor';
import { type BatchResult, scanBatch } from './app/round/batch';
import { accountFacts } from './stores/directory';
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
  /** Only where an organization is watched. */
  HEADROOM_EXTERNAL_ID: z.string().optional(),
  AWS_REGION: z.string(),
});

/** What the schedule sends; without a time, somebody starts a scan by hand, and it is for now. */
const ScanEvent = z.object({ scheduledAt: z.iso.datetime().optional() });

/** A batch of an organization's round, as Step Functions hands it out: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html */
const BatchEvent = z.object({
  Items: z.array(accountFacts.extend({ accountId: z.string().regex(/^\d{12}$/) })),
  BatchInput: z.object({ scheduledAt: z.iso.datetime() }),
});

const Context = z.looseObject({
  getRemainingTimeInMillis: z.function({ output: z.number() }),
  /** `arn:<partition>:lambda:…` */
  invokedFunctionArn: z.string(),
});

/** What the invocation returns: enough to see how it went; the measurements are in the log. */
export type ScanSummary =
  | { readonly status: 'skipped'; readonly reason: string }
  | ({ readonly status: 'batch' } & BatchResult)
  | {
      readonly status: 'scanned';
      readonly accountId: string;
      readonly coverage: number;
      readonly measured: number;
      readonly notMeasured: number;
      readonly regions: Readonly<Record<string, string>>;
    };

export async function handler(event: unknown, context?: unknown): Promise<ScanSummary> {
  const environment = Environment.parse(process.env);
  const objects = openBucket(environment.HEADROOM_BUCKET, environment.HEADROOM_ACCOUNT);
  const table = openTable(environment.HEADROOM_TABLE);
  const bus = openEventBus(environment.HEADROOM_EVENT_BUS);
  const parts = { clock: systemClock, homeRegion: environment.AWS_REGION, objects, table, bus, log };
  try {
    const isBatch = typeof event === 'object' && event !== null && 'Items' in event;
    return isBatch ? await batch(parts, environment, event, context) : await one(parts, environment, event);
  } finally {
    objects.close();
    table.client.destroy();
    bus.close();
  }
}

type Parts = Omit<AccountParts, 'accountId'>;
type Environment = z.infer<typeof Environment>;

async function one(parts: Parts, environment: Environment, event: unknown): Promise<ScanSummary> {
  const { scheduledAt } = ScanEvent.parse(event ?? {});
  if (environment.HEADROOM_EXTERNAL_ID !== undefined)
    throw new Error(
      'a scan of one account was asked for, expected a batch: an organization is scanned by its state machine',
    );
  const metrics = openMetrics();
  const nudges = openNudges(environment.HEADROOM_QUEUE_URL);
  try {
    const result = await monitor(
      { ...parts, accountId: environment.HEADROOM_ACCOUNT, metrics, nudges },
      { runId: randomUUID(), scheduledAt: scheduledAt === undefined ? systemClock.now() : new Date(scheduledAt) },
    );
    if (result.status === 'skipped') return result;
    const { accountId, measurements, regions } = result.snapshot;
    return {
      status: 'scanned',
      accountId,
      coverage: result.coverage.percent,
      measured: measurements.filter((each) => each.status === 'measured').length,
      notMeasured: measurements.filter((each) => each.status !== 'measured').length,
      regions: Object.fromEntries(regions.map(({ region, status }) => [region, status])),
    };
  } finally {
    metrics.close();
    nudges.close();
  }
}

async function batch(parts: Parts, environment: Environment, event: unknown, context: unknown): Promise<ScanSummary> {
  const { Items, BatchInput } = BatchEvent.parse(event);
  const { getRemainingTimeInMillis, invokedFunctionArn } = Context.parse(context);
  const { HEADROOM_EXTERNAL_ID: externalId, HEADROOM_ACCOUNT: home } = environment;
  const [, partition] = invokedFunctionArn.split(':');
  if (externalId === undefined || partition === undefined)
    throw new Error('a batch of accounts came, expected HEADROOM_EXTERNAL_ID: this is deployed for one account');
  const result = await scanBatch({ ...parts, home, partition, externalId, timeMs: getRemainingTimeInMillis() }, Items, {
    runId: randomUUID(),
    scheduledAt: new Date(BatchInput.scheduledAt),
  });
  return { status: 'batch', ...result };
}
