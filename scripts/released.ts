/** Notes what of a release holds data, so that the next ones are held against it: run at each release. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { holdsData } from '../infra/holds-data';
import { version } from '../package.json';
import { synthesized } from './template';

async function main(): Promise<void> {
  const path = join(resolve(__dirname, '..'), 'infra/released.json');
  const text = JSON.stringify({ version, holds: holdsData(synthesized()) });
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

main().catch((error: unknown) => {
  process.stderr.write(`released: ${String(error)}\n`);
  process.exitCode = 1;
});
