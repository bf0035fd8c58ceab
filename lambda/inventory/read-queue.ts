/**
 * Reads that wait for the call budget. A read that has begun holds a request, its signature and its promises; with thousands
 * of them waiting that is most of a scan's memory. So only as many are begun as can keep the budget busy, in the order of
 * their priority; GetResources, which is the scarcest, has a lane of its own.
 */
import PQueue from 'p-queue';
import { type BudgetName, budgets } from '../domain/reads';

/** Enough to spend 10 requests a second on answers that take two seconds. */
const BEGUN_AT_ONCE = 20;

export class ReadQueue {
  private readonly lanes = new Map<BudgetName, PQueue>();

  /** @param priority smaller goes first; reads without a budget are begun at once */
  run<T>(names: readonly BudgetName[], priority: number, read: () => Promise<T>): Promise<T> {
    const [scarcest] = names.toSorted((a, b) => budgets[a].perSecond - budgets[b].perSecond);
    if (scarcest === undefined) return read();
    const lane = this.lanes.get(scarcest) ?? new PQueue({ concurrency: BEGUN_AT_ONCE });
    this.lanes.set(scarcest, lane);
    // The library runs what is larger first.
    return lane.add(read, { priority: -priority });
  }
}
