/** From what was read to what it means: one measurement for every quota and resource. Pure. */
import { limitOf } from './limit';
import { type Measurement } from './measurement';
import { type MonitoredQuota, type Usage } from './quota';
import { type RegionReads } from './region-reads';
import { type Settings } from './settings';
import { severityOf, thresholdsFor } from './threshold';

/** Measures every quota of the catalogue in one Region. What was deleted while the scan ran is left out. */
export function evaluateRegion(
  accountId: string,
  reads: RegionReads,
  catalogue: readonly MonitoredQuota[],
  settings: Pick<Settings, 'thresholds' | 'limits'>,
): Measurement[] {
  return catalogue.flatMap((quota) =>
    quota.count(reads).flatMap((usage) => evaluateUsage(accountId, reads, quota, usage, settings)),
  );
}

function evaluateUsage(
  accountId: string,
  reads: RegionReads,
  quota: MonitoredQuota,
  { resource, used, notes = [] }: Usage,
  settings: Pick<Settings, 'thresholds' | 'limits'>,
): Measurement[] {
  const place = { quota: quota.id, accountId, region: reads.region, resource };
  switch (used.status) {
    case 'gone':
      return [];
    case 'waiting':
      return [{ status: 'waiting', ...place, reason: used.reason }];
    case 'failed':
      return [{ status: 'unmeasured', ...place, reason: used.reason }];
    case 'read': {
      const limit = limitOf(quota, place, reads, settings.limits);
      const thresholds = thresholdsFor(place, settings.thresholds.default, settings.thresholds.overrides);
      return [
        {
          status: 'measured',
          ...place,
          usage: used.value,
          limit: limit.value,
          limitSource: limit.source,
          utilization: limit.value > 0 ? Math.round((used.value / limit.value) * 1000) / 10 : null,
          severity: severityOf(used.value, limit.value, thresholds),
          adjustable: quota.adjustable,
          increaseRequest: null,
          notes: [...notes, ...limit.notes],
          measuredAt: used.at,
        },
      ];
    }
  }
}
