/**
 * `npm run bench`: the numbers that Headroom promises, as measured here and now, one JSON object a line. Each bench runs
 * in a process of its own, so that its memory is its own. `npm run bench -- scan/S/cold` runs one of them.
 */
import { spawnSync } from 'node:child_process';
import { benches } from './benches';

// Node 20 is supported until the SDK ends it in January 2027.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const [wanted] = process.argv.slice(2);

/** What Node.js gives itself in a function of 256 MB, or less: without a limit it takes what the machine has. */
const HEAP_LIMIT = '--max-old-space-size=150';

function fresh(name: string): void {
  const { status } = spawnSync(process.execPath, [HEAP_LIMIT, ...process.execArgv, __filename, name], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}

async function one(name: string): Promise<void> {
  const bench = benches.get(name);
  if (!bench) throw new Error(`no bench ${name}; there are ${[...benches.keys()].join(', ')}`);
  for (const figures of await bench()) process.stdout.write(`${JSON.stringify(figures)}\n`);
}

const limited = process.execArgv.includes(HEAP_LIMIT);
if (wanted === undefined) for (const name of benches.keys()) fresh(name);
else if (!limited) fresh(wanted);
else {
  one(wanted).catch((error: unknown) => {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
