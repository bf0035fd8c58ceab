/** What one scan saw, as `headroom scan --json` prints it and other programs parse it. */
import type { Measurement } from './measurement';
import type { Observation } from './observation';
import type { Read } from './read';

export interface Snapshot {
  readonly schemaVersion: 1;
  readonly accountId: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly regions: readonly RegionOutcome[];
  readonly measurements: readonly Measurement[];
  readonly observations: readonly Observation[];
  readonly calls: CallCounts;
}

/** Every enabled Region is here, whatever became of it. */
export interface RegionOutcome {
  readonly region: string;
  readonly status: RegionStatus;
  /** Why it is not `scanned`. */
  readonly reason?: string;
}
export type RegionStatus = 'scanned' | 'partial' | 'denied' | 'unavailable' | 'failed';

/** Requests sent, retries among them, and how many AWS answered with "slow down". */
export interface CallCounts {
  readonly total: number;
  readonly throttled: number;
  readonly byOperation: Readonly<Record<string, number>>;
}

/**
 * The state of a Region from what AWS was asked: one answer is enough for `partial`; without any, the Region is denied or off
 * if all failures say the same, and failed otherwise. A read that waits for the next scan is no fault, as long as not all do.
 */
export function regionOutcome(region: string, outcomes: readonly Read<unknown>[]): RegionOutcome {
  const answered = outcomes.some((outcome) => outcome.status === 'read' || outcome.status === 'gone');
  const failures = outcomes.filter((outcome) => outcome.status === 'failed');
  // Sorted, so that the same trouble reads the same at every scan, whichever read came back first.
  const [first, ...others] = [...new Set(failures.map((failure) => failure.reason))].toSorted();
  if (first === undefined) {
    const waiting = outcomes.find((outcome) => outcome.status === 'waiting');
    return answered || !waiting ? { region, status: 'scanned' } : { region, status: 'partial', reason: waiting.reason };
  }
  const more = others.length === 1 ? 'other reason' : 'other reasons';
  const reason = others.length > 0 ? `${first}, and ${others.length} ${more}` : first;
  if (answered) return { region, status: 'partial', reason };
  const kinds = [...new Set(failures.map((failure) => failure.kind))];
  const status = kinds.length === 1 && kinds[0] !== 'declined' ? kinds[0] : undefined;
  return { region, status: status ?? 'failed', reason };
}

/** Not one Region answered: nothing could be read, whatever the measurements say. */
export function nothingAnswered(regions: readonly RegionOutcome[]): boolean {
  return !regions.some(({ status }) => status === 'scanned' || status === 'partial');
}
