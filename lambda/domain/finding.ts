/** One scan's view of everything that may be an incident, by place. Pure. */
import type { Coverage } from './coverage';
import { COVERAGE, fingerprintOf, type IncidentPlace } from './fingerprint';
import { groupBy } from './group-by';
import { isPartOf, percentOf } from './last-seen';
import { matches, subjectOf } from './match';
import { isBlind, type Measured, type Measurement } from './measurement';
import type { Outlook } from './outlook';
import type { Observation } from './observation';
import type { Resource } from './resources';
import type { Settings } from './settings';
import type { Snapshot } from './snapshot';
import { compareSeverity, heldSeverity, type Severity, severityOf, thresholdsFor, worse } from './threshold';

/** Somebody does not want to hear of it for now. */
export interface Mute {
  /** When it ends: a day, as in `2026-12-31`, at whose end it ends; or an instant, ISO 8601. */
  readonly until: string;
  readonly reason: string;
}

/** One resource (or the whole Region) as a scan saw it. */
export interface SeenMember {
  readonly resource: Resource | null;
  readonly usage: number | null;
  /** `null` where nothing is counted, as in observations. */
  readonly limit: number | null;
  /** How full, in percent; 0 where nothing is counted. */
  readonly percent: number;
  /** By the thresholds on the way up, and on the way down: never less than `reached`. */
  readonly reached: Severity;
  readonly held: Severity;
  /** Whether AWS was asked in this very scan: a value that was carried tells nothing new. */
  readonly fresh: boolean;
  /** ISO 8601. */
  readonly measuredAt: string;
  readonly increaseRequest: string | null;
  /** What the days before say of it, where anybody has asked them. */
  readonly outlook: Outlook | null;
  /** Only its forecast speaks of it: its thresholds are not reached. */
  readonly isForeseen: boolean;
  /** What an observation says. */
  readonly text: string | null;
}

/** How a scan sees one resource: by what it measured, or that it cannot be seen, or that it is not there any more. */
export type Sight =
  | { readonly status: 'seen'; readonly member: SeenMember }
  | { readonly status: 'unseen' }
  | { readonly status: 'gone' };

export interface Finding extends IncidentPlace {
  /** All that was measured, worst first, by `memberKey`. */
  readonly members: ReadonlyMap<string, SeenMember>;
  /** Of something that was a member before. @param id the resource's id, empty for the whole Region */
  sightOf(id: string): Sight;
  /** Of all mutes in the settings that mean it, the one that lasts longest. */
  muteOf(resource: Pick<Resource, 'id' | 'name'> | null): Mute | null;
  /** Whether somebody still wants it to be watched. */
  readonly watched: boolean;
  /** Whether usage moves up and down by itself, as rates do, so that a small step is no news. */
  readonly wavers: boolean;
  /** Whether it takes two scans in a row to believe it. */
  readonly needsConfirmation: boolean;
}

export function memberKey(resource: Resource | null): string {
  return resource?.id ?? '';
}

export interface FindingSource {
  readonly snapshot: Snapshot;
  readonly coverage: Coverage;
  /** By Region: quotas, and kinds of observations, that nobody could even look for. */
  readonly hidden: Readonly<Record<string, readonly string[]>>;
  readonly settings: Pick<Settings, 'thresholds' | 'mutes'>;
  /** When the scan was to be, ISO 8601: mutes end by it. */
  readonly at: string;
  /** Whether a quota is a rate or another peak, by its id. */
  readonly wavers: (quotaId: string) => boolean;
  /** Kinds of observations that the monitor makes of itself: it knows at every scan whether they hold. */
  readonly ownKinds: readonly string[];
}

/** The findings of a scan: those there are, and what it knows of any other place. */
export class Findings {
  private readonly quotas: ReadonlyMap<string, readonly Measurement[]>;
  private readonly observations: ReadonlyMap<string, readonly Observation[]>;
  private readonly statuses: ReadonlyMap<string, Snapshot['regions'][number]['status']>;

  constructor(private readonly source: FindingSource) {
    const { measurements, observations, regions } = source.snapshot;
    this.quotas = groupBy(measurements, ({ region, quota }) => keyOf(region, quota));
    this.observations = groupBy(observations, ({ region, kind }) => keyOf(region, kind));
    this.statuses = new Map(regions.map(({ region, status }) => [region, status]));
  }

  /** Every place where something is past a threshold or otherwise worth telling, by fingerprint. */
  open(): Map<string, Finding> {
    const { snapshot, coverage } = this.source;
    const places: readonly Omit<IncidentPlace, 'accountId'>[] = [
      ...snapshot.measurements
        .filter((one) => one.status === 'measured' && one.severity !== 'ok')
        .map(({ region, quota }) => ({ region, subject: { kind: 'quota' as const, id: quota } })),
      ...snapshot.observations
        .filter(({ severity }) => severity !== 'ok')
        .map(({ region, kind }) => ({ region, subject: { kind: 'observation' as const, id: kind } })),
      ...coverage.blind.map(({ region }) => ({ region, subject: COVERAGE })),
    ];
    const found = new Map<string, Finding>();
    for (const place of places) {
      const whole = { accountId: snapshot.accountId, ...place };
      const fingerprint = fingerprintOf(whole);
      if (!found.has(fingerprint)) found.set(fingerprint, this.at(whole));
    }
    return found;
  }

  at(place: IncidentPlace): Finding {
    switch (place.subject.kind) {
      case 'quota':
        return this.quotaAt(place);
      case 'observation':
        return this.observationAt(place);
      case 'coverage':
        return this.coverageAt(place);
    }
  }

