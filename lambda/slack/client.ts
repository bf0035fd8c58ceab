/** Slack's Web API, as the product uses it: one try, no waiting behind anybody's back. */
import { type Logger, LogLevel, WebClient } from '@slack/web-api';

/**
 * The client's own retries would post a message again whose answer was lost (four times in 12 s, seen of 8.2.0), and would
 * wait out a "slow down" of half a minute inside a function. Whoever calls decides when to try again.
 * @param apiUrl where the Web API is, if not at Slack
 * @param timeoutMs how long Slack may take for an answer
 */
export function openSlack(token: string, apiUrl?: string, timeoutMs = 5000): WebClient {
  return new WebClient(token, {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    maxRequestConcurrency: 1,
    logger: SILENT,
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  });
}

/** What goes wrong is said by whoever calls: the client would write it between the lines of the functions' log. */
const SILENT: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

/** Slack's own word for what went wrong, such as `channel_not_found`, or the error's. */
export function slackError(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const data: unknown = Reflect.get(error, 'data');
  const word: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'error') : undefined;
  if (typeof word === 'string') return word;
  return error instanceof Error ? error.message : 'an unknown error';
}
