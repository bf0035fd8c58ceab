/** What a scan remembers: JSON, in a file of the command line or compressed in the bucket. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { codeOf } from '../domain/error-code';
import type { AccountState } from '../domain/state';
import { keys } from './keys';
import type { Objects } from './objects';
import { accountState } from './state-schema';

/** `undefined`: there is none yet. */
interface Loaded {
  readonly ok: true;
  readonly state: AccountState | undefined;
}

export interface NotLoaded {
  readonly ok: false;
  /** `version`: whole, but of another release: it is not for us to write over it. */
  readonly problem: 'unreadable' | 'damaged' | 'version';
  readonly error: string;
}

export type LoadedState = Loaded | NotLoaded;

/** A file that is damaged or of another version is refused, never overwritten: it may be all that somebody has. */
export async function loadState(file: string): Promise<LoadedState> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return { ok: true, state: undefined };
    const expected = 'expected the state of an earlier scan';
    return { ok: false, problem: 'unreadable', error: `${file}: cannot be read (${code}); ${expected}` };
  }
  return parseState(bytes, file);
}

/**
 * Written beside the file and then moved, so that a crash leaves the old state or the new one.
 * @returns what went wrong, or `null`
 */
export async function saveState(file: string, state: AccountState): Promise<string | null> {
  const text = JSON.stringify(state);
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(beside, file.endsWith('.gz') ? gzipSync(text) : text);
    await rename(beside, file);
    return null;
  } catch (error) {
    return `${file}: cannot be written (${codeOf(error)}); the next scan will read everything again`;
  }
}

/** The state in the bucket, and what a conditional write must find there: `null` for nothing. */
export type StateInBucket = (Loaded & { readonly etag: string | null }) | (NotLoaded & { readonly etag: string });

/** @throws what S3 refuses */
export async function readState(objects: Objects, accountId: string): Promise<StateInBucket> {
  const key = keys.state(accountId);
  const found = await objects.read(key);
  if (!found) return { ok: true, state: undefined, etag: null };
  return { ...parseState(found.bytes, key), etag: found.etag };
}

/** @returns `lost` when another scan has written since @throws what S3 refuses */
export async function writeState(
  objects: Objects,
  state: AccountState,
  over: string | null,
): Promise<'written' | 'lost'> {
  const body = gzipSync(JSON.stringify(state));
  const key = keys.state(state.accountId);
  const outcome = await objects.write(key, body, { over, contentType: 'application/gzip' });
  if (outcome === 'written') return outcome;
  // When an answer is lost the SDK tries again, and then meets what it wrote itself.
  const there = await objects.read(key);
  return there && body.equals(there.bytes) ? 'written' : 'lost';
}

/** @param name the file or key: compressed when it ends in `.gz` */
function parseState(bytes: Uint8Array, name: string): LoadedState {
  let content: unknown;
  try {
    content = JSON.parse((name.endsWith('.gz') ? gunzipSync(bytes) : Buffer.from(bytes)).toString('utf8'));
  } catch {
    const error = `${name}: found something that is not JSON, expected the state of an earlier scan`;
    return { ok: false, problem: 'damaged', error };
  }
  const parsed = accountState.safeParse(content);
  if (parsed.success) return { ok: true, state: parsed.data };
  const version: unknown = typeof content === 'object' && content ? Reflect.get(content, 'schemaVersion') : undefined;
  const found = version === 1 ? 'a state with parts missing or wrong' : `schemaVersion ${JSON.stringify(version)}`;
  return {
    ok: false,
    problem: typeof version === 'number' && version !== 1 ? 'version' : 'damaged',
    error: `${name}: found ${found}, expected schemaVersion 1; delete it to start afresh`,
  };
}
