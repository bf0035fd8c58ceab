import { setImmediate as turn } from 'node:timers/promises';
import {
  BatchGetItemCommand,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Sandbox } from '../../../sandbox';
import { ACCOUNT_ID, closing, HOME, refusal, start, to } from '../support';

const OTHER = 'eu-west-1';
const TableName = 'incidents';
const key = (id: string) => ({ id: { S: id } });

let sandbox: Sandbox;
let client: DynamoDBClient;

beforeAll(async () => {
  sandbox = await start({ account: { accountId: ACCOUNT_ID, regions: { [HOME]: {}, [OTHER]: {} } } });
  client = closing(new DynamoDBClient(to(sandbox)));
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'pendingChannel', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'pending',
          KeySchema: [{ AttributeName: 'pendingChannel', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  const statusOf = async () => (await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus;
  while ((await statusOf()) !== 'ACTIVE');
});
beforeEach(() => sandbox.reset());

const put = (id: string, more: Partial<PutItemCommandInput> = {}) =>
  client.send(new PutItemCommand({ TableName, Item: key(id), ...more }));
const get = (id: string) => client.send(new GetItemCommand({ TableName, Key: key(id) }));

describe('through the sandbox', () => {
  test('of two conditional writes, one loses', async () => {
    const ConditionExpression = 'attribute_not_exists(id)';

    await put('once', { ConditionExpression });

    await expect(put('once', { ConditionExpression })).rejects.toMatchObject(
      refusal('ConditionalCheckFailedException', 400),
    );
  });

  test('an update is seen by the next read', async () => {
    await put('a', { Item: { ...key('a'), seq: { N: '1' } } });
    await client.send(
      new UpdateItemCommand({
        TableName,
        Key: key('a'),
        UpdateExpression: 'SET seq = seq + :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }),
    );

    expect(await get('a')).toMatchObject({ Item: { seq: { N: '2' } } });
  });

  test('a sparse index has only the items with its attribute', async () => {
    await put('told');
    await put('pending', { Item: { ...key('pending'), pendingChannel: { S: 'C1' } } });

    const { Items } = await pendingOf('C1');

    expect(Items).toEqual([{ ...key('pending'), pendingChannel: { S: 'C1' } }]);
  });

  test('a Region has its own tables', async () => {
    const elsewhere = closing(new DynamoDBClient(to(sandbox, OTHER)));

    expect(await elsewhere.send(new ListTablesCommand({}))).toMatchObject({ TableNames: [] });
    expect(await client.send(new ListTablesCommand({}))).toMatchObject({ TableNames: [TableName] });
  });

  test('a table that is not there is refused in AWS’s words', async () => {
    await expect(client.send(new GetItemCommand({ TableName: 'nobody', Key: key('a') }))).rejects.toMatchObject(
      refusal('ResourceNotFoundException', 400, { message: 'Requested resource not found' }),
    );
  });

  const pendingOf = (channel: string) =>
    client.send(
      new QueryCommand({
        TableName,
        IndexName: 'pending',
        KeyConditionExpression: 'pendingChannel = :channel',
        ExpressionAttributeValues: { ':channel': { S: channel } },
      }),
    );

  test('each call is in the log, with its table or index', async () => {
    await put('a');
    await pendingOf('C1');
    await client.send(new ListTablesCommand({}));
    await client
      .send(
        new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key('a')] }, other: { Keys: [key('a')] } } }),
      )
      .catch(() => {});

    const table = `arn:aws:dynamodb:${HOME}:${ACCOUNT_ID}:table`;
    expect(sandbox.calls.map(({ operation, action, resource }) => [operation, action, resource])).toEqual([
      ['PutItem', 'dynamodb:PutItem', `${table}/incidents`],
      ['Query', 'dynamodb:Query', `${table}/incidents/index/pending`],
      ['ListTables', 'dynamodb:ListTables', '*'],
      ['BatchGetItem', 'dynamodb:BatchGetItem', `${table}/incidents`],
    ]);
    expect(sandbox.calls[3]?.also).toEqual([{ action: 'dynamodb:BatchGetItem', resource: `${table}/other` }]);
  });
});

describe('what dynalite lacks is refused', () => {
  test('transactions', async () => {
    await expect(
      client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: key('a') } }] })),
    ).rejects.toMatchObject(refusal('UnknownOperationException', 400));
  });

  test('the old item in a failed condition', async () => {
    await expect(put('a', { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })).rejects.toThrow(
      'the sandbox has no ReturnValuesOnConditionCheckFailure',
    );
  });
});

describe('faults', () => {
  test.each([
    ['denied', 'AccessDeniedException', 400],
    ['error', 'InternalServerError', 500],
    ['throttled', 'ThrottlingException', 400],
  ] as const)('%s: the table is not touched', async (kind, name, status) => {
    sandbox.fault({ kind, service: 'dynamodb' });
    await expect(put(kind)).rejects.toMatchObject(refusal(name, status));

    sandbox.reset();
    expect(await get(kind)).not.toHaveProperty('Item');
  });

  test('a call that hangs is never answered', async () => {
    sandbox.fault({ kind: 'hang', operation: 'PutItem' });
    const patience = new AbortController();
    const hanging = client.send(new PutItemCommand({ TableName, Item: key('hang') }), {
      abortSignal: patience.signal,
    });
    while (sandbox.calls.length === 0) await turn();

    patience.abort();

    await expect(hanging).rejects.toMatchObject({ name: 'AbortError' });
    expect(sandbox.calls).toMatchObject([{ operation: 'PutItem', status: 0 }]);
  });

  test('an answer that is cut off comes after the write', async () => {
    sandbox.fault({ kind: 'cut', times: 1 });
    await expect(put('cut')).rejects.toThrow('aborted');

    expect(await get('cut')).toMatchObject({ Item: key('cut') });
  });
});

test('closing ends what was started', async () => {
  const listening = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
  const before = listening();
  const short = await start({ account: { accountId: ACCOUNT_ID, regions: { [HOME]: {} } } });
  await closing(new DynamoDBClient(to(short))).send(new ListTablesCommand({}));
  expect(listening()).toBe(before + 1);

  await short.close();
  // What is closed is gone at the end of a turn.
  await turn();
  await turn();

  expect(listening()).toBe(before);
});
