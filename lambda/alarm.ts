/** The alarm function: what CloudWatch's alarms start through their topic. */
import * as z from 'zod';
import { tellAlarm } from './app/alarm';
import { openSlack } from './slack/client';
import { senderWith } from './slack/sender';
import { readSecret } from './stores/parameters';
import { log } from './system-log';

const Environment = z.object({
  HEADROOM_CHANNEL: z.string(),
  HEADROOM_RUNBOOK: z.string(),
  HEADROOM_SLACK_TOKEN: z.string(),
  /** Where the Web API is, if not at Slack. */
  SLACK_API_URL: z.string().optional(),
});

const TopicEvent = z.object({ Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })) });

/** @throws what could not be told: Lambda tries again */
export async function handler(event: unknown): Promise<void> {
  const environment = Environment.parse(process.env);
  for (const { Sns } of TopicEvent.parse(event).Records) {
    await tellAlarm(
      {
        channel: environment.HEADROOM_CHANNEL,
        runbook: environment.HEADROOM_RUNBOOK,
        token: async () => await readSecret(environment.HEADROOM_SLACK_TOKEN),
        senderWith: (token) => senderWith(openSlack(token, environment.SLACK_API_URL)),
        log,
      },
      Sns.Message,
    );
  }
}
