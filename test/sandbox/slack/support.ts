/** A Slack for a test file, and the real client for it. Everything is closed after the file. */
import type { ErrorCode, WebClient } from '@slack/web-api';
import { openSlack } from '../../../lambda/slack/client';
import { DEFAULT_CHANNEL, type SandboxSlack, type SlackOptions, startSlack } from '../../../sandbox/slack';

const open: (() => Promise<void>)[] = [];

afterAll(async () => {
  await Promise.all(open.splice(0).map(async (close) => await close()));
});

export const CHANNEL = DEFAULT_CHANNEL.id;
export const OTHER = 'C0987654321';
export const SOMEBODY = 'U0123456789';

export async function start(options: SlackOptions = {}): Promise<SandboxSlack> {
  const slack = await startSlack({ complain: () => {}, ...options });
  open.push(async () => await slack.close());
  return slack;
}

/** The product's own client. It asks once: what the first answer makes of it is what is tested. */
export function clientOf({ url, token }: SandboxSlack, as: { token?: string; timeout?: number } = {}): WebClient {
  return openSlack(as.token ?? token, url, as.timeout);
}

/** What the client throws for a refusal, for `toMatchObject`. */
export function refusal(error: string, more: object = {}) {
  return { code: 'slack_webapi_platform_error', data: { ok: false, error, ...more } };
}

/** What the client throws when there was no answer that it could take for one. */
export function failure(code: `${ErrorCode}`, more: object = {}) {
  return { code, ...more };
}

/** Both clocks stand still until they are moved. */
export class HandClock {
  ms = 0;
  constructor(private readonly epoch = Date.parse('2026-11-20T12:00:00Z')) {}
  now(): Date {
    return new Date(this.epoch + this.ms);
  }
  elapsed(): number {
    return this.ms;
  }
}

/** The `ts` in an answer, which the client's types do not promise. */
export function tsOf(answer: object): string {
  if (!('ts' in answer) || typeof answer.ts !== 'string') throw new Error('the answer has no ts');
  return answer.ts;
}
