/** Compressed JSON, the form of most objects and of the long attributes of items. */
import { gunzipSync, gzipSync } from 'node:zlib';

export function zipped(content: unknown): Buffer {
  return gzipSync(JSON.stringify(content));
}

/** @throws for what is not compressed, or not JSON */
export function unzipped(bytes: Uint8Array): unknown {
  return JSON.parse(gunzipSync(bytes).toString('utf8'));
}
