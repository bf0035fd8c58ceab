/** Brings `headroom.yaml` into the bucket, and never over what somebody changed there. */
import { createHash } from 'node:crypto';
import { keys } from '../../lambda/stores/keys';
import type { Objects } from '../../lambda/stores/objects';

/** The metadata by which a deployment knows its own file again. */
const HASH = 'headroom-sha256';

/** `over` is for the conditional write: the content that was compared, `null` for none. */
export interface Comparison {
  /** `changed`: somebody changed it since the last deployment, and not to what we bring. */
  readonly status: 'ours' | 'changed';
  readonly over: string | null;
  /** The very file that we bring is there, and known as brought by a deployment. */
  readonly isThere: boolean;
}

/** @throws what S3 refuses */
export async function compareSettings(objects: Objects, text: string): Promise<Comparison> {
  const found = await objects.read(keys.settings);
  if (!found) return { status: 'ours', over: null, isThere: false };
  const there = hashOf(found.bytes);
  const isMarked = found.metadata[HASH] === there;
  const isSame = there === hashOf(text);
  // Somebody's change that was taken over here is ours from now on: it is brought again, with its mark.
  return { status: isMarked || isSame ? 'ours' : 'changed', over: found.etag, isThere: isMarked && isSame };
}

/** @returns `lost` when somebody changed it since it was compared @throws what S3 refuses */
export async function putSettings(objects: Objects, text: string, over: string | null): Promise<'written' | 'lost'> {
  const metadata = { [HASH]: hashOf(text) };
  return await objects.write(keys.settings, text, { over, contentType: 'application/yaml', metadata });
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
