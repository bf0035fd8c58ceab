/** What an organization's round keeps in the bucket: which accounts are due, what is known of all of them, and what each scan leaves. */
import * as z from 'zod';
import type { AccountSummary, UtilizationSeries } from '../domain/account-summary';
import type { AccountFacts } from '../domain/organization';
import { type AccountOutcome, type AccountRecord, NO_ROUND, type RoundBook, type Trouble } from '../domain/round';
import { heats } from '../domain/schedule';
import { accountFacts } from './directory';
import { keys } from './keys';
import type { Objects } from './objects';
import { unzipped, zipped } from './zipped';

const { organization } = keys;
const ZIPPED = { contentType: 'application/gzip' };

/** The item list of the state machine's map. @throws what S3 refuses */
export async function writeDue(objects: Objects, due: readonly AccountFacts[]): Promise<void> {
  await objects.write(organization.due, JSON.stringify(due), { contentType: 'application/json' });
}

/**
 * @returns `null` for one that cannot be read: whoever goes on without it scans everything again
 * @throws what S3 refuses
 */
export async function readBook(objects: Objects): Promise<RoundBook | null> {
  const found = await objects.read(organization.book);
  if (!found) return NO_ROUND;
  const parsed = book.safeParse(contentOf(found.bytes));
  return parsed.success ? parsed.data : null;
}

/** @throws what S3 refuses */
export async function writeBook(objects: Objects, content: RoundBook): Promise<void> {
  await objects.write(organization.book, zipped(content), ZIPPED);
}

/** @throws what S3 refuses */
export async function writeOutcome(objects: Objects, outcome: AccountOutcome): Promise<void> {
  await objects.write(organization.account(outcome.accountId), zipped(outcome), ZIPPED);
}

/** @returns `null` where there is none of that round, or it cannot be read @throws what S3 refuses */
export async function readOutcome(objects: Objects, accountId: string, at: string): Promise<AccountOutcome | null> {
  const found = await objects.read(organization.account(accountId));
  const parsed = found && outcome.safeParse(contentOf(found.bytes));
  return parsed?.success && parsed.data.at === at && parsed.data.accountId === accountId ? parsed.data : null;
}

function contentOf(bytes: Uint8Array): unknown {
  try {
    return unzipped(bytes);
  } catch {
    return null;
  }
}

const count = z.number().nonnegative();
const text = z.string();

const series = z.object({ dimensions: z.record(text, text), value: z.number() }) satisfies z.ZodType<UtilizationSeries>;
const summary = z.object({
  schemaVersion: z.literal(1),
  accountId: text,
  at: text,
  coverage: z.object({ seen: count, wanted: count, unmeasured: count }),
  regions: count,
  measured: count,
  calls: z.object({ total: count, throttled: count }),
  highest: z.object({ apigateway: z.number(), lambda: z.number() }),
  openIncidents: z.object({ warning: count, critical: count }),
  candidates: count,
  series: z.array(series),
  heat: z.enum(heats),
}) satisfies z.ZodType<AccountSummary>;

const trouble = z.object({
  kind: z.enum(['role', 'unread']),
  reason: text,
  since: text,
  rounds: count,
}) satisfies z.ZodType<Trouble>;
const record = z.object({
  facts: accountFacts,
  firstSeenAt: text,
  summary: summary.nullable(),
  trouble: trouble.nullable(),
  leftRounds: count,
}) satisfies z.ZodType<AccountRecord>;
const book = z.object({
  schemaVersion: z.literal(1),
  at: text,
  accounts: z.record(text, record),
}) satisfies z.ZodType<RoundBook>;

const outcome = z.object({
  schemaVersion: z.literal(1),
  accountId: text,
  at: text,
  summary: summary.nullable(),
  trouble: trouble.pick({ kind: true, reason: true }).nullable(),
  toldTo: z.array(text),
  openIn: z.array(text),
}) satisfies z.ZodType<AccountOutcome>;
