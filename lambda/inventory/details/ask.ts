/** How a detail is asked for: like a read of a scan, under the same call budget, and whatever goes wrong is a value. */
import type { Clock } from '../../domain/clock';
import { type DetailReadName, detailReads } from '../../domain/detail-reads';
import type { Read } from '../../domain/read';
import { attempt } from '../attempt';
import type { RegionClients } from '../clients';
import { NoTimeLeft } from '../pacer';
import { ReadQueue } from '../read-queue';

/** @param name what is declared of it: its operation, its permission, what it spends */
export type Ask = <T>(name: DetailReadName, read: () => Promise<T>) => Promise<Read<T>>;

/** Every detail weighs the same: none can wait for another that somebody would rather have. */
const PRIORITY = 0;

/** @param queue of the Region: reads of different plans wait in one line */
export function asking(clients: RegionClients, clock: Clock, queue = new ReadQueue()): Ask {
  return (name, read) => {
    const { operation, budgets } = detailReads[name];
    return queue.run(budgets, PRIORITY, () =>
      attempt(operation, clock, clients.signal, async () => {
        if (budgets.length > 0 && clients.closing.aborted) throw new NoTimeLeft();
        return await read();
      }),
    );
  };
}

/** What there is once in every Region cannot be gone: an answer that says so is trouble. */
export function neverGone<T>(name: DetailReadName, read: Read<T>): Read<T> {
  if (read.status !== 'gone') return read;
  return { status: 'failed', kind: 'failed', reason: `NotFoundException on ${detailReads[name].operation}` };
}

/** When AWS was asked for the older one. */
export function older(a: string, b: string): string {
  return a < b ? a : b;
}
