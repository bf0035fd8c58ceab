/**
 * A clock that stands still while anybody has something to do, and then jumps to the next thing that waits: minutes pass
 * in milliseconds, with the real clients, the real protocols and the real pacing. It is what the product calls a clock.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** HTTP requests of this process that are under way: as long as there are any, somebody is doing something. */
let underWay = 0;
function count(message: unknown): void {
  if (typeof message !== 'object' || message === null || !('request' in message)) return;
  if (!(message.request instanceof ClientRequest)) return;
  underWay += 1;
  message.request.once('close', () => (underWay -= 1));
}

/** Node keeps subscribers beyond the test file, so they go when the last run of the file has ended. */
const REQUEST_STARTS = 'http.client.request.start';
let runs = 0;
function runBegins(): void {
  if (runs === 0) subscribe(REQUEST_STARTS, count);
  runs += 1;
}
function runEnds(): void {
  runs -= 1;
  if (runs === 0) unsubscribe(REQUEST_STARTS, count);
}

/** After an answer its reader needs a few turns of the event loop to go on. */
const QUIET_TURNS = 4;
/** Before a long jump somebody may still be in a pause of real time, such as the SDK's between two attempts. */
const LONG_JUMP_MS = 60_000;
const QUIET_MS = 1500;
const LOOK_EVERY_MS = 10;

export class VirtualClock {
  private time = 0;
  private sleepers: Sleeper[] = [];

  constructor(private readonly epoch = Date.parse('2026-11-20T12:00:00Z')) {}

  now(): Date {
    return new Date(this.epoch + this.time);
  }

  elapsed(): number {
    return this.time;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const interrupted = () => {
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        reject(new Error('the sleep was interrupted'));
      };
      const wake = () => {
        signal?.removeEventListener('abort', interrupted);
        resolve();
      };
      const sleeper: Sleeper = { at: this.time + ms, wake };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', interrupted, { once: true });
    });
  }

  /** Lets time pass until `work` is done. */
  async run<T>(work: Promise<T>): Promise<T> {
    const progress = { done: false };
    const finish = () => (progress.done = true);
    runBegins();
    work.then(finish, finish).finally(runEnds);
    let quiet = { turns: 0, since: performance.now() };
    while (!progress.done) {
      await turn();
      if (underWay > 0) quiet = { turns: 0, since: performance.now() };
      quiet.turns += 1;
      const next = this.nextSleeper();
      if (!next || quiet.turns < QUIET_TURNS) continue;
      if (next.at - this.time > LONG_JUMP_MS && performance.now() - quiet.since < QUIET_MS) {
        // Not turn by turn: others have something to do meanwhile.
        await wait(LOOK_EVERY_MS);
        continue;
      }
      this.sleepers = this.sleepers.filter((sleeper) => sleeper !== next);
      this.time = Math.max(this.time, next.at);
      next.wake();
      quiet = { turns: 0, since: performance.now() };
    }
    return await work;
  }

  private nextSleeper(): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of this.sleepers) if (!next || sleeper.at < next.at) next = sleeper;
    return next;
  }
}
