/** Whether something that is watched could be looked for at all. Pure. */
import { isEachRead, type Watched } from './quota';
import { listOf } from './reads';
import type { Read } from './read';
import type { RegionReads } from './region-reads';
import { relevantIds } from './relevance';

/** One read or peak that it needs is not known: that it shows nothing then says nothing. */
export function isUnread({ reads: names, gauges }: Watched, reads: RegionReads): boolean {
  const isMissing = names.some((name) => {
    if (!isEachRead(name)) return isUnknown(reads.of(name));
    const list = reads.of(listOf[name]);
    if (list.status !== 'read') return true;
    return relevantIds(name, list.value).some((id) => isUnknown(reads.each(name, id)));
  });
  return isMissing || (gauges?.(reads) ?? []).some(({ key }) => isUnknown(reads.peak(key)));
}

function isUnknown({ status }: Read<unknown>): boolean {
  return status === 'failed' || status === 'waiting';
}
