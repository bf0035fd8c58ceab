import { handler } from '../../lambda/notify';
import { systemClock } from '../../lambda/system-clock';
import { DEFAULT_CHANNEL, startSlack } from '../../sandbox/slack';
import { openChannel } from '../../lambda/stores/channels';
import { ACCOUNT, BUCKET, deployed, HOME, putParameter, TABLE } from '../support/deployed';

const TOKEN = '/headroom/slack-token';
const context = { getRemainingTimeInMillis: () => 120_000 };
const nudge = { Records: [{ attributes: { MessageGroupId: DEFAULT_CHANNEL.id }, body: 'nudge' }] };

afterEach(() => {
  jest.restoreAllMocks();
  for (const name of Object.keys(process.env)) if (/^(HEADROOM|SLACK)_/.test(name)) delete process.env[name];
});

async function started() {
  const lines: unknown[] = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(JSON.parse(String(line))) > 0);
  const one = await deployed({ [HOME]: {} }, { clock: systemClock });
  const slack = await startSlack();
  await one.put('config/headroom.yaml', `slack: { channel: ${DEFAULT_CHANNEL.id} }`);
  await openChannel(one.parts.table, DEFAULT_CHANNEL.id, systemClock.now().toISOString());
  Object.assign(process.env, {
    HEADROOM_ACCOUNT: ACCOUNT,
    HEADROOM_BUCKET: BUCKET,
    HEADROOM_TABLE: TABLE,
    HEADROOM_SLACK_TOKEN: TOKEN,
    SLACK_API_URL: slack.url,
  });
  return { one, slack, lines };
}

test('a nudge of the queue tells its channel what waits, with the token of the Parameter Store', async () => {
  const { one, slack, lines } = await started();
  await putParameter(one.sandbox, TOKEN, slack.token);

  await handler(nudge, context);

  expect(slack.messages(DEFAULT_CHANNEL.id)).toHaveLength(1);
  expect(lines).toContainEqual(expect.objectContaining({ message: 'said in Slack', kind: 'welcome' }));
  expect(JSON.stringify(lines)).not.toContain(slack.token);
  await slack.close();
});

test('without a token the nudge is let go, and the log says what to do', async () => {
  const { slack, lines } = await started();

  await handler(nudge, context);

  expect(slack.calls).toEqual([]);
  expect(lines).toContainEqual(
    expect.objectContaining({ level: 'ERROR', message: expect.stringContaining('npm run slack-token') }),
  );
  await slack.close();
});

test('when the table does not answer the nudge fails, so that the queue delivers it again', async () => {
  const { one, slack } = await started();
  await putParameter(one.sandbox, TOKEN, slack.token);
  one.sandbox.fault({ service: 'dynamodb', kind: 'denied' });

  await expect(handler(nudge, context)).rejects.toThrow(/dynamodb/);
  await slack.close();
});

test.each([{}, { Records: [] }, { Records: [{ body: 'nudge' }] }])('%j is no event of the queue', async (event) => {
  const { slack } = await started();

  await expect(handler(event, context)).rejects.toThrow(/Records/);
  await slack.close();
});
