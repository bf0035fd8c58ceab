/** What the kinds of items in the table have in common: reading many at once, and writing one on a condition. */
import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { table as names, type Table } from './table';

export type Item = Readonly<Record<string, AttributeValue>>;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const KEYS_A_BATCH = 100;
/** An answer may leave out what would make it larger than 16 MB, or more than the table can read at once. */
const MOST_ROUNDS_FOR_NOTHING = 10;

export async function readItem({ client, name }: Table, id: string): Promise<Item | null> {
  const { Item: found } = await client.send(
    new GetItemCommand({ TableName: name, Key: { [names.key]: { S: id } }, ConsistentRead: true }),
  );
  return found ?? null;
}

/** As they are now, those that there are, in no order. @throws what DynamoDB refuses */
export async function readItems({ client, name }: Table, ids: readonly string[]): Promise<Item[]> {
  const found: Item[] = [];
  let wanted = ids.map((id): Record<string, AttributeValue> => ({ [names.key]: { S: id } }));
  let inVain = 0;
  while (wanted.length > 0) {
    if (inVain === MOST_ROUNDS_FOR_NOTHING) throw new Error(`DynamoDB left ${wanted.length} items unread`);
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({
        RequestItems: { [name]: { Keys: wanted.slice(0, KEYS_A_BATCH), ConsistentRead: true } },
      }),
    );
    found.push(...(Responses?.[name] ?? []));
    const left = UnprocessedKeys?.[name]?.Keys ?? [];
    inVain = left.length < Math.min(wanted.length, KEYS_A_BATCH) ? 0 : inVain + 1;
    wanted = [...left, ...wanted.slice(KEYS_A_BATCH)];
  }
  return found;
}

export interface Update {
  /** No name may be one of DynamoDB's reserved words. */
  readonly set?: Readonly<Record<string, AttributeValue>>;
  /** Further assignments, as in `a = if_not_exists(a, :b)`. */
  readonly also?: readonly string[];
  readonly remove?: readonly string[];
  /** Members to put into sets, or to take out of them. */
  readonly add?: Readonly<Record<string, AttributeValue>>;
  readonly takeOut?: Readonly<Record<string, AttributeValue>>;
  readonly condition?: string;
  /** For `also` and `condition`. */
  readonly values?: Readonly<Record<string, AttributeValue>>;
}

/** @returns whether the condition held @throws what DynamoDB refuses otherwise */
export async function updateItem({ client, name }: Table, id: string, update: Update): Promise<boolean> {
  const { set = {}, also = [], remove = [], add = {}, takeOut = {}, condition, values = {} } = update;
  const all: Record<string, AttributeValue> = { ...values };
  /** `attribute = :value`, and the value noted. */
  const each = (pairs: Readonly<Record<string, AttributeValue>>, sign: string): string[] =>
    Object.entries(pairs).map(([attribute, value]) => {
      all[`:new_${attribute}`] = value;
      return `${attribute} ${sign}:new_${attribute}`;
    });
  const clauses = Object.entries({
    SET: [...each(set, '= '), ...also],
    REMOVE: remove,
    ADD: each(add, ''),
    DELETE: each(takeOut, ''),
  }).flatMap(([verb, parts]) => (parts.length === 0 ? [] : [`${verb} ${parts.join(', ')}`]));
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: name,
        Key: { [names.key]: { S: id } },
        UpdateExpression: clauses.join(' '),
        ...(condition === undefined ? {} : { ConditionExpression: condition }),
        ...(Object.keys(all).length === 0 ? {} : { ExpressionAttributeValues: all }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
