/** Real time, but faster: who waits takes nothing of a processor, as it is not in the virtual clock, which looks all the time. */
import { setTimeout as wait } from 'node:timers/promises';
import type { BenchClock } from './account';

export class QuickClock implements BenchClock {
  private skipped = 0;
  private readonly startedAt = performance.now();

  /** @param speed how many seconds pass in one */
  constructor(
    private readonly epoch: number,
    private readonly speed: number,
  ) {}

  now(): Date {
    return new Date(this.epoch + this.elapsed());
  }

  elapsed(): number {
    return this.skipped + (performance.now() - this.startedAt) * this.speed;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await wait(ms / this.speed, undefined, signal ? { signal } : {});
  }

  async run<T>(work: Promise<T>): Promise<T> {
    return await work;
  }

  skip(minutes: number): void {
    this.skipped += minutes * 60_000;
  }
}
