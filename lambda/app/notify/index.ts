/**
 * Tells one channel what waits for it, as things are now: what was told before and has changed since is brought up to date, and
 * what is new gets a message, or one for all if it is much.
 *
 * What Slack does not take stays where it is, and the next scan wakes the notifier again: so a lost nudge, a crash or an hour
 * without Slack costs time, never a message. A message is repeated only where Slack has taken it and nobody here could know.
 */
import type { Month } from '../../domain/calendar';
import type { Clock } from '../../domain/clock';
import type { IncidentSubject } from '../../domain/fingerprint';
import { compareStates } from '../../domain/incident-state';
import type { SubjectText } from '../../domain/message';
import { type AccountFacts, unknownAccount } from '../../domain/organization';
import type { Settings } from '../../domain/settings';
import { channelsOf } from '../../domain/route';
import { isLoud, type Step, stepOf } from '../../domain/told';
import { redirected } from '../../messages/slack';
import type { Sender } from '../../slack/sender';
import { settleChannel, readChannel } from '../../stores/channels';
import { fingerprintIn, readIncidents, type StoredIncident } from '../../stores/incidents';
import type { Objects } from '../../stores/objects';
import { pendingIn } from '../../stores/pending';
import { reportMonthIn } from '../../stores/reports';
import type { Table } from '../../stores/table';
import { accountsKnown } from '../accounts-known';
import type { Log } from '../log';
import { readSettings } from '../settings';
import { Delivery, Halt } from './delivery';
import { heedReactions } from './reactions';
import { resumeDigest, tellDigest, tellWelcome } from './tell-many';
import { tellOne } from './tell-one';
import { tellReport } from './tell-report';
import { type Teller, tellerWith } from './teller';

export interface NotifyParts {
  readonly clock: Clock;
  readonly accountId: string;
  /** Where Headroom itself lives. */
  readonly homeRegion: string;
  readonly table: Table;
  readonly objects: Objects;
  /** `null`: nobody has given Slack's token yet. */
  readonly token: () => Promise<string | null>;
  readonly senderWith: (token: string) => Sender;
  readonly textOf: (subject: IncidentSubject) => SubjectText;
  readonly log: Log;
  /** How long this run may take, in milliseconds. */
  readonly timeMs: number;
}

export interface Notified {
  /** How often Slack has taken something. */
  readonly sent: number;
  /** Why the rest waits; `null` if nothing does. */
  readonly halted: string | null;
}

/** More messages than this at once become one. */
export const MOST_MESSAGES = 5;

/** @param channel the channel's id @throws what AWS refuses: the queue delivers the nudge again */
export async function notify(parts: NotifyParts, channel: string): Promise<Notified> {
  const { clock, log, timeMs } = parts;
  const endsAt = clock.elapsed() + timeMs;
  const { settings } = await readSettings(parts.objects);
  const token = await parts.token();
  if (token === null) {
    log({
      level: 'ERROR',
      message: 'there is no token for Slack: run npm run slack-token; until then everything waits',
      channel,
    });
    return { sent: 0, halted: 'no token' };
  }
  const sender = parts.senderWith(token);
  const delivery = new Delivery({
    clock,
    sender,
    log,
    channel,
    endsAt,
    redirected,
    defaultChannel: settings.slack.channel,
  });
  const teller = tellerOf(parts, settings, await accountsKnown(parts, settings));
  try {
    const untold = await tell(teller, delivery, channelsOf(settings.slack));
    if (settings.slack.reactions) await heedReactions(teller, delivery, sender);
    if (untold.length > 0) throw new Halt(untold.join('; '));
    return { sent: delivery.sent, halted: null };
  } catch (error) {
    if (!(error instanceof Halt)) throw error;
    log({ level: 'WARN', message: 'the rest waits for the next scan', channel, reason: error.message });
    return { sent: delivery.sent, halted: error.message };
  }
}

