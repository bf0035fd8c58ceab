/** Reads `headroom.yaml` from disk. */
import { readFile } from 'node:fs/promises';
import { codeOf } from '../domain/error-code';
import type { KnownIds } from '../domain/known-ids';
import { type ParsedSettings, parseSettings } from './parse';

export const DEFAULT_FILE = 'headroom.yaml';

/** @param file `undefined`: `headroom.yaml` of the working directory if there is one, else every default. */
export async function loadSettings(file: string | undefined, known: KnownIds): Promise<ParsedSettings> {
  const path = file ?? DEFAULT_FILE;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    if (file === undefined && code === 'ENOENT') return parseSettings('', known);
    return { ok: false, error: `${path}: cannot be read (${code}); expected a YAML file` };
  }
  const parsed = parseSettings(text, known);
  return parsed.ok ? parsed : { ok: false, error: `${path}: ${parsed.error}` };
}
