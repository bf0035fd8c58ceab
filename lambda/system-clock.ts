/** The machine's clock: made once in each handler and command, handed down from there. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './domain/clock';

export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  sleep: (ms, signal) => wait(ms, undefined, { signal }),
};
