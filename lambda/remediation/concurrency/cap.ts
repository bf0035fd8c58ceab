/**
 * A cap on the function that uses most. It solves nothing by itself: what is above it is throttled or waits. So it is an option.
 */
import type { Filling } from '../../domain/plan';
import { code, type Words, words } from '../../domain/words';
import { type Goal, reaches, type Remedy } from '../pipeline';
import { comment, script, sh } from '../shell';
import { reserve } from './give-back';
import { ALWAYS_UNRESERVED, byRunning, changed, type FunctionState, type Model, running } from './model';
import { about, slug } from './text';

/** Below this a cap is no matter of the account. */
const LEAST_RUNNING = 10;
/** A cap takes at most half of what a function uses at the peak: more is not a cap, but an outage. */
const LARGEST_CUT = 2;

/**
 * The largest cap that brings the usage to the target by itself, and if none does, the smallest that is still a cap.
 * @param before what the quota counts without any step
 * @param after the same with a cap: it is there in place of other steps
 * @returns `null` where no cap makes room
 */
export function capFor(
  state: FunctionState,
  smallest: number,
  before: Filling,
  after: (cap: number) => Filling,
  goal: Goal,
): number | null {
  const most = Math.ceil(running(state)) - 1;
  const least = Math.max(smallest, Math.ceil(running(state) / LARGEST_CUT));
  if (least > most) return null;
  let [low, high] = [least, most];
  if (!reaches(after(low), goal)) return isFuller(after(low), before) ? null : low;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (reaches(after(middle), goal)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Reserving takes from what is unreserved: on a quiet day a cap may hold more than the function uses. */
function isFuller(a: Filling, b: Filling): boolean {
  return a.usage * b.limit >= b.usage * a.limit;
}

export interface CapProps {
  /** Before any step. */
  readonly start: Model;
  readonly count: (model: Model) => Filling;
  readonly region: string;
  /** What reservations leave; `null`: not known. */
  readonly unreserved: (model: Model) => number | null;
}

export function capLargest({ start, count, region, unreserved }: CapProps): Remedy<Model> {
  return {
    id: 'cap-largest-function',
    effort: 'configuration',
    propose: (model, goal) => {
      const state = byRunning(model).find((one) => one.reserved === null);
      if (state === undefined || running(state) < LEAST_RUNNING || reaches(count(start), goal)) return [];
      const capped = (reserved: number) => (before: Model) =>
        changed(before, state.name, (one) => ({ ...one, reserved }));
      const cap = capFor(state, 1, count(start), (at) => count(capped(at)(start)), goal);
      if (cap === null) return [];
      const left = unreserved(capped(cap)(model));
      if (left !== null && left < ALWAYS_UNRESERVED) return [];
      return [
        {
          kind: 'option',
          apply: capped(cap),
          text: {
            title: words`Cap ${code(state.name)} at ${cap} concurrent executions by reserving them`,
            details: [
              words`It ran ${about(running(state))} at once on average in the busiest minute, ${state.concurrent} at most`,
              aloneText(count(start), count(capped(cap)(start))),
              words`Invocations above the cap are throttled: synchronous callers get an error, asynchronous ones and queues try again later`,
              left === null
                ? words`How much stays unreserved is not known here: AWS refuses a reservation that leaves less than ${ALWAYS_UNRESERVED}`
                : words`${left} stay unreserved for all other functions; AWS refuses less than ${ALWAYS_UNRESERVED}`,
            ],
            cautions: [
              words`The reservation is taken from everybody else, also while the function is idle`,
              words`Requests above it are lost unless their callers try again: it protects the others at the expense of this function`,
            ],
            undo: words`Delete the reservation: ${code(sh`aws lambda delete-function-concurrency --function-name ${state.name} --region ${region}`)}`,
            artefacts: [
              {
                name: `cap-${slug(state.name)}.sh`,
                language: 'sh',
                title: 'The cap as a command',
                text: script([comment('If a template sets it, change it there'), reserve(state.name, cap, region)]),
              },
            ],
          },
        },
      ];
    },
  };
}

export function aloneText(before: Filling, after: Filling): Words {
  return words`By itself, without any other step, it would leave ${after.usage} of ${after.limit} instead of ${before.usage} of ${before.limit}`;
}
