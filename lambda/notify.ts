/** The notifier function: what the nudges start, one channel of Slack at a time. */
import * as z from 'zod';
import { notify } from './app/notify';
import { textOf } from './quotas/texts';
import { openSlack } from './slack/client';
import { senderWith } from './slack/sender';
import { openBucket } from './stores/objects';
import { readSecret } from './stores/parameters';
import { openTable } from './stores/table';
import { systemClock } from './system-clock';
import { log } from './system-log';

const Environment = z.object({
  HEADROOM_ACCOUNT: z.string(),
  HEADROOM_BUCKET: z.string(),
  HEADROOM_TABLE: z.string(),
  HEADROOM_SLACK_TOKEN: z.string(),
  AWS_REGION: z.string(),
  /** Where the Web API is, if not at Slack. */
  SLACK_API_URL: z.string().optional(),
});

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html: in the queue of nudges a group is a channel. */
const NudgeEvent = z.object({
  Records: z.array(z.object({ attributes: z.object({ MessageGroupId: z.string() }) })).min(1),
});

const Context = z.looseObject({ getRemainingTimeInMillis: z.function({ output: z.number() }) });

/** @throws what AWS refuses: the queue delivers the nudge again */
export async function handler(event: unknown, context: unknown): Promise<void> {
  const environment = Environment.parse(process.env);
  const { Records } = NudgeEvent.parse(event);
  const { getRemainingTimeInMillis } = Context.parse(context);
  const objects = openBucket(environment.HEADROOM_BUCKET, environment.HEADROOM_ACCOUNT);
  const table = openTable(environment.HEADROOM_TABLE);
  try {
    for (const channel of new Set(Records.map(({ attributes }) => attributes.MessageGroupId))) {
      await notify(
        {
          clock: systemClock,
          accountId: environment.HEADROOM_ACCOUNT,
          homeRegion: environment.AWS_REGION,
          objects,
          table,
          token: async () => await readSecret(environment.HEADROOM_SLACK_TOKEN),
          senderWith: (token) => senderWith(openSlack(token, environment.SLACK_API_URL)),
          textOf,
          log,
          timeMs: getRemainingTimeInMillis(),
        },
        channel,
      );
    }
  } finally {
    objects.close();
    table.client.destroy();
  }
}
