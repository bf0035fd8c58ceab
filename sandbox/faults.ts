/** Faults on demand: which one strikes a call, if any. What each looks like on the wire is the server's and the service's. */
import type { FaultDescription } from './account';

/**
 * - `denied`, `unrecognized`, `expired`, `throttled`, `error`, `gone`: AWS's own refusals, each in its service's words
 * - `garbage`: HTTP 200 with something that is not an answer; `empty`: HTTP 200 without a body
 * - `hang`: no answer, ever; `cut`: the connection breaks in the middle of the answer
 * - `stall`: headers and half of the body, then silence; `drip`: then the rest in small drops, over a second
 * - `metric-…`: CloudWatch's answer is good, but no series in it is `Complete`; other services do not know these
 */
export type FaultKind = FaultDescription['kind'];

export class Faults {
  private readonly active: { readonly fault: FaultDescription; seen: number }[] = [];

  add(...faults: readonly FaultDescription[]): void {
    for (const fault of faults) this.active.push({ fault, seen: 0 });
  }

  clear(): void {
    this.active.length = 0;
  }

  /** Counts the call against every fault that it matches, and returns the first that strikes. */
  strike(call: { readonly region: string; readonly service: string; readonly operation: string }): FaultKind | null {
    let struck: FaultKind | null = null;
    for (const entry of this.active) {
      const { region, service, operation, kind, after = 0, times = Infinity } = entry.fault;
      if (region !== undefined && region !== call.region) continue;
      if (service !== undefined && service !== call.service) continue;
      if (operation !== undefined && operation !== call.operation) continue;
      entry.seen += 1;
      if (entry.seen > after && entry.seen <= after + times) struck ??= kind;
    }
    return struck;
  }
}
