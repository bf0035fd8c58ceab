/** What a scan remembers, as a file: JSON, compressed when its name ends in `.gz`. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { codeOf } from '../domain/error-code';
import type { AccountState } from '../domain/state';
import { accountState } from './state-schema';

export type LoadedState =
  /** `undefined`: there is no file yet. */
  { readonly ok: true; readonly state: AccountState | undefined } | { readonly ok: false; readonly error: string };

/** A file that is damaged or of another version is refused, never overwritten: it may be all that somebody has. */
export async function loadState(file: string): Promise<LoadedState> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return { ok: true, state: undefined };
    return { ok: false, error: `${file}: cannot be read (${code}); expected the state of an earlier scan` };
  }
  try {
    const content: unknown = JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
    const parsed = accountState.safeParse(content);
    if (parsed.success) return { ok: true, state: parsed.data };
    const version: unknown = typeof content === 'object' && content ? Reflect.get(content, 'schemaVersion') : undefined;
    const found = version === 1 ? 'a state with parts missing or wrong' : `schemaVersion ${JSON.stringify(version)}`;
    return { ok: false, error: `${file}: found ${found}, expected schemaVersion 1; delete it to start afresh` };
  } catch {
    return { ok: false, error: `${file}: found something that is not JSON, expected the state of an earlier scan` };
  }
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
