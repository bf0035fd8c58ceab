/**
 * What stands in a channel: https://docs.slack.dev/reference/methods/conversations.history, …/conversations.replies and
 * …/reactions.get
 */
import { isSize } from '../../paging';
import type { Arguments } from '../arguments';
import { TIER_3 } from '../rates';
import { Refusal } from '../refusal';
import { isTimestamp } from '../timestamps';
import type { SlackChannel, SlackMessage } from '../workspace';
import { channelWithId, type Context, type Method, shown } from './method';

/** Newest first, without replies that stand only in their thread. */
export const history: Method = {
  scope: 'channels:history',
  rate: TIER_3,
  channel: 'channel',
  handle(input, context) {
    const channel = channelWithId(input.required('channel'), context);
    const messages = context.workspace
      .timeline(channel.id)
      .filter(({ threadTs, broadcast }) => threadTs === null || broadcast)
      .toReversed();
    return page(messages, input, channel, context, { usual: 100, most: 999 });
  },
};

/** Oldest first, the parent before all. */
export const replies: Method = {
  scope: 'channels:history',
  rate: TIER_3,
  channel: 'channel',
  handle(input, context) {
    const channel = channelWithId(input.required('channel'), context);
    const asked = context.workspace.message(channel.id, input.required('ts'));
    const parent = asked?.threadTs ? context.workspace.message(channel.id, asked.threadTs) : asked;
    if (parent === null) throw new Refusal('thread_not_found');
    const thread = [parent, ...context.workspace.repliesTo(channel.id, parent.ts)];
    return page(thread, input, channel, context, { usual: 1000, most: 1000 });
  },
};

/** Slack may name fewer users than it counts; the sandbox names all. */
export const reactions: Method = {
  scope: 'reactions:read',
  rate: TIER_3,
  channel: 'channel',
  handle(input, context) {
    const [reference, timestamp] = [input.text('channel'), input.text('timestamp')];
    if (reference === null || timestamp === null) throw new Refusal('no_item_specified');
    if (!isTimestamp(timestamp)) throw new Refusal('bad_timestamp');
    const channel = channelWithId(reference, context);
    const message = context.workspace.message(channel.id, timestamp);
    if (message === null) throw new Refusal('message_not_found');
    return { type: 'message', channel: channel.id, message: shown(channel, message, context) };
  },
};

function page(
  all: readonly SlackMessage[],
  input: Arguments,
  channel: SlackChannel,
  context: Context,
  sizes: { readonly usual: number; readonly most: number },
): Record<string, unknown> {
  const limit = Number(input.text('limit') ?? sizes.usual);
  if (!isSize(limit, 1, sizes.most)) throw new Refusal('invalid_limit');
  const range = rangeOf(input);
  const between = all.filter(({ ts }) => range(Number(ts)));
  const cursor = input.text('cursor');
  const start = cursor ? between.findIndex(({ ts }) => cursorTo(ts) === cursor) : 0;
  if (start < 0) throw new Refusal('invalid_cursor');
  const next = between[start + limit];
  return {
    messages: between.slice(start, start + limit).map((message) => shownInHistory(channel, message, input, context)),
    has_more: next !== undefined,
    ...(next && { response_metadata: { next_cursor: cursorTo(next.ts) } }),
  };
}

/** Names the message where the page begins, so that what is written meanwhile moves nothing. */
function cursorTo(ts: string): string {
  return Buffer.from(`next_ts:${ts}`).toString('base64');
}

/** Without `include_all_metadata` only its type comes (python-slack-sdk#1501). */
function shownInHistory(channel: SlackChannel, message: SlackMessage, input: Arguments, context: Context) {
  const answer = shown(channel, message, context);
  if (!message.metadata || input.flag('include_all_metadata')) return answer;
  return { ...answer, metadata: { event_type: message.metadata.event_type } };
}

function rangeOf(input: Arguments): (time: number) => boolean {
  const inclusive = input.flag('inclusive');
  const oldest = bound(input, 'oldest') ?? 0;
  const latest = bound(input, 'latest') ?? Infinity;
  return (time) => (time > oldest && time < latest) || (inclusive && (time === oldest || time === latest));
}

function bound(input: Arguments, name: 'oldest' | 'latest'): number | null {
  const value = input.text(name);
  if (value === null) return null;
  if (!/^\d+(\.\d+)?$/.test(value)) throw new Refusal(`invalid_ts_${name}`);
  return Number(value);
}
