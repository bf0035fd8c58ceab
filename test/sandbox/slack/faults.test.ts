import type { WebClient } from '@slack/web-api';
import type { SandboxSlack, SlackFault } from '../../../sandbox/slack';
import { CHANNEL, clientOf, failure, OTHER, refusal, start, tsOf } from './support';

const REQUEST = 'slack_webapi_request_error';
const HTTP = 'slack_webapi_http_error';
/** For an answer that never comes; enough for a request to arrive on a busy machine. */
const IMPATIENT_MS = 2000;

let slack: SandboxSlack;
let client: WebClient;

beforeEach(async () => {
  slack = await start({
    channels: [
      { id: CHANNEL, name: 'headroom' },
      { id: OTHER, name: 'other' },
    ],
  });
  client = clientOf(slack);
});

const post = async (text = 'a', channel = CHANNEL) => await client.chat.postMessage({ channel, text });
const texts = (channel = CHANNEL) => slack.messages(channel).map(({ text }) => text);

test('a lost answer: the message is there although the client got an error', async () => {
  slack.fault({ kind: 'lost-answer' });

  await expect(post()).rejects.toMatchObject(failure(REQUEST));
  expect(texts()).toEqual(['a']);
  expect(slack.calls).toMatchObject([{ method: 'chat.postMessage', done: true, answer: 'lost-answer' }]);
});

test('a lost answer to what Slack refuses: nothing is there', async () => {
  slack.fault({ kind: 'lost-answer' });

  await expect(post('')).rejects.toMatchObject(failure(REQUEST));
  expect(slack.calls).toMatchObject([{ done: false, answer: 'lost-answer' }]);
});

test('a lost answer to an edit and to an upload', async () => {
  const ts = tsOf(await post());
  slack.fault({ kind: 'lost-answer', method: 'chat.update' });
  slack.fault({ kind: 'lost-answer', method: 'files.completeUploadExternal' });

  await expect(client.chat.update({ channel: CHANNEL, ts, text: 'b' })).rejects.toMatchObject(failure(REQUEST));
  await expect(
    client.filesUploadV2({ channel_id: CHANNEL, filename: 'a.csv', content: 'a', initial_comment: 'c' }),
  ).rejects.toMatchObject(failure(REQUEST));
  expect(texts()).toEqual(['b', 'c']);
});

test.each<readonly [SlackFault, object]>([
  [{ kind: 'refused' }, failure(REQUEST)],
  [{ kind: 'error-500' }, failure(HTTP, { statusCode: 500 })],
  [{ kind: 'garbage' }, { code: 'slack_webapi_platform_error' }],
  [{ kind: 'ratelimited', retryAfter: 30 }, failure('slack_webapi_rate_limited_error', { retryAfter: 30 })],
  [{ kind: 'ratelimited', retryAfter: 0 }, failure('slack_webapi_rate_limited_error', { retryAfter: 0 })],
  [
    { kind: 'ratelimited', retryAfter: null },
    { message: expect.stringContaining('Retry header did not contain a valid timeout') },
  ],
  [{ kind: 'error', error: 'channel_not_found' }, refusal('channel_not_found')],
  [{ kind: 'error', error: 'fatal_error' }, refusal('fatal_error')],
])('%j: an error, and nothing happened', async (fault, error) => {
  slack.fault(fault);

  await expect(post()).rejects.toMatchObject(error);
  expect(texts()).toEqual([]);
  expect(slack.calls).toMatchObject([{ done: false }]);
});

test('silence: nothing happened, and only the client’s own timeout ends it', async () => {
  slack.fault({ kind: 'hang' });

  await expect(
    clientOf(slack, { timeout: IMPATIENT_MS }).chat.postMessage({ channel: CHANNEL, text: 'a' }),
  ).rejects.toMatchObject(failure(REQUEST));
  expect(slack.calls).toMatchObject([{ done: false, answer: 'hang' }]);
});

test.each<SlackFault>([
  { kind: 'hang', takesEffect: true },
  { kind: 'error-500', takesEffect: true },
  { kind: 'garbage', takesEffect: true },
  { kind: 'error', error: 'internal_error', takesEffect: true },
])('%j: an error, and the message is there', async (fault) => {
  slack.fault(fault);

  const asking = fault.kind === 'hang' ? clientOf(slack, { timeout: IMPATIENT_MS }) : client;
  await expect(asking.chat.postMessage({ channel: CHANNEL, text: 'a' })).rejects.toMatchObject({
    code: expect.stringMatching(/^slack_webapi_/),
  });
  expect(texts()).toEqual(['a']);
  expect(slack.calls).toMatchObject([{ done: true }]);
});

test('the bytes of a file may be lost too', async () => {
  slack.fault({ kind: 'refused', method: 'upload' });

  await expect(client.filesUploadV2({ channel_id: CHANNEL, filename: 'a.csv', content: 'a' })).rejects.toMatchObject(
    failure(REQUEST),
  );
  expect(slack.calls.map(({ method, answer }) => [method, answer])).toEqual([
    ['files.getUploadURLExternal', 'ok'],
    ['upload', 'refused'],
  ]);
});

test('a fault strikes only its method and its channel', async () => {
  slack.fault({ kind: 'error-500', method: 'chat.update' }, { kind: 'error-500', channel: OTHER });

  await post();
  await expect(post('b', OTHER)).rejects.toMatchObject(failure(HTTP));
  await expect(post('b', '#other')).rejects.toMatchObject(failure(HTTP));
  await client.auth.test();
  expect(texts()).toEqual(['a']);
});

test('a fault lets some pass and then strikes so often', async () => {
  slack.fault({ kind: 'error', error: 'internal_error', after: 1, times: 2 });
  const answers = [];
  for (const text of ['1', '2', '3', '4'])
    answers.push(
      await post(text).then(
        ({ ok }) => ok,
        () => false,
      ),
    );

  expect(answers).toEqual([true, false, false, true]);
  expect(texts()).toEqual(['1', '4']);
});

test('a reset ends all faults', async () => {
  slack.fault({ kind: 'error-500' });
  slack.reset();

  expect(await post()).toMatchObject({ ok: true });
});
