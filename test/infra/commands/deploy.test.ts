import { gzipSync } from 'node:zlib';
import { deploy, type DeployParts } from '../../../infra/commands/deploy';
import { BUCKET, type Deployed, deployed, HOME, putParameter } from '../../support/deployed';
import { settingsFile } from '../../support/folder';

interface Run {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  /** What the CDK was run with, each time. */
  readonly cdk: readonly (readonly string[])[];
}

async function run({ sandbox }: Deployed, parts: Partial<DeployParts> = {}): Promise<Run> {
  const [out, err]: [string[], string[]] = [[], []];
  const cdk: (readonly string[])[] = [];
  const status = await deploy({
    cdkArguments: [],
    overwriteSettings: false,
    deleteData: false,
    write: (text) => void out.push(text),
    complain: (text) => void err.push(text),
    cdk: async (args, { AWS_REGION }) => {
      cdk.push([`in ${AWS_REGION}`, ...args]);
      await putParameter(sandbox, '/headroom/bucket', BUCKET);
      return 0;
    },
    resolve: () => Promise.resolve(),
    ...parts,
  });
  return { status, out: out.join(''), err: err.join(''), cdk };
}

/** An account that `cdk bootstrap` has prepared. */
async function prepared(): Promise<Deployed> {
  const one = await deployed({ [HOME]: {} });
  await putParameter(one.sandbox, '/cdk-bootstrap/hnb659fds/version', '28');
  return one;
}

test('a first deployment says what it costs, runs the CDK in the home Region, and brings the settings', async () => {
  const one = await prepared();
  settingsFile(
    'alarms: { email: platform@example.com, runbook: https://example.com/runbook.md }\nslack: { channel: C0123456789 }\n',
  );

  const { status, out, err, cdk } = await run(one, { cdkArguments: ['--require-approval', 'never'] });

  expect([status, err]).toEqual([0, '']);
  expect(out).toMatch(/^Headroom goes to account 123456789012, home Region eu-west-1\.\n.*USD/);
  expect(out).toContain('platform@example.com a message to confirm');
  expect(out).toContain('npm run slack-token');
  expect(cdk).toEqual([['in eu-west-1', 'deploy', 'Headroom', '--require-approval', 'never']]);
  expect(await one.get('config/headroom.yaml')).toContain('channel: C0123456789');
});

test('a later one brings the changed settings', async () => {
  const one = await prepared();
  settingsFile('scan: { every: 15 minutes }');
  await run(one);
  settingsFile('scan: { every: 30 minutes }');

  expect((await run(one)).status).toBe(0);

  expect(await one.get('config/headroom.yaml')).toBe('scan: { every: 30 minutes }');
});

test('without a file of settings every one is its default', async () => {
  const one = await prepared();

  expect((await run(one)).status).toBe(0);

  expect(await one.get('config/headroom.yaml')).toBe('');
});

test('settings that were changed in the bucket are not overwritten, and nothing is deployed', async () => {
  const one = await prepared();
  settingsFile('scan: { every: 15 minutes }');
  await run(one);
  await one.put('config/headroom.yaml', 'scan: { every: 20 minutes }');
  settingsFile('scan: { every: 30 minutes }');

  const { status, err, cdk } = await run(one);

  expect([status, cdk]).toEqual([2, []]);
  expect(err).toContain(`s3://${BUCKET}/config/headroom.yaml was changed since the last deployment`);
  expect(await one.get('config/headroom.yaml')).toBe('scan: { every: 20 minutes }');
});

test('unless somebody says so', async () => {
  const one = await prepared();
  await run(one);
  await one.put('config/headroom.yaml', 'scan: { every: 20 minutes }');
  settingsFile('scan: { every: 30 minutes }');

  expect((await run(one, { overwriteSettings: true })).status).toBe(0);

  expect(await one.get('config/headroom.yaml')).toBe('scan: { every: 30 minutes }');
});

test('or the local file already says the same', async () => {
  const one = await prepared();
  await run(one);
  await one.put('config/headroom.yaml', 'scan: { every: 20 minutes }');
  settingsFile('scan: { every: 20 minutes }');

  expect((await run(one)).status).toBe(0);
});

test('wrong settings stop everything before anything is asked', async () => {
  const one = await prepared();
  one.sandbox.reset();
  settingsFile('slack: { channel: "#alerts" }');

  const { status, err, cdk } = await run(one);

  expect([status, cdk, one.sandbox.calls]).toEqual([2, [], []]);
  expect(err).toContain('slack.channel: found "#alerts", expected a Slack channel id');
});

test('an account that is not prepared for the CDK gets the command that prepares it', async () => {
  const { status, err, cdk } = await run(await deployed({ [HOME]: {} }));

  expect([status, cdk]).toEqual([2, []]);
  expect(err).toContain('npx --no -- cdk bootstrap aws://123456789012/eu-west-1');
});

test('a home Region that is not enabled is named', async () => {
  const one = await deployed({ [HOME]: {}, 'us-east-1': {} });
  process.env['AWS_REGION'] = 'me-south-1';

  const { status, err } = await run(one);

  expect(status).toBe(2);
  expect(err).toContain('me-south-1 is not enabled for this account');
});

