/** The stack for a test, as the app makes it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { featureFlags } from '../../infra/flags';
import { HeadroomStack } from '../../infra/stack';
import { parsedSettings } from './account';

/** What a function runs does not change the rest of a template. */
export const NO_CODE = {
  scan: __dirname,
  notify: __dirname,
  report: __dirname,
  alarm: __dirname,
  round: __dirname,
} as const;

export interface StackOptions {
  /** The content of headroom.yaml. */
  readonly yaml?: string;
  readonly deleteData?: boolean;
  readonly env?: StackProps['env'];
}

/** What the CDK writes beside the template; by itself it leaves a folder behind for every app. */
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function outdir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-synth-'));
  folders.push(folder);
  return folder;
}

export function headroomApp(options: StackOptions = {}): { app: App; stack: HeadroomStack } {
  const { yaml = '', deleteData = false, env } = options;
  const app = new App({ context: featureFlags, outdir: outdir() });
  const stack = new HeadroomStack(app, 'Headroom', {
    settings: parsedSettings(yaml),
    code: NO_CODE,
    deleteData,
    ...(env ? { env } : {}),
  });
  return { app, stack };
}

const templates = new Map<string, Template>();

/** Each is synthesized once in a test file. */
export function templateOf(options: StackOptions = {}): Template {
  const key = JSON.stringify(options);
  const template = templates.get(key) ?? Template.fromStack(headroomApp(options).stack);
  templates.set(key, template);
  return template;
}

/** Everything that names no account yet, filled in as CloudFormation would. */
export function resolved(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, names));
  if (typeof value !== 'object' || value === null) return value;
  const [[key, inner] = ['', undefined], ...others] = Object.entries(value);
  if (others.length === 0) {
    if (key === 'Ref' && typeof inner === 'string') return named(inner, names);
    if (key === 'Fn::GetAtt' && Array.isArray(inner)) return named(inner.join('.'), names);
    if (key === 'Fn::Join' && Array.isArray(inner)) {
      const [separator, parts]: readonly unknown[] = inner;
      const texts = resolved(parts, names);
      return Array.isArray(texts) ? texts.join(String(separator)) : texts;
    }
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolved(item, names)]));
}

function named(reference: string, names: Readonly<Record<string, string>>): string {
  const found = names[reference];
  if (found === undefined) throw new Error(`the test does not say what ${reference} is`);
  return found;
}
