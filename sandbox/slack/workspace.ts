/** What the workspace holds: channels and their messages. Who may ask for what is the methods' business. */
import type { SandboxClock } from '../server';
import type { SlackBlock } from './blocks/check';
import { mentionsIn } from './mentions';
import { Timestamps } from './timestamps';

export interface SlackChannel {
  /** As in `C0123456789`: Slack wants at least nine characters. */
  readonly id: string;
  /** Without `#`. */
  readonly name: string;
  /** Whether the bot is in it; it is, if not given. */
  readonly member?: boolean;
  readonly archived?: boolean;
}

export interface SlackFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly content: Buffer;
}

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

export interface Reaction {
  /** Without colons, as in `eyes`. */
  readonly name: string;
  readonly users: readonly string[];
}

/** What a message says. */
export interface Content {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  readonly metadata: Metadata | null;
}

export interface SlackMessage extends Content {
  readonly ts: string;
  readonly user: string;
  /** The `ts` of the message that it replies to. */
  readonly threadTs: string | null;
  /** A reply that also stands in the channel. */
  readonly broadcast: boolean;
  readonly edited: { readonly ts: string; readonly user: string } | null;
  readonly reactions: readonly Reaction[];
  readonly files: readonly SlackFile[];
  /** Everybody whom it pages, also by what an edit has replaced since. */
  readonly mentions: readonly string[];
  /** What the app said of previews; `null` if nothing. */
  readonly unfurl: { readonly links: boolean | null; readonly media: boolean | null };
  /** Somebody deleted it, and it stands there without its content because it has replies. */
  readonly deleted: boolean;
}

export interface Draft extends Content {
  readonly threadTs: string | null;
  readonly broadcast: boolean;
  readonly files: readonly SlackFile[];
  readonly unfurl: SlackMessage['unfurl'];
}

export const EMPTY: Draft = {
  text: '',
  blocks: [],
  metadata: null,
  threadTs: null,
  broadcast: false,
  files: [],
  unfurl: { links: null, media: null },
};

/** The app whose token the product has. */
export const BOT = { user: 'U0HEADROOM', name: 'headroom', id: 'B0HEADROOM', team: 'T0SANDBOX', teamName: 'Sandbox' };

export class Workspace {
  private readonly channels = new Map<string, SlackChannel>();
  private readonly timelines = new Map<string, SlackMessage[]>();
  private readonly timestamps = new Timestamps();

  constructor(private readonly clock: SandboxClock) {}

  setChannel(channel: SlackChannel): void {
    this.channels.set(channel.id, channel);
  }

  /** @param reference an id, or a name with or without `#` */
  channel(reference: string): SlackChannel | null {
    const name = reference.replace(/^#/, '');
    return this.channels.get(reference) ?? [...this.channels.values()].find((one) => one.name === name) ?? null;
  }

  /** Everything in the channel and its threads, in the order in which it came. */
  timeline(channel: string): readonly SlackMessage[] {
    return this.timelines.get(channel) ?? [];
  }

  message(channel: string, ts: string): SlackMessage | null {
    return this.timeline(channel).find((message) => message.ts === ts) ?? null;
  }

  repliesTo(channel: string, ts: string): SlackMessage[] {
    return this.timeline(channel).filter(({ threadTs }) => threadTs === ts);
  }

  /**
   * A reply to a reply goes to that reply's thread. A reply to nothing becomes a message of the channel, and no error says
   * so: the only sign is that its answer has no `thread_ts` (slack-go#1571 and open-swe#2753, both of 2026, for a parent
   * that was deleted; that it is the same for one that never was, is assumed).
   */
  post(channel: string, user: string, draft: Draft): SlackMessage {
    const parent = draft.threadTs === null ? null : this.message(channel, draft.threadTs);
    const message: SlackMessage = {
      ...draft,
      ts: this.timestamps.next(this.clock.now()),
      user,
      threadTs: parent && (parent.threadTs ?? parent.ts),
      broadcast: parent !== null && draft.broadcast,
      edited: null,
      reactions: [],
      mentions: mentionsIn(draft.text, draft.blocks),
      deleted: false,
    };
    this.timelines.set(channel, [...this.timeline(channel), message]);
    return message;
  }

  edit(channel: string, message: SlackMessage, content: Content): SlackMessage {
    return this.replace(channel, {
      ...message,
      ...content,
      edited: { ts: this.timestamps.next(this.clock.now()), user: message.user },
      mentions: [...new Set([...message.mentions, ...mentionsIn(content.text, content.blocks)])],
    });
  }

  /** What has replies leaves a mark in its place. */
  delete(channel: string, message: SlackMessage): void {
    if (this.repliesTo(channel, message.ts).length > 0) {
      const nothing = { blocks: [], metadata: null, files: [], reactions: [] };
      this.replace(channel, { ...message, ...nothing, text: 'This message was deleted.', deleted: true });
      return;
    }
    this.timelines.set(
      channel,
      this.timeline(channel).filter(({ ts }) => ts !== message.ts),
    );
  }

  react(channel: string, message: SlackMessage, name: string, user: string): void {
    const others = message.reactions.filter((reaction) => reaction.name !== name);
    const users = message.reactions.find((reaction) => reaction.name === name)?.users ?? [];
    const reaction = { name, users: [...new Set([...users, user])] };
    this.replace(channel, { ...message, reactions: [...others, reaction] });
  }

  private replace(channel: string, message: SlackMessage): SlackMessage {
    this.timelines.set(
      channel,
      this.timeline(channel).map((one) => (one.ts === message.ts ? message : one)),
    );
    return message;
  }
}
