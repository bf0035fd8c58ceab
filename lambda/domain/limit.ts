/** Which number a usage is held against, and how we know it. */
import { matches, type Subject } from './match';
import { type MonitoredQuota, quotaLists } from './quota';
import { type Read } from './read';
import { type RegionReads } from './region-reads';
import { type ServiceQuota } from './resources';
import { type Settings } from './settings';

export type LimitSource = 'config' | 'service-api' | 'service-quotas' | 'service-quotas-default' | 'catalogue';

export interface Limit {
  readonly value: number;
  readonly source: LimitSource;
  readonly notes: readonly string[];
}

/**
 * In this order: the configuration, the service's own API, the value that Service Quotas says is applied, its default,
 * the catalogue. A source that should have had a say but could not be read leaves a note: the number may be too low.
 */
export function limitOf(
  quota: MonitoredQuota,
  subject: Subject,
  reads: RegionReads,
  configured: Settings['limits'],
): Limit {
  const override = configured.findLast(({ match }) => matches(match, subject));
  if (override) return { value: override.value, source: 'config', notes: [] };

  const notes: string[] = [];
  const own = quota.serviceLimit?.(reads);
  if (own?.status === 'read') return { value: own.value, source: 'service-api', notes };
  if (own) notes.push(unreadable(own, `the service's own limit`));

  if (quota.quotaCode !== null) {
    const lists = quotaLists[quota.service];
    const applied = reads.of(lists.applied);
    const value = valueOf(applied, quota.quotaCode);
    if (value !== undefined) return { value, source: 'service-quotas', notes };
    if (applied.status !== 'read') notes.push(unreadable(applied, 'the applied value'));
    const standard = valueOf(reads.of(lists.defaults), quota.quotaCode);
    if (standard !== undefined) return { value: standard, source: 'service-quotas-default', notes };
  }
  return { value: quota.defaultValue, source: 'catalogue', notes };
}

function valueOf(quotas: Read<readonly ServiceQuota[]>, code: string): number | undefined {
  return quotas.status === 'read' ? quotas.value.find((one) => one.code === code)?.value : undefined;
}

function unreadable(read: Read<unknown>, what: string): string {
  const why = read.status === 'failed' || read.status === 'waiting' ? read.reason : 'not found';
  return `${what} could not be read (${why}); the limit shown may be out of date`;
}
