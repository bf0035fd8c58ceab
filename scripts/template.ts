/** The template, with everything that settings can add to it, for what is derived from it. */
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { featureFlags } from '../infra/flags';
import { HeadroomStack } from '../infra/stack';
import { parseSettings } from '../lambda/config/parse';
import { knownIds } from '../lambda/quotas';

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});
export type Template = z.infer<typeof Template>;

/** What a deployment has only where somebody wants it: with a channel, alarms come to Slack. */
const ALL_THERE_IS = 'slack: { channel: C0123456789 }';

/** Beside it, with an organization. */
const ORGANIZATION = `${ALL_THERE_IS}\norganization: { id: o-a1b2c3d4e5, units: [r-ab12] }\n`;

/** @param withOrganization whether every account of an organization is watched */
export function synthesized(withOrganization = false): unknown {
  const parsed = parseSettings(withOrganization ? ORGANIZATION : ALL_THERE_IS, knownIds);
  if (!parsed.ok) throw new Error(parsed.error);
  const app = new App({ context: featureFlags });
  const { artifactId } = new HeadroomStack(app, 'Headroom', {
    settings: parsed.settings,
    // What a function runs stands in no page.
    code: { scan: __dirname, notify: __dirname, report: __dirname, alarm: __dirname, round: __dirname },
  });
  return app.synth().getStackArtifact(artifactId).template;
}

/** @param withOrganization as `synthesized` */
export function parsedTemplate(withOrganization = false): Template {
  return Template.parse(synthesized(withOrganization));
}
