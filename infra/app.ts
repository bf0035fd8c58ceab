/** The CDK app: `npm run synth` shows what it makes, `npm run deploy` puts it into an account. */
import { App } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { loadSettings } from '../lambda/config/load';
import { knownIds } from '../lambda/quotas';
import { bundle } from './bundle';
import { featureFlags } from './flags';
import { HeadroomStack } from './stack';

async function main(): Promise<void> {
  const loaded = await loadSettings(undefined, knownIds);
  if (!loaded.ok) {
    process.stderr.write(`headroom: ${loaded.error}\n`);
    process.exitCode = 2;
    return;
  }
  const app = new App({ context: featureFlags });
  // Whatever Region and account the credentials name: one template for all of them.
  new HeadroomStack(app, 'Headroom', {
    settings: loaded.settings,
    code: {
      scan: await bundle('scan'),
      notify: await bundle('notify'),
      report: await bundle('report'),
      alarm: await bundle('alarm'),
      round: await bundle('round'),
    },
    partition: RegionInfo.get(process.env['CDK_DEFAULT_REGION'] ?? 'us-east-1').partition ?? 'aws',
    deleteData: app.node.tryGetContext('data') === 'delete',
  });
  app.synth();
}

main().catch((error: unknown) => {
  process.stderr.write(`headroom: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
