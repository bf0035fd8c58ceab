/** The second path to Slack: an alarm of CloudWatch becomes a message, and nothing of Headroom's own stores is needed for it. */
import * as z from 'zod';
import { alarmMessage } from '../messages/slack';
import type { Sender } from '../slack/sender';
import type { Log } from './log';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html, as far as it is told. */
const Alarm = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string().nullish(),
  AWSAccountId: z.string(),
  AlarmArn: z.string(),
  NewStateValue: z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA']),
  NewStateReason: z.string(),
  StateChangeTime: z.string(),
});

export interface AlarmParts {
  readonly channel: string;
  readonly runbook: string;
  readonly token: () => Promise<string | null>;
  readonly senderWith: (token: string) => Sender;
  readonly log: Log;
}

/** @param text what SNS brought @throws what Slack did not take: Lambda tries again, and the e-mail goes its own way */
export async function tellAlarm(parts: AlarmParts, text: string): Promise<void> {
  const { channel, runbook, log } = parts;
  const alarm = Alarm.parse(JSON.parse(text));
  const token = await parts.token();
  if (token === null) throw new Error('there is no token for Slack: run npm run slack-token');
  const message = alarmMessage(
    {
      name: alarm.AlarmName,
      description: alarm.AlarmDescription ?? '',
      state: alarm.NewStateValue,
      reason: alarm.NewStateReason,
      at: new Date(alarm.StateChangeTime).toISOString(),
      region: alarm.AlarmArn.split(':')[3] ?? '',
      accountId: alarm.AWSAccountId,
    },
    runbook,
  );
  const sent = await parts.senderWith(token).post(channel, message);
  if (sent.status === 'refused') throw new Error(`Slack did not take the alarm: ${sent.error}`);
  log({ level: 'INFO', message: 'said in Slack', kind: message.kind, channel, ts: sent.ts });
}
