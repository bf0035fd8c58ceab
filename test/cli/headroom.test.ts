import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { messageKinds } from '../../lambda/domain/message';
import { type Sandbox, startSandbox } from '../../sandbox';

const root = resolve(__dirname, '../..');
/** The command line as a user runs it, in a process and a folder of its own. */
const program = join(root, 'cli/headroom.js');
/** The same in one file, for the many starts: its sources are not transformed at each. What is loaded only when it is wanted is left out. */
let built: string;
let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-'));
  built = join(folder, 'headroom.cjs');
  const contents = `
    const absent = () => { throw new Error('not in this program'); };
    require('./cli/main.ts').run({ demo: absent, report: absent, signals: absent });`;
  await build({
    stdin: { contents, resolveDir: root },
    outfile: built,
    bundle: true,
    platform: 'node',
    logLevel: 'error',
  });
  sandbox = await startSandbox({
    account: {
      accountId: '123456789012',
      regions: {
        'eu-west-1': { httpApis: [{ name: 'orders', routes: { count: 250 } }] },
        'us-east-1': { vpcLinks: { v2: [{ name: 'a' }] } },
      },
    },
    complain: () => {},
  });
});
// The whole of the published rates: what is tested here is not the courtesy.
beforeEach(() => settings('headroom.yaml', 'scan: { controlPlaneShare: 100% }'));
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => sandbox.reset());

interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

