/** The border between calls that throw and reads that are values. */
import { type Clock } from '../domain/clock';
import { type Read } from '../domain/read';
import { failureOf, isNotFound } from './failure';
import { NoTimeLeft } from './pacer';

/** @param operation `service:Operation`, for the reason of a failure. */
export async function attempt<T>(
  operation: string,
  clock: Clock,
  signal: AbortSignal,
  ask: () => Promise<T>,
): Promise<Read<T>> {
  const at = clock.now().toISOString();
  try {
    return { status: 'read', value: await ask(), at };
  } catch (error) {
    if (signal.aborted || error instanceof NoTimeLeft) {
      return { status: 'waiting', reason: `the scan's time was over before ${operation}` };
    }
    if (isNotFound(error)) return { status: 'gone' };
    return { status: 'failed', ...failureOf(error, operation) };
  }
}
