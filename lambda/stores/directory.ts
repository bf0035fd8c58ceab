/** The list of an organization's accounts, as the last round wrote it: names, units and tags for everything that people read. */
import * as z from 'zod';
import type { AccountFacts } from '../domain/organization';
import { keys } from './keys';
import type { Objects } from './objects';
import { unzipped, zipped } from './zipped';

/** What the rounds hand on to one another beside the book. */
export interface Directory {
  readonly schemaVersion: 1;
  /** Those that are active, by id ascending. */
  readonly accounts: readonly AccountFacts[];
  /** When units and tags of each were last asked for, ISO 8601, by id; of an account without it nobody has asked yet. */
  readonly describedAt: Readonly<Record<string, string>>;
  /** The round that wrote it, and the accounts that are due in it. */
  readonly round: { readonly at: string; readonly due: readonly string[] };
  /** Why the list is that of an earlier round; `null` when AWS has given it in this one. */
  readonly problem: string | null;
}

export const NO_DIRECTORY: Directory = {
  schemaVersion: 1,
  accounts: [],
  describedAt: {},
  round: { at: '', due: [] },
  problem: null,
};

const text = z.string();

export const accountFacts = z.object({
  accountId: text,
  name: text.nullable(),
  units: z.array(z.object({ id: text, name: text })),
  tags: z.record(text, text),
}) satisfies z.ZodType<AccountFacts>;

const names = z.object({ schemaVersion: z.literal(1), accounts: z.array(accountFacts) });
const directory = names.extend({
  describedAt: z.record(text, text),
  round: z.object({ at: text, due: z.array(text) }),
  problem: text.nullable(),
}) satisfies z.ZodType<Directory>;

/**
 * By the account's id; empty without an organization, and before its first scan.
 * @throws what S3 refuses, and for an object of another form: whoever only wants names goes on without them
 */
export async function readDirectory(objects: Objects): Promise<ReadonlyMap<string, AccountFacts>> {
  const found = await objects.read(keys.organization.directory);
  if (found === null) return new Map();
  const { accounts } = names.parse(unzipped(found.bytes));
  return new Map(accounts.map((one) => [one.accountId, one]));
}

/**
 * For the rounds themselves.
 * @returns `null` for one that cannot be read: all that is in it can be asked again
 * @throws what S3 refuses
 */
export async function readWholeDirectory(objects: Objects): Promise<Directory | null> {
  const found = await objects.read(keys.organization.directory);
  if (found === null) return NO_DIRECTORY;
  try {
    return directory.parse(unzipped(found.bytes));
  } catch {
    return null;
  }
}

/** @throws what S3 refuses */
export async function writeDirectory(objects: Objects, content: Directory): Promise<void> {
  await objects.write(keys.organization.directory, zipped(content), { contentType: 'application/gzip' });
}
