import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planCommand, type PlanOptions } from '../../cli/plan';
import { openSignals } from '../../cli/signals';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runIn } from '../support/terminal';

/** The account has a real clock here: the command has no other. */
const regions = {
  'eu-west-1': {
    httpApis: [
      { name: 'orders', id: 'a1b2c3d4e5', routes: { count: 240 }, targets: 3, orphans: 9 },
      { name: 'tiny', id: 'f1f2f3f4f5', routes: { count: 2 } },
    ],
  },
};
let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plan-'));
  // The pacing is tested elsewhere.
  await writeFile(join(folder, 'fast.yaml'), 'scan: { controlPlaneShare: 100% }\n');
  sandbox = await startSandbox({ account: { accountId: '123456789012', regions }, complain: () => {} });
  Object.assign(process.env, sandbox.environment);
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

async function run(options: Partial<PlanOptions>) {
  const whole = { out: join(folder, 'out'), config: join(folder, 'fast.yaml'), ...options };
  return await runIn((terminal) => planCommand(whole, terminal, () => ({ openSignals })));
}

test('one API is planned by its name: in the terminal within its width, and as files beside it', async () => {
  const { status, out, err } = await run({ api: 'orders' });

  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toContain('Integrations per HTTP API: orders in eu-west-1');
  expect(out).toContain('1. Delete 9 integrations that no route uses');
  const written = join(folder, 'out', 'plans', 'eu-west-1-http-api-integrations-a1b2c3d4e5');
  expect(out).toContain(`Written to ${written}`);
  expect(await readdir(written)).toEqual(expect.arrayContaining(['plan.md', 'delete-unused-integrations.sh']));
  expect(await readFile(join(written, 'plan.md'), 'utf8')).toContain(
    '# Integrations per HTTP API: `orders` in eu-west-1',
  );
});

test('--json is one object with the plans, also of a quota that is not full', async () => {
  const { status, out } = await run({ quota: 'http-api-stages', json: true });

  expect(status).toBe(0);
  expect(JSON.parse(out)).toEqual({
    schemaVersion: 1,
    accountId: '123456789012',
    plans: [expect.objectContaining({ quota: 'http-api-stages', target: 70, before: { usage: 1, limit: 10 } })],
    left: [],
  });
});

test('a target of one’s own goes before that of the settings', async () => {
  const { out } = await run({ api: 'orders', target: 82, json: true });

  const { plans } = JSON.parse(out);
  expect(plans[0]).toMatchObject({ target: 82, after: { usage: 240, limit: 300 } });
});

test.each<[string, Partial<PlanOptions>, string]>([
  ['--api and --quota', { api: 'orders', quota: 'vpc-links-v2' }, 'found --api and --quota, expected one of them'],
  ['an unknown quota', { quota: 'http-api-integration' }, 'did you mean http-api-integrations?'],
  ['an unknown API', { api: 'ordres' }, '--api: found no API "ordres" in what could be read'],
  ['an unknown Region', { region: 'eu-west-9' }, 'expected an enabled Region'],
  [
    'a role without signals',
    { signalsRole: 'arn:aws:iam::123456789012:role/x' },
    'found --signals-role without --signals',
  ],
  ['settings that are not there', { config: 'none.yaml' }, 'none.yaml'],
])('%s is wrong usage, in one line that says what is expected', async (_, options, message) => {
  const { status, out, err } = await run(options);

  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toContain(message);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
});
