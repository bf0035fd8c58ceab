/**
 * The functions of the account's busiest minute, and what each of Lambda's four quotas counts of them.
 *
 * What runs at once on average is rate × duration (Little's law): "Concurrency = (average requests per second) * (average request
 * duration in seconds)", https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html. It adds up over functions, which
 * their maxima do not: those fall on different seconds. So steps are counted by it, which is never too much.
 */
import type { ConcurrencyPeak } from '../../domain/details';
import type { Filling } from '../../domain/plan';
import type { ConcurrencyQuota } from './facts';

export interface Model {
  /** What was added to the account's concurrency. */
  readonly raised: number;
  readonly functions: ReadonlyMap<string, FunctionState>;
}

export interface FunctionState {
  readonly name: string;
  /** In the account's busiest minute. */
  readonly perSecond: number;
  /** Its average duration in that minute. */
  readonly seconds: number;
  /** The most that ran at once in that minute, and in 14 days. */
  readonly concurrent: number;
  readonly highest: number;
  readonly reserved: number | null | 'unknown';
}

/** "leave at least 100 simultaneous executions unreserved", https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const ALWAYS_UNRESERVED = 100;
/**
 * "10 × concurrent executions": the second limit of synchronous requests, per second. For functions faster than 100 ms it binds
 * first. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const REQUESTS_PER_CONCURRENCY = 10;

export function modelOf(peak: ConcurrencyPeak): Model {
  return { raised: 0, functions: new Map(peak.functions.map((load) => [load.name, load])) };
}

/** Nobody knows what runs: then only the limit can change. */
export const EMPTY: Model = { raised: 0, functions: new Map() };

export function changed(model: Model, name: string, change: (before: FunctionState) => FunctionState): Model {
  const before = model.functions.get(name);
  if (before === undefined) return model;
  return { ...model, functions: new Map(model.functions).set(name, change(before)) };
}

/**
 * How many run at once on average. Of long invocations that began in the minute most still run at its end: then rate × duration is
 * what they will come to, and the maximum of the minute is the truer number.
 */
export function running({ perSecond, seconds, concurrent }: Load): number {
  const average = perSecond * seconds;
  return concurrent > 0 ? Math.min(average, concurrent) : average;
}

type Load = Pick<FunctionState, 'perSecond' | 'seconds' | 'concurrent'>;

export function isReserved(state: FunctionState): state is FunctionState & { reserved: number } {
  return typeof state.reserved === 'number';
}

/** Those that use the most first. */
export function byRunning({ functions }: Model): readonly FunctionState[] {
  return [...functions.values()].toSorted((a, b) => running(b) - running(a) || (a.name < b.name ? -1 : 1));
}

export function sum(functions: Iterable<FunctionState>, of: (state: FunctionState) => number): number {
  let all = 0;
  for (const state of functions) all += of(state);
  return all;
}

/** The concurrency that an account needs for these: both of its limits hold. */
export function requiredConcurrency(functions: readonly FunctionState[]): number {
  return Math.max(sum(functions, running), sum(functions, ({ perSecond }) => perSecond) / REQUESTS_PER_CONCURRENCY);
}

/** What the account needs less in its busiest minute if this function does not run. */
export function freedBy({ functions }: Model, name: string): number {
  const all = [...functions.values()];
  return requiredConcurrency(all) - requiredConcurrency(all.filter((one) => one.name !== name));
}

/**
 * The measured usage and limit, moved by what the model has changed since. The quota may have been measured on a quieter day than the
 * busiest minute: then what is in it by the model is more than what was measured, and only that part of it can go.
 * @param base what was measured
 */
export function countingAs(quota: ConcurrencyQuota, base: Filling, start: Model): (model: Model) => Filling {
  const was = amounts(start);
  const unreservedShare = share(
    quota === 'lambda-concurrency' ? base.usage - was.reserved : base.usage,
    was.unreserved,
  );
  const rateShare = share(base.usage, was.perSecond);
  return (model) => {
    const is = amounts(model);
    const unreserved = (is.unreserved - was.unreserved) * unreservedShare;
    const reserved = is.reserved - was.reserved;
    const raised = model.raised - start.raised;
    switch (quota) {
      // ClaimedAccountConcurrency: what runs without a reservation, and all that is reserved.
      case 'lambda-concurrency':
        return { usage: whole(base.usage + unreserved + reserved), limit: base.limit + raised };
      case 'lambda-unreserved-concurrency':
        return { usage: whole(base.usage + unreserved), limit: base.limit + raised - reserved };
      case 'lambda-reserved-concurrency':
        return { usage: whole(base.usage + reserved), limit: base.limit + raised };
      case 'lambda-invocation-rate': {
        const perSecond = base.usage + (is.perSecond - was.perSecond) * rateShare;
        return {
          usage: Math.max(0, Math.round(perSecond * 10) / 10),
          limit: base.limit + raised * REQUESTS_PER_CONCURRENCY,
        };
      }
    }
  };
}

function share(measured: number, known: number): number {
  return known > 0 ? Math.min(1, Math.max(0, measured) / known) : 1;
}

/**
 * What reservations leave for everybody without one.
 * @param today by the account's settings; `null`: not known
 */
export function unreservedIn(today: number | null, start: Model): (model: Model) => number | null {
  const was = amounts(start).reserved;
  return (model) => (today === null ? null : today + model.raised - (amounts(model).reserved - was));
}

function amounts({ functions }: Model) {
  const all = [...functions.values()];
  return {
    unreserved: sum(all, (state) => (isReserved(state) ? 0 : running(state))),
    reserved: sum(all, (state) => (isReserved(state) ? state.reserved : 0)),
    perSecond: sum(all, (state) => state.perSecond),
  };
}

/** Part of an execution needs a whole one; 1e-6 is what sums of fractions leave. */
function whole(usage: number): number {
  return Math.max(0, Math.ceil(usage - 1e-6));
}
