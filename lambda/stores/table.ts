/** Headroom's own table: leases, and the incidents with what of them is still to be told. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { sdkConfig } from '../domain/sdk-config';

/** The names that the table's definition, the permissions and the code share. */
export const table = {
  key: 'id',
  /** A sparse index: only what waits to be told has the attribute. */
  pending: { index: 'pending', channel: 'pendingChannel', since: 'pendingSince' },
} as const;

export interface Table {
  readonly name: string;
  readonly client: DynamoDBClient;
}

export function openTable(name: string): Table {
  return { name, client: new DynamoDBClient(sdkConfig()) };
}
