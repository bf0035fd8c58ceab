/** Slack's published request rates: https://docs.slack.dev/apis/web-api/rate-limits */

export interface Rate {
  readonly requests: number;
  readonly seconds: number;
  /** Whether each channel has its own. */
  readonly perChannel: boolean;
}

/**
 * "1 per second … short bursts >1 allowed", for each channel. How short is not published: 3 in any 3 seconds here. The
 * limit of the whole workspace that stands beside it is not published at all, and not here.
 */
export const POSTS: Rate = { requests: 3, seconds: 3, perChannel: true };
/** "50+ per minute", of each method. The `+` is Slack's; here it is 50. */
export const TIER_3: Rate = { requests: 50, seconds: 60, perChannel: false };
/** "100+ per minute". */
export const TIER_4: Rate = { requests: 100, seconds: 60, perChannel: false };

/** Remembers what was let through. A refused request does not count. */
export class RateLimits {
  private readonly passed = new Map<string, number[]>();

  /** @param now milliseconds. @returns the seconds to wait, or `null` for a request that may pass and now counts */
  waitFor(method: string, channel: string | null, rate: Rate, now: number): number | null {
    const key = rate.perChannel ? `${method} ${channel}` : method;
    const window = rate.seconds * 1000;
    const recent = (this.passed.get(key) ?? []).filter((at) => now - at < window);
    this.passed.set(key, recent);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= rate.requests) return Math.ceil((oldest + window - now) / 1000);
    recent.push(now);
    return null;
  }

  clear(): void {
    this.passed.clear();
  }
}
