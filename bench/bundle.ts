/** What is deployed: how large the scan's bundle is, how long its import takes, and how long the template. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { bundle } from '../infra/bundle';

const root = resolve(__dirname, '..');

const IMPORTS = 15;

/**
 * The bundle's zipped size, and the time of its first import in a fresh process, beside that of one client of the SDK that is
 * bundled in the same manner: as a ratio, since no machine is like Lambda's.
 */
export async function bundleOfScan() {
  const folder = await bundle('scan');
  const scan = join(folder, 'scan.mjs');
  const client = join(await bundle('../bench/service-quotas'), 'service-quotas.mjs');
  const scanTimes: number[] = [];
  const clientTimes: number[] = [];
  // In turns, so that whatever else the machine does slows both.
  for (let run = 0; run < IMPORTS; run += 1) {
    scanTimes.push(importMs(scan));
    clientTimes.push(importMs(client));
  }
  const [scanMs, clientMs] = [median(scanTimes), median(clientTimes)];
  const files = readdirSync(folder);
  return [
    {
      bench: 'bundle/scan',
      files: files.length,
      zippedBytes: zippedBytes(folder, files),
      imports: IMPORTS,
      scanImportMs: round(scanMs, 1),
      clientImportMs: round(clientMs, 1),
      ratio: round(scanMs / clientMs, 2),
    },
  ];
}

const TIMED_IMPORT =
  'const before = performance.now(); await import(process.argv[1]); process.stdout.write(String(performance.now() - before))';

/** In a process of its own, without the time that Node.js itself takes to start. */
function importMs(file: string): number {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', TIMED_IMPORT, pathToFileURL(file).href],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${file} cannot be imported: ${stderr}`);
  return z.coerce.number().positive().parse(stdout);
}

/** Of a zip file: before each file 30 bytes and its name, in the directory 46 bytes and its name, 22 bytes at the end. */
function zippedBytes(folder: string, files: readonly string[]): number {
  return files.reduce(
    (sum, name) => sum + deflateRawSync(readFileSync(join(folder, name))).length + 30 + 46 + 2 * name.length,
    22,
  );
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

const Synthesized = z.object({ Resources: z.record(z.string(), z.unknown()) });

/** The template, as `npm run synth` makes it. */
export async function synthBench() {
  const output = mkdtempSync(join(tmpdir(), 'headroom-synth-'));
  try {
    const started = performance.now();
    const { status, stderr } = spawnSync('npx', ['--no', '--', 'cdk', 'synth', '--quiet', '--output', output], {
      cwd: root,
      encoding: 'utf8',
    });
    const seconds = (performance.now() - started) / 1000;
    if (status !== 0) throw new Error(`cdk synth ended with ${status}: ${stderr}`);
    const template: unknown = JSON.parse(readFileSync(join(output, 'Headroom.template.json'), 'utf8'));
    const resources = Object.keys(Synthesized.parse(template).Resources).length;
    return [{ bench: 'synth', seconds: round(seconds, 1), resources }];
  } finally {
    rmSync(output, { recursive: true });
  }
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
