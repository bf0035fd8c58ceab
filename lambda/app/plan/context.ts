/** What a plan is computed from: what the scan saw, and where more can be asked. */
import type { DetailSource } from '../../domain/detail-source';
import type { SignalSource } from '../../domain/signal-source';
import type { Measured, Measurement } from '../../domain/measurement';
import { type BudgetName, budgets } from '../../domain/reads';
import type { Settings } from '../../domain/settings';
import type { RegionReads } from '../../domain/region-reads';
import type { MonitoredQuota } from '../../domain/quota';
import type { Goal } from '../../remediation/pipeline';
import type { OtherQuota, QuotaFacts } from '../../remediation/facts';
import { catalogue, serviceOf } from '../../quotas';
import { textOf } from '../../quotas/texts';

export interface PlanContext {
  readonly accountId: string;
  readonly partition: string;
  readonly measurements: readonly Measurement[];
  /** By Region. */
  readonly reads: ReadonlyMap<string, RegionReads>;
  readonly detailsOf: (region: string) => DetailSource;
  /** By Region; `null`: nobody has opted in. */
  readonly signalsOf: ((region: string) => SignalSource) | null;
  /** Percent of the limit that plans aim at. */
  readonly target: number;
  /** The part of AWS's published rates that calls are paced to: above 0, at most 1. */
  readonly controlPlaneShare: number;
  readonly now: Date;
}

/** The paced calls of one plan may take this long: whoever waits for the scan's news waits for it too. */
export const PLAN_SECONDS = 120;

/** How long paced calls take, in seconds: as long as the budget that is spent the longest needs. */
export function secondsOf(calls: Partial<Record<BudgetName, number>>, share: number): number {
  const names: readonly BudgetName[] = ['control-plane', 'get-resources', 'lambda-control-plane'];
  return Math.max(...names.map((name) => (calls[name] ?? 0) / (budgets[name].perSecond * share)));
}

export function planLimits({
  plans,
  scan,
}: Pick<Settings, 'plans' | 'scan'>): Pick<PlanContext, 'target' | 'controlPlaneShare'> {
  return { target: plans.targetPercent, controlPlaneShare: scan.controlPlaneShare };
}

export function goalOf({ target }: PlanContext): Goal {
  return { target: target / 100 };
}

export function quotaOf(id: string): MonitoredQuota | undefined {
  return catalogue.find((one) => one.id === id);
}

export function quotaFacts(one: Measured, { partition }: PlanContext): QuotaFacts {
  const known = quotaOf(one.quota);
  const { title, quotaCode } = textOf({ kind: 'quota', id: one.quota });
  return {
    id: one.quota,
    name: title,
    unit: known?.unit ?? '',
    service: serviceOf(one.quota),
    quotaCode,
    adjustable: one.adjustable,
    region: one.region,
    accountId: one.accountId,
    partition,
    resource: one.resource,
    usage: one.usage,
    limit: one.limit,
    increaseRequest: one.increaseRequest,
  };
}

/** What else was measured in the Region: a plan must not solve one quota at the cost of another. */
export function othersOf(one: Measured, { measurements }: PlanContext): OtherQuota[] {
  return measurements
    .filter((other) => other.status === 'measured')
    .filter(
      ({ region, quota, resource }) =>
        region === one.region && (quota !== one.quota || resource?.id !== one.resource?.id),
    )
    .map(({ quota, resource, usage, limit }) => ({ id: quota, resourceId: resource?.id ?? null, usage, limit }));
}
