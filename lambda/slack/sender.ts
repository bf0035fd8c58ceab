/** Says things in Slack: one try each, and a refusal is a value. What Slack does not take for its content is said more plainly. */
import type { WebClient } from '@slack/web-api';
import type { Message } from '../domain/message';
import { refusalOf, type Refused } from './refusal';

export interface Sent {
  readonly status: 'sent';
  /** Slack's name for the message; `null` where it gives none. */
  readonly ts: string | null;
}

export interface Thread {
  readonly ts: string;
  /** Whether the channel shows it too. */
  readonly broadcast: boolean;
}

export interface SlackFile {
  readonly name: string;
  readonly title: string;
  readonly content: string;
}

export interface Reaction {
  /** Without colons, as in `eyes`. */
  readonly name: string;
  readonly users: readonly string[];
}

export interface Sender {
  post(channel: string, message: Message, thread?: Thread): Promise<Sent | Refused>;
  edit(channel: string, ts: string, message: Message): Promise<Sent | Refused>;
  upload(channel: string, threadTs: string, file: SlackFile): Promise<Sent | Refused>;
  reactions(
    channel: string,
    ts: string,
  ): Promise<{ readonly status: 'read'; readonly reactions: readonly Reaction[] } | Refused>;
}

export function senderWith(client: WebClient): Sender {
  return {
    post: async (channel, message, thread) =>
      await plainer(message, async (blocks) => {
        const { text, metadata } = message;
        const content = { channel, text, blocks: [...blocks], metadata, unfurl_links: false, unfurl_media: false };
        const { ts } = await client.chat.postMessage(thread ? { ...content, ...replyTo(thread) } : content);
        return ts ?? null;
      }),
    edit: async (channel, ts, message) =>
      await plainer(message, async (blocks) => {
        // What is left out stays as it was: without blocks the list must be empty.
        await client.chat.update({ channel, ts, text: message.text, blocks: [...blocks], metadata: message.metadata });
        return ts;
      }),
    upload: async (channel, threadTs, { name, title, content }) =>
      await attempt(async () => {
        await client.filesUploadV2({ channel_id: channel, thread_ts: threadTs, filename: name, title, content });
        return null;
      }),
    reactions: async (channel, timestamp) => {
      try {
        const { message } = await client.reactions.get({ channel, timestamp, full: true });
        const reactions = message?.reactions ?? [];
        return { status: 'read', reactions: reactions.map(({ name = '', users = [] }) => ({ name, users })) };
      } catch (error) {
        return refusalOf(error);
      }
    },
  };
}

function replyTo({ ts, broadcast }: Thread) {
  return broadcast ? ({ thread_ts: ts, reply_broadcast: true } as const) : { thread_ts: ts };
}

/** One form after the other, as long as Slack does not take what it says; at the end the text alone. */
async function plainer(
  { variants }: Message,
  send: (blocks: Message['variants'][number]) => Promise<string | null>,
): Promise<Sent | Refused> {
  for (const blocks of variants) {
    const sent = await attempt(async () => await send(blocks));
    if (sent.status === 'sent' || sent.meaning !== 'content') return sent;
  }
  return await attempt(async () => await send([]));
}

async function attempt(send: () => Promise<string | null>): Promise<Sent | Refused> {
  try {
    return { status: 'sent', ts: await send() };
  } catch (error) {
    return refusalOf(error);
  }
}