async function headroom(args: readonly string[], more: Record<string, string> = {}, file = built): Promise<Outcome> {
  const { PATH = '', HOME = '' } = process.env;
  const env = {
    PATH,
    HOME,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    ...sandbox.environment,
    ...more,
  };
  const child = spawn(process.execPath, [file, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const outcome = { out: '', err: '' };
  child.stdout.on('data', (text) => (outcome.out += String(text)));
  child.stderr.on('data', (text) => (outcome.err += String(text)));
  const status = await new Promise<number | null>((done) => child.once('close', done));
  return { status, ...outcome };
}

async function settings(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return name;
}

test('scan prints the table, and nothing else on either stream', async () => {
  const { status, out, err } = await headroom(['scan']);

  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toContain('250/300 eu-west-1 Integrations per HTTP API');
  expect(out).toContain('Account 123456789012, 2 Regions: 2 read.');
  expect(out).not.toContain('\u001b');
});

test('no colour goes where there is no terminal, whatever the environment suggests', async () => {
  const { out } = await headroom(['scan', '--regions', 'us-east-1'], { CI: 'true', FORCE_COLOR: '1' });

  expect(out).not.toContain('\u001b');
});

test('--json prints one snapshot and nothing else', async () => {
  const { status, out, err } = await headroom(['scan', '--json', '--regions', 'us-east-1']);

  expect({ status, err }).toEqual({ status: 0, err: '' });
  const snapshot: unknown = JSON.parse(out);
  expect(snapshot).toMatchObject({
    schemaVersion: 1,
    regions: [{ region: 'us-east-1', status: 'scanned' }],
    calls: { throttled: 0 },
  });
});

test.each([
  ['warning', 3],
  ['critical', 0],
  ['unmeasured', 0],
])('--fail-on %s on an account with one warning exits with %d', async (what, expected) => {
  expect((await headroom(['scan', '--regions', 'eu-west-1', '--fail-on', what])).status).toBe(expected);
});

test('warning includes critical', async () => {
  const config = await settings(
    'strict.yaml',
    '{ thresholds: { default: { warning: 50%, critical: 60% } }, scan: { controlPlaneShare: 100% } }',
  );

  expect((await headroom(['scan', '--config', config, '--fail-on', 'warning'])).status).toBe(3);
});

test('a Region that could not be read is in the snapshot; the scan ran', async () => {
  sandbox.fault({ region: 'us-east-1', kind: 'denied' });

  const { status, out } = await headroom(['scan']);

  expect(status).toBe(0);
  expect(out).toContain('us-east-1: denied, AccessDeniedException on apigateway:GetAccount (needs');
});

test('--fail-on unmeasured sees it', async () => {
  sandbox.fault({ region: 'us-east-1', service: 'lambda', kind: 'denied' });

  expect((await headroom(['scan', '--fail-on', 'unmeasured'])).status).toBe(3);
});

test('when no Region could be read the status is 1, whatever --fail-on says', async () => {
  sandbox.fault({ service: 'apigateway', kind: 'denied' }, { service: 'apigatewayv2', kind: 'denied' });
  sandbox.fault({ service: 'lambda', kind: 'denied' }, { service: 'servicequotas', kind: 'denied' });

  const { status, out } = await headroom(['scan', '--fail-on', 'unmeasured']);

  expect(status).toBe(1);
  expect(out).toContain('2 Regions: 2 denied.');
});

test('a connection that breaks in the middle of an answer is a reason like any other', async () => {
  sandbox.fault({ region: 'us-east-1', service: 'lambda', kind: 'cut' });

  const { status, out } = await headroom(['scan']);

  expect(status).toBe(0);
  expect(out).toContain('us-east-1: read in part, no connection (ECONNRESET) on lambda:GetAccountSettings');
});

test.each<[string, string[], Record<string, string>, number, string]>([
  ['no command', [], {}, 2, 'Usage: headroom'],
  ['an unknown command', ['scna'], {}, 2, 'Did you mean scan?'],
  ['an unknown flag', ['scan', '--regoins', 'x'], {}, 2, 'Did you mean --regions?'],
  [
    'an unknown choice',
    ['scan', '--fail-on', 'everything'],
    {},
    2,
    'Allowed choices are unmeasured, warning, critical',
  ],
  ['a month that is none', ['report', '--month', '2026-13'], {}, 2, 'Expected a month, such as 2026-10'],
  ['an empty Region', ['scan', '--regions', 'eu-west-1,'], {}, 2, 'Expected names with commas between: a,b'],
  [
    'an unknown Region',
    ['scan', '--regions', 'eu-west-9'],
    {},
    2,
    'found "eu-west-9", expected an enabled Region (did you mean eu-west-1?)',
  ],
  ['a file that is not there', ['scan', '--config', 'nowhere.yaml'], {}, 2, 'nowhere.yaml: cannot be read (ENOENT)'],
  ['no credentials', ['scan'], { AWS_ACCESS_KEY_ID: '' }, 1, 'no AWS credentials found'],
  [
    'unknown credentials',
    ['scan'],
    { AWS_ACCESS_KEY_ID: 'AKIDOTHER' },
    1,
    'InvalidClientTokenId on sts:GetCallerIdentity',
  ],
  ['a refused connection', ['scan'], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }, 1, 'no connection (ECONNREFUSED)'],
  [
    'an endpoint without an address',
    ['scan'],
    { AWS_ENDPOINT_URL: 'http://no.such.host.invalid' },
    1,
    'nothing could be read',
  ],
])('%s gets one clear message and its status', async (_, args, env, status, message) => {
  const outcome = await headroom(args, env);

  expect(outcome).toMatchObject({ status, out: '' });
  expect(outcome.err).toContain(message);
  expect(outcome.err).not.toMatch(/\n\s+at /);
});

test('a wrong file says where, what was found and what was expected', async () => {
  const config = await settings(
    'wrong.yaml',
    'thresholds: { overrides: [{ match: { quota: http-api-integration }, warning: 1 }] }',
  );

  expect(await headroom(['scan', '--config', config])).toEqual({
    status: 2,
    out: '',
    err: 'headroom: wrong.yaml: line 1, thresholds.overrides.0.match.quota: found "http-api-integration", expected the id of a quota (did you mean http-api-integrations?)\n',
  });
});

test('headroom.yaml of the folder is used when there is one', async () => {
  await settings(
    'headroom.yaml',
    '{ regions: { exclude: [us-east-1, us-west-9] }, scan: { controlPlaneShare: 100% } }',
  );

  const { out, err } = await headroom(['scan']);

  expect(out).toContain('1 Region: 1 read.');
  expect(err).toContain('regions.exclude names us-west-9, which is not an enabled Region of this account');
});

test('with --state the second scan asks only for what is due', async () => {
  const first = await headroom(['scan', '--json', '--state', 'state.json.gz']);
  const before = sandbox.calls.length;
  const second = await headroom(['scan', '--json', '--state', 'state.json.gz']);

  expect([first.status, second.status]).toEqual([0, 0]);
  // Who and where, and the one API that is above half of its quotas: integrations and routes.
  expect(
    sandbox.calls
      .slice(before)
      .map((call) => call.operation)
      .toSorted(),
  ).toEqual(['GetCallerIdentity', 'GetIntegrations', 'GetRoutes', 'ListRegions']);
  const measurements = ({ out }: Outcome): unknown[] => {
    const snapshot: unknown = JSON.parse(out);
    const list: unknown = typeof snapshot === 'object' && snapshot ? Reflect.get(snapshot, 'measurements') : [];
    return Array.isArray(list) ? list : [];
  };
  expect(measurements(second)).toHaveLength(measurements(first).length);
});

test.each([
  ['a state that is not one', 'settings.txt', 'found something that is not JSON'],
  ['a place where nothing can be written', 'no/such/folder/state.json', 'cannot be written (ENOENT)'],
])('%s is refused with one line', async (_, file, message) => {
  await settings('settings.txt', 'hello');

  const { status, err } = await headroom(['scan', '--regions', 'us-east-1', '--state', file]);

  expect(status).toBe(2);
  expect(err).toContain(message);
});

test('what is loaded only when it is wanted can be loaded', async () => {
  const report = await headroom(['report', '--history', 'none'], {}, program);
  const asked = ['plan', '--region', 'us-east-1', '--quota', 'vpc-links-v2', '--signals', 'iam', '--json'];
  const plan = await headroom(asked, {}, program);

  expect(report).toMatchObject({ status: 1, err: expect.stringContaining('--history: found no history in none') });
  expect(plan).toMatchObject({ status: 0, out: expect.stringContaining('"plans"') });
});

test('the demo never meets the AWS configuration of whoever runs it', async () => {
  const own = {
    AWS_ACCESS_KEY_ID: 'AKIDREAL',
    AWS_PROFILE: 'production',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
  };
  const { status, out } = await headroom(['demo', '--out', 'results'], own, program);

  expect(status).toBe(0);
  expect(out).toContain('287/300 us-east-1');
  expect(out).toContain('6 Regions: 4 read, 1 read in part, 1 denied.');
  expect(out).toContain(join('results', 'snapshot.json'));
  expect(out).toContain(join('results', 'index.html'));

  const results = join(folder, 'results');
  const samples = (await readdir(join(results, 'slack'))).flatMap((name) => /^\d\d-(.+)\.json$/.exec(name)?.[1] ?? []);
  expect(samples.toSorted()).toEqual(messageKinds.toSorted());
  // The month before is reported, from the months that the account brings.
  expect(out).toContain(join('results', 'report', 'report.html'));
  expect(await readdir(join(results, 'report'))).toEqual(['report.csv', 'report.html', 'report.json']);
  const page = await readFile(join(results, 'index.html'), 'utf8');
  expect(page).toContain('<a href="report/report.html">');
  expect(page).toMatch(/about \d+ \w{3} \d{4} \(.+\), growing by 0\.8 a day/);
});