function tellerOf(parts: NotifyParts, settings: Settings, known: ReadonlyMap<string, AccountFacts>): Teller {
  const { table, objects, log, accountId, homeRegion, textOf, clock } = parts;
  const { alarms, organization, scan, slack } = settings;
  return tellerWith({
    table,
    objects,
    log,
    accountId,
    accounts: known.size === 0 ? null : known.size,
    owners: [...new Set([accountId, ...known.keys(), ...(organization === null ? [] : [organization.id])])],
    telling: {
      bucket: objects.bucket,
      homeRegion,
      textOf,
      accountOf: (id) => known.get(id) ?? unknownAccount(id),
      runbook: alarms.runbook,
      everyMinutes: scan.everyMinutes,
      reactions: slack.reactions,
      now: clock.now().toISOString(),
      waitingSince: null,
    },
  });
}

/** @returns what Slack does not take for its content, and why @throws Halt, and what AWS refuses */
async function tell(teller: Teller, delivery: Delivery, channels: readonly string[]): Promise<string[]> {
  const record = await readChannel(teller.table, delivery.channel);
  if (record) await resumeDigest(teller, delivery, record);
  if (record?.welcomeTs === null) await welcome(teller, delivery, channels);
  const waiting = await waitingIn(teller, delivery.channel);
  const loud = waiting.incidents.filter(({ step }) => isLoud(step));
  if (loud.length <= MOST_MESSAGES) return await tellEach(teller, delivery, waiting);
  await tellDigest(
    teller,
    delivery,
    loud.map(({ stored }) => stored),
  );
  const left = await waitingIn(teller, delivery.channel);
  return await tellEach(teller, delivery, {
    ...left,
    incidents: left.incidents.filter(({ step }) => !isLoud(step)),
  });
}

/** @param channels those that the settings name: who is not among them any more is not waited for */
async function welcome(teller: Teller, delivery: Delivery, channels: readonly string[]): Promise<void> {
  const { channel } = delivery;
  if (!channels.includes(channel)) return await settleChannel(teller.table, channel);
  const { incidents } = await waitingIn(teller, channel);
  const all = incidents.map(({ stored }) => stored);
  try {
    await tellWelcome(teller, delivery, all);
  } catch (error) {
    if (!(error instanceof Halt) || error.scope === 'all') throw error;
    teller.log({ level: 'ERROR', message: 'Slack does not take the welcome', channel, reason: error.message });
  }
}

interface Waiting {
  /** The worst first. */
  readonly incidents: readonly { readonly stored: StoredIncident; readonly step: Step }[];
  /** Of which there are reports, the one that has waited longest first. */
  readonly months: readonly Month[];
}

/** What the index says is only where to look: whether it waits says the item. */
async function waitingIn({ table, log }: Teller, channel: string): Promise<Waiting> {
  const ids = await pendingIn(table, channel);
  const { incidents, unreadable } = await readIncidents(
    table,
    ids.flatMap((id) => fingerprintIn(id) ?? []),
  );
  for (const [fingerprint, problem] of unreadable) {
    log({ level: 'ERROR', message: `incident ${fingerprint} cannot be told: ${problem}` });
  }
  return {
    incidents: [...incidents.values()]
      .filter(({ pending }) => pending?.channel === channel)
      .map((stored) => ({ stored, step: stepOf(stored.incident, stored.told) }))
      .toSorted((a, b) => compareStates(b.stored.incident.state, a.stored.incident.state)),
    months: ids.flatMap((id) => reportMonthIn(id) ?? []),
  };
}

/** The reports last: nobody is in a hurry for them. What Slack does not take holds up nothing that comes after it. */
async function tellEach(teller: Teller, delivery: Delivery, { incidents, months }: Waiting): Promise<string[]> {
  const untold: string[] = [];
  const attempt = async (name: string, told: Promise<void>): Promise<void> => {
    try {
      await told;
    } catch (error) {
      if (!(error instanceof Halt) || error.scope === 'all') throw error;
      untold.push(`${name}: ${error.message}`);
    }
  };
  for (const { stored, step } of incidents)
    await attempt(stored.incident.fingerprint, tellOne(teller, delivery, stored, step));
  for (const month of months) await attempt(`the report of ${month}`, tellReport(teller, delivery, month));
  return untold;
}
