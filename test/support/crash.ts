/** A process that dies at a chosen moment: right after one of its calls to the world outside. */
import type { NotifyParts } from '../../lambda/app/notify';
import type { Sender } from '../../lambda/slack/sender';
import { openTable } from '../../lambda/stores/table';
import type { Deployed } from './deployed';

export class Crash extends Error {}

/** It lives. */
export const NEVER = 0;

export class Mortal {
  private calls = 0;
  private dead = false;
  /** Whether the last call that took effect said something in Slack: then nothing has noted it yet. */
  unnoted = false;

  /** @param diesAfter the number of the call after which it dies, from 1 on */
  constructor(private readonly diesAfter: number) {}

  get died(): boolean {
    return this.dead;
  }

  get count(): number {
    return this.calls;
  }

  /** What comes after its death never happens. */
  private async live<T>(act: () => Promise<T>, saysSomething = false): Promise<T> {
    if (this.dead) throw new Crash();
    this.calls += 1;
    const isNow = this.calls === this.diesAfter;
    try {
      const result = await act();
      this.unnoted = saysSomething;
      return result;
    } finally {
      if (isNow) this.die();
    }
  }

  private die(): never {
    this.dead = true;
    throw new Crash();
  }

  parts(parts: Deployed['parts']): Deployed['parts'] {
    const { objects, bus } = parts;
    const table = openTable(parts.table.name);
    table.client.middlewareStack.add((next) => async (sent) => await this.live(async () => await next(sent)), {
      step: 'initialize',
    });
    return {
      ...parts,
      table,
      objects: {
        ...objects,
        read: async (key) => await this.live(async () => await objects.read(key)),
        write: async (...written) => await this.live(async () => await objects.write(...written)),
      },
      bus: { ...bus, put: async (events) => await this.live(async () => await bus.put(events)) },
    };
  }

  notifyParts({ token, senderWith }: NotifyParts): Pick<NotifyParts, 'token' | 'senderWith'> {
    return {
      token: async () => await this.live(token),
      senderWith: (text) => this.sender(senderWith(text)),
    };
  }

  private sender(sender: Sender): Sender {
    return {
      post: async (...said) => await this.live(async () => await sender.post(...said), true),
      edit: async (...said) => await this.live(async () => await sender.edit(...said)),
      upload: async (...said) => await this.live(async () => await sender.upload(...said), true),
      reactions: async (...asked) => await this.live(async () => await sender.reactions(...asked)),
    };
  }
}
