/** `npm run synth`: what would be put into an account, without one. */
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { loadSettings } from '../../lambda/config/load';
import { plural } from '../../lambda/domain/format';
import { knownIds } from '../../lambda/quotas';
import { adviceFor } from '../advice';
import { estimateFor } from '../cost';

export interface SynthParts {
  readonly write: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Runs the CDK and gives its exit status. */
  readonly cdk: (args: readonly string[]) => Promise<number>;
}

const TEMPLATE = 'cdk.out/Headroom.template.json';
const Template = z.object({ Resources: z.record(z.string(), z.object({ Type: z.string() })) });

/** @returns the exit status: 0 all is well, 1 the CDK refused, 2 the settings are to be mended first */
export async function synth({ write, complain, cdk }: SynthParts): Promise<number> {
  const loaded = await loadSettings(undefined, knownIds);
  if (!loaded.ok) {
    complain(`headroom: ${loaded.error}\n`);
    return 2;
  }
  for (const advice of adviceFor(loaded.settings)) complain(`headroom: ${advice}\n`);
  if ((await cdk(['synth', 'Headroom', '--quiet'])) !== 0) return 1;
  const { Resources } = Template.parse(JSON.parse(await readFile(TEMPLATE, 'utf8')));
  const counts = new Map<string, number>();
  for (const { Type } of Object.values(Resources)) counts.set(Type, (counts.get(Type) ?? 0) + 1);
  const rows = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  write(`Headroom would put ${plural(Object.keys(Resources).length, 'resource')} into the account:\n\n`);
  for (const [type, count] of rows) write(`${String(count).padStart(4)}  ${type}\n`);
  write(`\nAll of it: ${TEMPLATE}\n${estimateFor(loaded.settings)}\n`);
  return 0;
}
