/** The real definition over the real handlers, in real time; only Step Functions itself is the smallest interpreter that runs it. */
import * as z from 'zod';
import { roundDefinition } from '../../infra/round-definition';
import { handler as round } from '../../lambda/round';
import { handler as scan } from '../../lambda/scan';
import { systemClock } from '../../lambda/system-clock';
import { ACCOUNT, BUCKET, HOME, QUEUE, TABLE } from '../support/deployed';
import {
  apiWith,
  BANK,
  type DeployedOrganization,
  deployedOrganization,
  EXTERNAL_ID,
  member,
  openIn,
  ORGANIZATION,
  SHOP,
} from '../support/organization';
import { type Execution, runStates } from '../support/states-runner';

const ROUND = `arn:aws:lambda:${HOME}:${ACCOUNT}:function:round`;
const SCAN = `arn:aws:lambda:${HOME}:${ACCOUNT}:function:scan`;

beforeEach(() => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const name of Object.keys(process.env)) if (name.startsWith('HEADROOM_')) delete process.env[name];
});

async function organization(members: Parameters<typeof deployedOrganization>[0]): Promise<DeployedOrganization> {
  const all = await deployedOrganization(members, { options: { clock: systemClock } });
  Object.assign(process.env, {
    HEADROOM_ACCOUNT: ACCOUNT,
    HEADROOM_BUCKET: BUCKET,
    HEADROOM_TABLE: TABLE,
    HEADROOM_EVENT_BUS: 'default',
    HEADROOM_QUEUE_URL: `${all.sandbox.endpoint}/${ACCOUNT}/${QUEUE}`,
    HEADROOM_ORGANIZATION: ORGANIZATION,
    HEADROOM_EXTERNAL_ID: EXTERNAL_ID,
  });
  return all;
}

interface Machine {
  readonly batchesAtOnce?: number;
  readonly toleratedFailurePercent?: number;
  readonly scanning?: (payload: unknown) => Promise<unknown>;
}

let executions = 0;
async function execute(all: DeployedOrganization, at: string, machine: Machine = {}): Promise<Execution> {
  const { batchesAtOnce = 20, toleratedFailurePercent = 10, scanning = scanned } = machine;
  const definition = roundDefinition({
    partition: 'aws',
    round: { arn: ROUND, seconds: 300 },
    scan: { arn: SCAN, seconds: 600 },
    organization: { batchesAtOnce, toleratedFailurePercent },
  });
  return await runStates(
    definition,
    { scheduledAt: at },
    {
      functions: {
        [ROUND]: async (payload) => await round(payload, { invokedFunctionArn: ROUND }),
        [SCAN]: scanning,
      },
      read: async (_, key) => JSON.stringify(await all.get(key)),
      sleep: async () => {},
      execution: `execution:${(executions += 1)}`,
    },
  );
}

const scanned = async (payload: unknown) =>
  await scan(payload, { invokedFunctionArn: SCAN, getRemainingTimeInMillis: () => 600_000 });
/** What was to begin long ago would have no time left. */
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

test('the state machine takes every account through one round, and what it tells of them stands in the table', async () => {
  const all = await organization([
    member(SHOP, 'shop', apiWith(290)),
    member(BANK, 'bank', apiWith(20), { role: null }),
  ]);
  const execution = await execute(all, minutesAgo(4));

  expect(execution).toMatchObject({ status: 'SUCCEEDED', entered: ['Begin', 'WhatIsDue', 'Accounts', 'End', 'Ended'] });
  expect(await all.get('organization/book.json.gz')).toMatchObject({
    accounts: { [SHOP]: { trouble: null }, [BANK]: { summary: null, trouble: { kind: 'role' } } },
  });
  expect(await openIn(all, SHOP)).toEqual(['http-api-integrations orders', 'http-api-routes orders']);
  const metrics = all.sandbox.calls.filter(({ operation }) => operation === 'PutMetricData');
  expect(metrics).toHaveLength(1);
});

test('started twice for the same time, the second one ends without a look at anybody', async () => {
  const all = await organization([]);
  const at = minutesAgo(4);
  await execute(all, at);
  const before = all.sandbox.calls.length;
  const again = await execute(all, at);

  expect(again).toMatchObject({ status: 'SUCCEEDED', entered: ['Begin', 'WhatIsDue', 'Skipped'] });
  expect(all.sandbox.calls.slice(before).map(({ operation }) => operation)).not.toContain('ListAccounts');
});

test('of two batches one may fail: the others are scanned, the round ends, and the failed are first in the next', async () => {
  // With home and the management account a batch of ten and one of two.
  const ids = Array.from({ length: 10 }, (_, index) => String(100_000_000_000 + index));
  const all = await organization(ids.map((id) => member(id, id, {})));
  const failing = async (payload: unknown) => {
    const { Items } = z.object({ Items: z.array(z.unknown()) }).parse(payload);
    if (Items.length === 2) throw new Error('Runtime exited with error: signal: killed');
    return await scanned(payload);
  };
  const execution = await execute(all, minutesAgo(4), { toleratedFailurePercent: 50, scanning: failing });

  expect(execution.status).toBe('SUCCEEDED');
  const book = await all.get('organization/book.json.gz');
  expect(JSON.stringify(book).match(/"kind":"unread"/g)).toHaveLength(2);
  await execute(all, minutesAgo(0));
  expect(JSON.stringify(await all.get('organization/book.json.gz'))).not.toContain('"kind":"unread"');
});

test('when too many batches fail the execution fails, after its end has told what there is', async () => {
  const all = await organization([member(SHOP, 'shop', apiWith(290))]);
  const execution = await execute(all, minutesAgo(4), {
    scanning: () => Promise.reject(new Error('Runtime exited with error: signal: killed')),
  });

  expect(execution).toMatchObject({
    status: 'FAILED',
    error: 'States.ExceedToleratedFailureThreshold',
    entered: ['Begin', 'WhatIsDue', 'Accounts', 'EndWithProblem', 'Failed'],
  });
  expect(all.sandbox.calls.map(({ operation }) => operation)).toContain('PutMetricData');
});

test('a batch without an external id is refused: the function was deployed for one account', async () => {
  await organization([]);
  delete process.env['HEADROOM_EXTERNAL_ID'];

  await expect(scanned({ Items: [], BatchInput: { scheduledAt: minutesAgo(4) } })).rejects.toThrow(
    'expected HEADROOM_EXTERNAL_ID',
  );
});
