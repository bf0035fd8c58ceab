/** The template of the default settings, for the pages that are derived from it. */
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { featureFlags } from '../infra/flags';
import { HeadroomStack } from '../infra/stack';
import { parseSettings } from '../lambda/config/parse';

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});
export type Template = z.infer<typeof Template>;

export function synthesized(): unknown {
  const defaults = parseSettings('', []);
  if (!defaults.ok) throw new Error(defaults.error);
  const app = new App({ context: featureFlags });
  const { artifactId } = new HeadroomStack(app, 'Headroom', {
    settings: defaults.settings,
    // What a function runs stands in no page.
    code: { scan: __dirname },
  });
  return app.synth().getStackArtifact(artifactId).template;
}

export function parsedTemplate(): Template {
  return Template.parse(synthesized());
}

/** References as `<Name>`, joined texts as one: for reading, not for deploying. */
export function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [key, inner] = entries.length === 1 ? (entries[0] ?? []) : [];
  if (key === 'Ref') return `<${String(inner)}>`;
  if (key === 'Fn::GetAtt' && Array.isArray(inner)) return `<${inner.join('.')}>`;
  if (key === 'Fn::Join' && Array.isArray(inner)) {
    const [separator, parts]: readonly unknown[] = inner;
    const texts = readable(parts);
    return Array.isArray(texts) ? texts.join(String(separator)) : texts;
  }
  return Object.fromEntries(entries.map(([name, item]) => [name, readable(item)]));
}
