/** Keeps the scans of one account, or the rounds of an organization, apart: only one runs at a time, none runs twice, and none runs after a newer one. */
import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { table, type Table } from './table';

export type LeaseResult =
  | { readonly status: 'held' }
  /** `ran`: this very scan has begun already. `newer`: a later one has. `running`: the one before has not come to its end. */
  | { readonly status: 'refused'; readonly reason: 'ran' | 'newer' | 'running'; readonly by: string };

/** Longer than a scan may run, so that one that crashed does not hold up the next. */
const LEASE_MS = 7 * 60_000;

export interface LeaseRequest {
  /** Unique for each run: an own lease whose answer was lost is recognized by it when the SDK tries again. */
  readonly runId: string;
  /** The time that the scan is for, which is its identity. */
  readonly scheduledAt: Date;
  /** By this clock a lease that was not given back runs out. */
  readonly now: Date;
  /** For how long it holds then, in milliseconds; seven minutes, if not given. */
  readonly forMs?: number | undefined;
}

/** @throws what DynamoDB refuses */
export async function takeLease(
  { client, name }: Table,
  subject: string,
  { runId, scheduledAt, now, forMs = LEASE_MS }: LeaseRequest,
): Promise<LeaseResult> {
  const key = { [table.key]: { S: `lease#${subject}` } };
  const scan = scheduledAt.toISOString();
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: name,
        Key: key,
        UpdateExpression: 'SET schemaVersion = :one, scheduledAt = :scan, heldUntil = :until, runId = :run',
        ConditionExpression: `attribute_not_exists(${table.key}) OR (scheduledAt < :scan AND heldUntil < :now)`,
        ExpressionAttributeValues: {
          ':one': { N: '1' },
          ':run': { S: runId },
          ':scan': { S: scan },
          ':until': { N: String(now.getTime() + forMs) },
          ':now': { N: String(now.getTime()) },
        },
      }),
    );
    return { status: 'held' };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const { Item } = await client.send(new GetItemCommand({ TableName: name, Key: key, ConsistentRead: true }));
    if (Item?.['runId']?.S === runId) return { status: 'held' };
    const by = Item?.['scheduledAt']?.S ?? 'unknown';
    return { status: 'refused', reason: by === scan ? 'ran' : by > scan ? 'newer' : 'running', by };
  }
}

/** The time stays: no scan for it, or for an earlier one, runs again. */
export async function giveBackLease({ client, name }: Table, subject: string, scheduledAt: Date): Promise<void> {
  await client.send(
    new UpdateItemCommand({
      TableName: name,
      Key: { [table.key]: { S: `lease#${subject}` } },
      UpdateExpression: 'SET heldUntil = :never',
      ConditionExpression: 'scheduledAt = :scan',
      ExpressionAttributeValues: { ':never': { N: '0' }, ':scan': { S: scheduledAt.toISOString() } },
    }),
  );
}
