import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { bundle } from '../../infra/bundle';

const MOST_BYTES = 600 * 1024;

let folder = '';
beforeAll(async () => {
  folder = await bundle('scan');
}, 30_000);

test('the bundle of the scan is at most 600 KB, zipped', () => {
  const sizes = readdirSync(folder).map((file) => deflateRawSync(readFileSync(join(folder, file))).length);

  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MOST_BYTES);
});

test('it is a module whose handler says what it misses, and which loads no client of EC2 to do so', () => {
  const code = `
    const { handler } = await import(process.argv[1]);
    await handler({}).catch((error) => process.stdout.write(error.message));`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', code, pathToFileURL(join(folder, 'scan.mjs')).href],
    { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' } },
  );

  expect([stderr, stdout]).toEqual(['', expect.stringContaining('HEADROOM_ACCOUNT')]);
  expect(readFileSync(join(folder, 'scan.mjs'), 'utf8')).not.toContain('DescribeNetworkInterfacesRequest');
});

test('what is imported when it is needed is there, with what is taken of it', () => {
  const all = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));

  expect(all.some((text) => text.includes('DescribeNetworkInterfacesRequest'))).toBe(true);
  // An operation that nobody asks for.
  expect(all.some((text) => text.includes('RunInstancesCommand'))).toBe(false);
});
