/**
 * The history: one object for each account and month, compressed JSON, in the bucket or in a folder.
 *
 * What cannot be read is set aside and never written over: it may be damaged, or of a later release that somebody went back from.
 * It stays where it is, and the month goes on in the object beside it, `2026-10.2.json.gz`. Whoever reads the month reads all of its objects.
 */
import { gzipSync } from 'node:zlib';
import type { Month } from '../domain/calendar';
import { merged, type MonthHistory } from '../domain/history';
import { monthHistory } from './history-schema';
import type { Objects } from './objects';
import { unzipped } from './zipped';

/** Where a history stands: in the bucket below `history/`, or in a folder of its own. */
export interface HistoryPlace {
  readonly objects: Objects;
  /** Before every key: empty, or with a slash at its end. */
  readonly prefix: string;
}

export interface ReadMonth {
  /** `null` where nothing can be read of it. */
  readonly history: MonthHistory | null;
  /** Objects that were set aside. */
  readonly unreadable: readonly { readonly name: string; readonly problem: string }[];
}

/** More objects of one month than this were not set aside by us. */
const MOST_PARTS = 9;
/** How often a month is read again because somebody else has written it meanwhile. */
const MOST_TRIES = 8;

/** @throws what S3 or the file system refuses */
export async function readMonth(place: HistoryPlace, accountId: string, month: Month): Promise<ReadMonth> {
  const parts = await partsOf(place, accountId, month);
  const readable = parts.flatMap(({ history }) => history ?? []);
  return {
    history: readable.length === 0 ? null : readable.reduce(merged),
    unreadable: parts.flatMap(({ name, problem }) => (problem === null ? [] : [{ name, problem }])),
  };
}

/**
 * Adds to a month. Nothing is lost when others do the same at the same time: who comes second reads again and adds to that.
 * @returns what was set aside, by name and problem
 * @throws what S3 or the file system refuses; and when others were faster every time
 */
export async function addToMonth(place: HistoryPlace, addition: MonthHistory): Promise<ReadMonth['unreadable']> {
  const { accountId, month } = addition;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const unreadable: { name: string; problem: string }[] = [];
    for (let part = 1; part <= MOST_PARTS; part += 1) {
      const found = await readPart(place, accountId, month, part);
      if (found !== null && found.history === null) {
        unreadable.push({ name: found.name, problem: found.problem });
        continue;
      }
      if ((await writeOver(place, partKey(place, accountId, month, part), found, addition)) === 'written')
        return unreadable;
      break;
    }
    if (unreadable.length === MOST_PARTS)
      throw new Error(`${unreadable.length} objects of ${month} cannot be read, the first is ${unreadable[0]?.name}`);
  }
  throw new Error(`the history of ${month} was written by others ${MOST_TRIES} times while this was to be added`);
}

async function writeOver(
  { objects }: HistoryPlace,
  key: string,
  found: Extract<Part, { problem: null }> | null,
  addition: MonthHistory,
): Promise<'written' | 'lost'> {
  const text = JSON.stringify(found ? merged(found.history, addition) : merged(addition, addition));
  if (found && text === JSON.stringify(found.history)) return 'written';
  const body = gzipSync(text);
  return await objects.write(key, body, { over: found?.etag ?? null, contentType: 'application/gzip' });
}

/** The accounts that there is a history of, ascending. @throws what S3 or the file system refuses */
export async function accountsIn({ objects, prefix }: HistoryPlace): Promise<string[]> {
  const all = await objects.list(prefix);
  return [...new Set(all.flatMap((key) => MONTH_KEY.exec(key.slice(prefix.length))?.[1] ?? []))].toSorted();
}

const MONTH_KEY = /^(\d{12})\/\d{4}-\d{2}(\.\d)?\.json\.gz$/;

type Part = { readonly name: string } & (
  | { readonly history: MonthHistory; readonly etag: string; readonly problem: null }
  | { readonly history: null; readonly problem: string }
);

async function partsOf(place: HistoryPlace, accountId: string, month: Month): Promise<Part[]> {
  const first = await readPart(place, accountId, month, 1);
  const second = await readPart(place, accountId, month, 2);
  // Almost always there is one. What was set aside may have been taken away since: then there is a gap, and what is behind it counts.
  const others = second === null && first?.problem === null ? [] : range(3, MOST_PARTS);
  const parts = [first, second];
  for (const part of others) parts.push(await readPart(place, accountId, month, part));
  return parts.filter((part) => part !== null);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function partKey({ prefix }: HistoryPlace, accountId: string, month: Month, part: number): string {
  return `${prefix}${accountId}/${month}${part === 1 ? '' : `.${part}`}.json.gz`;
}

async function readPart(place: HistoryPlace, accountId: string, month: Month, part: number): Promise<Part | null> {
  const name = partKey(place, accountId, month, part);
  const found = await place.objects.read(name);
  if (!found) return null;
  let content: unknown;
  try {
    content = unzipped(found.bytes);
  } catch {
    return { name, history: null, problem: 'found something that is not compressed JSON, expected a month of history' };
  }
  const parsed = monthHistory.safeParse(content);
  if (parsed.success && parsed.data.accountId === accountId && parsed.data.month === month)
    return { name, history: parsed.data, etag: found.etag, problem: null };
  return { name, history: null, problem: problemOf(content, parsed.success) };
}

function problemOf(content: unknown, isHistory: boolean): string {
  if (isHistory) return 'found the history of another account or month';
  const version: unknown = typeof content === 'object' && content ? Reflect.get(content, 'schemaVersion') : undefined;
  if (version === 1) return 'found a history with parts missing or wrong';
  return `found schemaVersion ${JSON.stringify(version)}, expected 1: it is of another release`;
}
