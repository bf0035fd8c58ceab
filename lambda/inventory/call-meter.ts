/** Counts every request that leaves, by operation: a retry is a request too. */
import type { CallCounts } from '../domain/snapshot';

export class CallMeter {
  private total = 0;
  private throttled = 0;
  private readonly byOperation = new Map<string, number>();

  sent(operation: string): void {
    this.total += 1;
    this.byOperation.set(operation, (this.byOperation.get(operation) ?? 0) + 1);
  }

  wasThrottled(): void {
    this.throttled += 1;
  }

  counts(): CallCounts {
    const byOperation = Object.fromEntries([...this.byOperation].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    return { total: this.total, throttled: this.throttled, byOperation };
  }
}
