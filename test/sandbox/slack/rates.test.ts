import type { WebClient } from '@slack/web-api';
import type { SandboxSlack } from '../../../sandbox/slack';
import { CHANNEL, clientOf, HandClock, OTHER, start, tsOf } from './support';

const clock = new HandClock();

let slack: SandboxSlack;
let client: WebClient;

beforeEach(async () => {
  slack = await start({
    clock,
    rates: true,
    channels: [
      { id: CHANNEL, name: 'headroom' },
      { id: OTHER, name: 'other' },
    ],
  });
  client = clientOf(slack);
});

const limited = (retryAfter: number) => ({ code: 'slack_webapi_rate_limited_error', retryAfter });

/** @returns how many of that many requests passed, one after the other and at once */
async function passing(requests: number, ask: () => Promise<unknown>): Promise<number> {
  let passed = 0;
  for (let request = 0; request < requests; request += 1) {
    passed += await ask().then(
      () => 1,
      () => 0,
    );
  }
  return passed;
}

test('a channel takes three posts at once, then one a second', async () => {
  const post = async (channel = CHANNEL) => await client.chat.postMessage({ channel, text: 'a' });

  expect(await passing(5, post)).toBe(3);
  await expect(post()).rejects.toMatchObject(limited(3));
  await expect(post('#headroom')).rejects.toMatchObject(limited(3));
  await post(OTHER);
  clock.ms += 3000;
  for (let second = 0; second < 5; second += 1) {
    await post();
    clock.ms += 1000;
  }
  expect(slack.messages(CHANNEL)).toHaveLength(8);
});

test.each(['chat.update', 'reactions.get', 'conversations.history', 'conversations.replies'])(
  '%s passes 50 times a minute',
  async (method) => {
    const ts = tsOf(await client.chat.postMessage({ channel: CHANNEL, text: 'a' }));
    const ask = async () => await client.apiCall(method, { channel: CHANNEL, ts, timestamp: ts, text: 'b' });

    expect(await passing(60, ask)).toBe(50);
    clock.ms += 59_000;
    await expect(ask()).rejects.toMatchObject(limited(1));
    clock.ms += 1000;
    expect(await passing(60, ask)).toBe(50);
  },
);

test('files pass 100 times a minute, and who one is may be asked without end', async () => {
  expect(
    await passing(110, async () => await client.files.getUploadURLExternal({ filename: 'a.csv', length: 1 })),
  ).toBe(100);
  expect(await passing(110, async () => await client.auth.test())).toBe(110);
});

test('what is limited has no effect and says so as Slack does', async () => {
  const body = new URLSearchParams({ token: slack.token, channel: CHANNEL, text: 'a' });
  const post = async () => await fetch(`${slack.url}chat.postMessage`, { method: 'POST', body });
  await passing(3, post);
  const response = await post();

  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toBe('3');
  expect(await response.json()).toEqual({ ok: false, error: 'ratelimited' });
  expect(slack.messages(CHANNEL)).toHaveLength(3);
  expect(slack.calls.at(-1)).toMatchObject({ done: false, answer: 'ratelimited' });
});

test('a reset lets everything pass again', async () => {
  const post = async () => await client.chat.postMessage({ channel: CHANNEL, text: 'a' });
  await passing(5, post);
  slack.reset();

  expect(await passing(5, post)).toBe(3);
});

test('without rates, everything passes', async () => {
  const free = clientOf(await start());
  expect(await passing(10, async () => await free.chat.postMessage({ channel: CHANNEL, text: 'a' }))).toBe(10);
});
