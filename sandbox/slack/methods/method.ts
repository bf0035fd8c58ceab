/** What the methods of the Web API have in common. */
import type { Arguments } from '../arguments';
import type { Rate } from '../rates';
import { Refusal } from '../refusal';
import type { SlackChannel, SlackMessage, Workspace } from '../workspace';

export interface Context {
  readonly workspace: Workspace;
  /** Where the sandbox listens, as in `http://127.0.0.1:4567`. */
  readonly origin: string;
  /** Types of blocks that the workspace does not have yet. */
  readonly missingBlocks: ReadonlySet<string>;
  /** Told of what the sandbox does not have. */
  readonly complain: (text: string) => void;
}

export interface Method {
  /** What the token must be allowed; `null`: any token will do. */
  readonly scope: string | null;
  /** `null`: not enforced, since Slack publishes none that an app could meet. */
  readonly rate: Rate | null;
  /** The argument that names the channel. */
  readonly channel: string | null;
  /** @returns the answer beside `ok`. @throws Refusal */
  handle(input: Arguments, context: Context): Readonly<Record<string, unknown>>;
}

/** Arguments that Slack has and the sandbox has not are refused: what they would change must not go unnoticed. */
export function refuseArguments(input: Arguments, names: readonly string[], { complain }: Context): void {
  for (const name of names.filter((one) => input.has(one))) {
    complain(`sandbox: Slack has no argument ${name} here`);
    throw new Refusal('invalid_arguments');
  }
}

/**
 * The channel that `reference` names, if the bot is in it.
 *
 * For posts and history `not_in_channel` is documented; that edits and reactions answer the same is assumed.
 */
export function channelOf(reference: string, { workspace }: Context): SlackChannel {
  const channel = workspace.channel(reference);
  if (channel === null) throw new Refusal('channel_not_found');
  if (channel.member === false) throw new Refusal('not_in_channel');
  return channel;
}

/** Where Slack takes no name for a channel. */
export function channelWithId(id: string, context: Context): SlackChannel {
  const channel = channelOf(id, context);
  if (channel.id !== id) throw new Refusal('channel_not_found');
  return channel;
}

/** A message as Slack's answers show it. */
export function shown(channel: SlackChannel, message: SlackMessage, { workspace }: Context): Record<string, unknown> {
  const replies = workspace.repliesTo(channel.id, message.ts);
  return {
    type: 'message',
    ...(message.broadcast && { subtype: 'thread_broadcast' }),
    ...(message.deleted && { subtype: 'tombstone' }),
    user: message.user,
    ts: message.ts,
    text: message.text,
    ...(message.blocks.length > 0 && { blocks: withIds(message) }),
    ...(message.threadTs !== null && { thread_ts: message.threadTs }),
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      latest_reply: replies.at(-1)?.ts,
    }),
    ...(message.edited && { edited: message.edited }),
    ...(message.files.length > 0 && { files: message.files.map(({ id, name, title }) => ({ id, name, title })) }),
    ...(message.metadata && { metadata: message.metadata }),
    ...(message.reactions.length > 0 && {
      reactions: message.reactions.map(({ name, users }) => ({ name, users, count: users.length })),
    }),
  };
}

/** Slack gives a block an id if it has none. */
function withIds({ ts, blocks }: SlackMessage): unknown[] {
  return blocks.map((block, index) => ({ ...block, block_id: block.block_id ?? `${ts}/${index}` }));
}
