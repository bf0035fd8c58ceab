import type { WebClient } from '@slack/web-api';
import type { SandboxSlack } from '../../../sandbox/slack';
import { CHANNEL, clientOf, OTHER, refusal, SOMEBODY, start } from './support';

const NO_TS = '1795166100.000200';

let slack: SandboxSlack;
let client: WebClient;

beforeEach(async () => {
  slack = await start();
  client = clientOf(slack);
});

test('a method that Slack does not have is unknown', async () => {
  await expect(client.apiCall('chat.shout', { channel: CHANNEL })).rejects.toMatchObject(
    refusal('unknown_method', { req_method: 'chat.shout' }),
  );
});

describe('tokens', () => {
  test('nothing without a token', async () => {
    await expect(clientOf(slack, { token: '' }).auth.test()).rejects.toMatchObject(refusal('not_authed'));
  });

  test('nothing with another token', async () => {
    await expect(clientOf(slack, { token: 'xoxb-wrong' }).auth.test()).rejects.toMatchObject(refusal('invalid_auth'));
  });

  test.each(['token_revoked', 'token_expired', 'account_inactive'] as const)('a token can be %s', async (state) => {
    slack.setToken(slack.token, state);
    await expect(client.chat.postMessage({ channel: CHANNEL, text: 'a' })).rejects.toMatchObject(refusal(state));
    expect(slack.messages(CHANNEL)).toEqual([]);
  });

  test('a new token takes the place of the old one', async () => {
    slack.setToken(slack.token, 'token_revoked');
    slack.setToken('xoxb-new', 'valid');
    expect(await clientOf(slack, { token: 'xoxb-new' }).auth.test()).toMatchObject({ ok: true });
  });

  test.each([
    ['chat.postMessage', 'chat:write', { channel: CHANNEL, text: 'a' }],
    ['chat.update', 'chat:write', { channel: CHANNEL, ts: NO_TS, text: 'a' }],
    ['files.getUploadURLExternal', 'files:write', { filename: 'a.csv', length: 1 }],
    ['files.completeUploadExternal', 'files:write', { files: [{ id: 'F1' }] }],
    ['reactions.get', 'reactions:read', { channel: CHANNEL, timestamp: NO_TS }],
    ['conversations.history', 'channels:history', { channel: CHANNEL }],
    ['conversations.replies', 'channels:history', { channel: CHANNEL, ts: NO_TS }],
  ])('%s needs %s', async (method, needed, input) => {
    const poor = clientOf(await start({ scopes: ['users:read'] }));
    await expect(poor.apiCall(method, input)).rejects.toMatchObject(
      refusal('missing_scope', { needed, provided: 'users:read' }),
    );
  });
});

describe('channels', () => {
  const requests: readonly (readonly [string, object])[] = [
    ['chat.postMessage', { text: 'a' }],
    ['chat.update', { ts: NO_TS, text: 'a' }],
    ['reactions.get', { timestamp: NO_TS }],
    ['conversations.history', {}],
    ['conversations.replies', { ts: NO_TS }],
  ];

  test.each(requests)('%s refuses a channel that is not there', async (method, input) => {
    await expect(client.apiCall(method, { ...input, channel: OTHER })).rejects.toMatchObject(
      refusal('channel_not_found'),
    );
  });

  test.each(requests)('%s refuses a channel that the bot is not in', async (method, input) => {
    slack.setChannel({ id: OTHER, name: 'other', member: false });
    await expect(client.apiCall(method, { ...input, channel: OTHER })).rejects.toMatchObject(refusal('not_in_channel'));
  });

  test('nothing is posted to an archived channel', async () => {
    slack.setChannel({ id: CHANNEL, name: 'headroom', archived: true });
    await expect(client.chat.postMessage({ channel: CHANNEL, text: 'a' })).rejects.toMatchObject(
      refusal('is_archived'),
    );
  });

  test('nothing is edited in an archived channel, and its history stays readable', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: CHANNEL, text: 'a' });
    slack.setChannel({ id: CHANNEL, name: 'headroom', archived: true });

    await expect(client.chat.update({ channel: CHANNEL, ts, text: 'b' })).rejects.toMatchObject(refusal('is_inactive'));
    expect(await client.conversations.history({ channel: CHANNEL })).toMatchObject({ messages: [{ text: 'a' }] });
  });

  test('only a post takes a name for a channel', async () => {
    await expect(client.conversations.history({ channel: '#headroom' })).rejects.toMatchObject(
      refusal('channel_not_found'),
    );
  });

  test('a channel that was renamed is not found under its old name', async () => {
    slack.setChannel({ id: CHANNEL, name: 'quotas' });
    await expect(client.chat.postMessage({ channel: '#headroom', text: 'a' })).rejects.toMatchObject(
      refusal('channel_not_found'),
    );
  });
});

