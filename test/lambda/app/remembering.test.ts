import { scan } from '../../../lambda/app/scan';
import type { Settings } from '../../../lambda/domain/settings';
import type { AccountState } from '../../../lambda/domain/state';
import type { AccountDescription, Sandbox } from '../../../sandbox';
import { account, briefly, clock, settingsOf } from '../../support/account';

/** What a scan makes of the one before, over the real protocols: the account may change between the two. */
const REGION = 'eu-west-1';
type Region = AccountDescription['regions'][string];
const accountOf = (region: Region): AccountDescription => ({
  accountId: '123456789012',
  regions: { [REGION]: region },
});

async function next(state: AccountState | undefined, settings: Settings = settingsOf()) {
  const result = await clock.run(scan({ clock, settings, state }));
  if (result.status !== 'scanned') throw new Error(`the scan ended as ${JSON.stringify(result)}`);
  return result;
}

/** In steps that the clock takes without waiting for anybody's pause of real time. */
async function pass(minutes: number): Promise<void> {
  for (let left = minutes; left > 0; left -= 1) await clock.run(clock.sleep(60_000));
}

const withShare = (controlPlaneShare: number): Settings => {
  const settings = settingsOf();
  return { ...settings, scan: { ...settings.scan, controlPlaneShare } };
};
const regionalCalls = (sandbox: Sandbox): number =>
  sandbox.calls.filter(({ service }) => service !== 'sts' && service !== 'account').length;

test('a scan that fills its slice measures Lambda and the request rate all the same', async () => {
  await account({
    account: accountOf({
      httpApis: [{ name: 'web', copies: 60, routes: { count: 2 }, traffic: { typical: 1, peak: 2 } }],
      lambda: { functions: [{ name: 'f' }], claimed: { typical: 900, peak: 990 } },
    }),
  });

  // 0.2 calls a second: 54 of more than 240 within the time.
  const { snapshot } = await next(undefined, withShare(0.02));

  expect(snapshot.measurements.filter((one) => one.status === 'waiting').length).toBeGreaterThan(100);
  expect(briefly(snapshot, 'lambda-concurrency')).toEqual([[REGION, 990, 1000, 'service-api', 'critical']]);
  expect(briefly(snapshot, 'api-gateway-throttle-rate')).toEqual([[REGION, 120, 10_000, 'service-api', 'ok']]);
});

test('what fails again and again does not keep the rest from its turn', async () => {
  const sandbox = await account({
    account: accountOf({ httpApis: [{ name: 'web', copies: 30, routes: { count: 2 } }] }),
  });
  sandbox.fault({ operation: 'GetIntegrations', kind: 'gone' }, { operation: 'GetRoutes', kind: 'denied' });
  sandbox.fault({ operation: 'GetAuthorizers', kind: 'empty' });
  let state: AccountState | undefined;
  let counted = 0;
  for (let number = 1; number <= 6; number += 1) {
    const result = await next(state, withShare(0.02));
    state = result.state;
    counted = result.snapshot.measurements.filter(
      (one) => one.quota === 'http-api-stages' && one.status === 'measured',
    ).length;
    await pass(10);
  }

  expect(counted).toBe(30);
});

test('a Region where everything is denied costs at most four calls an hour, and stays denied', async () => {
  const sandbox = await account({ account: { accountId: '123456789012', regions: { [REGION]: {}, 'us-east-1': {} } } });
  sandbox.fault({ region: 'us-east-1', kind: 'denied' });
  const callsThere = (): number =>
    sandbox.calls.filter((call) => call.region === 'us-east-1' && call.service !== 'account').length;
  let { state, snapshot } = await next(undefined);
  await pass(55);
  for (let hour = 1; hour <= 5; hour += 1) {
    const before = callsThere();
    for (let quarter = 0; quarter < 4; quarter += 1) {
      ({ state, snapshot } = await next(state));
      expect(snapshot.regions[1]).toMatchObject({ region: 'us-east-1', status: 'denied' });
      await pass(15);
    }
    expect(callsThere() - before).toBeLessThanOrEqual(4);
  }
  expect(new Set(snapshot.measurements.filter((one) => one.region === 'us-east-1').map((one) => one.status))).toEqual(
    new Set(['unmeasured']),
  );
});

