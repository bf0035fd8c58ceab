import type { WebClient } from '@slack/web-api';
import type { SandboxSlack } from '../../../sandbox/slack';
import { CHANNEL, clientOf, HandClock, OTHER, refusal, SOMEBODY, start, tsOf } from './support';

const clock = new HandClock();
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const metadata = (seq: number) => ({ event_type: 'quota_alert', event_payload: { fingerprint: '7f3a9c21', seq } });

let slack: SandboxSlack;
let client: WebClient;

beforeEach(async () => {
  slack = await start({
    clock,
    channels: [
      { id: CHANNEL, name: 'headroom' },
      { id: OTHER, name: 'other' },
    ],
  });
  client = clientOf(slack);
});

/** What stands in the channel, in few words. */
const shown = () =>
  slack.messages(CHANNEL).map(({ text, broadcast, replies }) => ({
    text,
    broadcast,
    replies: replies.map((reply) => reply.text),
  }));

async function post(text: string, more: { thread_ts?: string; reply_broadcast?: boolean } = {}): Promise<string> {
  return tsOf(await client.apiCall('chat.postMessage', { channel: CHANNEL, text, ...more }));
}

test('the client knows who it is', async () => {
  expect(await client.auth.test()).toMatchObject({ ok: true, team: 'Sandbox', user: 'headroom' });
});

test('a message stands in its channel with all that was sent', async () => {
  const answer = await client.chat.postMessage({
    channel: CHANNEL,
    text: 'Warning: 83 %',
    blocks: [section('*830* of 1,000')],
    metadata: metadata(1),
    unfurl_links: false,
    mrkdwn: true,
  });

  expect(answer).toMatchObject({
    channel: CHANNEL,
    message: { text: 'Warning: 83 %', blocks: [{ ...section('*830* of 1,000'), block_id: expect.any(String) }] },
  });
  expect(slack.messages(CHANNEL)).toEqual([
    {
      ts: answer.ts,
      user: 'U0HEADROOM',
      text: 'Warning: 83 %',
      blocks: [section('*830* of 1,000')],
      metadata: metadata(1),
      threadTs: null,
      broadcast: false,
      edited: null,
      reactions: [],
      files: [],
      mentions: [],
      unfurl: { links: false, media: null },
      deleted: false,
      replies: [],
    },
  ]);
  expect(slack.messages(OTHER)).toEqual([]);
});

test('a channel may be named in a post, and its answer knows the id', async () => {
  expect(await client.chat.postMessage({ channel: '#headroom', text: 'a' })).toMatchObject({ channel: CHANNEL });
});

test('timestamps look like those of Slack, differ while the clock stands still, and ascend when it goes back', async () => {
  const times = [await post('a'), await post('b')];
  clock.ms -= 3_600_000;
  times.push(await post('c'));

  expect(times).toEqual(times.toSorted());
  expect(new Set(times).size).toBe(3);
  for (const ts of times) expect(ts).toMatch(/^\d{10}\.\d{6}$/);
});

test('a reply stands in its thread, a broadcast reply in the channel as well', async () => {
  const parent = await post('parent');
  const reply = await client.chat.postMessage({ channel: CHANNEL, text: 'reply', thread_ts: parent });
  await post('loud', { thread_ts: parent, reply_broadcast: true });

  expect(reply).toMatchObject({ message: { thread_ts: parent } });
  expect(shown()).toEqual([
    { text: 'parent', broadcast: false, replies: ['reply', 'loud'] },
    { text: 'loud', broadcast: true, replies: [] },
  ]);
});

test('a reply to a reply joins the thread', async () => {
  const parent = await post('parent');
  await post('second', { thread_ts: await post('first', { thread_ts: parent }) });

  expect(shown()).toEqual([{ text: 'parent', broadcast: false, replies: ['first', 'second'] }]);
});

test('a reply to a message that is gone becomes one of the channel, and only a missing thread_ts in the answer says so', async () => {
  const parent = await post('parent');
  slack.delete(CHANNEL, parent);
  const answer = await client.chat.postMessage({
    channel: CHANNEL,
    text: 'reply',
    thread_ts: parent,
    reply_broadcast: true,
  });

  expect(answer.message).not.toHaveProperty('thread_ts');
  expect(shown()).toEqual([{ text: 'reply', broadcast: false, replies: [] }]);
});

test('a deleted message that has replies leaves a mark and keeps its thread', async () => {
  const parent = await post('parent');
  await post('before', { thread_ts: parent });
  slack.delete(CHANNEL, parent);
  await post('after', { thread_ts: parent });

  expect(shown()).toEqual([{ text: 'This message was deleted.', broadcast: false, replies: ['before', 'after'] }]);
  await expect(client.chat.update({ channel: CHANNEL, ts: parent, text: 'b' })).rejects.toMatchObject(
    refusal('message_not_found'),
  );
});

test('an edit replaces what it gives, and is marked', async () => {
  const ts = await post('parent');
  await post('reply', { thread_ts: ts });
  const answer = await client.chat.update({
    channel: CHANNEL,
    ts,
    text: 'edited',
    blocks: [section('edited')],
    metadata: metadata(2),
  });

  expect(answer).toMatchObject({ ts, text: 'edited', channel: CHANNEL });
  expect(slack.messages(CHANNEL)).toMatchObject([
    {
      ts,
      text: 'edited',
      blocks: [section('edited')],
      metadata: metadata(2),
      edited: { user: 'U0HEADROOM' },
      replies: [{ text: 'reply', edited: null }],
    },
  ]);
});

