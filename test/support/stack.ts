/** The stack for a test, as the app makes it. */
import { App, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { featureFlags } from '../../infra/flags';
import { HeadroomStack } from '../../infra/stack';
import { parsedSettings } from './account';

/** What a function runs does not change the rest of a template. */
export const NO_CODE = { scan: __dirname, notify: __dirname, alarm: __dirname } as const;

export interface StackOptions {
  /** The content of headroom.yaml. */
  readonly yaml?: string;
  readonly deleteData?: boolean;
  readonly env?: StackProps['env'];
}

export function headroomApp(options: StackOptions = {}): { app: App; stack: HeadroomStack } {
  const { yaml = '', deleteData = false, env } = options;
  const app = new App({ context: featureFlags });
  const stack = new HeadroomStack(app, 'Headroom', {
    settings: parsedSettings(yaml),
    code: NO_CODE,
    deleteData,
    ...(env ? { env } : {}),
  });
  return { app, stack };
}

export function templateOf(options: StackOptions = {}): Template {
  return Template.fromStack(headroomApp(options).stack);
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
