/** From what was read to what it means: one measurement for every quota and resource. Pure. */
import { limitOf } from './limit';
import { type Measurement, utilizationOf } from './measurement';
import type { MonitoredQuota, Usage } from './quota';
import type { RegionReads } from './region-reads';
import { openStatuses } from './resources';
import type { Settings } from './settings';
import { severityOf, thresholdsFor } from './threshold';

/** Measures the quotas in one Region. What was deleted while the scan ran is left out. */
export function evaluateRegion(
  accountId: string,
  reads: RegionReads,
  quotas: readonly MonitoredQuota[],
  settings: Pick<Settings, 'thresholds' | 'limits'>,
): Measurement[] {
  return quotas.flatMap((quota) =>
    quota.count(reads).flatMap((usage) => evaluateUsage(accountId, reads, quota, usage, settings)),
  );
}

function evaluateUsage(
  accountId: string,
  reads: RegionReads,
  quota: MonitoredQuota,
  { resource, used, limit: own, notes = [], peakMinute }: Usage,
  settings: Pick<Settings, 'thresholds' | 'limits'>,
): Measurement[] {
  const place = { quota: quota.id, accountId, region: reads.region, resource };
  switch (used.status) {
    case 'gone':
      return [];
    case 'waiting':
      return [{ status: 'waiting', ...place, reason: used.reason }];
    case 'failed':
      return [{ status: 'unmeasured', ...place, cause: used.kind, reason: used.reason }];
    case 'read': {
      const limit = limitOf(quota, place, own, reads, settings.limits);
      const thresholds = thresholdsFor(place, settings.thresholds.default, settings.thresholds.overrides);
      return [
        {
          status: 'measured',
          ...place,
          usage: used.value,
          limit: limit.value,
          limitSource: limit.source,
          utilization: utilizationOf(used.value, limit.value),
          severity: severityOf(used.value, limit.value, thresholds),
          adjustable: quota.adjustable,
          increaseRequest: increaseRequest(quota, place.resource?.id ?? null, reads),
          notes: [...notes, ...limit.notes],
          measuredAt: used.at,
          ...(peakMinute === undefined ? {} : { peakAt: new Date(peakMinute).toISOString() }),
        },
      ];
    }
  }
}

/** An open request for this resource, or for the whole account. */
function increaseRequest(quota: MonitoredQuota, resourceId: string | null, reads: RegionReads): string | null {
  const open = reads.of('increase-requests');
  if (quota.quotaCode === null || open.status !== 'read') return null;
  const found = open.value.find(
    (request) =>
      openStatuses.has(request.status) &&
      request.service === quota.service &&
      request.code === quota.quotaCode &&
      (request.resource === null || request.resource === resourceId),
  );
  return found ? `${found.status}: ${found.desired} requested` : null;
}
