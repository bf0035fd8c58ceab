/**
 * What is known of a channel of Slack: one item each. A channel begins with a welcome, and what is told of many incidents in one
 * message stands here until all of them know, so that a crash on the way repeats nothing.
 */
import * as z from 'zod';
import type { Told } from '../domain/told';
import { storedTold } from './incident-schema';
import { type Item, readItem, updateItem } from './items';
import { table as names, type Table } from './table';
import { unzipped, zipped } from './zipped';

export interface ChannelRecord {
  readonly channel: string;
  /** The welcome's message; `null` while nobody was welcomed. */
  readonly welcomeTs: string | null;
  readonly digest: DigestProgress | null;
}

/** A message about many incidents that Slack has taken. */
export interface DigestProgress {
  /** Where it stands: not here if the channel did not take it. */
  readonly channel: string;
  readonly ts: string;
  /** What is told with it, by fingerprint. */
  readonly told: Readonly<Record<string, Told>>;
  /** Whether its list of everything is still to be sent. */
  readonly isListDue: boolean;
}

const PREFIX = 'channel#';
const keyOf = (channel: string): string => `${PREFIX}${channel}`;

const progress = z.object({
  channel: z.string(),
  ts: z.string(),
  told: z.record(z.string(), storedTold),
  isListDue: z.boolean(),
}) satisfies z.ZodType<DigestProgress>;

export function isChannelKey(id: string): boolean {
  return id.startsWith(PREFIX);
}

/** @returns `null` for a channel that nothing was ever to be told in @throws what DynamoDB refuses */
export async function readChannel(table: Table, channel: string): Promise<ChannelRecord | null> {
  const item = await readItem(table, keyOf(channel));
  return item && { channel, welcomeTs: item['welcomeTs']?.S ?? null, digest: digestIn(item) };
}

function digestIn(item: Item): DigestProgress | null {
  const bytes = item['digest']?.B;
  if (!bytes) return null;
  try {
    const content: unknown = unzipped(bytes);
    return progress.parse(content);
  } catch {
    // Of another release, or damaged: at worst what it told is told again.
    return null;
  }
}

/** Asks for the welcome of a channel that nobody knew yet. @returns whether it is new @throws what DynamoDB refuses */
export async function openChannel(table: Table, channel: string, at: string): Promise<boolean> {
  return await updateItem(table, keyOf(channel), {
    set: {
      schemaVersion: { N: '1' },
      [names.pending.channel]: { S: channel },
      [names.pending.since]: { S: at },
    },
    condition: `attribute_not_exists(${names.key})`,
  });
}

/** Notes a message about many incidents as soon as Slack has taken it. The channel waits until all of them know. */
export async function noteDigest(
  table: Table,
  channel: string,
  digest: DigestProgress,
  { isWelcome, at }: { readonly isWelcome: boolean; readonly at: string },
): Promise<void> {
  await updateItem(table, keyOf(channel), {
    set: {
      schemaVersion: { N: '1' },
      [names.pending.channel]: { S: channel },
      digest: { B: zipped(digest) },
      ...(isWelcome ? { welcomeTs: { S: digest.ts } } : {}),
    },
    also: [`${names.pending.since} = if_not_exists(${names.pending.since}, :at)`],
    values: { ':at': { S: at } },
  });
}

/** Nothing waits for the channel itself any more. */
export async function settleChannel(table: Table, channel: string): Promise<void> {
  await updateItem(table, keyOf(channel), { remove: ['digest', names.pending.channel, names.pending.since] });
}
