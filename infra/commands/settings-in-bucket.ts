/** Brings `headroom.yaml` into the bucket, and never over what somebody changed there. */
import { createHash } from 'node:crypto';
import { SETTINGS_KEY } from '../../lambda/app/settings';
import type { Objects } from '../../lambda/stores/objects';

/** The metadata by which a deployment knows its own file again. */
const HASH = 'headroom-sha256';

export type Comparison =
  /** Nothing is there yet, or what the last deployment put there. `over` is for the conditional write. */
  | { readonly status: 'ours'; readonly over: string | null }
  | { readonly status: 'same' }
  /** Somebody changed it since. */
  | { readonly status: 'changed'; readonly over: string };

/** @throws what S3 refuses */
export async function compareSettings(objects: Objects, text: string): Promise<Comparison> {
  const found = await objects.read(SETTINGS_KEY);
  if (!found) return { status: 'ours', over: null };
  const there = hashOf(found.bytes);
  if (there === hashOf(text)) return { status: 'same' };
  return { status: found.metadata[HASH] === there ? 'ours' : 'changed', over: found.etag };
}

/** @returns `lost` when somebody changed it since it was compared @throws what S3 refuses */
export async function putSettings(objects: Objects, text: string, over: string | null): Promise<'written' | 'lost'> {
  const metadata = { [HASH]: hashOf(text) };
  return await objects.write(SETTINGS_KEY, text, { over, contentType: 'application/yaml', metadata });
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
