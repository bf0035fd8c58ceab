/**
 * Tells many incidents in one message: the welcome of a channel, and a digest when too many change at once. Slack's answer is noted
 * in one write, before any incident is told that it was told; so a crash repeats the message once at the most, and what was left
 * undone is done the next time.
 */
import { MOST_LISTED, type Told, toldOf } from '../../domain/told';
import { digestMessage, type WelcomeFacts, welcomeMessage } from '../../messages/slack';
import { type ChannelRecord, type DigestProgress, settleChannel, noteDigest } from '../../stores/channels';
import { readIncidents, saveTold, type StoredIncident } from '../../stores/incidents';
import { readSnapshot } from '../../stores/snapshots';
import { described } from '../../domain/error-code';
import type { Delivery, Posted } from './delivery';
import { listOf } from './tell-one';
import type { Teller } from './teller';

/** If the channel takes nothing, its welcome waits, and what is pending goes to the default channel. @throws Halt, and what DynamoDB refuses */
export async function tellWelcome(teller: Teller, delivery: Delivery, all: readonly StoredIncident[]): Promise<void> {
  const open = all.filter(({ incident }) => incident.state === 'warning' || incident.state === 'critical');
  const facts = await factsOf(teller, delivery.channel);
  const incidents = open.map(({ incident }) => incident);
  const posted = await delivery.postHere(welcomeMessage(incidents, facts, teller.telling));
  if (posted) await tellAll(teller, delivery, { posted, all, listed: open, isWelcome: true });
}

/** @throws Halt, and what DynamoDB refuses */
export async function tellDigest(teller: Teller, delivery: Delivery, all: readonly StoredIncident[]): Promise<void> {
  const incidents = all.map(({ incident }) => incident);
  const unpaged = incidents.map((one) => ({ ...one, route: null }));
  const posted = await delivery.post(digestMessage(incidents, teller.telling), digestMessage(unpaged, teller.telling));
  await tellAll(teller, delivery, { posted, all, listed: all, isWelcome: false });
}

interface ToldTogether {
  readonly posted: Posted;
  readonly all: readonly StoredIncident[];
  readonly listed: readonly StoredIncident[];
  readonly isWelcome: boolean;
}

async function tellAll(teller: Teller, delivery: Delivery, together: ToldTogether): Promise<void> {
  const { posted, all, listed, isWelcome } = together;
  const rows = listed.reduce((sum, { incident }) => sum + Math.max(1, incident.total), 0);
  const progress: DigestProgress = {
    channel: posted.channel,
    ts: posted.ts,
    told: Object.fromEntries(all.map((one) => [one.incident.fingerprint, toldTogether(one, posted)])),
    isListDue: !isWelcome || rows > MOST_LISTED,
  };
  await noteDigest(teller.table, delivery.channel, progress, { isWelcome, at: teller.telling.now });
  await finish(teller, delivery, progress, all);
}

/** What an earlier run was not able to finish. @throws Halt, and what DynamoDB refuses */
export async function resumeDigest(teller: Teller, delivery: Delivery, { digest }: ChannelRecord): Promise<void> {
  if (!digest) return;
  const { incidents } = await readIncidents(teller.table, Object.keys(digest.told));
  await finish(teller, delivery, digest, [...incidents.values()]);
}

async function finish(
  teller: Teller,
  delivery: Delivery,
  { channel, ts, told, isListDue }: DigestProgress,
  all: readonly StoredIncident[],
): Promise<void> {
  for (const stored of all) {
    const now = told[stored.incident.fingerprint];
    if (!now || isNewer(stored.told, now)) continue;
    // A scan may have changed it since: then it still waits. Its own message, if it has one, is brought up to date after this.
    const isAll = now.ts === null && now.version === stored.incident.version;
    await saveTold(teller.table, stored, now, { isAll });
  }
  // What cannot be sent now is tried again when the channel is next told something.
  const isDone = !isListDue || (await delivery.upload(channel, ts, await listOf(teller, all)));
  if (isDone) await settleChannel(teller.table, delivery.channel);
}

function isNewer(told: Told | null, now: Told): boolean {
  return told !== null && told.version >= now.version && told.digestTs === now.digestTs;
}

/** The message shows the present state; an incident's own message is edited afterwards, so it counts as not shown yet. */
function toldTogether({ incident, told }: StoredIncident, { channel, insteadOf, ts }: Posted): Told {
  const isOwnHere = told !== null && told.ts !== null && told.channel === channel && told.state !== 'ok';
  if (!isOwnHere) return toldOf(incident, { channel, insteadOf, ts: null, digestTs: ts }, null);
  const now = toldOf(incident, { channel, insteadOf: told.insteadOf, ts: told.ts, digestTs: ts }, told);
  return { ...now, version: told.version };
}

async function factsOf({ objects, accountId, accounts, log }: Teller, channel: string): Promise<WelcomeFacts | null> {
  if (accounts !== null) return { channel, accounts };
  try {
    const snapshot = await readSnapshot(objects, accountId);
    if (!snapshot) return null;
    const { regions, measurements } = snapshot;
    const count = (status: string): number => measurements.filter((one) => one.status === status).length;
    return {
      channel,
      accountId,
      regions: regions.length,
      quotas: new Set(measurements.map(({ quota }) => quota)).size,
      measured: count('measured'),
      notMeasured: count('unmeasured'),
      waiting: count('waiting'),
    };
  } catch (error) {
    log({ level: 'WARN', message: 'the snapshot could not be read for the welcome', reason: described(error) });
    return null;
  }
}
