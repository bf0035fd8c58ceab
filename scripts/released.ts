/** Notes what of a release holds data, so that the next ones are held against it: run at each release. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { format, resolveConfig } from 'prettier';
import { featureFlags } from '../infra/flags';
import { holdsData } from '../infra/holds-data';
import { HeadroomStack } from '../infra/stack';
import { parseSettings } from '../lambda/config/parse';
import { version } from '../package.json';

async function main(): Promise<void> {
  const defaults = parseSettings('', []);
  if (!defaults.ok) throw new Error(defaults.error);
  const app = new App({ context: featureFlags });
  const { artifactId } = new HeadroomStack(app, 'Headroom', { settings: defaults.settings });
  const template: unknown = app.synth().getStackArtifact(artifactId).template;
  const path = join(resolve(__dirname, '..'), 'infra/released.json');
  const text = JSON.stringify({ version, holds: holdsData(template) });
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

main().catch((error: unknown) => {
  process.stderr.write(`released: ${String(error)}\n`);
  process.exitCode = 1;
});
