/**
 * The call budget of one Region: paces attempts so that in any window of w seconds at most share × rate × w + 1 of them
 * start. AWS's own bucket also has a burst; that is left to the customer's deployments.
 */
import type { Clock } from '../domain/clock';
import { type BudgetName, budgets } from '../domain/reads';

/** An attempt was not started, because the scan has no time for it: the next one does. */
export class NoTimeLeft extends Error {
  override readonly name = 'NoTimeLeft';
}

interface Waiting {
  readonly budgets: readonly BudgetName[];
  readonly start: () => void;
  readonly giveUp: (reason: NoTimeLeft) => void;
}

export class Pacer {
  private readonly freeAt = new Map<BudgetName, number>();
  private readonly queue: Waiting[] = [];
  private wake: AbortController | null = null;
  private running = false;

  /** @param share the part of each budget's rate that may be taken: above 0, at most 1. */
  constructor(
    private readonly clock: Clock,
    private readonly share: number,
    /** Aborts when no more attempts are to start. */
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.wake?.abort(), { once: true });
  }

  /** Resolves when the attempt may start; rejects with NoTimeLeft once no more are to start. */
  async take(names: readonly BudgetName[]): Promise<void> {
    if (names.length === 0) return;
    if (this.signal.aborted) throw new NoTimeLeft();
    await new Promise<void>((start, giveUp) => {
      const place = this.queue.findIndex((other) => scarcity(other.budgets) > scarcity(names));
      this.queue.splice(place === -1 ? this.queue.length : place, 0, { budgets: names, start, giveUp });
      this.wake?.abort();
      void this.run();
    });
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    while (this.queue.length > 0) {
      if (this.signal.aborted) {
        for (const { giveUp } of this.queue.splice(0)) giveUp(new NoTimeLeft());
        break;
      }
      const now = this.clock.elapsed();
      const ready = this.queue.findIndex((one) => this.readyAt(one) <= now);
      const [next] = ready === -1 ? [] : this.queue.splice(ready, 1);
      if (next) {
        // Counted from when it really starts, not from when it could have: a late start must not shorten the next gap.
        for (const name of next.budgets) this.freeAt.set(name, now + 1000 / (budgets[name].perSecond * this.share));
        next.start();
      } else {
        await this.sleep(Math.min(...this.queue.map((one) => this.readyAt(one))) - now);
      }
    }
    this.running = false;
  }

  private readyAt({ budgets: names }: Waiting): number {
    return Math.max(...names.map((name) => this.freeAt.get(name) ?? 0));
  }

  /** Ends early when another attempt joins the queue (it may be ready sooner) or the scan is over. */
  private async sleep(ms: number): Promise<void> {
    const { signal } = (this.wake = new AbortController());
    try {
      await this.clock.sleep(ms, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    this.wake = null;
  }
}

/** The scarcest budget is served first, so that its tokens never lie idle behind others. */
function scarcity(names: readonly BudgetName[]): number {
  return Math.min(...names.map((name) => budgets[name].perSecond));
}
