/** The beginning of a round: who the accounts are and which of them are due, as the list that the state machine maps over. */
import { watchedIn } from '../../domain/organization';
import { dueIn, NO_ROUND } from '../../domain/round';
import { type Directory, NO_DIRECTORY, readWholeDirectory, writeDirectory } from '../../stores/directory';
import { openOrganization } from '../../inventory/organization';
import { keys } from '../../stores/keys';
import type { Objects } from '../../stores/objects';
import { readBook, writeDue } from '../../stores/round';
import { type LeaseParts, type Run, type Skipped, taken } from '../leased';
import { currentSettings, logUnsaved } from '../settings';
import { type Accounts, currentAccounts } from './accounts';

export interface BeginParts extends LeaseParts {
  readonly objects: Objects;
  /** The account in which Headroom is. */
  readonly home: string;
  readonly partition: string;
  /** By which the rounds of this organization are kept apart: its id. */
  readonly organizationId: string;
}

export type Begun =
  | Skipped
  | {
      readonly status: 'begun';
      readonly scheduledAt: string;
      /** Where the list of those that are due stands. */
      readonly bucket: string;
      readonly key: string;
      readonly accounts: number;
    };

/**
 * From the time that a round is for, until nobody believes in it any more: the state machine is given up after fourteen minutes, and the
 * next round must find the lease free.
 */
const HELD_MS = 14.5 * 60_000;
/** For one that somebody starts by hand for a time that is long past. */
const LEAST_HELD_MS = 60_000;
/** As long as units and tags may be asked for: the scans wait for it. */
const DESCRIBING_MS = 150_000;

/** @throws what S3 and DynamoDB refuse: then the round ends with what is known from the one before */
export async function beginRound(parts: BeginParts, run: Run): Promise<Begun> {
  const { clock, log, objects, organizationId } = parts;
  const held = run.scheduledAt.getTime() + HELD_MS - clock.now().getTime();
  const refusal = await taken(parts, organizationId, run, Math.max(held, LEAST_HELD_MS));
  if (refusal) return refusal;
  const endsAt = clock.elapsed() + DESCRIBING_MS;
  const { settings, unsaved } = await currentSettings(objects);
  if (unsaved !== null) logUnsaved(log, unsaved);
  const before = await readWholeDirectory(objects);
  if (before === null)
    log({ level: 'ERROR', message: `${keys.organization.directory} cannot be read: it is made anew` });
  const accounts = await accountsNow(parts, before ?? NO_DIRECTORY, endsAt);
  const book = await readBook(objects);
  if (book === null)
    log({ level: 'ERROR', message: `${keys.organization.book} cannot be read: every account is scanned` });
  // Whose it is decides what holds in it: it is scanned when that is known.
  const asked = accounts.accounts.filter(({ accountId }) => Object.hasOwn(accounts.describedAt, accountId));
  const known = settings.organization ? watchedIn(asked, settings.organization, parts.home) : asked;
  const at = run.scheduledAt.toISOString();
  const due = dueIn(known, book ?? NO_ROUND, { at: run.scheduledAt, everyMinutes: settings.scan.everyMinutes });
  await writeDue(objects, due);
  const round = { at, due: due.map(({ accountId }) => accountId) };
  await writeDirectory(objects, { schemaVersion: 1, ...accounts, round });
  log({ level: 'INFO', message: 'a round begins', accounts: known.length, due: due.length });
  return {
    status: 'begun',
    scheduledAt: at,
    bucket: objects.bucket,
    key: keys.organization.due,
    accounts: due.length,
  };
}

async function accountsNow(parts: BeginParts, before: Directory, endsAt: number): Promise<Accounts> {
  const organization = openOrganization(parts.clock, parts.partition);
  try {
    return await currentAccounts({ ...parts, organization }, before, endsAt);
  } finally {
    organization.close();
  }
}
