/** Plans in Headroom's own bucket: to read, and for programs. */
import { gzipSync } from 'node:zlib';
import type { Plan } from '../domain/plan';
import { keys } from './keys';
import type { Objects } from './objects';

/**
 * @param text the readable form
 * @returns the key of the readable form
 * @throws what S3 refuses
 */
export async function writePlans(
  objects: Objects,
  fingerprint: string,
  plans: readonly Plan[],
  text: string,
): Promise<string> {
  await objects.write(keys.planData(fingerprint), gzipSync(JSON.stringify(plans)), { contentType: 'application/gzip' });
  await objects.write(keys.plan(fingerprint), text, { contentType: 'text/markdown; charset=utf-8' });
  return keys.plan(fingerprint);
}