test('what was denied is asked again after an hour', async () => {
  const sandbox = await account({ account: accountOf({ httpApis: [{ name: 'web', routes: { count: 2 } }] }) });
  sandbox.fault({ operation: 'GetIntegrations', kind: 'denied' });
  const first = await next(undefined);
  sandbox.reset();
  await pass(15);
  const second = await next(first.state);
  await pass(60);
  const third = await next(second.state);

  expect(briefly(second.snapshot, 'http-api-integrations')).toEqual([['web', 'unmeasured', expect.any(String)]]);
  expect(second.snapshot.regions).toEqual([expect.objectContaining({ status: 'partial' })]);
  expect(briefly(third.snapshot, 'http-api-integrations')).toEqual([['web', 2, 300, 'catalogue', 'ok']]);
});

test('a stage that was deployed since its list was read counts in the request rate', async () => {
  const throttle = { rate: 20_000, burst: 5000 };
  const traffic = { typical: 9500, peak: 9500 };
  await account({
    account: accountOf({
      httpApis: [
        { name: 'web', routes: { count: 2 }, stages: [{ name: 'a', throttle }], traffic: { typical: 950, peak: 950 } },
      ],
    }),
  });
  const first = await next(undefined);
  await pass(61);
  await account({
    account: accountOf({
      httpApis: [
        {
          name: 'web',
          routes: { count: 2 },
          stages: [
            { name: 'a', throttle, share: 0.1 },
            { name: 'b', throttle, share: 0.9 },
          ],
          traffic,
        },
      ],
    }),
  });

  expect(briefly((await next(first.state)).snapshot, 'api-gateway-throttle-rate')).toEqual([
    [REGION, 9500, 10_000, 'service-api', 'critical'],
  ]);
});

test('a long gap is read back whole: a peak is late, not lost', async () => {
  const region: Region = { lambda: { functions: [{ name: 'f' }], claimed: { typical: 10, peak: 800, every: 1440 } } };
  const sandbox = await account({ account: accountOf(region) });
  const first = await next(undefined);
  sandbox.reset();
  await pass(26 * 60);
  const second = await next(first.state);

  expect(briefly(second.snapshot, 'lambda-concurrency')).toEqual([[REGION, 800, 1000, 'service-api', 'warning']]);
  // As many minutes as fit on a page: of a few series more than a day.
  expect(sandbox.calls.filter(({ operation }) => operation === 'GetMetricData')).toHaveLength(1);
});

test('a list that fails once does not forget the peaks of what it lists', async () => {
  const sandbox = await account({
    account: accountOf({ httpApis: [{ name: 'web', routes: { count: 2 }, traffic: { typical: 5, peak: 9 } }] }),
  });
  const first = await next(undefined);
  await pass(6 * 60);
  sandbox.fault({ operation: 'GetApis', kind: 'error' });
  const second = await next(first.state);

  expect(Object.keys(second.state.regions[REGION]?.peaks ?? {})).toContain('api-gateway-throttle-rate');
});

test('an API that was deleted is asked for once, and then its list is read again', async () => {
  const web = { name: 'web', routes: { count: 200 } };
  await account({ account: accountOf({ httpApis: [web, { ...web, name: 'old' }] }) });
  const first = await next(undefined);
  await pass(15);
  const sandbox = await account({ account: accountOf({ httpApis: [web] }) });
  const second = await next(first.state);
  await pass(15);
  const before = regionalCalls(sandbox);
  const third = await next(second.state);

  expect(briefly(second.snapshot, 'http-api-integrations').map((row) => JSON.stringify(row))).toHaveLength(1);
  expect(briefly(third.snapshot, 'http-api-stages')).toHaveLength(1);
  // The list, and the integrations and routes of the API that is above half of both.
  expect(regionalCalls(sandbox) - before).toBe(3);
});

test('a throttle on $default, and a name that CloudWatch refuses, cost nobody else their measurement', async () => {
  await account({
    account: accountOf({
      httpApis: [
        {
          name: 'web',
          routes: { count: 2 },
          stages: [{ name: 'prod', detailedMetrics: true, routes: [{ route: '$default', rate: 5 }] }],
        },
      ],
      restApis: [{ name: 'x'.repeat(1100), resources: 2 }],
      lambda: { functions: [{ name: 'f' }], claimed: { typical: 900, peak: 960 } },
    }),
  });

  const { snapshot } = await next(undefined);

  expect(briefly(snapshot, 'lambda-concurrency')).toEqual([[REGION, 960, 1000, 'service-api', 'critical']]);
  expect(briefly(snapshot, 'api-gateway-throttle-rate')).toEqual([
    [REGION, 'unmeasured', expect.stringContaining('GetMetricData')],
  ]);
});
