/** A change of an incident as other programs get it, through EventBridge. Its schema is in docs/events.md. Pure. */
import type { IncidentSubject } from './fingerprint';
import type { Incident, Transition } from './incident';
import type { IncidentState } from './incident-state';
import type { Mute } from './finding';
import type { Cause } from './recovery';
import type { Resource } from './resources';

export const EVENT_SOURCE = 'headroom';
export const EVENT_TYPE = 'Headroom Incident State Change';

export interface IncidentEvent {
  readonly version: '1';
  /** The same for the same change, however often it arrives: fingerprint and seq. */
  readonly id: string;
  readonly fingerprint: string;
  readonly episode: number;
  /** Rises by one from change to change of one incident. */
  readonly seq: number;
  readonly transition: Transition;
  readonly state: IncidentState;
  readonly previousState: IncidentState;
  /** Why it recovered, else `null`. */
  readonly because: Cause | null;
  /** The time of the scan that found it, ISO 8601. */
  readonly at: string;
  readonly accountId: string;
  readonly region: string;
  readonly subject: IncidentSubject;
  /** How many resources are past a threshold. */
  readonly members: number;
  /** At most `WORST_IN_EVENT`. */
  readonly worst: readonly {
    readonly resource: Resource | null;
    readonly usage: number | null;
    readonly limit: number | null;
    readonly utilization: number;
  }[];
  readonly mute: Mute | null;
}

/** An event may have 256 KB at most. */
const WORST_IN_EVENT = 5;

export function eventOf(before: IncidentState, incident: Incident, transition: Transition): IncidentEvent {
  const { fingerprint, episode, seq, state, accountId, region, subject, total, worst, mute, recovery, scanAt } =
    incident;
  return {
    version: '1',
    id: `${fingerprint}/${seq}`,
    fingerprint,
    episode,
    seq,
    transition,
    state,
    previousState: before,
    because: recovery?.because ?? null,
    at: scanAt,
    accountId,
    region,
    subject,
    members: total,
    worst: worst
      .slice(0, WORST_IN_EVENT)
      .map(({ resource, usage, limit, percent }) => ({ resource, usage, limit, utilization: percent })),
    mute,
  };
}
