/** One quota that is too full: what its plan needs is read, and the plan computed. */
import type { Measured } from '../../domain/measurement';
import type { Plan } from '../../domain/plan';
import { type PlanContext, quotaFacts } from './context';
import { partsOf } from './kinds';

export type PlanOutcome =
  | { readonly status: 'planned'; readonly plan: Plan }
  /** The scan ended before the call budget allowed what the plan needs. */
  | { readonly status: 'waiting'; readonly reason: string };

export async function planOf(one: Measured, context: PlanContext): Promise<PlanOutcome> {
  const quota = quotaFacts(one, context);
  const { parts, stale, reads } = await partsOf(one, quota, context);
  const unreached = reads.find((read) => read.status === 'waiting');
  if (unreached) return { status: 'waiting', reason: unreached.reason };
  const times = [one.measuredAt, ...reads.flatMap((read) => (read.status === 'read' ? read.at : []))];
  const { accountId, region, resource, adjustable } = one;
  return {
    status: 'planned',
    plan: {
      schemaVersion: 1,
      accountId,
      region,
      quota: one.quota,
      quotaName: quota.name,
      unit: quota.unit,
      resource,
      adjustable,
      target: context.target,
      readAt: times.toSorted()[0] ?? one.measuredAt,
      ...parts,
      stale,
    },
  };
}
