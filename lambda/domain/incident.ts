/**
 * A finding's life across scans: what it is now, what led there, and what there is to tell. A decision always says its reason. Pure.
 *
 * `ok → warning → critical`, up at once and down after two scans, each resource by itself (`member.ts`), the incident as its
 * worst one. A mute takes resources out of it, and with the last of them the incident is `muted`. Where nobody can look, what was
 * known stays: it may get worse, never better.
 */
import { fingerprintOf, type IncidentPlace } from './fingerprint';
import { type Finding, isMuting, type Mute, type SeenMember } from './finding';
import type { IncidentState } from './incident-state';
import { type LookedAt, type Member, stepMembers } from './member';
import { becauseOf, type Count, type HeldMember, type Recovery } from './recovery';
import { isReminderDue } from './reminder';
import type { Outlook } from './outlook';
import type { PlanNote } from './plan';
import type { Resource } from './resources';
import type { Route } from './route';
import { compareSeverity, type Severity } from './threshold';

/** A member as it is shown. */
export interface ShownMember extends Count {
  readonly resource: Resource | null;
  readonly level: Exclude<Severity, 'ok'>;
  readonly text: string | null;
  /** What the days before say of it, where anybody has asked them. */
  readonly outlook: Outlook | null;
  /** Only its forecast speaks of it: its thresholds are not reached. */
  readonly isForeseen: boolean;
  /** ISO 8601. */
  readonly measuredAt: string;
  /** The last that was known of it: now nobody can look. */
  readonly isFrozen: boolean;
}

/** So many members are kept with their names and numbers; all are kept with their levels. */
export const SHOWN_MEMBERS = 20;

export interface Incident extends IncidentPlace {
  readonly fingerprint: string;
  readonly state: IncidentState;
  /** Counts openings. */
  readonly episode: number;
  /** Counts changes of `state`, and never begins anew. */
  readonly seq: number;
  /** Rises with everything that a message shows. */
  readonly version: number;
  /** The states of this episode, ISO 8601. */
  readonly timeline: readonly { readonly at: string; readonly state: IncidentState }[];
  /** How many members are past a threshold (of those that are not muted, if any is not), and how many of them critically. */
  readonly total: number;
  readonly critical: number;
  /** Worst first, at most `SHOWN_MEMBERS`. */
  readonly worst: readonly ShownMember[];
  /** All of them, worst first. */
  readonly members: readonly Member[];
  /** The highest of the episode, in percent. */
  readonly peak: number;
  /** The worst member when it was last past its threshold, so that its end can be explained. */
  readonly held: HeldMember | null;
  /** How it ended; `null` while it is open. */
  readonly recovery: Recovery | null;
  /** How many members cannot be looked at now, and since when. */
  readonly frozen: { readonly since: string; readonly members: number } | null;
  readonly mute: Mute | null;
  /** An open request for a higher limit, in Service Quotas' words, and since when. */
  readonly increase: { readonly text: string; readonly since: string } | null;
  /** The remediation plan, `null` while there is none. */
  readonly plan: PlanNote | null;
  /** How often it was said again that it lasts, and when it last was. */
  readonly reminders: number;
  readonly remindedAt: string | null;
  /** How often it was said that there are many more members, and how many there were when it was last said. */
  readonly growths: number;
  readonly announced: number;
  /** Seen once, where one look is not enough. */
  readonly isSuspected: boolean;
  /** To whom it is told; `null`: to nobody. */
  readonly route: Route | null;
  /** The time of the scan that last changed it, ISO 8601: no older one may. */
  readonly scanAt: string;
}

/** A change of `state`. */
export const transitions = ['first-breach', 'escalated', 'de-escalated', 'recovered', 'muted', 'unmuted'] as const;
export type Transition = (typeof transitions)[number];

export type Reason =
  | Transition
  | 'suspected'
  | 'not-confirmed'
  | 'reminder'
  | 'grew'
  /** What is shown of it has changed: members, numbers, an increase request, its route. */
  | 'updated'
  /** Nothing that anybody would see; only what the next scan must know. */
  | 'noted'
  | 'unchanged';

export interface Decision {
  readonly reason: Reason;
  readonly transition: Transition | null;
  readonly incident: Incident;
  /** All members as they are shown, worst first; the incident keeps only the first of them. */
  readonly shown: readonly ShownMember[];
}

