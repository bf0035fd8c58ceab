/**
 * An attempt's time is over as soon as nobody waits for anything but answers that never come whole. So a healthy call has all the
 * time that the product gives it, on the slowest machine, and nobody waits ten seconds for an answer that never comes.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import { ATTEMPT_TIMEOUT_MS } from '../../lambda/domain/sdk-config';
import type { Call, Sandbox } from '../../sandbox';

const REQUEST_STARTS = 'http.client.request.start';
/** Of real time, for what drips to have begun to. */
const LOOK_EVERY_MS = 50;
const LOOKS = 2;

/** @param isBroken whether the call is one that gets no whole answer */
export async function withoutWaiting<T>(
  { calls }: Sandbox,
  isBroken: (call: Call) => boolean,
  act: () => Promise<T>,
): Promise<T> {
  const { setTimeout: begin, clearTimeout: end } = globalThis;
  const waiting = new Map<NodeJS.Timeout, () => void>();
  const replaced = Object.assign(
    <Args extends unknown[]>(done: (...args: Args) => void, ms?: number, ...args: Args) => {
      const finish = (): void => done(...args);
      const timer = begin(() => {
        waiting.delete(timer);
        finish();
      }, ms);
      if (ms === ATTEMPT_TIMEOUT_MS) waiting.set(timer, finish);
      return timer;
    },
    begin,
  );
  globalThis.setTimeout = replaced;
  globalThis.clearTimeout = (timer) => {
    if (typeof timer === 'object') waiting.delete(timer);
    end(timer);
  };

  const underWay = new Set<ClientRequest>();
  const note = (message: unknown): void => {
    if (typeof message !== 'object' || message === null || !('request' in message)) return;
    const { request } = message;
    if (!(request instanceof ClientRequest)) return;
    underWay.add(request);
    request.once('close', () => underWay.delete(request));
  };
  subscribe(REQUEST_STARTS, note);

  let givenUp = 0;
  let looks = 0;
  const looking = setInterval(() => {
    const broken = calls.filter(isBroken).length;
    looks = underWay.size > 0 && underWay.size === broken - givenUp ? looks + 1 : 0;
    if (looks < LOOKS) return;
    looks = 0;
    givenUp = broken;
    for (const [timer, done] of waiting) {
      globalThis.clearTimeout(timer);
      done();
    }
    // The time-out of a silent socket is of Node.js, and would come in a while.
    for (const request of underWay) request.destroy();
  }, LOOK_EVERY_MS);
  try {
    return await act();
  } finally {
    clearInterval(looking);
    unsubscribe(REQUEST_STARTS, note);
    Object.assign(globalThis, { setTimeout: begin, clearTimeout: end });
  }
}
