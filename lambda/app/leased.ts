/** Work that only one run does at a time, and never twice for the same time. */
import type { Clock } from '../domain/clock';
import { described } from '../domain/error-code';
import { giveBackLease, type LeaseResult, takeLease } from '../stores/lease';
import type { Table } from '../stores/table';
import type { Log } from './log';

export interface Run {
  /** The time that the scan is for: the same one twice is one scan. */
  readonly scheduledAt: Date;
  /** Unique for each run, so that a lease that was taken, but whose answer was lost, is known for our own. */
  readonly runId: string;
}

export interface LeaseParts {
  readonly clock: Clock;
  readonly table: Table;
  readonly log: Log;
}

/** Another scan has run or is running: nothing was read and nothing written. */
export interface Skipped {
  readonly status: 'skipped';
  readonly reason: string;
}

/** @param subject whose scans are kept apart: an account, or the organization @throws what `work` throws */
export async function leased<T>(
  parts: LeaseParts,
  subject: string,
  run: Run,
  work: () => Promise<T>,
): Promise<T | Skipped> {
  const refusal = await taken(parts, subject, run);
  if (refusal) return refusal;
  try {
    return await work();
  } finally {
    await giveBack(parts, subject, run.scheduledAt);
  }
}

/** Clocks differ by a little. */
const MOST_AHEAD_MS = 5 * 60_000;

/**
 * @param forMs how long it holds when nobody gives it back; a little more than one scan may take, if not given
 * @returns `null` when it is ours
 */
export async function taken(
  { table, clock, log }: LeaseParts,
  subject: string,
  { scheduledAt, runId }: Run,
  forMs?: number,
): Promise<Skipped | null> {
  const ahead = scheduledAt.getTime() - clock.now().getTime();
  // It would keep out every scan until then.
  if (ahead > MOST_AHEAD_MS)
    throw new Error(`scheduledAt is ${scheduledAt.toISOString()}, expected a time that has come`);
  const lease = await takeLease(table, subject, { runId, scheduledAt, now: clock.now(), forMs });
  if (lease.status === 'held') return null;
  const reason = SKIPPED[lease.reason](lease.by);
  log({ level: 'WARN', message: `no scan: ${reason}`, subject, scheduledAt: scheduledAt.toISOString() });
  return { status: 'skipped', reason };
}

/** A lease that cannot be given back runs out by itself: that must neither spoil a good scan nor hide why a bad one failed. */
export async function giveBack({ table, log }: LeaseParts, subject: string, scheduledAt: Date): Promise<void> {
  try {
    await giveBackLease(table, subject, scheduledAt);
  } catch (error) {
    log({
      level: 'WARN',
      message: 'the lease could not be given back; it runs out by itself',
      reason: described(error),
    });
  }
}

const SKIPPED: Record<Extract<LeaseResult, { status: 'refused' }>['reason'], (by: string) => string> = {
  ran: (by) => `the one for ${by} has begun already`,
  newer: (by) => `a newer one, for ${by}, has begun already`,
  running: (by) => `the one for ${by} is still running; give scan.every more minutes if this happens again`,
};
