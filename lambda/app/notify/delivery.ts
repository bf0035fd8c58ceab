/**
 * Speaking in one channel: not faster than Slack allows, not longer than there is time, and not on when Slack does not listen.
 * Where the channel itself does not take a message, the default channel gets it.
 */
import type { Clock } from '../../domain/clock';
import type { Message, MessageKind } from '../../domain/message';
import type { Refused } from '../../slack/refusal';
import type { Sender, Sent, SlackFile, Thread } from '../../slack/sender';
import type { Log } from '../log';

/** "1 per second per channel", https://docs.slack.dev/apis/web-api/rate-limits; with a little to spare. */
const BETWEEN_MS = 1100;
/** What is begun must end: three calls with five seconds each at the most. */
const TIME_TO_END_MS = 16_000;

/** What is not told waits for the next scan's nudge. */
export class Halt extends Error {
  /** @param scope whether there is use in going on with another message: what Slack does not take may be just this one */
  constructor(
    reason: string,
    readonly scope: 'all' | 'this' = 'all',
  ) {
    super(reason);
  }
}

function haltAt({ meaning, error }: Refused): Halt {
  return new Halt(error, meaning === 'content' ? 'this' : 'all');
}

export interface Speaking {
  readonly clock: Clock;
  readonly sender: Sender;
  readonly log: Log;
  /** Where it is to be told, and where otherwise. */
  readonly channel: string;
  readonly defaultChannel: string | null;
  /** By the clock's `elapsed`, when the time is over. */
  readonly endsAt: number;
  /** Adds to a message for whom it was meant. */
  readonly redirected: (message: Message, channel: string, error: string) => Message;
}

/** Where a message stands now. */
export interface Posted {
  readonly channel: string;
  readonly insteadOf: string | null;
  readonly ts: string;
}

export class Delivery {
  private lastAt = -Infinity;
  /** Why the channel takes nothing, once that is known. */
  private closed: string | null = null;
  sent = 0;

  constructor(private readonly speaking: Speaking) {}

  get channel(): string {
    return this.speaking.channel;
  }

  /**
   * A new message: in the channel, or else in the default one, where it pages nobody: who is there was not meant.
   * @param elsewhere the same without a mention @throws Halt
   */
  async post(message: Message, elsewhere: Message): Promise<Posted> {
    const { channel, defaultChannel, sender } = this.speaking;
    if (this.closed === null) {
      const posted = await this.postHere(message);
      if (posted) return posted;
    }
    const closed = this.closed ?? '';
    if (defaultChannel === null || defaultChannel === channel) throw new Halt(closed);
    const redirected = this.speaking.redirected(elsewhere, channel, closed);
    const sent = await this.attempt(message.kind, defaultChannel, () => sender.post(defaultChannel, redirected));
    if (sent.status !== 'sent') throw new Halt(`${closed}; in ${defaultChannel}: ${sent.error}`);
    return this.posted(sent, defaultChannel, channel);
  }

  /** Only in the channel itself. @returns `null` if it takes nothing @throws Halt */
  async postHere(message: Message): Promise<Posted | null> {
    const { channel, sender } = this.speaking;
    const sent = await this.attempt(message.kind, channel, () => sender.post(channel, message));
    if (sent.status === 'sent') return this.posted(sent, channel, null);
    if (sent.meaning !== 'channel') throw haltAt(sent);
    this.closed = sent.error;
    return null;
  }

  /** @returns `gone` where nobody can see the message any more; `fixed` where it stays as it is @throws Halt */
  async edit(channel: string, ts: string, message: Message): Promise<'edited' | 'gone' | 'fixed'> {
    const sent = await this.attempt(message.kind, channel, () => this.speaking.sender.edit(channel, ts, message));
    if (sent.status === 'sent') return 'edited';
    if (sent.meaning === 'channel' && channel === this.channel) this.closed = sent.error;
    if (sent.meaning === 'gone' || sent.meaning === 'channel') return 'gone';
    if (sent.meaning === 'fixed') return 'fixed';
    throw haltAt(sent);
  }

  /** There may be nobody left to reply to: who took the message or the channel away has seen it. @throws Halt */
  async reply(channel: string, thread: Thread, message: Message): Promise<void> {
    const sent = await this.attempt(message.kind, channel, () => this.speaking.sender.post(channel, message, thread));
    if (sent.status === 'refused' && sent.meaning !== 'gone' && sent.meaning !== 'channel') throw haltAt(sent);
  }

  /**
   * A list must not hold up what is more important than it: whatever goes wrong, others go on.
   * @returns whether there is no use in trying it again
   */
  async upload(channel: string, threadTs: string, file: SlackFile): Promise<boolean> {
    const sent = await this.attempt('file', channel, () => this.speaking.sender.upload(channel, threadTs, file));
    return sent.status === 'sent' || sent.meaning !== 'later';
  }

  /** @throws Halt when what is begun could not end any more */
  checkTime(): void {
    const { clock, endsAt } = this.speaking;
    if (clock.elapsed() > endsAt - TIME_TO_END_MS)
      throw new Halt('the time is over; the rest follows with the next scan');
  }

  private async attempt(
    kind: MessageKind | 'file',
    channel: string,
    send: () => Promise<Sent | Refused>,
  ): Promise<Sent | Refused> {
    const { clock, log } = this.speaking;
    this.checkTime();
    const pause = this.lastAt + BETWEEN_MS - clock.elapsed();
    if (pause > 0) await clock.sleep(pause);
    const sent = await send();
    this.lastAt = clock.elapsed();
    if (sent.status === 'sent') {
      this.sent += 1;
      log({ level: 'INFO', message: 'said in Slack', kind, channel, ts: sent.ts });
    } else {
      log({ level: 'WARN', message: 'Slack did not take a message', kind, channel, reason: sent.error });
    }
    return sent;
  }

  private posted({ ts }: Sent, channel: string, insteadOf: string | null): Posted {
    if (ts === null) throw new Halt('Slack did not say where the message is');
    return { channel, insteadOf, ts };
  }
}
