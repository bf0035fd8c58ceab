/** The monitor's table where no CloudFormation makes it: in the demonstration account, in benchmarks and in tests. */
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { table } from '../lambda/stores/table';

export async function createTable(name: string): Promise<void> {
  const client = new DynamoDBClient({});
  await client.send(new CreateTableCommand(tableDefinition(name)));
  client.destroy();
}

/** With the keys that the stack gives it; a test compares the two. */
export function tableDefinition(name: string): CreateTableCommandInput {
  const { key, pending } = table;
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [key, pending.channel, pending.since].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S' as const,
    })),
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: pending.index,
        KeySchema: [
          { AttributeName: pending.channel, KeyType: 'HASH' },
          { AttributeName: pending.since, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  };
}
