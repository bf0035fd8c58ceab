/** `headroom demo`: the same scan, against an account that exists only on loopback. Nothing else knows the sandbox. */
import { mkdir, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join, relative } from 'node:path';
import { parseSettings } from '../lambda/config/parse';
import { codeOf } from '../lambda/domain/error-code';
import type { Clock } from '../lambda/domain/clock';
import type { Settings } from '../lambda/domain/settings';
import type { Snapshot } from '../lambda/domain/snapshot';
import { systemClock } from '../lambda/system-clock';
import { startSandbox } from '../sandbox';
import { liveThrough, storyPage } from './demo-story';
import { exit, type ExitStatus } from './exit';
import { scanAccount, tableOf } from './scan';
import type { Terminal } from './terminal';

export async function demoCommand(out: string, terminal: Terminal): Promise<ExitStatus> {
  try {
    await mkdir(out, { recursive: true });
  } catch (error) {
    terminal.err.write(
      `headroom: --out: found ${JSON.stringify(out)} (${codeOf(error)}), expected a folder to write to\n`,
    );
    return exit.usage;
  }
  const time = new SandboxTime();
  const sandbox = await startSandbox({ account: 'demo', clock: time });
  try {
    pointSdkAt(sandbox.environment);
    // The defaults, whatever headroom.yaml lies in the working directory.
    const defaults = parseSettings('', []);
    if (!defaults.ok) throw new Error(defaults.error);
    terminal.out.write('A described account on this machine, no AWS account involved. The scan is the real one.\n\n');
    const result = await scanAccount({ settings: defaults.settings }, terminal);
    if ('status' in result) throw new Error(result.error);
    terminal.out.write(tableOf(result.snapshot, terminal));
    const snapshotFile = join(out, 'snapshot.json');
    await writeFile(snapshotFile, `${JSON.stringify(result.snapshot, null, 2)}\n`);
    const page = join(out, 'index.html');
    await writeFile(page, await pageOf(result.snapshot, defaults.settings, time));
    const shown = (file: string): string => relative(process.cwd(), file);
    terminal.out.write(
      `\nThe dashboard that a deployment would bring, after six hours of it: ${shown(page)} (open it in a browser).\n` +
        `The snapshot: ${shown(snapshotFile)}\nYour own account, read only: npx --no headroom scan\n`,
    );
    return exit.ok;
  } finally {
    await sandbox.close();
  }
}

async function pageOf(snapshot: Snapshot, settings: Settings, time: SandboxTime): Promise<string> {
  const home = process.env['AWS_REGION'] ?? 'us-east-1';
  const story = await liveThrough(snapshot.accountId, home, settings, new Date(snapshot.finishedAt), (clock) =>
    time.follow(clock),
  );
  return storyPage(story, snapshot, home);
}

/** The sandbox's clock: the machine's, until a story brings its own. */
class SandboxTime {
  private clock: Clock = systemClock;
  follow(clock: Clock): void {
    this.clock = clock;
  }
  now(): Date {
    return this.clock.now();
  }
  elapsed(): number {
    return this.clock.elapsed();
  }
}

/** Everything of the user's own AWS configuration is set aside, so that the demo cannot reach a real account. */
function pointSdkAt(environment: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_') && !name.startsWith('AWS_SDK_JS_')) delete process.env[name];
  }
  Object.assign(process.env, environment, { AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull });
}
