/** Rates that are added up from CloudWatch's series, and what is said when a series is not whole. */
import type { FaultDescription } from '../../../sandbox';
import { account, briefly, snapshotOf } from '../../support/account';
import { accountOf, REGION } from '../quotas/estate';

const wave = (peak: number) => ({ typical: 1, peak });

test.each<[FaultDescription['kind'], string]>([
  ['metric-internal-error', 'InternalError'],
  ['metric-forbidden', 'Forbidden'],
  ['metric-partial', 'PartialData'],
])('with a series that ends as %s nothing is counted of it, whatever points came', async (kind, status) => {
  const sandbox = await account({
    account: accountOf({
      httpApis: [{ name: 'web', routes: { count: 1 }, traffic: wave(30) }],
      lambda: { functions: [{ name: 'f' }], claimed: wave(700) },
    }),
  });
  sandbox.fault({ service: 'cloudwatch', kind });

  const snapshot = await snapshotOf();

  const reason = `${status} for a metric on cloudwatch:GetMetricData`;
  expect(briefly(snapshot, 'api-gateway-throttle-rate')).toEqual([[REGION, 'unmeasured', reason]]);
  expect(briefly(snapshot, 'lambda-concurrency')).toEqual([[REGION, 'unmeasured', reason]]);
  expect(snapshot.regions).toEqual([{ region: REGION, status: 'partial', reason: expect.stringContaining(reason) }]);
});

test('new connections of a WebSocket API spend the account’s rate as its messages do', async () => {
  await account({
    account: accountOf({ webSocketApis: [{ name: 'chat', actions: 1, traffic: wave(25), connects: wave(5) }] }),
  });

  const snapshot = await snapshotOf();

  expect(briefly(snapshot, 'api-gateway-throttle-rate')).toEqual([[REGION, 30, 10_000, 'service-api', 'ok']]);
});

test('the traffic of REST APIs is counted whether or not their names have any ASCII', async () => {
  await account({
    account: accountOf({
      restApis: [
        { name: 'shop', traffic: wave(4) },
        { name: 'Bücher', traffic: wave(10) },
        { name: '注文', traffic: wave(20) },
        { name: '注 文', traffic: wave(40) },
      ],
    }),
  });

  const snapshot = await snapshotOf();

  expect(briefly(snapshot, 'api-gateway-throttle-rate')).toEqual([[REGION, 74, 10_000, 'service-api', 'ok']]);
});