test('credentials that AWS does not know are told from a Region that is off', async () => {
  const one = await deployed({ [HOME]: {}, 'us-east-1': {} });
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIDNOBODY';

  const { status, err } = await run(one);

  expect(status).toBe(2);
  expect(err).toContain('AWS does not say who we are: ');
});

test('no Region at all', async () => {
  const one = await prepared();
  delete process.env['AWS_REGION'];

  const { status, err } = await run(one);

  expect(status).toBe(2);
  expect(err).toContain('set AWS_REGION');
});

test('a Region without EventBridge Scheduler', async () => {
  const resolve = () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }));

  const { status, err } = await run(await prepared(), { resolve });

  expect(status).toBe(2);
  expect(err).toContain('eu-west-1 has no EventBridge Scheduler');
});

test('when the CDK fails, the settings stay as they are', async () => {
  const one = await prepared();
  await putParameter(one.sandbox, '/headroom/bucket', BUCKET);
  settingsFile('scan: { every: 30 minutes }');

  expect((await run(one, { cdk: () => Promise.resolve(1) })).status).toBe(1);

  expect(await one.get('config/headroom.yaml')).toBeNull();
});

test.each([
  ['', 'names neither alarms.email nor slack.channel'],
  ['slack: { channel: C0123456789 }', 'names no alarms.email'],
  ['slack: { channel: C0123456789 }', 'names no alarms.runbook'],
  [
    'slack: { routes: [{ match: { region: eu-west-1 }, channel: C0123456789 }] }',
    'names slack.routes and no slack.channel',
  ],
  ['alarms: { email: a@example.com }\nscan: { every: 6 hours }', 'scan.every is 360 minutes'],
])('settings that are hardly meant so are advised on: %j', async (yaml, expected) => {
  const one = await prepared();
  settingsFile(yaml);

  const { status, err } = await run(one);

  expect(status).toBe(0);
  expect(err).toContain(expected);
});

test('what was changed in the bucket and taken over here is ours from then on', async () => {
  const one = await prepared();
  await run(one);
  await one.put('config/headroom.yaml', 'scan: { every: 20 minutes }');
  settingsFile('scan: { every: 20 minutes }');
  await run(one);
  settingsFile('scan: { every: 30 minutes }');

  expect((await run(one)).status).toBe(0);

  expect(await one.get('config/headroom.yaml')).toBe('scan: { every: 30 minutes }');
});

test('on the way to removing Headroom the settings in the bucket do not matter any more', async () => {
  const one = await prepared();
  await run(one);
  await one.put('config/headroom.yaml', 'scan: { every: 20 minutes }');

  const { status, out, cdk } = await run(one, { deleteData: true });

  expect([status, cdk]).toEqual([0, [['in eu-west-1', 'deploy', 'Headroom', '--context', 'data=delete']]]);
  expect(out).toContain('npx --no -- cdk destroy Headroom');
  expect(await one.get('config/headroom.yaml')).toBe('scan: { every: 20 minutes }');
});

test.each([
  ['a scan that took long', 8, 0, 'the last scan took 8.0 minutes: every 10 minutes is fast'],
  ['counts that were left over', 4, 2, 'the last scan took 4.0 minutes and left 2 counts for the next ones'],
])(
  'a schedule that is too fast for the account is told from its last scan: %s',
  async (_, minutes, waiting, expected) => {
    const one = await prepared();
    settingsFile('scan: { every: 10 minutes }');
    await run(one);
    const startedAt = Date.parse('2026-11-20T12:00:00Z');
    const snapshot = {
      startedAt: new Date(startedAt).toISOString(),
      finishedAt: new Date(startedAt + minutes * 60_000).toISOString(),
      measurements: Array.from({ length: waiting }, () => ({ status: 'waiting' })),
    };
    await one.put('snapshots/123456789012.json.gz', gzipSync(JSON.stringify(snapshot)));

    const { status, err } = await run(one);

    expect(status).toBe(0);
    expect(err).toContain(expected);
  },
);

test.each([
  [
    'a scan that kept up',
    gzipSync('{"startedAt":"2026-11-20T12:00:00Z","finishedAt":"2026-11-20T12:01:00Z","measurements":[]}'),
  ],
  ['a damaged snapshot', Buffer.from('not gzip')],
])('nothing is said of %s', async (_, snapshot) => {
  const one = await prepared();
  settingsFile('alarms: { email: a@example.com, runbook: https://example.com/runbook.md }');
  await run(one);
  await one.put('snapshots/123456789012.json.gz', snapshot);

  expect(await run(one)).toMatchObject({ status: 0, err: '' });
});

test('a profile for the CDK alone is refused: the settings would go to another account', async () => {
  const { status, err, cdk } = await run(await prepared(), { cdkArguments: ['--profile', 'production'] });

  expect([status, cdk]).toEqual([2, []]);
  expect(err).toContain('AWS_PROFILE=name npm run deploy');
});

test('a Region that does not exist is not taken for wrong credentials', async () => {
  const one = await prepared();
  process.env['AWS_ENDPOINT_URL_STS'] = 'http://sts.eu-wset-1.invalid';

  const { status, err } = await run(one);
  delete process.env['AWS_ENDPOINT_URL_STS'];

  expect(status).toBe(2);
  expect(err).toMatch(/no such host .+ in eu-west-1; check the Region, the network and the credentials/);
});
