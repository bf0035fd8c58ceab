/** Tells one incident: its own message, what is news in its thread, and the list of its members if they are many. */
import { described } from '../../domain/error-code';
import { isListDue, type News, type Step, type Told, toldOf } from '../../domain/told';
import { incidentMessage, membersCsv, movedOn, newsMessage } from '../../messages/slack';
import { saveTold, type StoredIncident } from '../../stores/incidents';
import { readMembers } from '../../stores/members';
import type { Delivery, Posted } from './delivery';
import type { Teller } from './teller';

/** @throws Halt, and what DynamoDB refuses */
export async function tellOne(teller: Teller, delivery: Delivery, stored: StoredIncident, step: Step): Promise<void> {
  switch (step.kind) {
    case 'nothing':
      return await tellNothing(teller, delivery, stored);
    case 'post':
      return await tellAnew(teller, delivery, stored);
    case 'edit':
      return await tellChange(teller, delivery, stored, step);
    case 'reply':
      return await tellInDigest(teller, delivery, stored, step.news);
  }
}

/** All is told but perhaps the list. */
async function tellNothing(teller: Teller, delivery: Delivery, stored: StoredIncident): Promise<void> {
  const { incident, told } = stored;
  const where = told ?? { channel: delivery.channel, insteadOf: null, ts: null, digestTs: null };
  await keep(teller, delivery, stored, toldOf(incident, whereIn(where), told));
}

async function tellAnew(teller: Teller, delivery: Delivery, stored: StoredIncident): Promise<void> {
  const { incident, told } = stored;
  const telling = teller.tellingOf(stored);
  const isMoved = told !== null && told.ts !== null && told.state !== 'ok' && told.channel !== delivery.channel;
  // What it said there would be wrong for ever. If that cannot be edited, nothing depends on it.
  if (isMoved && told.ts)
    await delivery.edit(told.channel, told.ts, movedOn(incidentMessage(incident, telling, AGAIN), delivery.channel));
  const isReminder = told !== null && told.state === incident.state && told.reminders < incident.reminders;
  const form = { isNew: true, isReminder };
  const unpaged = incidentMessage({ ...incident, route: null }, telling, form);
  const posted = await delivery.post(incidentMessage(incident, telling, form), unpaged);
  await keep(teller, delivery, stored, toldOf(incident, own(posted), null));
}

const AGAIN = { isNew: false } as const;

async function tellChange(
  teller: Teller,
  delivery: Delivery,
  stored: StoredIncident,
  { news, broadcast }: Extract<Step, { kind: 'edit' }>,
): Promise<void> {
  const { incident, told, reactions } = stored;
  if (!told?.ts) return await tellAnew(teller, delivery, stored);
  // Who mutes it by a reaction is answered at once.
  const isSaid = news === 'muted' && reactions.mute?.until === incident.mute?.until;
  const telling = teller.tellingOf(stored);
  // First the edit, which may be done twice: so a reply never goes to a message that somebody has deleted.
  const edited = await delivery.edit(told.channel, told.ts, incidentMessage(incident, telling, AGAIN));
  if (edited === 'gone') {
    // Somebody has seen it and does not want it there; only worse news are worth another message.
    if (broadcast) return await tellAnew(teller, delivery, stored);
    return await keep(teller, delivery, stored, toldOf(incident, { ...whereIn(told), ts: null }, told));
  }
  if (news && !isSaid) {
    await delivery.reply(told.channel, { ts: told.ts, broadcast }, newsMessage(incident, told, news, telling));
  }
  await keep(teller, delivery, stored, toldOf(incident, whereIn(told), told));
}

async function tellInDigest(teller: Teller, delivery: Delivery, stored: StoredIncident, news: News): Promise<void> {
  const { incident, told } = stored;
  if (!told?.digestTs) return await tellNothing(teller, delivery, stored);
  const message = newsMessage(incident, told, news, teller.tellingOf(stored));
  await delivery.reply(told.channel, { ts: told.digestTs, broadcast: false }, message);
  await keep(teller, delivery, stored, toldOf(incident, whereIn(told), told));
}

/** First what was said, so that it is not said again; then the list; then nothing waits any more. */
async function keep(teller: Teller, delivery: Delivery, stored: StoredIncident, told: Told): Promise<void> {
  const { table } = teller;
  if (!isListDue(stored.incident, told) || told.ts === null) {
    await saveTold(table, stored, told, { isAll: true });
    return;
  }
  const kept = await saveTold(table, stored, told, { isAll: false });
  const isDone = await delivery.upload(told.channel, told.ts, await listOf(teller, [stored]));
  if (isDone) await saveTold(table, kept, { ...told, listed: stored.incident.version }, { isAll: true });
}

/** Every member of these incidents, as a file. */
export async function listOf({ objects, log, telling }: Teller, all: readonly StoredIncident[]) {
  const rows = [];
  for (const { incident } of all) {
    let members = incident.worst;
    if (incident.total > incident.worst.length) {
      try {
        members = (await readMembers(objects, incident)) ?? members;
      } catch (error) {
        log({
          level: 'WARN',
          message: `the list of ${incident.fingerprint} could not be read`,
          reason: described(error),
        });
      }
    }
    rows.push({ incident, members });
  }
  return { name: 'headroom.csv', title: 'Everything past its threshold', content: membersCsv(rows, telling.accountOf) };
}

function own({ channel, insteadOf, ts }: Posted) {
  return { channel, insteadOf, ts, digestTs: null };
}

function whereIn({ channel, insteadOf, ts, digestTs }: Pick<Told, 'channel' | 'insteadOf' | 'ts' | 'digestTs'>) {
  return { channel, insteadOf, ts, digestTs };
}
