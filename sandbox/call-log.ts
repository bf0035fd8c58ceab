/** Every request that the sandbox answered, in order: for tests and benchmarks. */
import type { Permission } from './policy';

export interface Call {
  /** Milliseconds since the sandbox started, when the request was complete. */
  readonly at: number;
  /** Whose key it was; the home account for a key that nobody has. */
  readonly accountId: string;
  readonly region: string;
  /** The SDK client's name, as in `apigatewayv2`. */
  readonly service: string;
  readonly operation: string;
  /** The path and the query: what exactly was asked, where the format has it there. */
  readonly target: string;
  /** The IAM action and the resource that the call asks for; `null` where no permission is needed. */
  readonly action: string | null;
  readonly resource: string | null;
  /** What AWS asked for beyond that, in this case only: see `CallContext.need`. */
  readonly also: readonly Permission[];
  /** The HTTP status of the answer; 0 if there was none. */
  readonly status: number;
}

/** The most calls that began in any window of that many milliseconds. */
export function mostCallsIn(windowMs: number, calls: readonly Call[]): number {
  const times = calls.map((call) => call.at).toSorted((a, b) => a - b);
  let most = 0;
  let first = 0;
  for (const [last, time] of times.entries()) {
    while (time - (times[first] ?? time) > windowMs) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
