/** The round function: the first and the last step of a round over the accounts of an organization. */
import * as z from 'zod';
import type { Skipped } from './app/leased';
import { beginRound, type Begun } from './app/round/begin';
import { type Ended, endRound } from './app/round/end';
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
  HEADROOM_ORGANIZATION: z.string(),
  AWS_REGION: z.string(),
});

/** What the state machine sends: infra/round-definition.ts. */
const RoundEvent = z.object({
  step: z.enum(['begin', 'end']),
  scheduledAt: z.iso.datetime(),
  /** The execution: a step that is tried again, because its answer was lost, is the same run. */
  runId: z.string(),
  /** What Step Functions caught: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
  problem: z.object({ Error: z.string().optional(), Cause: z.string().optional() }).nullish(),
});

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
const Context = z.looseObject({ invokedFunctionArn: z.string().regex(/^arn:[\w-]+:lambda:/) });

/** @throws what AWS refuses: the state machine tries it again, and then ends the round with what there is */
export async function handler(event: unknown, context: unknown): Promise<Begun | Ended | Skipped> {
  const environment = Environment.parse(process.env);
  const { step, scheduledAt, runId, problem } = RoundEvent.parse(event);
  const objects = openBucket(environment.HEADROOM_BUCKET, environment.HEADROOM_ACCOUNT);
  const table = openTable(environment.HEADROOM_TABLE);
  const metrics = openMetrics();
  const bus = openEventBus(environment.HEADROOM_EVENT_BUS);
  const nudges = openNudges(environment.HEADROOM_QUEUE_URL);
  const parts = { clock: systemClock, objects, table, log, organizationId: environment.HEADROOM_ORGANIZATION };
  const run = { runId, scheduledAt: new Date(scheduledAt) };
  try {
    if (step === 'begin') {
      const [, partition = ''] = Context.parse(context).invokedFunctionArn.split(':');
      return await beginRound({ ...parts, home: environment.HEADROOM_ACCOUNT, partition }, run);
    }
    const caught = problem ? [problem.Error, problem.Cause].filter((one) => one !== undefined).join(': ') : null;
    const ending = { home: environment.HEADROOM_ACCOUNT, homeRegion: environment.AWS_REGION, metrics, bus, nudges };
    return await endRound({ ...parts, ...ending }, run, caught);
  } finally {
    objects.close();
    table.client.destroy();
    metrics.close();
    bus.close();
    nudges.close();
  }
}