/** What somebody said of the incident in Slack. */
export interface Reactions {
  /** Of which episode, and of which state: worse news are told again. */
  readonly acknowledged: {
    readonly by: string;
    readonly episode: number;
    readonly state: IncidentState;
    /** Everybody who has done so in this episode: what was said of less is no word on what is worse. */
    readonly heard: readonly string[];
  } | null;
  readonly mute: (Mute & { readonly episode: number }) | null;
}

export const NO_REACTIONS: Reactions = { acknowledged: null, mute: null };

export interface Circumstances {
  /** The time of the scan, ISO 8601. */
  readonly at: string;
  readonly route: Route | null;
  readonly reactions: Reactions;
  /** The newest plan for it; `null`: there is none newer than what it knows. */
  readonly plan: PlanNote | null;
}

export function decide(before: Incident | null, finding: Finding, circumstances: Circumstances): Decision {
  const base = before ?? nothingYet(finding, circumstances.at);
  const { incident: now, shown } = lookAt(base, finding, circumstances);
  const transition = transitionBetween(base.state, now.state);
  if (transition !== null) {
    const incident = changed(base, now, transition, finding, circumstances.at);
    return { reason: transition, transition, incident, shown };
  }
  if (now.isSuspected !== base.isSuspected) {
    const reason = now.isSuspected ? 'suspected' : 'not-confirmed';
    return { reason, transition, incident: { ...now, scanAt: circumstances.at }, shown };
  }
  return { transition, shown, ...lasting(base, now, finding, circumstances) };
}

function nothingYet({ accountId, region, subject }: Finding, at: string): Incident {
  const place = { accountId, region, subject };
  return {
    fingerprint: fingerprintOf(place),
    episode: 0,
    seq: 0,
    version: 0,
    timeline: [],
    peak: 0,
    held: null,
    recovery: null,
    reminders: 0,
    remindedAt: null,
    growths: 0,
    announced: 0,
    isSuspected: false,
    route: null,
    scanAt: at,
    ...place,
    ...NOTHING_OPEN,
  };
}

const NOTHING_OPEN = {
  state: 'ok',
  total: 0,
  critical: 0,
  worst: [],
  members: [],
  frozen: null,
  mute: null,
  increase: null,
  plan: null,
} as const satisfies Partial<Incident>;

/** A member after the scan, with the mute that it has. */
type Open = LookedAt & { readonly level: Exclude<Severity, 'ok'>; readonly mute: Mute | null };

/** The incident as this scan sees it; what there is to tell is not decided yet. */
function lookAt(
  base: Incident,
  finding: Finding,
  { at, route, reactions, plan }: Circumstances,
): Pick<Decision, 'incident' | 'shown'> {
  const open = stepMembers(base.members, finding).flatMap((one): Open[] => {
    const { level } = one.after;
    return level === 'ok' ? [] : [{ ...one, level, mute: muteOf(one, base, finding, at, reactions) }];
  });
  const speaking = open.filter(({ mute }) => mute === null);
  // What is muted before it was ever told opens nothing.
  if (open.length === 0 || (speaking.length === 0 && base.state === 'ok')) {
    return { incident: { ...base, ...NOTHING_OPEN, isSuspected: false }, shown: [] };
  }
  if (finding.needsConfirmation && base.state === 'ok' && !base.isSuspected) {
    return { incident: { ...base, isSuspected: true }, shown: [] };
  }
  const isMuted = speaking.length === 0;
  const counted = (isMuted ? open : speaking)
    .map((one) => ({ one, shown: shownMember(one, base) }))
    .toSorted((a, b) => worstShownFirst(a.shown, b.shown));
  const critical = counted.filter(({ one }) => one.level === 'critical').length;
  const unseen = counted.filter(({ one }) => one.sight.status === 'unseen').length;
  const shown = counted.map((each) => each.shown);
  const held = counted.find(({ one }) => one.after.falling === null && one.sight.status === 'seen')?.shown;
  const incident: Incident = {
    ...base,
    state: isMuted ? 'muted' : critical > 0 ? 'critical' : 'warning',
    total: counted.length,
    critical,
    worst: shown.slice(0, SHOWN_MEMBERS),
    members: membersOf(
      counted.map(({ one }) => one),
      open,
    ),
    peak: Math.max(base.peak, shown[0]?.percent ?? 0),
    held: held ? heldOf(held) : base.held,
    frozen: unseen === 0 ? null : { since: base.frozen?.since ?? at, members: unseen },
    mute: isMuted ? firstToEnd(open) : null,
    increase: increaseOf(
      counted.map(({ one }) => one),
      base,
      at,
    ),
    plan: plan ?? base.plan,
    isSuspected: false,
    route,
  };
  return { incident, shown };
}

