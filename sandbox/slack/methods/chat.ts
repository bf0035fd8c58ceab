/** `chat.postMessage` and `chat.update`: https://docs.slack.dev/reference/methods/chat.postMessage and …/chat.update */
import * as z from 'zod';
import type { Arguments } from '../arguments';
import { checkBlocks, type SlackBlock } from '../blocks/check';
import { NOT_IN_THE_SANDBOX } from '../blocks/schema';
import { POSTS, TIER_3 } from '../rates';
import { Refusal, refusalNaming } from '../refusal';
import { isTimestamp } from '../timestamps';
import { BOT, EMPTY, type Metadata } from '../workspace';
import { channelOf, channelWithId, type Context, type Method, refuseArguments, shown } from './method';

/** https://docs.slack.dev/changelog/2018-04-truncating-really-long-messages: what is beyond is cut off, with a warning. */
const TEXT = 40_000;
const TRUNCATED = {
  response_metadata: {
    messages: ['[WARN] Your message was truncated but still posted. The `text` field accepts up to 40,000 characters.'],
    warnings: ['message_truncated'],
  },
};

/** Characters of JSON. That there is a limit is documented; its size is not, and this one is a guess on the small side. */
const METADATA = 8000;

const ELSEWHERE = [
  'attachments',
  'markdown_text',
  'parse',
  'link_names',
  'username',
  'icon_emoji',
  'icon_url',
  'as_user',
];

export const postMessage: Method = {
  scope: 'chat:write',
  rate: POSTS,
  channel: 'channel',
  handle(input, context) {
    refuseArguments(input, ELSEWHERE, context);
    const channel = channelOf(input.required('channel'), context);
    if (channel.archived) throw new Refusal('is_archived');
    const blocks = blocksOf(input, context) ?? [];
    const text = input.text('text') ?? '';
    if (text === '' && blocks.length === 0) throw new Refusal('no_text');
    const message = context.workspace.post(channel.id, BOT.user, {
      ...EMPTY,
      text: text.slice(0, TEXT),
      blocks,
      metadata: metadataOf(input) ?? null,
      threadTs: threadOf(input),
      broadcast: input.flag('reply_broadcast'),
      unfurl: { links: choiceOf(input, 'unfurl_links'), media: choiceOf(input, 'unfurl_media') },
    });
    return {
      channel: channel.id,
      ts: message.ts,
      message: shown(channel, message, context),
      ...(text.length > TEXT && TRUNCATED),
    };
  },
};

/** What is not given stays as it is: an edit to plain text needs `blocks: []` (slack-go#1214, python-slack-sdk#523). */
export const update: Method = {
  scope: 'chat:write',
  rate: TIER_3,
  channel: 'channel',
  handle(input, context) {
    refuseArguments(input, [...ELSEWHERE, 'reply_broadcast', 'file_ids'], context);
    const channel = channelWithId(input.required('channel'), context);
    // The page of chat.update names no `is_archived`, but this.
    if (channel.archived) throw new Refusal('is_inactive');
    const message = context.workspace.message(channel.id, input.required('ts'));
    if (message === null || message.deleted) throw new Refusal('message_not_found');
    if (message.user !== BOT.user) throw new Refusal('cant_update_message');
    const given = blocksOf(input, context);
    const text = input.text('text');
    if (!text && !given?.length) throw new Refusal('no_text');
    // Unlike a post, the page of chat.update knows `msg_too_long`, and nothing of truncation.
    if (text !== null && text.length > TEXT) throw new Refusal('msg_too_long');
    const metadata = metadataOf(input);
    const edited = context.workspace.edit(channel.id, message, {
      text: text ?? message.text,
      blocks: given ?? message.blocks,
      metadata: metadata === undefined ? message.metadata : metadata,
    });
    return { channel: channel.id, ts: edited.ts, text: edited.text, message: shown(channel, edited, context) };
  },
};

/** `0 is not a valid thread_ts` is what Slack said to jenkinsci/slack-plugin#584. */
export function threadOf(input: Arguments): string | null {
  const ts = input.text('thread_ts');
  if (ts !== null && !isTimestamp(ts)) throw refusalNaming('invalid_thread_ts', [`${ts} is not a valid thread_ts`]);
  return ts;
}

function choiceOf(input: Arguments, name: string): boolean | null {
  return input.has(name) ? input.flag(name) : null;
}

function blocksOf(input: Arguments, context: Context): readonly SlackBlock[] | null {
  if (!input.has('blocks')) return null;
  const json = input.json('blocks', 'invalid_blocks_format');
  for (const type of typesIn(json).filter((one) => NOT_IN_THE_SANDBOX.has(one))) {
    context.complain(`sandbox: Slack has no block ${type} here`);
  }
  return checkBlocks(json, context.missingBlocks);
}

function typesIn(json: unknown): string[] {
  const typed = z.array(z.looseObject({ type: z.string() })).safeParse(json);
  return typed.success ? typed.data.map(({ type }) => type) : [];
}

const metadataForm = z.strictObject({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
});

/** @returns `null` for an empty object, which takes it away; `undefined` if nothing is said of it */
function metadataOf(input: Arguments): Metadata | null | undefined {
  if (!input.has('metadata')) return undefined;
  const json = input.json('metadata', 'invalid_metadata_format');
  if (z.strictObject({}).safeParse(json).success) return null;
  const metadata = metadataForm.safeParse(json);
  if (!metadata.success) throw new Refusal('invalid_metadata_schema');
  if (JSON.stringify(json).length > METADATA) throw new Refusal('metadata_too_large');
  return metadata.data;
}