test('an edit keeps what it does not give: blocks and metadata go only when they are given empty', async () => {
  const blocks = [section('a')];
  const ts = tsOf(await client.chat.postMessage({ channel: CHANNEL, text: 'a', blocks, metadata: metadata(1) }));

  await client.chat.update({ channel: CHANNEL, ts, text: 'b' });
  expect(slack.messages(CHANNEL)).toMatchObject([{ text: 'b', blocks, metadata: metadata(1) }]);

  await client.apiCall('chat.update', { channel: CHANNEL, ts, text: 'c', blocks: [], metadata: {} });
  expect(slack.messages(CHANNEL)).toMatchObject([{ text: 'c', blocks: [], metadata: null }]);
});

test('text beyond 40,000 characters is cut off in a post, with a warning, and refused in an edit', async () => {
  const answer = await client.chat.postMessage({ channel: CHANNEL, text: 'x'.repeat(40_001) });
  const ts = tsOf(answer);

  expect(answer.response_metadata).toMatchObject({ warnings: ['message_truncated'] });
  expect(slack.messages(CHANNEL)).toMatchObject([{ text: 'x'.repeat(40_000) }]);
  await expect(client.chat.update({ channel: CHANNEL, ts, text: 'x'.repeat(40_001) })).rejects.toMatchObject(
    refusal('msg_too_long'),
  );
});

test('reactions are counted by name', async () => {
  const ts = await post('a');
  slack.react(CHANNEL, ts, 'eyes', SOMEBODY);
  slack.react(CHANNEL, ts, 'eyes', 'U0987654321');
  slack.react(CHANNEL, ts, 'eyes', SOMEBODY);
  slack.react(CHANNEL, ts, 'no_bell', SOMEBODY);
  const answer = await client.reactions.get({ channel: CHANNEL, timestamp: ts });

  expect(answer).toMatchObject({
    type: 'message',
    channel: CHANNEL,
    message: {
      ts,
      reactions: [
        { name: 'eyes', users: [SOMEBODY, 'U0987654321'], count: 2 },
        { name: 'no_bell', users: [SOMEBODY], count: 1 },
      ],
    },
  });
});

test('history is newest first, without replies that are not broadcast', async () => {
  const parent = await post('parent');
  slack.say(CHANNEL, SOMEBODY, 'human');
  await post('quiet', { thread_ts: parent });
  await post('loud', { thread_ts: parent, reply_broadcast: true });
  const { messages } = await client.conversations.history({ channel: CHANNEL });

  expect(messages).toMatchObject([
    { text: 'loud', subtype: 'thread_broadcast', thread_ts: parent },
    { text: 'human', user: SOMEBODY },
    { text: 'parent', reply_count: 2 },
  ]);
});

test('history comes in pages that new messages do not move', async () => {
  for (const text of ['1', '2', '3', '4', '5']) await post(text);
  const first = await client.conversations.history({ channel: CHANNEL, limit: 2 });
  await post('new');
  const cursor = first.response_metadata?.next_cursor ?? '';
  const second = await client.conversations.history({ channel: CHANNEL, limit: 3, cursor });

  expect(first).toMatchObject({ has_more: true, messages: [{ text: '5' }, { text: '4' }] });
  expect(second).toMatchObject({ has_more: false, messages: [{ text: '3' }, { text: '2' }, { text: '1' }] });
  expect(second.response_metadata?.next_cursor).toBeUndefined();
});

test('history is cut to a time, with its ends only if they are asked for', async () => {
  const oldest = await post('1');
  await post('2');
  const latest = await post('3');
  const texts = async (inclusive: boolean) => {
    const { messages = [] } = await client.conversations.history({ channel: CHANNEL, oldest, latest, inclusive });
    return messages.map(({ text }) => text);
  };

  expect(await texts(false)).toEqual(['2']);
  expect(await texts(true)).toEqual(['3', '2', '1']);
});

test('history shows what metadata says only when all of it is asked for', async () => {
  await client.chat.postMessage({ channel: CHANNEL, text: 'a', metadata: metadata(1) });
  const brief = await client.conversations.history({ channel: CHANNEL });
  const all = await client.conversations.history({ channel: CHANNEL, include_all_metadata: true });

  expect(brief.messages?.map((message) => message.metadata)).toEqual([{ event_type: 'quota_alert' }]);
  expect(all.messages?.map((message) => message.metadata)).toEqual([metadata(1)]);
});

test('a thread is read with its parent first, also by the ts of a reply', async () => {
  const parent = await post('parent');
  const reply = await post('first', { thread_ts: parent });
  await post('second', { thread_ts: parent });

  for (const ts of [parent, reply]) {
    const { messages = [] } = await client.conversations.replies({ channel: CHANNEL, ts });
    expect(messages.map(({ text }) => text)).toEqual(['parent', 'first', 'second']);
  }
});

test('every request is remembered', async () => {
  await post('a');
  await client.chat.postMessage({ channel: 'C0000000000', text: 'b' }).catch(() => {});

  expect(slack.calls).toEqual([
    {
      at: expect.any(Number),
      method: 'chat.postMessage',
      channel: CHANNEL,
      arguments: { channel: CHANNEL, text: 'a' },
      done: true,
      answer: 'ok',
    },
    {
      at: expect.any(Number),
      method: 'chat.postMessage',
      channel: 'C0000000000',
      arguments: { channel: 'C0000000000', text: 'b' },
      done: false,
      answer: 'channel_not_found',
    },
  ]);
});

test('a reset forgets the requests, not the messages', async () => {
  await post('a');
  slack.reset();

  expect(slack.calls).toEqual([]);
  expect(shown()).toEqual([{ text: 'a', broadcast: false, replies: [] }]);
});
