/** `headroom demo`: the same scan, against an account that exists only on loopback. Nothing else knows the sandbox. */
import { mkdir, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join, relative } from 'node:path';
import { parseSettings } from '../lambda/config/parse';
import { codeOf } from '../lambda/domain/error-code';
import { startSandbox } from '../sandbox';
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
  const sandbox = await startSandbox({ account: 'demo' });
  try {
    pointSdkAt(sandbox.environment);
    // The defaults, whatever headroom.yaml lies in the working directory.
    const defaults = parseSettings('', []);
    if (!defaults.ok) throw new Error(defaults.error);
    terminal.out.write('A described account on this machine, no AWS account involved. The scan is the real one.\n\n');
    const result = await scanAccount({ settings: defaults.settings }, terminal);
    if ('status' in result) throw new Error(result.error);
    terminal.out.write(tableOf(result.snapshot, terminal));
    const file = join(out, 'snapshot.json');
    await writeFile(file, `${JSON.stringify(result.snapshot, null, 2)}\n`);
    terminal.out.write(
      `\nThe snapshot is in ${relative(process.cwd(), file)}.\nYour own account, read only: npx --no headroom scan\n`,
    );
    return exit.ok;
  } finally {
    await sandbox.close();
  }
}

/** Everything of the user's own AWS configuration is set aside, so that the demo cannot reach a real account. */
function pointSdkAt(environment: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_') && !name.startsWith('AWS_SDK_JS_')) delete process.env[name];
  }
  Object.assign(process.env, environment, { AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull });
}
