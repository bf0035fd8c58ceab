/** cdk-nag over an app: what the packs AwsSolutions and Serverless say. */
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';

export interface Nagged {
  /** Why the app could not be synthesized; `null` where it could. */
  readonly error: string | null;
  /** All that was printed. */
  readonly lines: readonly string[];
}

export function nagged(app: App): Nagged {
  const lines: string[] = [];
  const listen = (text: unknown) => lines.push(String(text)) > 0;
  const spies = [
    jest.spyOn(console, 'log').mockImplementation(listen),
    jest.spyOn(console, 'error').mockImplementation(listen),
    jest.spyOn(process.stderr, 'write').mockImplementation(listen),
  ];
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  try {
    app.synth();
    return { error: null, lines };
  } catch (error) {
    return { error: String(error), lines };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.exitCode = undefined;
  }
}
