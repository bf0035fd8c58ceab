import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { slackToken } from '../../../infra/commands/slack-token';
import { type SandboxSlack, startSlack } from '../../../sandbox/slack';
import { administratorOf, type Deployed, deployed, HOME, putParameter } from '../../support/deployed';
import { settingsFile } from '../../support/folder';

const TOKEN = 'xoxb-1234567890-abcdefghij';
const CHANNEL = 'C0123456789';

let slack: SandboxSlack;
let aws: Deployed;
beforeEach(async () => {
  slack = await startSlack({ token: TOKEN });
  aws = await deployed({ [HOME]: {} });
  await putParameter(aws.sandbox, '/headroom/bucket', 'headroom-bucket');
  settingsFile(`slack: { channel: ${CHANNEL} }`);
});
afterEach(() => slack.close());

async function run(typed = TOKEN): Promise<{ status: number; text: string }> {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(text);
  const status = await slackToken({ ask: () => Promise.resolve(typed), apiUrl: slack.url, write, complain: write });
  return { status, text: lines.join('') };
}

async function stored(): Promise<string | undefined> {
  const client = new SSMClient(administratorOf(aws.sandbox));
  try {
    const answer = await client.send(new GetParameterCommand({ Name: '/headroom/slack-token', WithDecryption: true }));
    expect(answer.Parameter?.Type).toBe('SecureString');
    return answer.Parameter?.Value;
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}

test('a good token is tried, stored encrypted, and says hello', async () => {
  const { status, text } = await run();

  expect(status).toBe(0);
  expect(await stored()).toBe(TOKEN);
  expect(slack.messages(CHANNEL).map((message) => message.text)).toEqual([
    expect.stringMatching(/^Hello from Headroom/),
  ]);
  expect(text).toContain(`Said hello in ${CHANNEL}`);
});

test('it is never shown, stored or not', async () => {
  const good = await run();
  slack.setToken(TOKEN, 'token_revoked');
  const bad = await run();
  const wrong = await run('hunter2-hunter2-hunter2');

  for (const { text } of [good, bad, wrong]) {
    expect(text).not.toContain(TOKEN);
    expect(text).not.toContain('hunter2');
  }
});

test('every channel of the settings gets its hello, each once', async () => {
  slack.setChannel({ id: 'C0987654321', name: 'europe' });
  settingsFile(
    `slack: { channel: ${CHANNEL}, routes: [{ match: { region: eu-west-1 }, channel: C0987654321 }, { match: { region: eu-west-2 }, channel: ${CHANNEL} }] }`,
  );

  expect((await run()).status).toBe(0);

  expect(slack.messages(CHANNEL)).toHaveLength(1);
  expect(slack.messages('C0987654321')).toHaveLength(1);
});

test('a token that Slack does not take is not stored', async () => {
  slack.setToken(TOKEN, 'token_revoked');

  const { status, text } = await run();

  expect([status, await stored()]).toEqual([1, undefined]);
  expect(text).toContain('Slack does not take the token (token_revoked); nothing was stored');
});

test.each(['', 'xoxp-1234567890-abcdefghij', 'xoxb-1234 5678', `xoxb-${'é'.repeat(20)}`])(
  '%j is no token of a bot, and Slack is not asked',
  async (typed) => {
    const { status, text } = await run(typed);

    expect([status, slack.calls.length]).toEqual([2, 0]);
    expect(text).toContain('expected the Bot User OAuth Token');
  },
);

test('blanks around it do no harm', async () => {
  expect((await run(`  ${TOKEN}\n`)).status).toBe(0);
});

test('where the app is not a member, the token is stored all the same and the way in is said', async () => {
  slack.setChannel({ id: CHANNEL, name: 'headroom', member: false });

  const { status, text } = await run();

  expect([status, await stored()]).toEqual([1, TOKEN]);
  expect(text).toContain(`${CHANNEL}: the app is not a member (in the channel: /invite and its name)`);
});

test('where Headroom is not deployed nothing is asked and nothing stored', async () => {
  aws = await deployed({ [HOME]: {} });

  const { status, text } = await run();

  expect([status, slack.calls.length, await stored()]).toEqual([2, 0, undefined]);
  expect(text).toContain('found no Headroom in eu-west-1');
});

test('without a channel in the settings nothing is asked', async () => {
  settingsFile('');

  const { status, text } = await run();

  expect([status, slack.calls.length]).toEqual([2, 0]);
  expect(text).toContain('names no slack.channel');
});

test('when AWS does not store it, no hello says that all is well', async () => {
  aws.sandbox.fault({ service: 'ssm', operation: 'PutParameter', kind: 'denied' });

  await expect(run()).rejects.toThrow(/ssm:PutParameter/);

  expect(slack.messages(CHANNEL)).toEqual([]);
});
