/**
 * `npm run bench:org`: an organization of 1,000 accounts, by kinds of accounts that are measured and a simulation of how their scans follow
 * each other; one JSON object a line. Each part runs in a process of its own. `npm run bench:org -- class/hot` runs one of them; the
 * simulation reads what the kinds have left in `out/bench-org`.
 */
import { spawnSync } from 'node:child_process';
import { badDay } from './org/bad-day';
import { classNames } from './org/classes';
import { memoryOfBatch } from './org/memory';
import { manySeries } from './org/many-series';
import { simulateOrganization } from './org/organization';
import { measureClass, measureCpu } from './org/profile';
import type { Figures } from './benches';

// Node 20 is supported until the SDK ends it in January 2027.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const parts: ReadonlyMap<string, () => Promise<readonly Figures[]>> = new Map([
  ...classNames.map((name) => [`class/${name}`, async () => await measureClass(name)] as const),
  ...classNames.map((name) => [`cpu/${name}`, async () => await measureCpu(name)] as const),
  ['rounds', simulateOrganization],
  ['bad-day', badDay],
  ['many-series', manySeries],
  ['memory', memoryOfBatch],
]);

async function one(name: string): Promise<void> {
  const part = parts.get(name);
  if (!part) throw new Error(`no part ${name}; there are ${[...parts.keys()].join(', ')}`);
  for (const figures of await part()) process.stdout.write(`${JSON.stringify(figures)}\n`);
}

const [wanted] = process.argv.slice(2);
if (wanted === undefined) {
  for (const name of parts.keys()) {
    const { status } = spawnSync(process.execPath, [...process.execArgv, __filename, name], { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
} else {
  one(wanted).catch((error: unknown) => {
    process.stderr.write(`bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    // Whatever was opened is still open.
    process.exit(1);
  });
}
