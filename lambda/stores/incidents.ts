/**
 * Incidents: one item each. The scan and the notifier write to disjoint attributes of it, so that neither can undo what the
 * other has done: the scan what the incident is and what is to be told (state and both outboxes in one conditional write), the
 * notifier what was told and what people answered.
 */
import { gunzipSync } from 'node:zlib';
import type * as z from 'zod';
import { type Incident, NO_REACTIONS, type Reactions } from '../domain/incident';
import type { IncidentEvent } from '../domain/incident-event';
import type { Told } from '../domain/told';
import { storedEvent, storedIncident, storedMembers, storedReactions, storedTold } from './incident-schema';
import { type Item, readItem, readItems, updateItem } from './items';
import { table as names, type Table } from './table';
import { zipped } from './zipped';

export interface StoredIncident {
  readonly incident: Incident;
  /** Rises with every write of a scan. */
  readonly revision: number;
  readonly told: Told | null;
  /** Rises with every note of a notifier; 0 before the first. */
  readonly toldRevision: number;
  readonly reactions: Reactions;
  /** Where something of it is to be told, and since when; `null` if nothing is. */
  readonly pending: { readonly channel: string; readonly since: string } | null;
  /** Changes that EventBridge has not taken yet, oldest first. */
  readonly events: readonly IncidentEvent[];
}

const PREFIX = 'incident#';
const keyOf = (fingerprint: string): string => `${PREFIX}${fingerprint}`;
const activeKey = (accountId: string): string => `incidents#${accountId}`;

