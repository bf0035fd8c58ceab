/** A deployed monitor for a test: its bucket, its table and its metrics in the sandbox, as the template makes them. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { gunzipSync } from 'node:zlib';
import { tableDefinition } from '../../cli/demo-table';
import type { LogLine } from '../../lambda/app/log';
import type { Run } from '../../lambda/app/leased';
import type { MonitorParts } from '../../lambda/app/monitor';
import type { AccountDescription, Sandbox, SandboxOptions } from '../../sandbox';
import { openEventBus } from '../../lambda/stores/events';
import { openMetrics } from '../../lambda/stores/metrics';
import { openNudges } from '../../lambda/stores/nudges';
import { openBucket } from '../../lambda/stores/objects';
import { openTable } from '../../lambda/stores/table';
import { account, clock } from './account';

export const ACCOUNT = '123456789012';
export const HOME = 'eu-west-1';
export const BUCKET = 'headroom-bucket';
export const TABLE = 'headroom-table';
export const QUEUE = 'headroom-nudges.fifo';

export interface Deployed {
  readonly sandbox: Sandbox;
  readonly parts: MonitorParts;
  /** What was logged so far. */
  readonly lines: LogLine[];
  readonly put: (key: string, body: string | Uint8Array) => Promise<void>;
  /** The object's JSON, or its text; `null` where there is none. */
  readonly get: (key: string) => Promise<unknown>;
}

let runs = 0;
/** A run of its own for that time. */
export function runFor(scheduledAt: Date): Run {
  runs += 1;
  return { scheduledAt, runId: String(runs) };
}

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** @param regions the account beside its bucket; the first one is home */
export async function deployed(
  regions: AccountDescription['regions'],
  options: Omit<SandboxOptions, 'account'> = {},
): Promise<Deployed> {
  const sandbox = await account({
    account: { accountId: ACCOUNT, regions, buckets: [BUCKET], queues: [QUEUE] },
    ...options,
  });
  await createTable(sandbox);
  const parts = {
    clock,
    accountId: ACCOUNT,
    homeRegion: HOME,
    objects: openBucket(BUCKET, ACCOUNT),
    table: openTable(TABLE),
    metrics: openMetrics(),
    bus: openEventBus('default'),
    nudges: openNudges(`${sandbox.endpoint}/${ACCOUNT}/${QUEUE}`),
  };
  const asAdministrator = openBucket(BUCKET, ACCOUNT, { region: HOME, credentials: sandbox.administrator });
  open.push(
    () => parts.objects.close(),
    () => parts.table.client.destroy(),
    () => parts.metrics.close(),
    () => parts.bus.close(),
    () => parts.nudges.close(),
    () => asAdministrator.close(),
  );
  const lines: LogLine[] = [];
  return {
    sandbox,
    parts: { ...parts, log: (line) => void lines.push(line) },
    lines,
    put: async (key, body) => {
      await asAdministrator.write(key, body, { contentType: 'application/octet-stream' });
    },
    get: async (key) => {
      const found = await asAdministrator.read(key);
      if (!found) return null;
      const text = (key.endsWith('.gz') ? gunzipSync(found.bytes) : Buffer.from(found.bytes)).toString('utf8');
      return /^[[{]/.test(text) ? JSON.parse(text) : text;
    },
  };
}

/** Somebody whom the policy of the scan does not bind. */
export function administratorOf({ endpoint, administrator }: Sandbox) {
  return { endpoint, region: HOME, credentials: administrator };
}

/** As the stack, or `cdk bootstrap`, would. */
export async function putParameter(sandbox: Sandbox, name: string, value: string): Promise<void> {
  const client = new SSMClient(administratorOf(sandbox));
  await client.send(new PutParameterCommand({ Name: name, Value: value, Type: 'String', Overwrite: true }));
  client.destroy();
}

/** As the stack makes it; loading the CDK for it would take longer than most tests. */
async function createTable(sandbox: Sandbox): Promise<void> {
  const client = new DynamoDBClient(administratorOf(sandbox));
  await client.send(new CreateTableCommand(tableDefinition(TABLE)));
  client.destroy();
}
