/** What was nearly full when it was last seen: while nobody can see it, it counts as it was. Pure. */
import { isBlind, type Measured, type Measurement } from './measurement';
import type { Resource } from './resources';
import { HOT_PERCENT } from './state';
import type { Severity } from './threshold';

/** A measurement that is remembered for as long as it cannot be made again. */
export interface LastSeen {
  readonly quota: string;
  readonly resource: Resource | null;
  /** Percent; a limit of 0 with anything in use counts as 100. */
  readonly percent: number;
  readonly severity: Severity;
}

/** How full, in percent: a limit of 0 with anything in use is exhausted. */
export function percentOf({ utilization, usage }: Measured): number {
  return utilization ?? (usage > 0 ? 100 : 0);
}

/**
 * What of the earlier scans cannot be seen now: its own measurement failed, or the list that would have it. What waits for its
 * turn is carried as a measurement, and what is gone from a list that was read is gone.
 * @param measurements of the same Region
 */
export function frozen(before: readonly LastSeen[], measurements: readonly Measurement[]): LastSeen[] {
  const blind = measurements.filter(isBlind);
  return before.filter(({ quota, resource }) =>
    blind.some(
      (one) => one.quota === quota && (one.resource === null || resource === null || one.resource.id === resource.id),
    ),
  );
}

/** What the next scan wants to know of this one: what is worth a look at every scan, and what is still frozen. */
export function lastSeen(before: readonly LastSeen[], measurements: readonly Measurement[]): LastSeen[] {
  const now = measurements.flatMap((one): LastSeen[] => {
    if (one.status !== 'measured' || (one.severity === 'ok' && percentOf(one) < HOT_PERCENT)) return [];
    return [{ quota: one.quota, resource: one.resource, percent: percentOf(one), severity: one.severity }];
  });
  return [...now, ...frozen(before, measurements)];
}
