/**
 * What is still to be told, by the index on the attribute that only such items have.
 *
 * The index is eventually consistent: what was written within the last second or so may be missing in it, or still be there. So
 * it only says where to look; whether something is pending says the item itself, read consistently. What the index does not know
 * yet is told one scan later, since every scan wakes the notifier for all that waits.
 */
import { paginateQuery, paginateScan } from '@aws-sdk/client-dynamodb';
import { table, type Table } from './table';

export interface Pending {
  /** Since when the oldest of what waits is waiting. */
  readonly oldest: Date | null;
  readonly channels: readonly string[];
}

/** All that waits, whatever the account. */
export async function allPending({ client, name }: Table): Promise<Pending> {
  const { index, since, channel } = table.pending;
  const pages = paginateScan(
    { client },
    { TableName: name, IndexName: index, ProjectionExpression: `${since}, ${channel}` },
  );
  let oldest: string | null = null;
  const channels = new Set<string>();
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const found = item[since]?.S;
      if (found !== undefined && (oldest === null || found < oldest)) oldest = found;
      const place = item[channel]?.S;
      if (place !== undefined) channels.add(place);
    }
  }
  return { oldest: oldest === null ? null : new Date(oldest), channels: [...channels] };
}

/** The ids of the items that wait for this channel, the oldest first. */
export async function pendingIn({ client, name }: Table, place: string): Promise<string[]> {
  const { index, channel } = table.pending;
  const pages = paginateQuery(
    { client },
    {
      TableName: name,
      IndexName: index,
      KeyConditionExpression: `${channel} = :channel`,
      ExpressionAttributeValues: { ':channel': { S: place } },
    },
  );
  const ids: string[] = [];
  for await (const { Items = [] } of pages) ids.push(...Items.flatMap((item) => item[table.key]?.S ?? []));
  return ids;
}
