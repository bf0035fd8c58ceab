/**
 * The memory of one scan function in the middle of its worst batch: three accounts with 600 REST APIs each side by side, from nothing and
 * then with all that is known of them. The sandbox is in another process; it has one such account, which is scanned three times at once.
 */
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { createTable } from '../../cli/demo-table';
import { organizationYaml } from './account';
import { ACCOUNT } from './classes';

/** Less than Node.js gives itself in a function of 512 MB. */
const HEAP_LIMIT = '--max-old-space-size=350';

export async function memoryOfBatch() {
  const server = fork(join(__dirname, 'serve.ts'), ['big'], { execArgv: process.execArgv });
  const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
  try {
    const environment = await new Promise<object>((resolve, reject) => {
      server.once('error', reject).once('message', (message) => resolve(Object(message)));
    });
    Object.assign(process.env, environment);
    await createTable('headroom');
    const program = join(folder, 'memory-alone.cjs');
    const entryPoints = [join(__dirname, 'memory-alone.ts')];
    await build({ entryPoints, outfile: program, bundle: true, minify: true, platform: 'node', logLevel: 'error' });
    const figures: Record<string, number | string> = JSON.parse(
      await outputOf([HEAP_LIMIT, program, ACCOUNT, organizationYaml()]),
    );
    return [{ bench: 'org/memory/three-big-accounts', heapLimit: HEAP_LIMIT, ...figures }];
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
}

async function outputOf(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (status !== 0) throw new Error(`the scans ended with ${status}`);
  return Buffer.concat(chunks).toString('utf8');
}