describe('arguments', () => {
  const post = 'chat.postMessage';
  test.each<readonly [what: string, method: string, input: Record<string, unknown>, error: string]>([
    ['a post without a channel', post, { channel: undefined, text: 'a' }, 'invalid_arguments'],
    ['a post without text and blocks', post, {}, 'no_text'],
    ['a post with empty blocks', post, { blocks: [] }, 'no_text'],
    ['a thread that is no ts', post, { text: 'a', thread_ts: '0' }, 'invalid_thread_ts'],
    ['blocks that are not JSON', post, { blocks: '[{' }, 'invalid_blocks_format'],
    ['blocks that are no array', post, { blocks: { blocks: [] } }, 'invalid_blocks_format'],
    ['metadata that is not JSON', post, { text: 'a', metadata: '{' }, 'invalid_metadata_format'],
    ['metadata of another form', post, { text: 'a', metadata: { event_type: 'a' } }, 'invalid_metadata_schema'],
    [
      'much metadata',
      post,
      { text: 'a', metadata: { event_type: 'a', event_payload: { keys: 'x'.repeat(8000) } } },
      'metadata_too_large',
    ],
    ['what the sandbox does not have', post, { text: 'a', attachments: [{ text: 'a' }] }, 'invalid_arguments'],
    ['an edit of nothing', 'chat.update', { ts: NO_TS, text: 'a' }, 'message_not_found'],
    ['an edit without a ts', 'chat.update', { text: 'a' }, 'invalid_arguments'],
    ['reactions of nothing', 'reactions.get', { timestamp: NO_TS }, 'message_not_found'],
    ['reactions without a message', 'reactions.get', {}, 'no_item_specified'],
    ['reactions of what is no ts', 'reactions.get', { timestamp: 'yesterday' }, 'bad_timestamp'],
    ['the replies to nothing', 'conversations.replies', { ts: NO_TS }, 'thread_not_found'],
    ['a page of nothing', 'conversations.history', { limit: 0 }, 'invalid_limit'],
    ['too large a page', 'conversations.history', { limit: 1000 }, 'invalid_limit'],
    ['a cursor of its own', 'conversations.history', { cursor: 'abc' }, 'invalid_cursor'],
    ['an oldest that is no time', 'conversations.history', { oldest: 'yesterday' }, 'invalid_ts_oldest'],
    ['a latest that is no time', 'conversations.history', { latest: 'today' }, 'invalid_ts_latest'],
  ])('Slack refuses %s', async (_, method, input, error) => {
    await expect(client.apiCall(method, { channel: CHANNEL, ...input })).rejects.toMatchObject(refusal(error));
    expect(slack.messages(CHANNEL)).toEqual([]);
  });

  test('the message of somebody else is not edited', async () => {
    const ts = slack.say(CHANNEL, SOMEBODY, 'human');
    await expect(client.chat.update({ channel: CHANNEL, ts, text: 'b' })).rejects.toMatchObject(
      refusal('cant_update_message'),
    );
  });

  test('an edit to nothing is refused', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: CHANNEL, text: 'a' });
    await expect(client.apiCall('chat.update', { channel: CHANNEL, ts })).rejects.toMatchObject(refusal('no_text'));
  });
});

describe('the wire', () => {
  const send = async (body: string, type: string): Promise<unknown> => {
    const headers = { 'content-type': type, authorization: `Bearer ${slack.token}` };
    const response = await fetch(`${slack.url}chat.postMessage`, { method: 'POST', headers, body });
    return await response.json();
  };
  const message = { channel: CHANNEL, text: 'a', blocks: [{ type: 'divider' }] };

  test('JSON is understood as well', async () => {
    expect(await send(JSON.stringify(message), 'application/json; charset=utf-8')).toMatchObject({ ok: true });
    expect(slack.messages(CHANNEL)).toMatchObject([{ text: 'a', blocks: [{ type: 'divider' }] }]);
  });

  test('a form in parts is understood as well', async () => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ token: slack.token, channel: CHANNEL, text: 'a' })) {
      body.append(name, value);
    }
    const response = await fetch(`${slack.url}chat.postMessage`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({ ok: true });
  });

  test('the token may be an argument', async () => {
    const body = new URLSearchParams({ token: slack.token, channel: CHANNEL, text: 'a' });
    const response = await fetch(`${slack.url}chat.postMessage`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({ ok: true });
  });

  test.each([
    ['{', 'application/json', 'invalid_json'],
    ['<a/>', 'application/xml', 'invalid_post_type'],
    ['--x', 'multipart/form-data; boundary=y', 'invalid_form_data'],
  ])('%s as %s is %s', async (body, type, error) => {
    expect(await send(body, type)).toEqual({ ok: false, error });
    expect(slack.calls).toMatchObject([{ method: 'chat.postMessage', done: false, answer: error }]);
  });

  test('there is nothing beside the API', async () => {
    expect((await fetch(new URL('/', slack.url))).status).toBe(404);
  });
});
