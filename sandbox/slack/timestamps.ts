/** A message's `ts`: seconds and six digits, which names it in its channel. */

const TS = /^\d{10}\.\d{6}$/;

export function isTimestamp(value: string): boolean {
  return TS.test(value);
}

/** Slack's look spaced like this when they come at once. */
const STEP_MICROSECONDS = 100;

/** Unique and ascending, also when the clock stands still or goes back. */
export class Timestamps {
  private last = 0;

  next(now: Date): string {
    this.last = Math.max(now.getTime() * 1000, this.last) + STEP_MICROSECONDS;
    const seconds = Math.floor(this.last / 1_000_000);
    return `${seconds}.${String(this.last % 1_000_000).padStart(6, '0')}`;
  }
}
