/** Findings and incidents for tests, from one base. */
import type { Finding, Mute, SeenMember, Sight } from '../../../lambda/domain/finding';
import { COVERAGE, type IncidentPlace } from '../../../lambda/domain/fingerprint';
import { decide, type Decision, type Incident, NO_REACTIONS, type Reactions } from '../../../lambda/domain/incident';
import type { Route } from '../../../lambda/domain/route';
import { heldSeverity, severityOf, type Thresholds } from '../../../lambda/domain/threshold';

export const START = Date.parse('2026-11-20T12:00:00.000Z');
/** The time of the scan with this number, every quarter of an hour. */
export const at = (scan: number): string => new Date(START + scan * 15 * 60_000).toISOString();

export const place: IncidentPlace = {
  accountId: '123456789012',
  region: 'us-east-1',
  subject: { kind: 'quota', id: 'http-api-integrations' },
};
export const coveragePlace: IncidentPlace = { ...place, subject: COVERAGE };

export const thresholds: Thresholds = { warning: { percent: 80 }, critical: { percent: 90 }, clear: null };

export const route: Route = { channel: 'C0123456789', mention: null };

/** What a scan saw of one resource: its usage of a limit of 100, or a whole member. */
export type Saw = number | 'unseen' | 'gone' | Partial<SeenMember>;

export function seen(id: string, saw: number | Partial<SeenMember>): SeenMember {
  // There are millions of looks in the long tests.
  const key = `${id} ${typeof saw === 'number' ? saw : JSON.stringify(saw)}`;
  const member = remembered.get(key) ?? memberOf(id, saw);
  remembered.set(key, member);
  return member;
}

const remembered = new Map<string, SeenMember>();

function memberOf(id: string, saw: number | Partial<SeenMember>): SeenMember {
  const own = typeof saw === 'number' ? { usage: saw } : saw;
  const usage = own.usage ?? 0;
  const limit = own.limit ?? 100;
  return {
    resource: id === '' ? null : { type: 'http-api', id, name: `name of ${id}` },
    usage,
    limit,
    percent: limit === 0 ? 100 : (usage / limit) * 100,
    reached: severityOf(usage, limit, thresholds),
    held: heldSeverity(usage, limit, thresholds),
    fresh: true,
    measuredAt: at(0),
    increaseRequest: null,
    outlook: null,
    isForeseen: false,
    text: null,
    ...own,
  };
}

export function finding(saw: Readonly<Record<string, Saw>>, more: Partial<Finding> = {}): Finding {
  const members = new Map<string, SeenMember>();
  for (const [id, one] of Object.entries(saw)) if (typeof one !== 'string') members.set(id, seen(id, one));
  return {
    ...place,
    members,
    sightOf: (id): Sight => {
      const member = members.get(id);
      return member ? { status: 'seen', member } : { status: saw[id] === 'unseen' ? 'unseen' : 'gone' };
    },
    muteOf: (): Mute | null => null,
    watched: true,
    wavers: false,
    needsConfirmation: false,
    ...more,
  };
}

/** One incident through many scans. */
export class Life {
  incident: Incident | null = null;
  reactions: Reactions = NO_REACTIONS;
  private scans = 0;

  /** The next scan. */
  scan(saw: Readonly<Record<string, Saw>>, more: Partial<Finding> = {}, to: Route | null = route): Decision {
    const decision = decide(this.incident, finding(saw, more), {
      at: at(this.scans),
      route: to,
      reactions: this.reactions,
      plan: null,
    });
    this.scans += 1;
    this.incident = decision.incident;
    return decision;
  }

  /** Nothing happens for so many scans. */
  pass(scans: number): void {
    this.scans += scans;
  }

  /** What each of these scans led to. */
  reasons(...saw: readonly Saw[]): string[] {
    return saw.map((one) => this.scan({ a: one }).reason);
  }
}
