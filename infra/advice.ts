/** What is not wrong with the settings, but hardly meant. Pure. */
import type { Settings } from '../lambda/domain/settings';

export function adviceFor({ alarms, slack, scan }: Settings): string[] {
  const advice: string[] = [];
  if (alarms.email === null && slack.channel === null) {
    advice.push(
      'headroom.yaml names neither alarms.email nor slack.channel: Headroom would measure and tell nobody but its dashboard',
    );
  } else if (alarms.email === null) {
    advice.push(
      'headroom.yaml names no alarms.email: when Slack or its token fails, nobody hears of it; e-mail is the only way that needs neither',
    );
  }
  if (slack.channel === null && slack.routes.length > 0) {
    advice.push(
      'headroom.yaml names slack.routes and no slack.channel: what no route matches is told to nobody in Slack, nor are the alarms',
    );
  }
  if ((alarms.email !== null || slack.channel !== null) && !alarms.runbook.startsWith('https://')) {
    advice.push(
      'headroom.yaml names no alarms.runbook: messages and e-mails name a file of the repository where they could have a link',
    );
  }
  if (scan.everyMinutes > MOST_FOR_FAST_QUOTAS) {
    advice.push(
      `scan.every is ${scan.everyMinutes} minutes: a quota can fill up and fail in between; ${MOST_FOR_FAST_QUOTAS} minutes or less is better for rates and concurrency`,
    );
  }
  return advice;
}

const MOST_FOR_FAST_QUOTAS = 60;