function heldOf({ resource, usage, limit, percent, isForeseen }: ShownMember): HeldMember {
  return { resource, usage, limit, percent, isForeseen };
}

function muteOf(
  { id, sight, mutedName }: LookedAt,
  base: Incident,
  finding: Finding,
  at: string,
  reactions: Reactions,
): Mute | null {
  const { mute } = reactions;
  if (mute && mute.episode === base.episode && base.state !== 'ok' && isMuting(mute, at)) {
    return { until: mute.until, reason: mute.reason };
  }
  if (sight.status === 'seen') return finding.muteOf(sight.member.resource);
  return finding.muteOf(resourceOf(id, mutedName, base));
}

/** Of a member that is neither shown nor muted only the id is known. */
function resourceOf(
  id: string,
  mutedName: string | null,
  { worst }: Incident,
): { readonly id: string; readonly name: string } | null {
  if (id === '') return null;
  const shown = worst.find(({ resource }) => resource?.id === id)?.resource;
  return { id, name: mutedName ?? shown?.name ?? id };
}

/** It decides when somebody hears of the incident again. */
function firstToEnd(open: readonly Open[]): Mute | null {
  const mutes = open.flatMap(({ mute }) => mute ?? []);
  return mutes.toSorted((a, b) => (a.until < b.until ? -1 : 1))[0] ?? null;
}

/** A fall that only one look has seen is not shown before it is believed. */
function shownMember({ id, level, after, sight }: Open, base: Incident): ShownMember {
  const known = base.worst.find(({ resource }) => (resource?.id ?? '') === id);
  if (sight.status === 'seen' && !(known && after.falling !== null)) {
    const { resource, usage, limit, percent, text, outlook, isForeseen, measuredAt } = sight.member;
    const told = { usage, limit, percent, text, outlook, isForeseen, measuredAt };
    return { resource: shortened(resource), level, ...told, isFrozen: false };
  }
  if (known) return { ...known, level, isFrozen: sight.status === 'unseen' };
  const resource = id === '' ? null : ({ type: base.worst[0]?.resource?.type ?? 'function', id, name: '' } as const);
  return {
    resource,
    level,
    usage: null,
    limit: null,
    percent: 0,
    text: null,
    outlook: null,
    isForeseen: false,
    measuredAt: base.scanAt,
    isFrozen: true,
  };
}

/** Longer than what AWS takes for most names, and short enough for twenty of them. */
const LONGEST_NAME = 512;

function shortened(resource: Resource | null): Resource | null {
  return resource && { ...resource, name: resource.name.slice(0, LONGEST_NAME) };
}

function worstShownFirst(a: ShownMember, b: ShownMember): number {
  return (
    compareSeverity(b.level, a.level) ||
    b.percent - a.percent ||
    ((a.resource?.id ?? '') < (b.resource?.id ?? '') ? -1 : 1)
  );
}

/** Those that count first, in their order. */
function membersOf(counted: readonly Open[], open: readonly Open[]): Member[] {
  return [...new Set([...counted, ...open])].map(({ id, level, after, mute, sight, mutedName }) => {
    const name = sight.status === 'seen' ? (sight.member.resource?.name ?? null) : mutedName;
    return { id, level, falling: after.falling, name: mute === null ? null : name };
  });
}

function increaseOf(counted: readonly Open[], base: Incident, at: string): Incident['increase'] {
  const seen = counted.flatMap(({ sight }): SeenMember[] => (sight.status === 'seen' ? [sight.member] : []));
  if (seen.length === 0) return base.increase;
  const text = seen.find(({ increaseRequest }) => increaseRequest !== null)?.increaseRequest ?? null;
  return text === null ? null : { text, since: base.increase?.since ?? at };
}

function transitionBetween(before: IncidentState, now: IncidentState): Transition | null {
  if (before === now) return null;
  if (before === 'ok') return 'first-breach';
  if (now === 'ok') return 'recovered';
  if (now === 'muted') return 'muted';
  if (before === 'muted') return 'unmuted';
  return now === 'critical' ? 'escalated' : 'de-escalated';
}

/** More states of one episode than this are nobody's reading. */
export const LONGEST_TIMELINE = 12;

