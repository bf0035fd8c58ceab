/** Faults on demand: which one strikes a call, if any. What each looks like on the wire is the server's and the service's. */
import type { FaultDescription } from './account';

/**
 * - `denied`, `unrecognized`, `expired`, `throttled`, `error`, `gone`: AWS's own refusals, each in its service's words
 * - `garbage`: HTTP 200 with something that is not an answer; `empty`: HTTP 200 without a body
 * - `hang`: no answer, ever; `cut`: the connection breaks in the middle of the answer
 * - `stall`: headers and half of the body, then silence; `drip`: then the rest in small drops, over a second
 * - `metric-…`: CloudWatch's answer is good, but no series in it is `Complete`; other services do not know these
 *
 * Beside these, which strike a whole call, there is `entry-failed`: the call succeeds and an entry in it does not, in PutEvents.
 */
export type FaultKind = Exclude<FaultDescription['kind'], 'entry-failed'>;

/** What a fault may name. */
interface Struck {
  readonly region: string;
  readonly service: string;
  readonly operation: string;
}

interface Active {
  readonly fault: FaultDescription;
  /** The Region whose description brought it, if one did. */
  readonly broughtBy: string | null;
  seen: number;
}

export class Faults {
  private active: readonly Active[] = [];

  add(...faults: readonly FaultDescription[]): void {
    this.append(faults, null);
  }

  /** The faults of a Region's description, in place of those that an earlier description of it brought. */
  describe(region: string, faults: readonly FaultDescription[]): void {
    this.active = this.active.filter(({ broughtBy }) => broughtBy !== region);
    this.append(
      faults.map((fault) => ({ ...fault, region })),
      region,
    );
  }

  clear(): void {
    this.active = [];
  }

  /** Counts the call against every fault that it matches, and returns the first that strikes. */
  strike(call: Struck): FaultKind | null {
    let struck: FaultKind | null = null;
    for (const entry of this.active) {
      const { kind } = entry.fault;
      if (kind !== 'entry-failed' && strikes(entry, call)) struck ??= kind;
    }
    return struck;
  }

  /** Whether this entry of a call fails. It is asked once for each, so that `after` and `times` count entries. */
  strikeEntry(call: Struck): boolean {
    return this.active.filter((entry) => entry.fault.kind === 'entry-failed' && strikes(entry, call)).length > 0;
  }

  private append(faults: readonly FaultDescription[], broughtBy: string | null): void {
    this.active = [...this.active, ...faults.map((fault) => ({ fault, broughtBy, seen: 0 }))];
  }
}

/** Counts what it matches. */
function strikes(entry: Active, call: Struck): boolean {
  const { region, service, operation, after = 0, times = Infinity } = entry.fault;
  if (region !== undefined && region !== call.region) return false;
  if (service !== undefined && service !== call.service) return false;
  if (operation !== undefined && operation !== call.operation) return false;
  entry.seen += 1;
  return entry.seen > after && entry.seen <= after + times;
}
