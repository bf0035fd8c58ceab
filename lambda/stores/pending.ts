/** What is still to be told. */
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { table, type Table } from './table';

/**
 * Since when the oldest of what waits to be told is waiting, or `null`. The index is eventually consistent: what was written
 * within the last second or so may be missing, which changes an age of minutes by nothing.
 */
export async function oldestPending({ client, name }: Table): Promise<Date | null> {
  const { index, since } = table.pending;
  const pages = paginateScan({ client }, { TableName: name, IndexName: index, ProjectionExpression: since });
  let oldest: string | null = null;
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const found = item[since]?.S;
      if (found !== undefined && (oldest === null || found < oldest)) oldest = found;
    }
  }
  return oldest === null ? null : new Date(oldest);
}
