/** What one scan saw, as `headroom scan --json` prints it and other programs parse it. */
import { type Measurement } from './measurement';
import { type Observation } from './observation';
import { type Read } from './read';

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
 * The state of a Region from all its reads: one success is enough for `partial`; without any, the Region is denied or off
 * if all reads say the same, and failed otherwise. Reads that wait for the next scan are no fault.
 */
export function regionOutcome(region: string, outcomes: readonly Read<unknown>[]): RegionOutcome {
  const failures = outcomes.filter((outcome) => outcome.status === 'failed');
  // Sorted, so that the same trouble reads the same at every scan, whichever read came back first.
  const [first, ...others] = [...new Set(failures.map((failure) => failure.reason))].toSorted();
  if (first === undefined) return { region, status: 'scanned' };
  const reason =
    others.length > 0
      ? `${first}, and ${others.length} ${others.length === 1 ? 'other reason' : 'other reasons'}`
      : first;
  if (failures.length < outcomes.length) return { region, status: 'partial', reason };
  const kinds = [...new Set(failures.map((failure) => failure.kind))];
  const status = kinds.length === 1 && kinds[0] !== 'declined' ? kinds[0] : undefined;
  return { region, status: status ?? 'failed', reason };
}
