/** Plans as files below a folder: one folder each. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../lambda/domain/error-code';
import type { Plan } from '../lambda/domain/plan';
import { planFiles, planFolder } from '../lambda/messages/plan/files';

export type Written =
  { readonly ok: true; readonly folders: readonly string[] } | { readonly ok: false; readonly error: string };

/** @param out the folder that the user named: `out` gives `out/plans/…` */
export async function writePlanFiles(out: string, plans: readonly Plan[]): Promise<Written> {
  const folders: string[] = [];
  for (const plan of plans) {
    const folder = join(out, 'plans', planFolder(plan));
    try {
      await mkdir(folder, { recursive: true });
      for (const { name, text } of planFiles(plan)) await writeFile(join(folder, name), text);
    } catch (error) {
      return { ok: false, error: `${folder}: cannot be written (${codeOf(error)}); give another folder with --out` };
    }
    folders.push(folder);
  }
  return { ok: true, folders };
}
