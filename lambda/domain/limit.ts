/** Which number a usage is held against, and how we know it. */
import { matches, type Subject } from './match';
import { type MonitoredQuota, quotaLists, type Usage } from './quota';
import type { Read } from './read';
import type { RegionReads } from './region-reads';
import type { ServiceQuota } from './resources';
import type { Settings } from './settings';

export type LimitSource = 'config' | 'service-api' | 'service-quotas' | 'service-quotas-default' | 'catalogue';

export interface Limit {
  readonly value: number;
  readonly source: LimitSource;
  readonly notes: readonly string[];
}

/**
 * In this order: the configuration, the service's own API, the value that Service Quotas says is applied (to the resource,
 * else to the account), its default, the catalogue. A source that should have had a say but could not be read leaves a note,
 * and so does a disagreement between the service and Service Quotas.
 */
export function limitOf(
  quota: MonitoredQuota,
  subject: Subject,
  own: Usage['limit'],
  reads: RegionReads,
  configured: Settings['limits'],
): Limit {
  const override = configured.findLast(({ match }) => matches(match, subject));
  if (override) {
    const doubt = quota.adjustable === 'no' && override.value > quota.defaultValue;
    const notes = doubt ? [`your settings say ${override.value}, but AWS does not raise this quota`] : [];
    return { value: override.value, source: 'config', notes };
  }

  const listed = quota.quotaCode === null ? null : listedLimit(quota, quota.quotaCode, subject, reads);
  if (own?.status === 'read') {
    const differs = listed?.source === 'service-quotas' && listed.value !== own.value;
    const notes = differs ? [`Service Quotas says ${listed.value}, the service itself ${own.value}`] : [];
    return { value: own.value, source: 'service-api', notes };
  }
  const notes = own ? [unreadable(own, "the service's own limit")] : [];
  const limit = listed ?? { value: quota.defaultValue, source: 'catalogue' as const, notes: [] };
  return { ...limit, notes: [...notes, ...limit.notes] };
}

/** What Service Quotas knows; `null` only where the quota is unknown to it and that is no surprise. */
function listedLimit(quota: MonitoredQuota, code: string, subject: Subject, reads: RegionReads): Limit | null {
  const lists = quotaLists[quota.service];
  const applied = reads.of(lists.applied);
  const value = valueIn(applied, quota, code, subject);
  if (value !== undefined) return { value, source: 'service-quotas', notes: [] };
  const notes = applied.status === 'read' ? [] : [unreadable(applied, 'the applied value')];
  const defaults = reads.of(lists.defaults);
  const standard = valueIn(defaults, quota, code, subject);
  if (standard !== undefined) return { value: standard, source: 'service-quotas-default', notes };
  if (defaults.status !== 'read') notes.push(unreadable(defaults, 'the default value'));
  else if (applied.status === 'read') {
    notes.push(`Service Quotas knows neither the code ${code} nor the name; the limit is AWS's documented default`);
  }
  return { value: quota.defaultValue, source: 'catalogue', notes };
}

/** By code, else by name, in case AWS gave the quota another code; the resource's own value before the account's. */
function valueIn(
  list: Read<readonly ServiceQuota[]>,
  quota: MonitoredQuota,
  code: string,
  { resource }: Subject,
): number | undefined {
  if (list.status !== 'read') return undefined;
  const byCode = list.value.filter((row) => row.code === code);
  const rows = byCode.length > 0 ? byCode : list.value.filter((row) => row.name === quota.serviceName);
  const own = resource === null ? undefined : rows.find((row) => row.resource === resource.id);
  return (own ?? rows.find((row) => row.resource === null))?.value;
}

function unreadable(read: Read<unknown>, what: string): string {
  const why = read.status === 'failed' || read.status === 'waiting' ? read.reason : 'not found';
  return `${what} could not be read (${why}); the limit shown may be out of date`;
}