  private quotaAt(place: IncidentPlace): Finding {
    const { region, subject } = place;
    const all = this.quotas.get(keyOf(region, subject.id)) ?? [];
    const measured = all.filter((one) => one.status === 'measured');
    const unknown = all.filter((one) => isBlind(one) || one.status === 'waiting');
    const status = this.statuses.get(region);
    const isHidden = all.length === 0 && this.isHidden(place);
    const isDeclined = all.length > 0 && measured.length === 0 && unknown.length === 0;
    return this.finding(
      place,
      measured.map((one) => this.memberOf(one)),
      {
        watched: status !== undefined && !isDeclined,
        isUnseen: (id) => isHidden || unknown.some(({ resource }) => isPartOf(id === '' ? null : { id }, resource)),
        wavers: this.source.wavers(subject.id),
      },
    );
  }

  private observationAt(place: IncidentPlace): Finding {
    const { region, subject } = place;
    const { finishedAt } = this.source.snapshot;
    const members = (this.observations.get(keyOf(region, subject.id)) ?? []).map(
      ({ resource, severity, text }): SeenMember => ({
        ...UNCOUNTED,
        resource,
        reached: severity,
        held: severity,
        measuredAt: finishedAt,
        text,
      }),
    );
    const status = this.statuses.get(region);
    const isOwn = this.source.ownKinds.includes(subject.id);
    return this.finding(place, members, {
      watched: status !== undefined || isOwn,
      isUnseen: () => !isOwn && this.isHidden(place),
    });
  }

  /** What has nothing to show may be just what could not be read. */
  private isHidden({ region, subject }: IncidentPlace): boolean {
    const status = this.statuses.get(region);
    const isLost = status !== 'scanned' && status !== 'partial';
    return isLost || this.source.hidden[region]?.includes(subject.id) === true;
  }

  private coverageAt(place: IncidentPlace): Finding {
    const { region } = place;
    const { snapshot, coverage } = this.source;
    const members = coverage.blind
      .filter((one) => one.region === region)
      .map(({ wanted, seen, reason }): SeenMember => ({
        ...UNCOUNTED,
        usage: seen,
        limit: wanted,
        reached: 'warning',
        held: 'warning',
        measuredAt: snapshot.finishedAt,
        text: reason,
      }));
    const watched = this.statuses.has(region);
    return { ...this.finding(place, members, { watched, isUnseen: () => false }), needsConfirmation: true };
  }

  private finding(
    place: IncidentPlace,
    members: readonly SeenMember[],
    how: { readonly watched: boolean; readonly wavers?: boolean; readonly isUnseen: (id: string) => boolean },
  ): Finding {
    const byKey = new Map<string, SeenMember>();
    for (const one of members.toSorted(worstFirst)) {
      const key = memberKey(one.resource);
      if (!byKey.has(key)) byKey.set(key, one);
    }
    return {
      ...place,
      members: byKey,
      sightOf: (id) => {
        const member = byKey.get(id);
        if (member) return { status: 'seen', member };
        return { status: how.watched && how.isUnseen(id) ? 'unseen' : 'gone' };
      },
      muteOf: (resource) => this.muteOf(place, resource),
      watched: how.watched,
      wavers: how.wavers ?? false,
      needsConfirmation: false,
    };
  }

  private memberOf(one: Measured): SeenMember {
    const { thresholds } = this.source.settings;
    const limits = thresholdsFor(one, thresholds.default, thresholds.overrides);
    return {
      resource: one.resource,
      usage: one.usage,
      limit: one.limit,
      percent: percentOf(one),
      reached: one.severity,
      // A forecast may hold up what its thresholds have let go.
      held: worse(heldSeverity(one.usage, one.limit, limits), one.severity),
      fresh: one.measuredAt >= this.source.snapshot.startedAt,
      measuredAt: one.measuredAt,
      increaseRequest: one.increaseRequest,
      outlook: one.forecast ?? null,
      isForeseen: one.severity !== 'ok' && severityOf(one.usage, one.limit, limits) === 'ok',
      text: null,
    };
  }

  private muteOf(place: IncidentPlace, resource: Pick<Resource, 'id' | 'name'> | null): Mute | null {
    const { settings, at } = this.source;
    const subject = { ...subjectOf(place), resource };
    const holding = settings.mutes.filter((mute) => isMuting(mute, at) && matches(mute.match, subject));
    const [longest] = holding.toSorted((a, b) => (a.until > b.until ? -1 : 1));
    return longest ? { until: longest.until, reason: longest.reason } : null;
  }
}

/** @param at ISO 8601. A day holds to its end (UTC), an instant until just before it. */
export function isMuting({ until }: Pick<Mute, 'until'>, at: string): boolean {
  return until.length === 'YYYY-MM-DD'.length ? at.slice(0, until.length) <= until : at < until;
}

/** What has neither a usage nor a limit, and is looked at anew by every scan. */
const UNCOUNTED = {
  resource: null,
  usage: null,
  limit: null,
  percent: 0,
  fresh: true,
  increaseRequest: null,
  outlook: null,
  isForeseen: false,
} as const;

export function worstFirst(a: SeenMember, b: SeenMember): number {
  return (
    compareSeverity(b.held, a.held) || b.percent - a.percent || (memberKey(a.resource) < memberKey(b.resource) ? -1 : 1)
  );
}

function keyOf(region: string, id: string): string {
  return `${region} ${id}`;
}
