/** What Slack was told of an incident, and what is still to be told. Pure. */
import type { Incident, Transition } from './incident';
import { compareStates, type IncidentState } from './incident-state';

/** The last that was told of an incident. */
export interface Told {
  /** Where: a channel's id. */
  readonly channel: string;
  /** The channel that it was meant for, where that one did not take it. */
  readonly insteadOf: string | null;
  /** The incident's own message, as Slack names it; `null` while it was only told together with others. */
  readonly ts: string | null;
  /** The message that told it together with others. */
  readonly digestTs: string | null;
  readonly episode: number;
  readonly seq: number;
  readonly state: IncidentState;
  readonly version: number;
  readonly reminders: number;
  readonly growths: number;
  /** The `version` of which the thread has the list of all members; 0 for none. */
  readonly listed: number;
}

export type News = Exclude<Transition, 'first-breach'> | 'reminder' | 'grew';

/** What one look at an incident leads to. */
export type Step =
  /** Everything is told. */
  | { readonly kind: 'nothing' }
  /** A message of its own in the channel. */
  | { readonly kind: 'post' }
  /** Its message is brought up to date, and what is news is said in its thread. */
  | { readonly kind: 'edit'; readonly news: News | null; readonly broadcast: boolean }
  /** It has no message of its own: the news go into the thread of the message that told it together with others. */
  | { readonly kind: 'reply'; readonly news: News };

export function stepOf(incident: Incident, told: Told | null): Step {
  const { state, episode, route } = incident;
  // A message that still shows the episode before as open goes on with this one.
  if (!told || (episode > told.episode && told.state === 'ok')) return firstStep(incident);
  if (route && isOpen(state) && (told.insteadOf ?? told.channel) !== route.channel) return { kind: 'post' };
  const news = newsOf(incident, told);
  const isWorse = compareStates(state, told.state) > 0 || (news === 'reminder' && state === 'critical');
  if (told.ts !== null) {
    if (news === null && incident.version <= told.version) return { kind: 'nothing' };
    return { kind: 'edit', news, broadcast: news !== null && isWorse };
  }
  if (news !== null && isWorse) return { kind: 'post' };
  return news === null || told.digestTs === null ? { kind: 'nothing' } : { kind: 'reply', news };
}

function isOpen(state: IncidentState): boolean {
  return state === 'warning' || state === 'critical';
}

/** Nobody has heard of this episode. Even if it is over by now, it was there; what is muted by now is not told. */
function firstStep({ state, episode }: Incident): Step {
  return episode === 0 || state === 'muted' ? { kind: 'nothing' } : { kind: 'post' };
}

function newsOf(incident: Incident, told: Told): News | null {
  if (incident.state !== told.state) {
    if (incident.state === 'ok') return 'recovered';
    if (incident.state === 'muted') return 'muted';
    if (told.state === 'muted') return 'unmuted';
    return compareStates(incident.state, told.state) > 0 ? 'escalated' : 'de-escalated';
  }
  if (incident.reminders > told.reminders) return 'reminder';
  return incident.growths > told.growths ? 'grew' : null;
}

/** Whether it makes the channel itself longer, and so is limited. */
export function isLoud(step: Step): boolean {
  return step.kind === 'post' || (step.kind === 'edit' && step.broadcast);
}

/** More members than this are listed in a file in the thread; the message shows the worst. */
export const MOST_LISTED = 10;

/** Whether the list of all members is to be sent into the thread of the incident's own message. */
export function isListDue({ state, total }: Incident, { ts, listed }: Told): boolean {
  return ts !== null && listed === 0 && total > MOST_LISTED && state !== 'ok' && state !== 'muted';
}

type Where = Pick<Told, 'channel' | 'insteadOf' | 'ts' | 'digestTs'>;

/** What is told when the incident was told as it is now. @param before what was told until now */
export function toldOf(incident: Incident, where: Where, before: Told | null): Told {
  const { episode, seq, state, version, reminders, growths } = incident;
  // The list stands in the thread of one message; many more members make another list.
  const isListed = before?.ts === where.ts && before.growths === growths;
  return { ...where, episode, seq, state, version, reminders, growths, listed: isListed ? before.listed : 0 };
}
