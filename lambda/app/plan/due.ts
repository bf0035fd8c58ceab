/** For which incidents a plan is to be computed: when what it is for has changed, and once a day. Pure. */
import { fingerprintOf } from '../../domain/fingerprint';
import { groupBy } from '../../domain/group-by';
import { type Measured, type Measurement, nearestFirst } from '../../domain/measurement';
import type { PlanNote } from '../../domain/plan';

export interface DuePlan {
  readonly fingerprint: string;
  readonly basis: string;
  /** The fullest of the incident's members, the fullest first: for each of them there will be a plan. */
  readonly worst: readonly Measured[];
  /** How many are past the threshold. */
  readonly total: number;
}

/** Of an incident with hundreds of members these are enough to begin with, and their details cost calls. */
const PLANNED_MEMBERS = 3;
const DAY_MS = 24 * 60 * 60_000;

export interface DueSource {
  readonly accountId: string;
  readonly measurements: readonly Measurement[];
  /** The plans there are, by fingerprint. */
  readonly known: Readonly<Record<string, PlanNote>>;
  readonly now: Date;
  /** Whether a quota's usage moves by itself: then a step of it changes no plan. */
  readonly wavers: (quotaId: string) => boolean;
}

export interface Due {
  /** What was never planned first, then the oldest; of those the fullest. */
  readonly plans: readonly DuePlan[];
  /** Those that are still good. */
  readonly kept: Readonly<Record<string, PlanNote>>;
}

export function duePlans({ accountId, measurements, known, now, wavers }: DueSource): Due {
  const full = measurements
    .filter((one) => one.status === 'measured')
    .filter(({ severity }) => severity !== 'ok')
    // Of equals always the same ones, in whatever order AWS lists them.
    .toSorted((a, b) => nearestFirst(a, b) || compare(a.resource?.id ?? '', b.resource?.id ?? ''));
  const groups = groupBy(full, ({ region, quota }) =>
    fingerprintOf({ accountId, region, subject: { kind: 'quota', id: quota } }),
  );
  const plans: DuePlan[] = [];
  const kept: Record<string, PlanNote> = {};
  for (const [fingerprint, members] of groups) {
    const worst = members.slice(0, PLANNED_MEMBERS);
    const basis = basisOf(worst, wavers);
    const note = Object.hasOwn(known, fingerprint) ? known[fingerprint] : undefined;
    const isGood = note?.basis === basis && now.getTime() - Date.parse(note.at) < DAY_MS;
    if (note) kept[fingerprint] = note;
    if (!isGood) plans.push({ fingerprint, basis, worst, total: members.length });
  }
  const timeOf = ({ fingerprint }: DuePlan): string => kept[fingerprint]?.at ?? '';
  return { plans: plans.toSorted((a, b) => costOf(a) - costOf(b) || compare(timeOf(a), timeOf(b))), kept };
}

/** A plan for VPC links reads every API of its Region: it comes last, so that it takes no time from the others. */
function costOf({ worst }: DuePlan): number {
  return worst.some(({ quota }) => quota.startsWith('vpc-link')) ? 1 : 0;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Which resources are the fullest changes all the time where usage moves by itself: there only the limit counts, and the day. */
function basisOf(worst: readonly Measured[], wavers: DueSource['wavers']): string {
  const parts = worst.map(({ quota, resource, usage, limit, increaseRequest }, index) =>
    wavers(quota)
      ? JSON.stringify([index === 0 ? limit : null, increaseRequest])
      : JSON.stringify([resource?.id ?? '', usage, limit, increaseRequest]),
  );
  return parts.toSorted(compare).join(' ');
}
