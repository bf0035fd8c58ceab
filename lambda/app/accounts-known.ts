/** What is known of the organization's accounts, for those who only want to call them by their names. */
import { described } from '../domain/error-code';
import type { AccountFacts } from '../domain/organization';
import type { Settings } from '../domain/settings';
import { readDirectory } from '../stores/directory';
import type { Objects } from '../stores/objects';
import type { Log } from './log';

export interface KnowingParts {
  readonly objects: Objects;
  readonly log: Log;
}

/** By id. Empty without an organization, and where the list cannot be read: ids say the same as names, only less well. */
export async function accountsKnown(
  { objects, log }: KnowingParts,
  { organization }: Pick<Settings, 'organization'>,
): Promise<ReadonlyMap<string, AccountFacts>> {
  if (organization === null) return new Map();
  try {
    return await readDirectory(objects);
  } catch (error) {
    log({ level: 'WARN', message: 'the list of accounts could not be read', reason: described(error) });
    return new Map();
  }
}