export interface LoadedIncidents {
  readonly incidents: ReadonlyMap<string, StoredIncident>;
  /** By fingerprint what is wrong with items that this release cannot read: they are left as they are. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/** The account's incidents that are not at rest, and besides those with these fingerprints. @throws what DynamoDB refuses */
export async function loadIncidents(
  table: Table,
  accountId: string,
  fingerprints: readonly string[],
): Promise<LoadedIncidents & { readonly active: ReadonlySet<string> }> {
  const item = await readItem(table, activeKey(accountId));
  const active = new Set(item?.[ACTIVE]?.SS ?? []);
  const loaded = await readIncidents(table, [...new Set([...active, ...fingerprints])]);
  return { ...loaded, active };
}

export async function readIncidents(table: Table, fingerprints: readonly string[]): Promise<LoadedIncidents> {
  const items = await readItems(table, fingerprints.map(keyOf));
  const incidents = new Map<string, StoredIncident>();
  const unreadable = new Map<string, string>();
  for (const item of items) {
    const fingerprint = fingerprintIn(item[names.key]?.S ?? '') ?? '';
    const read = incidentIn(item);
    if (typeof read === 'string') unreadable.set(fingerprint, read);
    else incidents.set(fingerprint, read);
  }
  return { incidents, unreadable };
}

const ACTIVE = 'active';

/**
 * Notes which incidents of the account are open or have events left: before they open, so that none is ever forgotten whatever
 * crashes between. Read consistently, unlike an index.
 */
export async function noteActive(table: Table, accountId: string, fingerprints: readonly string[]): Promise<void> {
  if (fingerprints.length === 0) return;
  await updateItem(table, activeKey(accountId), {
    set: { schemaVersion: { N: '1' } },
    add: { [ACTIVE]: { SS: [...fingerprints] } },
  });
}

/** What has come to rest need not be read again until something is wrong there. */
export async function noteAtRest(table: Table, accountId: string, fingerprints: readonly string[]): Promise<void> {
  if (fingerprints.length === 0) return;
  await updateItem(table, activeKey(accountId), { takeOut: { [ACTIVE]: { SS: [...fingerprints] } } });
}

/** Nothing of it is open, and EventBridge knows everything. */
export function isAtRest({ incident, events }: StoredIncident): boolean {
  return incident.state === 'ok' && !incident.isSuspected && events.length === 0;
}

export interface IncidentWrite {
  readonly before: StoredIncident | null;
  readonly incident: Incident;
  /** Whether there is something for Slack. */
  readonly isToBeTold: boolean;
  /** What EventBridge is to be told. */
  readonly event: IncidentEvent | null;
  /** The run of the scan: its own write is recognized by it when the SDK tries again. */
  readonly runId: string;
}

/**
 * State and outboxes in one write, on the condition that nobody has written since and that no scan which is newer ever did.
 * @returns the item as it is now; `lost` if the condition did not hold @throws what DynamoDB refuses
 */
export async function saveIncident(table: Table, write: IncidentWrite): Promise<StoredIncident | 'lost'> {
  const { before, incident, isToBeTold, event, runId } = write;
  const revision = (before?.revision ?? 0) + 1;
  const { members, ...rest } = incident;
  // What Slack still shows as open is told to be over there, also when nobody wants anything to be told any more.
  const end = incident.state === 'ok' ? before?.told?.channel : undefined;
  const channel = isToBeTold ? (incident.route?.channel ?? end) : undefined;
  const done = await updateItem(table, keyOf(incident.fingerprint), {
    set: {
      schemaVersion: { N: '1' },
      revision: { N: String(revision) },
      runId: { S: runId },
      scanAt: { S: incident.scanAt },
      incident: { S: JSON.stringify(rest) },
      members: { B: packed(members) },
      ...(channel === undefined ? {} : { [names.pending.channel]: { S: channel } }),
    },
    also: [
      ...(channel === undefined ? [] : [`${names.pending.since} = if_not_exists(${names.pending.since}, :since)`]),
      ...(event === null ? [] : [`${EVENTS} = list_append(if_not_exists(${EVENTS}, :none), :event)`]),
    ],
    condition: before ? `revision = :before AND scanAt < :scan` : `attribute_not_exists(${names.key})`,
    values: {
      ...(before ? { ':before': { N: String(before.revision) }, ':scan': { S: incident.scanAt } } : {}),
      ...(channel === undefined ? {} : { ':since': { S: incident.scanAt } }),
      ...(event === null ? {} : { ':none': { L: [] }, ':event': { L: [{ S: JSON.stringify(event) }] } }),
    },
  });
  const there = done ? null : await readItem(table, keyOf(incident.fingerprint));
  if (!done && (there?.['runId']?.S !== runId || there['revision']?.N !== String(revision))) return 'lost';
  return {
    incident,
    revision,
    told: before?.told ?? null,
    toldRevision: before?.toldRevision ?? 0,
    reactions: before?.reactions ?? NO_REACTIONS,
    pending:
      channel === undefined ? (before?.pending ?? null) : { channel, since: before?.pending?.since ?? incident.scanAt },
    events: [...(before?.events ?? []), ...(event === null ? [] : [event])],
  };
}

/** Takes the oldest events off the list, once EventBridge has them. @returns whether nobody has written since */
export async function dropEvents(table: Table, stored: StoredIncident, count: number): Promise<boolean> {
  const left = stored.events.slice(count);
  return await updateItem(table, keyOf(stored.incident.fingerprint), {
    ...(left.length === 0
      ? { remove: [EVENTS] }
      : { set: { [EVENTS]: { L: left.map((one) => ({ S: JSON.stringify(one) })) } } }),
    condition: 'revision = :seen',
    values: { ':seen': { N: String(stored.revision) } },
  });
}

/**
 * What Slack was told, which is kept in any case but one: that another notifier, of the channel that it moved from or to, has noted
 * something since. With `isAll` it waits no longer, unless a scan has written since: then the next look decides.
 * @returns the item as it is now, as far as this changes it
 */
export async function saveTold(
  table: Table,
  stored: StoredIncident,
  told: Told,
  { isAll }: { readonly isAll: boolean },
): Promise<StoredIncident> {
  const { incident, revision, toldRevision } = stored;
  const set = { told: { S: JSON.stringify(told) }, toldRevision: { N: String(toldRevision + 1) } };
  const isFirst = toldRevision === 0;
  const condition = isFirst ? 'attribute_not_exists(toldRevision)' : 'toldRevision = :told';
  const values = isFirst ? {} : { ':told': { N: String(toldRevision) } };
  const after = { ...stored, told, toldRevision: toldRevision + 1 };
  if (isAll) {
    const isSettled = await updateItem(table, keyOf(incident.fingerprint), {
      set,
      remove: [names.pending.channel, names.pending.since],
      condition: `revision = :seen AND ${condition}`,
      values: { ':seen': { N: String(revision) }, ...values },
    });
    if (isSettled) return after;
  }
  await updateItem(table, keyOf(incident.fingerprint), { set, condition, values });
  return after;
}

export async function saveReactions(table: Table, fingerprint: string, reactions: Reactions): Promise<void> {
  await updateItem(table, keyOf(fingerprint), {
    set: { reactions: { S: JSON.stringify(reactions) } },
    condition: `attribute_exists(${names.key})`,
  });
}

const EVENTS = 'pendingEvents';

/** An item holds 400 KB; the rest of it needs less than a quarter of that. */
const MOST_MEMBER_BYTES = 300_000;

/**
 * The worst first, so that those which decide are kept: what does not fit, tens of thousands of resources with long names, is a
 * member only for as long as it is past its threshold.
 */
function packed(members: Incident['members']): Uint8Array {
  const bytes = zipped(members.map(({ id, level, falling, name }) => [id, level, falling, name]));
  return bytes.length <= MOST_MEMBER_BYTES ? bytes : packed(members.slice(0, Math.floor(members.length / 2)));
}

/** @returns `null` for an item of another kind */
export function fingerprintIn(id: string): string | null {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : null;
}

/** @returns the item's content, or what is wrong with it */
function incidentIn(item: Item): StoredIncident | string {
  const version = item['schemaVersion']?.N;
  if (version !== '1') return `found schemaVersion ${version}, expected 1: it is of another release`;
  const bytes = item['members']?.B;
  const incident = parsed(storedIncident, item['incident']?.S);
  const members = parsed(storedMembers, bytes && gunzipSync(bytes).toString('utf8'));
  const told = item['told'] ? parsed(storedTold, item['told'].S) : { ok: true as const, value: null };
  const reactions = item['reactions']
    ? parsed(storedReactions, item['reactions'].S)
    : { ok: true as const, value: NO_REACTIONS };
  const events = (item[EVENTS]?.L ?? []).map(({ S }) => parsed(storedEvent, S));
  const channel = item[names.pending.channel]?.S;
  const since = item[names.pending.since]?.S;
  if (!incident.ok || !members.ok || !told.ok || !reactions.ok || !events.every((one) => one.ok)) {
    return 'found parts missing or wrong';
  }
  return {
    incident: { ...incident.value, members: members.value },
    revision: Number(item['revision']?.N),
    told: told.value,
    toldRevision: Number(item['toldRevision']?.N ?? 0),
    reactions: reactions.value,
    pending: channel === undefined || since === undefined ? null : { channel, since },
    events: events.map(({ value }) => value),
  };
}

type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

function parsed<Schema extends z.ZodType>(schema: Schema, text: string | undefined): Parsed<z.output<Schema>> {
  if (text === undefined) return { ok: false };
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { ok: false };
  }
  const result = schema.safeParse(content);
  return result.success ? { ok: true, value: result.data } : { ok: false };
}
