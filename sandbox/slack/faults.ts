/** What goes wrong on demand. */

interface Condition {
  /** As in `chat.postMessage`; `upload` is the address that takes a file's bytes. Without it, every request. */
  readonly method?: string;
  readonly channel?: string;
  /** Let this many matching requests pass first. */
  readonly after?: number;
  /** Strike this often; for ever if not given. */
  readonly times?: number;
  /**
   * The request does what it asks for, and only its answer is wrong. Slack says so of `fatal_error` and `internal_error`:
   * "It's possible some aspect of the operation succeeded before the error was raised."
   */
  readonly takesEffect?: boolean;
}

/**
 * - `lost-answer`: the request takes effect, then the connection breaks
 * - `refused`: the connection is reset before anything
 * - `hang`: no answer, ever
 * - `error-500`: HTTP 500; `garbage`: HTTP 200 with something that is not JSON
 * - `ratelimited`: HTTP 429; `retryAfter` in seconds, `null` for an answer without the header
 * - `error`: a refusal in Slack's form
 */
export type SlackFault = Condition &
  (
    | { readonly kind: 'lost-answer' | 'refused' | 'hang' | 'error-500' | 'garbage' }
    | { readonly kind: 'ratelimited'; readonly retryAfter: number | null }
    | { readonly kind: 'error'; readonly error: string }
  );

export class SlackFaults {
  private readonly active: { readonly fault: SlackFault; seen: number }[] = [];

  add(...faults: readonly SlackFault[]): void {
    for (const fault of faults) this.active.push({ fault, seen: 0 });
  }

  clear(): void {
    this.active.length = 0;
  }

  /** Counts the request against every fault that it matches, and returns the first that strikes. */
  strike(request: { readonly method: string; readonly channel: string | null }): SlackFault | null {
    let struck: SlackFault | null = null;
    for (const entry of this.active) {
      const { method, channel, after = 0, times = Infinity } = entry.fault;
      if (method !== undefined && method !== request.method) continue;
      if (channel !== undefined && channel !== request.channel) continue;
      entry.seen += 1;
      if (entry.seen > after && entry.seen <= after + times) struck ??= entry.fault;
    }
    return struck;
  }
}
