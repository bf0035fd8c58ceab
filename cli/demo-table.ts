/** The monitor's table where no CloudFormation makes it: in the demonstration account and in benchmarks. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { table } from '../lambda/stores/table';

/** With the keys that the stack gives it. */
export async function createTable(name: string): Promise<void> {
  const client = new DynamoDBClient({});
  const { key, pending } = table;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [key, pending.channel, pending.since].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
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
    }),
  );
  client.destroy();
}
