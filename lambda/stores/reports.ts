/**
 * The monthly report: its files in the bucket, and in the table what Slack is to be told of it, one item a month. Whoever makes the
 * report and the notifier write to disjoint attributes: the one what is to be told, the other what was.
 */
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Month } from '../domain/calendar';
import type { Message } from '../domain/message';
import { type Item, readItem, updateItem } from './items';
import { keys } from './keys';
import type { Objects } from './objects';
import { table as names, type Table } from './table';
import { zipped } from './zipped';

/** The same report in three forms. */
export interface ReportFiles {
  /** A page by itself. */
  readonly html: string;
  readonly csv: string;
  readonly json: string;
}

const CONTENT_TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json',
  html: 'text/html; charset=utf-8',
} as const satisfies Record<keyof ReportFiles, string>;

/** Over what there was. The page last: where it is, everything is. @throws what S3 refuses */
export async function writeReport(objects: Objects, month: Month, files: ReportFiles): Promise<void> {
  for (const format of ['csv', 'json', 'html'] as const)
    await objects.write(keys.report(month, format), files[format], { contentType: CONTENT_TYPES[format] });
}

/** @param key as in `keys.report` @returns `null` where there is none @throws what S3 refuses */
export async function readReportFile(objects: Objects, key: string): Promise<string | null> {
  const found = await objects.read(key);
  return found && Buffer.from(found.bytes).toString('utf8');
}

/** A file of the bucket that the thread gets. */
export interface ThreadFile {
  readonly key: string;
  /** As it is called in Slack. */
  readonly name: string;
  readonly title: string;
}

export interface ReportNote {
  readonly month: Month;
  readonly revision: number;
  readonly message: Message;
  /** For its thread. */
  readonly files: readonly ThreadFile[];
}

/** What was told of a report last. */
export interface ReportTold {
  /** Where: a channel's id. */
  readonly channel: string;
  /** The channel that it was meant for, where that one did not take it. */
  readonly insteadOf: string | null;
  /** The message, as Slack names it. */
  readonly ts: string;
  readonly revision: number;
  /** How many of that revision's files are done with, in their order. */
  readonly sent: number;
}

export interface StoredReport extends ReportNote {
  readonly told: ReportTold | null;
  /** Where it is to be told, and since when; `null` if all is told. */
  readonly pending: { readonly channel: string; readonly since: string } | null;
}

const PREFIX = 'report#';
const keyOf = (month: Month): string => `${PREFIX}${month}`;

/** @returns `null` for an item of another kind */
export function reportMonthIn(id: string): Month | null {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : null;
}

/**
 * Asks for a report to be told, or told anew. An older revision never takes the place of a newer, and the same one changes nothing.
 * @param to `null`: nobody wants to hear of it, so nothing is written
 * @returns whether it is news
 * @throws what DynamoDB refuses
 */
export async function noteReport(
  table: Table,
  { month, revision, message, files }: ReportNote,
  to: { readonly channel: string | null; readonly at: string },
): Promise<boolean> {
  if (to.channel === null) return false;
  return await updateItem(table, keyOf(month), {
    set: {
      schemaVersion: { N: '1' },
      revision: { N: String(revision) },
      report: { B: zipped({ message, files }) },
      [names.pending.channel]: { S: to.channel },
    },
    also: [`${names.pending.since} = if_not_exists(${names.pending.since}, :at)`],
    condition: `attribute_not_exists(${names.key}) OR revision < :revision`,
    values: { ':at': { S: to.at }, ':revision': { N: String(revision) } },
  });
}

/**
 * What Slack was told of it, as long as it waits for this channel. When all is told it waits no longer, unless a newer revision has come
 * since.
 * @throws what DynamoDB refuses
 */
export async function saveReportTold(
  table: Table,
  channel: string,
  { month, revision, files }: StoredReport,
  told: ReportTold,
): Promise<void> {
  const set = { told: { S: JSON.stringify(told) } };
  const condition = `${names.pending.channel} = :channel`;
  const values = { ':channel': { S: channel } };
  if (told.sent >= files.length) {
    const isSettled = await updateItem(table, keyOf(month), {
      set,
      remove: [names.pending.channel, names.pending.since],
      condition: `${condition} AND revision = :seen`,
      values: { ...values, ':seen': { N: String(revision) } },
    });
    if (isSettled) return;
  }
  await updateItem(table, keyOf(month), { set, condition, values });
}

/** @returns the item, or what is wrong with it; `null` where there is none @throws what DynamoDB refuses */
export async function readReportItem(table: Table, month: Month): Promise<StoredReport | string | null> {
  const item = await readItem(table, keyOf(month));
  return item && reportIn(month, item);
}

const text = z.string();

const content = z.object({
  message: z.object({
    kind: z.literal('report'),
    text,
    // What Slack does not take of it, it refuses: then the next variant is sent.
    variants: z.array(z.array(z.looseObject({ type: text }))),
    metadata: z.object({ event_type: text, event_payload: z.record(text, z.union([text, z.number()])) }),
  }),
  files: z.array(z.object({ key: text, name: text, title: text })),
}) satisfies z.ZodType<Pick<ReportNote, 'message' | 'files'>>;

const storedTold = z.object({
  channel: text,
  insteadOf: text.nullable(),
  ts: text,
  revision: z.number(),
  sent: z.number(),
}) satisfies z.ZodType<ReportTold>;

function reportIn(month: Month, item: Item): StoredReport | string {
  const version = item['schemaVersion']?.N;
  if (version !== '1') return `found schemaVersion ${version}, expected 1: it is of another release`;
  const revision = Number(item['revision']?.N);
  const channel = item[names.pending.channel]?.S;
  const since = item[names.pending.since]?.S;
  const pending = channel === undefined || since === undefined ? null : { channel, since };
  try {
    const bytes = item['report']?.B ?? Buffer.alloc(0);
    const { message, files } = content.parse(parsed(gunzipSync(bytes).toString('utf8')));
    const told = item['told']?.S === undefined ? null : storedTold.parse(parsed(item['told'].S));
    return { month, revision, message, files, told, pending };
  } catch {
    return 'found parts missing or wrong';
  }
}

function parsed(json: string): unknown {
  return JSON.parse(json);
}