function changed(base: Incident, now: Incident, transition: Transition, finding: Finding, at: string): Incident {
  const isOpening = transition === 'first-breach';
  const entry = { at, state: now.state };
  return {
    ...now,
    episode: base.episode + (isOpening ? 1 : 0),
    seq: base.seq + 1,
    version: base.version + 1,
    // The beginning stays, whatever is left out between.
    timeline: isOpening
      ? [entry]
      : [...base.timeline.slice(0, 1), ...base.timeline.slice(1).slice(2 - LONGEST_TIMELINE), entry],
    peak: isOpening ? (now.worst[0]?.percent ?? 0) : now.peak,
    recovery: transition === 'recovered' ? becauseOf(base.held, finding) : null,
    announced: now.total,
    remindedAt: null,
    scanAt: at,
    // An end is told where the beginning was.
    route: transition === 'recovered' ? base.route : now.route,
  };
}

/** Said again when there are this many times as many as were last spoken of. */
const GROWTH = 1.25;

function lasting(
  base: Incident,
  now: Incident,
  finding: Finding,
  { at, reactions }: Circumstances,
): Pick<Decision, 'reason' | 'incident'> {
  if (now.state === 'ok') return { reason: 'unchanged', incident: base };
  const next: Incident = { ...now, version: base.version + 1, scanAt: at };
  if (isReminderDue(now, reactions.acknowledged, at)) {
    return { reason: 'reminder', incident: { ...next, reminders: base.reminders + 1, remindedAt: at } };
  }
  if (now.total > base.announced * GROWTH && now.state !== 'muted') {
    return { reason: 'grew', incident: { ...next, growths: base.growths + 1, announced: now.total } };
  }
  if (isNews(base, now, finding.wavers)) return { reason: 'updated', incident: next };
  // What is shown stays as it was shown, so that small steps add up.
  const quiet = { ...now, worst: base.worst, scanAt: at };
  return isSameMemory(base, quiet) ? { reason: 'unchanged', incident: base } : { reason: 'noted', incident: quiet };
}

/** A rate moves by itself; from this many points on that is worth an edit. */
const POINTS_OF_NEWS = 2;

function isNews(base: Incident, now: Incident, wavers: boolean): boolean {
  if (
    base.total !== now.total ||
    base.critical !== now.critical ||
    base.frozen?.members !== now.frozen?.members ||
    base.mute?.until !== now.mute?.until ||
    base.increase?.text !== now.increase?.text ||
    base.route?.channel !== now.route?.channel ||
    isOtherPlan(base.plan, now.plan) ||
    base.worst.length !== now.worst.length
  ) {
    return true;
  }
  const known = new Map(base.worst.map((one) => [one.resource?.id, one]));
  return now.worst.some((one) => {
    const before = known.get(one.resource?.id);
    if (!before || before.level !== one.level || before.limit !== one.limit || before.isFrozen !== one.isFrozen)
      return true;
    if (isOtherOutlook(before.outlook, one.outlook)) return true;
    return wavers ? Math.abs(before.percent - one.percent) >= POINTS_OF_NEWS : before.usage !== one.usage;
  });
}

/** Made anew every day, it is news only where it says something else. */
function isOtherOutlook(before: Outlook | null, now: Outlook | null): boolean {
  const says = (one: Outlook | null) => {
    if (one === null) return null;
    const { forecast, isWarning } = one;
    return [isWarning, forecast.status === 'fills-up' ? forecast.day : forecast.reason];
  };
  return JSON.stringify(says(before)) !== JSON.stringify(says(now));
}

/** Computed anew, it is news only where it says something else. */
function isOtherPlan(before: PlanNote | null, now: PlanNote | null): boolean {
  return (
    JSON.stringify([before?.summary, before?.steps, before?.choices]) !==
    JSON.stringify([now?.summary, now?.steps, now?.choices])
  );
}

function isSameMemory(base: Incident, now: Incident): boolean {
  if (
    base.members.length !== now.members.length ||
    base.peak !== now.peak ||
    base.held?.usage !== now.held?.usage ||
    base.plan?.at !== now.plan?.at
  ) {
    return false;
  }
  const known = new Map(base.members.map((one) => [one.id, one]));
  return now.members.every(({ id, level, falling, name }) => {
    const before = known.get(id);
    return before?.level === level && before.falling === falling && before.name === name;
  });
}
