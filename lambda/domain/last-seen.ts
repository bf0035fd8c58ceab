/** What was nearly full when it was last seen: while nobody can see it, it counts as it was. Pure. */
import { gaugeKey } from './gauge';
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

/** Such a measurement, and where it is from. */
export type PlacedLastSeen = LastSeen & { readonly accountId: string; readonly region: string };

/** How full, in percent: a limit of 0 with anything in use is exhausted. */
export function percentOf({ utilization, usage }: Measured): number {
  return utilization ?? (usage > 0 ? 100 : 0);
}

/**
 * What of the earlier scans cannot be seen now: its own measurement failed or waits, or the list that would have it. What is
 * measured now is not frozen, and what is gone from a list that was read is gone.
 * @param measurements of the same Region
 * @param hidden quotas that nobody can even look for now
 */
export function frozen(
  before: readonly LastSeen[],
  measurements: readonly Measurement[],
  hidden: readonly string[],
): LastSeen[] {
  const keyOf = ({ quota, resource }: Pick<LastSeen, 'quota' | 'resource'>): string => gaugeKey(quota, resource?.id);
  const measured = new Set(measurements.filter(({ status }) => status === 'measured').map(keyOf));
  const unseen = measurements.filter((one) => isBlind(one) || one.status === 'waiting');
  return before.filter(
    (one) =>
      !measured.has(keyOf(one)) &&
      (hidden.includes(one.quota) ||
        unseen.some(({ quota, resource }) => quota === one.quota && isPartOf(one.resource, resource))),
  );
}

/** A stage is `api/stage`, and REST APIs of one name are `api+api`: what fails for the API fails for all of that. */
export function isPartOf(part: Pick<Resource, 'id'> | null, whole: Pick<Resource, 'id'> | null): boolean {
  if (part === null || whole === null || part.id === whole.id) return true;
  return part.id.split('/', 1)[0]?.split('+').includes(whole.id) ?? false;
}

/** What the next scan wants to know of this one: what is worth a look at every scan, and what is still frozen. */
export function lastSeen(
  before: readonly LastSeen[],
  measurements: readonly Measurement[],
  hidden: readonly string[],
): LastSeen[] {
  const now = measurements.flatMap((one): LastSeen[] => {
    if (one.status !== 'measured' || (one.severity === 'ok' && percentOf(one) < HOT_PERCENT)) return [];
    return [{ quota: one.quota, resource: one.resource, percent: percentOf(one), severity: one.severity }];
  });
  return [...now, ...frozen(before, measurements, hidden)];
}
