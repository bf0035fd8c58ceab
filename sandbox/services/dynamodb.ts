/**
 * DynamoDB. Faults, permissions and the log are the sandbox's; what an operation does is dynalite's, which checks
 * expressions, conditions and sizes as AWS does. Where it falls short of AWS:
 * - it has no transactions, no PartiQL, no streams, and nothing expires;
 * - every read is consistent, even one that does not ask for it;
 * - the ARNs in its answers name another account.
 */
import type { Server } from 'node:http';
import { Readable } from 'node:stream';
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { jsonWords, type Place, type Service, textIn } from '../service';
import { awsJson } from '../wire/json';
import { allBut, type CallContext, forward, Forwarded } from '../wire/operation';
import { plainBody, type WireRequest, type WireResponse } from '../wire/wire';
import { offlineConfig } from './client-config';

/** A dynalite for each Region that is asked for, since one knows no Regions. They begin with the first request, and hold nothing open. */
class Dynalites {
  private readonly servers = new Map<string, Promise<Server>>();

  async send(region: string, request: WireRequest): Promise<WireResponse> {
    const starting = this.servers.get(region) ?? start();
    this.servers.set(region, starting);
    return await exchange(await starting, request);
  }
}

async function start(): Promise<Server> {
  // Loaded here, because most accounts never ask for it.
  const { default: dynalite } = await import('dynalite');
  return dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
}

/** What dynalite looks at. */
const REQUEST_HEADERS = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization'];
const ANSWER_HEADERS = ['content-type', 'x-amz-crc32'];

/** It is a server that listens to nobody: what came over the wire once need not go over it again. */
async function exchange(server: Server, { headers, ...request }: WireRequest): Promise<WireResponse> {
  const asked = Object.assign(Readable.from([plainBody({ headers, ...request })]), {
    method: 'POST',
    url: '/',
    headers: chosen(headers, REQUEST_HEADERS),
  });
  return await new Promise((resolve) => server.emit('request', asked, new Answer(resolve)));
}

/** As much of an HTTP answer as dynalite fills in. */
class Answer {
  statusCode = 200;
  private readonly headers: Record<string, string> = {};

  constructor(private readonly give: (response: WireResponse) => void) {}

  setHeader(name: string, value: string | number): void {
    this.headers[name.toLowerCase()] = String(value);
  }

  end(body = ''): void {
    this.give({ status: this.statusCode, headers: chosen(this.headers, ANSWER_HEADERS), body });
  }
}

function chosen(headers: WireRequest['headers'], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
  );
}

/** Members that dynalite would ignore. */
const UNKNOWN_IN_WRITES = ['ReturnValuesOnConditionCheckFailure'] as const;
const KNOWN_OF_TABLES = [
  'TableName',
  'AttributeDefinitions',
  'KeySchema',
  'BillingMode',
  'ProvisionedThroughput',
  'LocalSecondaryIndexes',
  'GlobalSecondaryIndexes',
] as const;

export function dynamoDb(place: Omit<Place, 'region'>): Service {
  const dynalites = new Dynalites();
  const arnOf = (region: string, table: string) =>
    `arn:${place.partition}:dynamodb:${region}:${place.accountId}:table/${table}`;
  const answer = async (_: object, { region, request }: CallContext) =>
    new Forwarded(await dynalites.send(region, request));
  /** Each table needs the permission; that on the first is the operation's own. */
  const answerBatch = (action: string) => async (input: object, context: CallContext) => {
    for (const table of tablesOf(input).slice(1)) context.need({ action, resource: arnOf(context.region, table) });
    return await answer(input, context);
  };
  return {
    name: 'dynamodb',
    signingName: 'dynamodb',
    wire: awsJson(new DynamoDBClient(offlineConfig).config.protocol),
    words: { ...jsonWords, internal: ['InternalServerError', 500] },
    permission: ({ operation, input, place: { region } }) => {
      const action = `dynamodb:${operation}`;
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
      if (operation === 'ListTables') return { action, resource: '*' };
      const table = textIn(input, 'TableName') || (tablesOf(input)[0] ?? '');
      const index = textIn(input, 'IndexName');
      return { action, resource: arnOf(region, index === '' ? table : `${table}/index/${index}`) };
    },
    operations: [
      forward(GetItemCommand, answer),
      forward(PutItemCommand, answer, UNKNOWN_IN_WRITES),
      forward(UpdateItemCommand, answer, UNKNOWN_IN_WRITES),
      forward(DeleteItemCommand, answer, UNKNOWN_IN_WRITES),
      forward(QueryCommand, answer),
      forward(ScanCommand, answer),
      forward(BatchGetItemCommand, answerBatch('dynamodb:BatchGetItem')),
      forward(BatchWriteItemCommand, answerBatch('dynamodb:BatchWriteItem')),
      forward(CreateTableCommand, answer, allBut(CreateTableCommand, KNOWN_OF_TABLES)),
      forward(DescribeTableCommand, answer),
      forward(DeleteTableCommand, answer),
      forward(ListTablesCommand, answer),
    ],
  };
}

/** The tables that a batch names. */
function tablesOf(input: object): readonly string[] {
  const items: unknown = Reflect.get(input, 'RequestItems');
  return typeof items === 'object' && items !== null ? Object.keys(items) : [];
}
