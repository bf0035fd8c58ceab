/** What people say to a message without a word: 👀 acknowledges, 🔕 mutes for a week. Only if somebody wants it (`slack.reactions`). */
import PQueue from 'p-queue';
import type { Incident, Reactions } from '../../domain/incident';
import { compareStates } from '../../domain/incident-state';
import { acknowledgedMessage, mutedByReactionMessage } from '../../messages/slack';
import type { Message } from '../../domain/message';
import type { Reaction, Sender } from '../../slack/sender';
import { loadIncidents, saveReactions, type StoredIncident } from '../../stores/incidents';
import { Halt, type Delivery } from './delivery';
import type { Teller } from './teller';

/** Slack answers 50 of these a minute. What is more waits for a later look, in turns. */
const MOST_LOOKS = 40;
const MUTE_MS = 7 * 24 * 60 * 60_000;

/** @throws Halt, and what DynamoDB refuses */
export async function heedReactions(teller: Teller, delivery: Delivery, sender: Sender): Promise<void> {
  const open = (await incidentsOf(teller)).filter(
    ({ incident, told }) => incident.state !== 'ok' && told?.ts != null && told.channel === delivery.channel,
  );
  for (const stored of inTurns(open, Date.parse(teller.telling.now))) {
    const { incident, told } = stored;
    if (!told?.ts) continue;
    delivery.checkTime();
    const read = await sender.reactions(told.channel, told.ts);
    if (read.status === 'refused') {
      teller.log({ level: 'WARN', message: 'the reactions could not be read', reason: read.error });
      if (read.meaning === 'gone') continue;
      throw new Halt(read.error);
    }
    const heard = hear(stored, read.reactions, teller);
    if (!heard) continue;
    // Kept before it is answered: the answer is a courtesy, what was asked for is not.
    await saveReactions(teller.table, incident.fingerprint, heard.reactions);
    for (const answer of heard.answers) await delivery.reply(told.channel, { ts: told.ts, broadcast: false }, answer);
  }
}

/** Of many accounts so many are asked for at once: a thousand take some seconds, and nobody reacts in most of them. */
const OWNERS_AT_ONCE = 20;

async function incidentsOf({ table, owners }: Teller): Promise<StoredIncident[]> {
  const queue = new PQueue({ concurrency: OWNERS_AT_ONCE });
  const all = await queue.addAll(owners.map((owner) => async () => await loadIncidents(table, owner, [])));
  return all.flatMap(({ incidents }) => [...incidents.values()]);
}

/** @param now epoch milliseconds: with every quarter of an hour others come first */
function inTurns(open: readonly StoredIncident[], now: number): StoredIncident[] {
  const sorted = open.toSorted((a, b) => (a.incident.fingerprint < b.incident.fingerprint ? -1 : 1));
  if (sorted.length <= MOST_LOOKS) return sorted;
  const first = (Math.floor(now / (15 * 60_000)) * MOST_LOOKS) % sorted.length;
  return [...sorted.slice(first), ...sorted.slice(0, first)].slice(0, MOST_LOOKS);
}

/** @returns `null` if nothing new was said */
function hear(
  { incident, reactions }: StoredIncident,
  said: readonly Reaction[],
  { telling }: Teller,
): { readonly reactions: Reactions; readonly answers: readonly Message[] } | null {
  const acknowledged = acknowledgedBy(incident, reactions, said);
  const muted = mutedBy(incident, reactions, said);
  if (acknowledged === null && muted === null) return null;
  const until = new Date(Date.parse(telling.now) + MUTE_MS).toISOString();
  const isNew = acknowledged !== null && acknowledged.by !== reactions.acknowledged?.by;
  return {
    reactions: {
      acknowledged: acknowledged ?? reactions.acknowledged,
      mute: muted === null ? reactions.mute : { until, reason: 'by a reaction in Slack', episode: incident.episode },
    },
    answers: [
      ...(isNew ? [acknowledgedMessage(acknowledged.by, incident, telling)] : []),
      ...(muted === null ? [] : [mutedByReactionMessage(muted, until, incident, telling)]),
    ],
  };
}

/**
 * A reaction stays where it is, so it counts once for an episode: after worse news it takes somebody who had not reacted before.
 * @returns `null` if nobody is new
 */
function acknowledgedBy(
  { episode, state }: Incident,
  { acknowledged: before }: Reactions,
  said: readonly Reaction[],
): Reactions['acknowledged'] {
  const users = said.find(({ name }) => name === 'eyes')?.users ?? [];
  const known = before?.episode === episode ? before : null;
  const [first, ...others] = users.filter((user) => !known?.heard.includes(user));
  if (first === undefined) return null;
  const heard = [...(known?.heard ?? []), first, ...others];
  if (known && compareStates(state, known.state) <= 0) return { ...known, heard };
  return { by: first, episode, state, heard };
}

/** Once for an episode: a bell that was left there must not mute for ever. */
function mutedBy(incident: Incident, { mute }: Reactions, said: readonly Reaction[]): string | null {
  if (mute?.episode === incident.episode) return null;
  return said.find(({ name }) => name === 'no_bell')?.users[0] ?? null;
}
