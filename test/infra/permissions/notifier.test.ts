import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { parameters } from '../../../infra/parameters';
import { reportMessage } from '../../../lambda/messages/slack';
import { openEventBus } from '../../../lambda/stores/events';
import { openBucket } from '../../../lambda/stores/objects';
import { readSecret } from '../../../lambda/stores/parameters';
import { noteReport } from '../../../lambda/stores/reports';
import { openTable } from '../../../lambda/stores/table';
import type { Call, Sandbox } from '../../../sandbox';
import { type SandboxSlack, type ShownMessage, startSlack } from '../../../sandbox/slack';
import { clock } from '../../support/account';
import { ACCOUNT, administratorOf, BUCKET, type Deployed, deployed, HOME, QUEUE, TABLE } from '../../support/deployed';
import { sampleReport } from '../../support/report';
import { templateOf } from '../../support/stack';
import { CHANNEL, type Seen, Town } from '../../support/telling';
import { asAdministrator, grantedTo, missingIn, onLogsOf, unusedIn, wideIn } from './granted';

const YAML = `slack: { channel: ${CHANNEL}, reactions: true }`;
const TOKEN = 'xoxb-of-the-parameter-store';
const OTHERS = ['eu-west-2', 'eu-west-3', 'eu-north-1', 'eu-south-1', 'eu-central-1', 'us-east-1'];

/** More members than an incident shows, and more than a message lists. */
const many: Seen = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`api-${index}`, 250]));

async function putToken(sandbox: Sandbox): Promise<void> {
  const client = new SSMClient(administratorOf(sandbox));
  await client.send(new PutParameterCommand({ Name: parameters.slackToken, Value: TOKEN, Type: 'SecureString' }));
  client.destroy();
}

/** Of each file in the message's thread. */
function linesOfLists(message: ShownMessage | undefined): number[] {
  const files = message?.replies.flatMap((reply) => reply.files) ?? [];
  return files.map(({ content }) => content.toString('utf8').trimEnd().split('\n').length);
}

async function noteReportOf(one: Deployed): Promise<void> {
  const telling = {
    homeRegion: HOME,
    bucket: BUCKET,
    htmlKey: 'reports/2026-10/report.html',
  };
  const files = ['html', 'csv'].map((format) => ({
    key: `reports/2026-10/report.${format}`,
    name: `headroom-2026-10.${format}`,
    title: 'Quota report',
  }));
  for (const { key } of files) await one.put(key, 'a report');
  const note = { month: '2026-10', revision: 1, message: reportMessage(sampleReport, telling), files };
  await noteReport(one.parts.table, note, { channel: CHANNEL, at: clock.now().toISOString() });
}

/** Everything that there is to tell, found by scans that the policy does not bind, and told by a notifier that it does. */
async function everythingTold(slack: SandboxSlack): Promise<readonly Call[]> {
  const notifier = await deployed({ [HOME]: {} }, { policy: granted.document });
  const { sandbox } = notifier;
  await notifier.put('config/headroom.yaml', YAML);
  await putToken(sandbox);
  const [table, objects, bus] = [openTable(TABLE), openBucket(BUCKET, ACCOUNT), openEventBus('default')];
  const scanning = new Town({ ...notifier, parts: { ...notifier.parts, table, objects, bus } }, slack, YAML);
  const telling = new Town(notifier, slack, YAML);
  const calls: Call[] = [];
  const scanAndTell = async (regions: Readonly<Record<string, Seen>>): Promise<void> => {
    await asAdministrator(sandbox, async () => await scanning.scan(regions));
    const before = sandbox.calls.length;
    const notified = await telling.wake(CHANNEL, { token: async () => await readSecret(parameters.slackToken) });
    calls.push(...sandbox.calls.slice(before));
    expect(notified.halted).toBeNull();
  };

  await scanAndTell({ [HOME]: many });
  await scanAndTell({ [HOME]: many, ...Object.fromEntries(OTHERS.map((region) => [region, many])) });
  // What gets worse has a message of its own, to which somebody can react.
  await scanAndTell({ [HOME]: { ...many, 'api-0': 290 } });
  slack.react(CHANNEL, slack.messages(CHANNEL).at(-1)?.ts ?? '', 'eyes', 'U0123456789');
  await asAdministrator(sandbox, async () => await noteReportOf(notifier));
  await scanAndTell({ [HOME]: { ...many, 'api-0': 291 } });

  table.client.destroy();
  objects.close();
  bus.close();
  expect(telling.lines.filter(({ level }) => level !== 'INFO')).toEqual([]);
  return calls;
}

const granted = grantedTo('NotifierRole', templateOf());

describe('the permissions of the notifier', () => {
  let slack: SandboxSlack;
  let calls: readonly Call[] = [];
  beforeAll(async () => {
    slack = await startSlack({ clock, token: TOKEN });
    calls = await everythingTold(slack);
  });
  afterAll(async () => {
    await slack.close();
  });

  test('suffice for a welcome, a digest, the lists of all members, a message of its own, an answer to a reaction and a report', () => {
    const [welcome, digest, own, report, ...others] = slack.messages(CHANNEL);

    expect([welcome?.text, digest?.text, own?.text, report?.text, others]).toEqual([
      expect.stringMatching(/^Headroom is connected/),
      expect.stringMatching(/^6 quotas changed in one scan/),
      expect.stringMatching(/^Critical: /),
      expect.stringMatching(/^Quota report October 2026/),
      [],
    ]);
    // One line for each member, 25 of one incident and 150 of six in the digest, below a head.
    expect([welcome, digest, own].map((message) => linesOfLists(message))).toEqual([[26], [151], [26]]);
    expect(report?.replies.flatMap((reply) => reply.files)).toHaveLength(2);
    expect(own?.replies.at(-1)?.text).toMatch(/^Acknowledged: /);
  });

  test('none is missing: no call is refused', () => {
    expect(missingIn(granted, calls)).toEqual([]);
    expect(calls.filter(({ status }) => status === 403)).toEqual([]);
  });

  test('none is unused, but for what Lambda does to take nudges off the queue', () => {
    const queue = `arn:aws:sqs:${HOME}:${ACCOUNT}:${QUEUE}`;

    expect(unusedIn(granted, calls)).toEqual([
      `sqs:DeleteMessage on ${queue}`,
      `sqs:GetQueueAttributes on ${queue}`,
      `sqs:ReceiveMessage on ${queue}`,
    ]);
    expect(onLogsOf(granted)).toEqual(['logs:CreateLogStream on NotifierLogs', 'logs:PutLogEvents on NotifierLogs']);
  });

  test('nothing is granted under a wildcard or for everything there is', () => {
    expect(wideIn(granted)).toEqual([]);
  });
});

test('only with an organization it may read the list of its accounts', () => {
  const yaml = 'organization: { id: o-a1b2c3d4e5, units: [r-ab12] }';
  const mayRead = (template: ReturnType<typeof templateOf>): boolean =>
    JSON.stringify(grantedTo('NotifierRole', template).document).includes('/organization/directory.json.gz');

  expect([templateOf(), templateOf({ yaml })].map(mayRead)).toEqual([false, true]);
});
