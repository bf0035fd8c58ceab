/** Why an incident is over. Pure. */
import type { Finding } from './finding';
import type { Resource } from './resources';

/** What ended it. */
export const causes = [
  'usage-fell',
  'limit-raised',
  'threshold-changed',
  'forecast-changed',
  'deleted',
  'not-watched',
  'cleared',
  'read-again',
] as const;
export type Cause = (typeof causes)[number];

export interface Recovery {
  readonly because: Cause;
  /** How full it is now; `null` where nothing is counted. */
  readonly to: Count | null;
}

/** What was counted of one resource; `null` where nothing is. */
export interface Count {
  readonly usage: number | null;
  readonly limit: number | null;
  readonly percent: number;
}

/** The worst member when it was last past its threshold, or would soon have been. */
export interface HeldMember extends Count {
  readonly resource: Resource | null;
  /** Only a forecast spoke of it: its thresholds were not reached. */
  readonly isForeseen: boolean;
}

/** @param held what was last past the threshold */
export function becauseOf(held: HeldMember | null, finding: Finding): Recovery {
  if (!finding.watched) return { because: 'not-watched', to: null };
  if (finding.subject.kind === 'coverage') return { because: 'read-again', to: null };
  if (finding.subject.kind === 'observation') return { because: 'cleared', to: null };
  const sight = finding.sightOf(held?.resource?.id ?? '');
  if (sight.status !== 'seen') return { because: 'deleted', to: null };
  const { usage, limit, percent } = sight.member;
  return { because: held ? whatChanged(held, sight.member) : 'usage-fell', to: { usage, limit, percent } };
}

/** Of usage and limit what changed by the larger factor; if neither lowered the utilization, the threshold is another one. */
function whatChanged(from: HeldMember, to: Count): Cause {
  const byLimit = ratio(from.limit, to.limit);
  const byUsage = ratio(to.usage, from.usage);
  if (byLimit < 1 && byLimit <= byUsage) return 'limit-raised';
  if (from.isForeseen) return 'forecast-changed';
  return byUsage < 1 ? 'usage-fell' : 'threshold-changed';
}

function ratio(part: number | null, whole: number | null): number {
  return part === null || whole === null || whole === 0 ? 1 : part / whole;
}
