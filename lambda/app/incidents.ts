/** From one scan to what becomes of the account's incidents: each decided, stored with what is to be told, and put on the event bus. */
import PQueue from 'p-queue';
import { described } from '../domain/error-code';
import { Findings, type FindingSource } from '../domain/finding';
import { type Decision, decide, type Incident, NO_REACTIONS, SHOWN_MEMBERS } from '../domain/incident';
import { eventOf } from '../domain/incident-event';
import type { PlanNote } from '../domain/plan';
import { channelsOf, routeOf } from '../domain/route';
import type { Settings } from '../domain/settings';
import { logMessages } from '../domain/telemetry';
import { openChannel } from '../stores/channels';
import type { EventBus } from '../stores/events';
import {
  isAtRest,
  loadIncidents,
  noteActive,
  noteAtRest,
  saveIncident,
  type StoredIncident,
} from '../stores/incidents';
import { writeMembers } from '../stores/members';
import type { Objects } from '../stores/objects';
import type { Table } from '../stores/table';
import type { Log } from './log';
import { publishEvents } from './publish-events';

export interface TrackingParts {
  readonly table: Table;
  readonly objects: Objects;
  readonly bus: EventBus;
  readonly log: Log;
}

export interface Tracking extends FindingSource {
  /** The newest plans, by fingerprint. */
  readonly plans: Readonly<Record<string, PlanNote>>;
  readonly settings: Pick<Settings, 'thresholds' | 'mutes' | 'slack'>;
  readonly runId: string;
}

export interface Tracked {
  /** Where something of this scan is to be told. */
  readonly toldTo: readonly string[];
  /** Where something is open that was told. */
  readonly openIn: readonly string[];
  /** What went wrong, a sentence each. */
  readonly failures: readonly string[];
  /** As they are now: those that are open, and those that have just ended. */
  readonly incidents: readonly Incident[];
  /** Once their end stands in the history: until then they are looked at by every scan. */
  readonly rest: () => Promise<void>;
}

/** How many items are written side by side. */
const WRITES_AT_ONCE = 8;

/** What goes wrong with one incident, or with the event bus, holds up nothing else. @throws what DynamoDB refuses of all */
export async function trackIncidents(parts: TrackingParts, tracking: Tracking): Promise<Tracked> {
  const { table, log } = parts;
  const { snapshot, settings, at, runId, plans } = tracking;
  const { accountId } = snapshot;
  const findings = new Findings(tracking);
  const open = findings.open();
  const { incidents, unreadable, active } = await loadIncidents(table, accountId, [...open.keys()]);
  for (const [fingerprint, problem] of unreadable)
    log({ level: 'ERROR', message: `incident ${fingerprint} cannot be read: ${problem}; it is left as it is` });

  const known = [...new Set([...active, ...open.keys()])].filter((fingerprint) => !unreadable.has(fingerprint));
  const decided = known.flatMap((fingerprint): Decided[] => {
    const before = incidents.get(fingerprint) ?? null;
    const finding = open.get(fingerprint) ?? (before && findings.at(before.incident));
    if (!finding) return [];
    const reactions = before?.reactions ?? NO_REACTIONS;
    const route = routeOf(finding, settings.slack);
    const plan = Object.hasOwn(plans, fingerprint) ? (plans[fingerprint] ?? null) : null;
    return [{ before, decision: decide(before?.incident ?? null, finding, { at, route, reactions, plan }) }];
  });
  const beginning = decided
    .filter(({ decision }) => decision.reason !== 'unchanged')
    .map(({ decision }) => decision.incident.fingerprint)
    .filter((fingerprint) => !active.has(fingerprint));
  await noteActive(table, accountId, beginning);
  for (const channel of channelsOf(settings.slack)) await openChannel(table, channel, at);

  const failures: string[] = [];
  const queue = new PQueue({ concurrency: WRITES_AT_ONCE });
  const kept = await queue.addAll(decided.map((one) => () => attempt(one, failures, () => keep(parts, runId, one))));
  const written = kept.filter((one) => one !== null);
  const stored = await publishEvents(parts, written, failures);
  const resting = stored.filter(isAtRest).map(({ incident }) => incident.fingerprint);
  // Noted before a crash, and then never opened.
  const neverOpened = known.filter((fingerprint) => !incidents.has(fingerprint) && !open.has(fingerprint));
  const noted = (fingerprint: string): boolean => active.has(fingerprint) || beginning.includes(fingerprint);
  return {
    ...whereTold(stored),
    failures,
    incidents: stored.map(({ incident }) => incident),
    rest: async () => await noteAtRest(table, accountId, [...resting.filter(noted), ...neverOpened]),
  };
}

interface Decided {
  readonly before: StoredIncident | null;
  readonly decision: Decision;
}

/** One incident that cannot be stored must not hold up the others. */
async function attempt(
  { decision }: Decided,
  failures: string[],
  step: () => Promise<StoredIncident | null>,
): Promise<StoredIncident | null> {
  try {
    return await step();
  } catch (error) {
    failures.push(`${decision.incident.fingerprint} (${described(error)})`);
    return null;
  }
}

/** @returns the item as it is now; `null` where there is none, or another scan has written it since */
async function keep(
  { table, objects, log }: TrackingParts,
  runId: string,
  { before, decision }: Decided,
): Promise<StoredIncident | null> {
  const { incident, reason, transition, shown } = decision;
  if (reason === 'unchanged') return before;
  const isNews = incident.version > (before?.incident.version ?? 0);
  if (isNews && incident.total > SHOWN_MEMBERS) {
    try {
      await writeMembers(objects, incident, shown);
    } catch (error) {
      log({
        level: 'WARN',
        message: `the list of all members of ${incident.fingerprint} could not be stored`,
        reason: described(error),
      });
    }
  }
  const event = transition === null ? null : eventOf(before?.incident.state ?? 'ok', incident, transition);
  const stored = await saveIncident(table, { before, incident, isToBeTold: isNews, event, runId });
  if (stored === 'lost') {
    log({
      level: 'WARN',
      message: `incident ${incident.fingerprint}: another scan has written it since; ours is dropped`,
    });
    return null;
  }
  if (reason !== 'noted') {
    const { fingerprint, accountId, region, subject, state, episode, seq, total, worst } = incident;
    log({
      level: 'INFO',
      message: logMessages.incident,
      reason,
      fingerprint,
      accountId,
      region,
      subject,
      state,
      episode,
      seq,
      total,
      worst: worst.slice(0, 1),
    });
  }
  return stored;
}

function whereTold(stored: readonly StoredIncident[]): Pick<Tracked, 'toldTo' | 'openIn'> {
  const pending = stored.flatMap((one) => one.pending?.channel ?? []);
  const open = stored.flatMap(({ incident, told }) => (incident.state !== 'ok' && told?.ts ? [told.channel] : []));
  return { toldTo: [...new Set(pending)], openIn: [...new Set(open)] };
}
