/** The settings of the deployed monitor: the file in its bucket, or the last one that was good. */
import { parseSettings } from '../config/parse';
import { described } from '../domain/error-code';
import type { Settings } from '../domain/settings';
import { knownIds } from '../quotas';
import { keys } from '../stores/keys';
import type { Objects } from '../stores/objects';
import type { Log } from './log';

export interface CurrentSettings {
  readonly settings: Settings;
  /** Why these are not what the file says; `null` when they are. */
  readonly problem: string | null;
  /** Why the copy of the last good ones could not be renewed; `null` when it is as it should be. */
  readonly unsaved: string | null;
}

/**
 * For whoever scans: keeps a copy of what is good.
 * @throws what S3 refuses: whoever cannot read the settings must not guess them
 */
export async function currentSettings(objects: Objects): Promise<CurrentSettings> {
  const { toKeep, ...found } = await readSettings(objects);
  return { ...found, unsaved: toKeep === null ? null : await saveLastGood(objects, toKeep) };
}

export function logUnsaved(log: Log, reason: string): void {
  log({ level: 'ERROR', message: 'the copy of the last good settings could not be stored', reason });
}

type ReadSettings = Omit<CurrentSettings, 'unsaved'> & {
  /** A good file of which there is no copy yet. */
  readonly toKeep: string | null;
};

/** For whoever only reads. @throws as `currentSettings` */
export async function readSettings(objects: Objects): Promise<ReadSettings> {
  const [file, lastGood] = await Promise.all([textOf(objects, keys.settings), textOf(objects, keys.lastGoodSettings)]);
  const parsed = file === null ? null : parseSettings(file, knownIds);
  if (file !== null && parsed?.ok) {
    return { settings: parsed.settings, problem: null, toKeep: file === lastGood ? null : file };
  }
  const wrong = parsed?.ok === false ? parsed.error : 'found nothing, expected the settings';
  const before = parseSettings(lastGood ?? '', knownIds);
  if (lastGood !== null && before.ok) {
    return {
      settings: before.settings,
      problem: `${keys.settings}: ${wrong}; the last good settings hold on`,
      toKeep: null,
    };
  }
  const defaults = parseSettings('', knownIds);
  if (!defaults.ok) throw new Error(`the default settings are not valid: ${defaults.error}`);
  return {
    settings: defaults.settings,
    problem: `${keys.settings}: ${wrong}; every setting is its default`,
    toKeep: null,
  };
}

/** The settings were read and are good: that their copy cannot be stored must not stop a scan. */
async function saveLastGood(objects: Objects, text: string): Promise<string | null> {
  try {
    await objects.write(keys.lastGoodSettings, text, { contentType: 'application/yaml' });
    return null;
  } catch (error) {
    return described(error);
  }
}

async function textOf(objects: Objects, key: string): Promise<string | null> {
  const found = await objects.read(key);
  return found && Buffer.from(found.bytes).toString('utf8');
}
