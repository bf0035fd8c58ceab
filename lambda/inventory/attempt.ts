/** The border between calls that throw and reads that are values. */
import type { Clock } from '../domain/clock';
import type { Read } from '../domain/read';
import { failureOf, isNotFound, NoAnswer } from './failure';
import { NoTimeLeft } from './pacer';

/**
 * @param operation `service:Operation`, for the reason of a failure
 * @param over aborts when the scan's time is over: then nobody waits any longer, whatever the call hangs on
 */
export async function attempt<T>(
  operation: string,
  clock: Clock,
  over: AbortSignal,
  ask: () => Promise<T>,
): Promise<Read<T>> {
  try {
    const value = await beforeTheEnd(ask, over);
    // Asked for at most one time-out ago, however long the read had to wait for its turn.
    return { status: 'read', value, at: clock.now().toISOString() };
  } catch (error) {
    if (error instanceof NoTimeLeft) return { status: 'waiting', reason: `the scan had no time left for ${operation}` };
    if (isNotFound(error)) return { status: 'gone' };
    return { status: 'failed', ...failureOf(error, operation) };
  }
}

/** Nothing is begun when the time is over: nobody would be there to hear how it failed. */
async function beforeTheEnd<T>(ask: () => Promise<T>, over: AbortSignal): Promise<T> {
  if (over.aborted) throw new NoTimeLeft();
  let stop = (): void => {};
  const end = new Promise<never>((_, reject) => {
    stop = () => reject(new NoAnswer('no answer before the end of the scan'));
    over.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([ask(), end]);
  } finally {
    over.removeEventListener('abort', stop);
  }
}
