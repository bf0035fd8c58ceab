/** Not a quota filling up, still worth acting on. */
import type { Watched } from './quota';
import type { RegionReads } from './region-reads';
import type { Resource } from './resources';
import type { Severity } from './threshold';

export interface Observation {
  readonly kind: string;
  readonly region: string;
  readonly resource: Resource | null;
  readonly severity: Severity;
  readonly text: string;
}

/** One entry of the catalogue of observations. What it cannot see it does not report; the reads say why. */
export interface WatchedCondition extends Watched {
  /** Stable: it names the incident. */
  readonly kind: string;
  /** What it tells, for the documentation: one sentence without its full stop. */
  readonly tells: string;
  /** What a heading says of it. */
  readonly title: string;
  /** What to do, the cheapest first: one sentence each. */
  readonly remedy: readonly [string] | readonly [string, string] | readonly [string, string, string];
  readonly observe: (reads: RegionReads) => readonly Omit<Observation, 'kind' | 'region'>[];
}

export function observeRegion(reads: RegionReads, conditions: readonly WatchedCondition[]): Observation[] {
  return conditions.flatMap(({ kind, observe }) =>
    observe(reads).map((observation) => ({ kind, region: reads.region, ...observation })),
  );
}
