/** Plans in Headroom's own bucket: to read, to run by hand, and for programs. Nothing is written over: old ones expire. */
import type { Plan } from '../domain/plan';
import { keys } from './keys';
import type { Objects } from './objects';
import { zipped } from './zipped';

export interface PlanObjects {
  readonly plans: readonly Plan[];
  /** All of them, for people. */
  readonly document: string;
  /** What they bring to run or copy, with their folders in their names. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/**
 * The document last: where it is, everything is.
 * @param at when it was computed, ISO 8601
 * @returns the key of the document
 * @throws what S3 refuses
 */
export async function writePlans(
  objects: Objects,
  fingerprint: string,
  at: string,
  { plans, document, files }: PlanObjects,
): Promise<string> {
  const keyOf = (name: string): string => keys.planFile(fingerprint, at.replaceAll(/[^0-9TZ]/g, ''), name);
  const data = zipped(plans);
  await objects.write(keyOf('plans.json.gz'), data, { contentType: 'application/gzip' });
  for (const { name, text } of files)
    await objects.write(keyOf(name), text, { contentType: 'text/plain; charset=utf-8' });
  await objects.write(keyOf('plan.md'), document, { contentType: 'text/markdown; charset=utf-8' });
  return keyOf('plan.md');
}
