import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { bundle } from '../../infra/bundle';
import { handlers } from '../../infra/stack';
import { reportHtml } from '../../lambda/reporting/html';
import { sampleReport } from '../support/report';

const MOST_BYTES = 600 * 1024;

const folders = new Map<string, string>();
beforeAll(async () => {
  for (const handler of handlers) folders.set(handler, await bundle(handler));
});
const folderOf = (handler: string): string => folders.get(handler) ?? '';

test.each(handlers)('the bundle of %s is at most 600 KB, zipped', (handler) => {
  const folder = folderOf(handler);
  const sizes = readdirSync(folder).map((file) => deflateRawSync(readFileSync(join(folder, file))).length);

  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MOST_BYTES);
});

/** What a handler says when it is started with nothing, in a process of its own. */
function started(handler: string, event: string): [stderr: string, stdout: string] {
  const code = `
    const { handler } = await import(process.argv[1]);
    await handler(${event}, {}).catch((error) => process.stdout.write(error.message));`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', code, pathToFileURL(join(folderOf(handler), `${handler}.mjs`)).href],
    { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' } },
  );
  return [stderr, stdout];
}

test.each([
  ['scan', 'HEADROOM_ACCOUNT'],
  ['notify', 'HEADROOM_SLACK_TOKEN'],
  ['report', 'HEADROOM_ACCOUNT'],
  ['round', 'HEADROOM_ACCOUNT'],
  ['alarm', 'HEADROOM_SLACK_TOKEN'],
])('%s is a module whose handler says what it misses', (handler, missing) => {
  expect(started(handler, '{}')).toEqual(['', expect.stringContaining(missing)]);
});

test('the report draws with its parts of the charts what it draws with all of them', async () => {
  const folder = await bundle('reporting/html/index');
  const code = `
    import { readFileSync } from 'node:fs';
    const { reportHtml } = await import(process.argv[1]);
    process.stdout.write(reportHtml(JSON.parse(readFileSync(0, 'utf8')), JSON.parse(process.argv[2])));`;
  const links = { dashboard: null, runbook: 'docs/runbook.md' };
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', code, pathToFileURL(join(folder, 'index.mjs')).href, JSON.stringify(links)],
    { encoding: 'utf8', input: JSON.stringify(sampleReport), maxBuffer: 10_000_000 },
  );

  expect(stderr).toBe('');
  expect(stdout === reportHtml(sampleReport, links)).toBe(true);
});

test.each([
  ['EC2', 'DescribeNetworkInterfacesRequest'],
  ['Elastic Load Balancing', 'DescribeTargetHealthInput'],
])('the scan loads no client of %s until it needs one', (_, shape) => {
  expect(readFileSync(join(folderOf('scan'), 'scan.mjs'), 'utf8')).not.toContain(shape);
});

test('what tells Slack brings no client that only measures', () => {
  // Every client of the SDK has its service's namespace in it.
  const measuring =
    /"com\.amazonaws\.(apigateway|apigatewayv2|cloudwatch|ec2|elasticloadbalancingv2|lambda|servicequotas)"/;
  const clients = (handler: string): string[] =>
    readdirSync(folderOf(handler)).filter((file) =>
      measuring.test(readFileSync(join(folderOf(handler), file), 'utf8')),
    );

  expect(clients('scan').length).toBeGreaterThan(0);
  expect([...clients('notify'), ...clients('alarm')]).toEqual([]);
});

test('what is imported when it is needed is there, with what is taken of it', () => {
  const folder = folderOf('scan');
  const all = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));

  for (const shape of ['DescribeNetworkInterfacesRequest', 'DescribeSubnetsRequest', 'DescribeTargetHealthInput']) {
    expect([shape, all.some((text) => text.includes(shape))]).toEqual([shape, true]);
  }
  // An operation that nobody asks for.
  expect(all.some((text) => text.includes('RunInstancesCommand'))).toBe(false);
});
