/** Slack's Web API, as the product uses it: one try, no waiting behind anybody's back. */
import { WebClient } from '@slack/web-api';

/**
 * The client's own retries would post a message again whose answer was lost (four times in 12 s, seen of 8.2.0), and would
 * wait out a "slow down" of half a minute inside a function. Whoever calls decides when to try again.
 * @param apiUrl where the Web API is, if not at Slack
 */
export function openSlack(token: string, apiUrl?: string): WebClient {
  return new WebClient(token, {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 5000,
    maxRequestConcurrency: 1,
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  });
}

/** Slack's own word for what went wrong, such as `channel_not_found`, or the error's. */
export function slackError(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const data: unknown = Reflect.get(error, 'data');
  const word: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'error') : undefined;
  if (typeof word === 'string') return word;
  return error instanceof Error ? error.message : 'an unknown error';
}
