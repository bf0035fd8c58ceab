/** What became of the incidents of the months before: decided by the product's own rules, from the peaks of each day. Pure. */
import { Findings } from '../lambda/domain/finding';
import { fingerprintOf, type IncidentPlace } from '../lambda/domain/fingerprint';
import type { PastTransition } from '../lambda/domain/history';
import { decide, type Incident, NO_REACTIONS } from '../lambda/domain/incident';
import { ownObservations } from '../lambda/domain/known-ids';
import { type Measured, utilizationOf } from '../lambda/domain/measurement';
import type { Settings } from '../lambda/domain/settings';
import type { Snapshot } from '../lambda/domain/snapshot';
import { type Severity, severityOf, thresholdsFor } from '../lambda/domain/threshold';
import { wavers } from '../lambda/quotas';
import type { PastSeries } from './demo-past';

export interface PastIncidents {
  /** Ascending. `start`: epoch minutes. */
  readonly days: readonly { readonly number: number; readonly start: number }[];
  readonly series: readonly PastSeries[];
  /** Of today: what is observed was so before. */
  readonly snapshot: Snapshot;
  readonly settings: Settings;
}

/** Minutes of the day: twice, since one look is not enough for a fall. */
const LOOKS = [10 * 60, 10 * 60 + 15];
const MINUTE_MS = 60_000;
const ALL_SEEN = { percent: 100, seen: 1, wanted: 1, unmeasured: 0, refused: [], blind: [] };

/** By time. */
export function pastIncidents({ days, series, snapshot, settings }: PastIncidents): PastTransition[] {
  // What was never past a threshold is no member of anything.
  const eventful = series.filter((one) => days.some(({ number }) => severityOn(number, one, settings) !== 'ok'));
  const known = new Map<string, Incident>();
  const transitions: PastTransition[] = [];
  for (const { number, start } of days)
    for (const look of LOOKS) {
      const at = new Date((start + look) * MINUTE_MS).toISOString();
      const measurements = eventful.map((one) => measuredOn(number, at, one, settings));
      const findings = new Findings({
        snapshot: { ...snapshot, startedAt: at, finishedAt: at, measurements },
        coverage: ALL_SEEN,
        hidden: {},
        settings,
        at,
        wavers,
        ownKinds: ownObservations,
      });
      const places = new Map<string, IncidentPlace>([...known, ...findings.open()]);
      for (const place of places.values()) {
        const before = known.get(fingerprintOf(place)) ?? null;
        const circumstances = { at, route: null, reactions: NO_REACTIONS, plan: null };
        const { incident, transition } = decide(before, findings.at(place), circumstances);
        const { fingerprint, episode, seq, state, region, subject } = incident;
        known.set(fingerprint, incident);
        if (transition !== null) transitions.push({ fingerprint, episode, seq, at, state, region, subject });
      }
    }
  return transitions;
}

function measuredOn(day: number, at: string, past: PastSeries, settings: Settings): Measured {
  const { usage, limit } = past.on(day);
  const utilization = utilizationOf(usage, limit);
  return { ...past.now, usage, limit, utilization, severity: severityOn(day, past, settings), measuredAt: at };
}

function severityOn(day: number, { now, on }: PastSeries, { thresholds }: Settings): Severity {
  const { usage, limit } = on(day);
  return severityOf(usage, limit, thresholdsFor(now, thresholds.default, thresholds.overrides));
}
