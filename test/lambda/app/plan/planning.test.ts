import * as z from 'zod';
import { monitor } from '../../../../lambda/app/monitor';
import { fingerprintOf } from '../../../../lambda/domain/fingerprint';
import { clock } from '../../../support/account';
import { ACCOUNT, type Deployed, deployed, HOME, runFor } from '../../../support/deployed';

const MINUTE = 60_000;

/** Nine integrations that no route uses, and a hundred with only ten functions behind them. */
const orders = { name: 'orders', id: 'a1b2c3d4e5', routes: { count: 240 }, targets: 10, orphans: 9 };
const functions = Array.from({ length: 10 }, (_, index) => ({ name: `handler-${index + 1}` }));
const region = { httpApis: [orders], lambda: { functions } };

const fingerprint = fingerprintOf({
  accountId: ACCOUNT,
  region: HOME,
  subject: { kind: 'quota', id: 'http-api-integrations' },
});

/** What was computed last of those that are stored, by the state of the account. */
async function planIn(one: Deployed, name: 'plan.md' | 'plans.json.gz'): Promise<unknown> {
  const state = z.object({ plans: z.record(z.string(), z.object({ key: z.string() })) });
  const { plans } = state.parse(await one.get(`state/${ACCOUNT}.json.gz`));
  return await one.get((plans[fingerprint]?.key ?? '').replace('plan.md', name));
}

async function scanNow({ parts }: Deployed): Promise<void> {
  await clock.run(monitor(parts, runFor(clock.now())));
  await clock.run(clock.sleep(MINUTE));
  for (let minute = 1; minute < 15; minute += 1) await clock.run(clock.sleep(MINUTE));
}

/** Without reservations only plans list functions. */
function detailCalls({ sandbox }: Deployed): number {
  return sandbox.calls.filter(({ operation }) => operation === 'ListFunctions').length;
}

const incidentsIn = ({ lines }: Deployed) =>
  lines.filter(({ message }) => message === 'incident').map(({ reason, subject }) => [reason, subject]);

test('a quota past its threshold gets a plan in the bucket, and its incident says what the plan says', async () => {
  const one = await deployed({ [HOME]: region });

  await scanNow(one);

  const text = await planIn(one, 'plan.md');
  expect(text).toContain('# Integrations per HTTP API: `orders` in eu-west-1');
  expect(text).toContain('### 1. Delete 9 integrations that no route uses');
  expect(text).toContain('240 of 300 (80 %)');
  expect(await planIn(one, 'plans.json.gz')).toEqual([
    expect.objectContaining({
      quota: 'http-api-integrations',
      before: { usage: 249, limit: 300 },
      after: { usage: 10, limit: 300 },
      stale: null,
    }),
  ]);
  const state = await one.get(`state/${ACCOUNT}.json.gz`);
  expect(state).toMatchObject({
    plans: {
      [fingerprint]: {
        key: expect.stringMatching(new RegExp(`^plans/${fingerprint}/\\d{8}T\\d{9}Z/plan\\.md$`)),
        steps: [['Delete 9 integrations that no route uses: 249 → 240'], expect.anything()],
      },
    },
  });
});

test('a plan that is still good is not computed again before a day is over', async () => {
  const one = await deployed({ [HOME]: region });
  await scanNow(one);
  const first = await planIn(one, 'plans.json.gz');

  await scanNow(one);
  await scanNow(one);

  expect(detailCalls(one)).toBe(1);
  expect(await planIn(one, 'plans.json.gz')).toEqual(first);
  expect(incidentsIn(one).filter(([reason]) => reason === 'updated')).toEqual([]);
});

test('a plan is computed again when the members of its incident change, and the incident says so', async () => {
  const one = await deployed({ [HOME]: region });
  await scanNow(one);
  one.sandbox.change(HOME, { ...region, httpApis: [{ ...orders, orphans: 20 }] });

  await scanNow(one);

  expect(await planIn(one, 'plans.json.gz')).toEqual([expect.objectContaining({ before: { usage: 260, limit: 300 } })]);
});

test('what a plan needs and nobody may read is named in it, and nothing is guessed', async () => {
  const one = await deployed({ [HOME]: region });
  // The scan itself counts by the same operation: its one page goes through, the plan's does not.
  one.sandbox.fault({ service: 'apigatewayv2', operation: 'GetRoutes', kind: 'denied', after: 1 });

  await scanNow(one);

  const [plan] = [await planIn(one, 'plans.json.gz')].flat();
  expect(plan).toMatchObject({ before: { usage: 249, limit: 300 }, after: { usage: 249, limit: 300 } });
  expect(JSON.stringify(plan)).toContain('AccessDeniedException on apigatewayv2:GetRoutes');
});

test('a plan that cannot be stored keeps nothing from being told, and is due again', async () => {
  const one = await deployed({ [HOME]: region });
  one.sandbox.fault({ service: 's3', operation: 'PutObject', kind: 'error', times: 3 });

  await scanNow(one);

  expect(one.lines).toContainEqual(
    expect.objectContaining({ level: 'ERROR', message: expect.stringContaining('no plan for incident') }),
  );
  expect(incidentsIn(one)).toContainEqual(['first-breach', { kind: 'quota', id: 'http-api-integrations' }]);
});
