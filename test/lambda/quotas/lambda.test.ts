/** Lambda's limits that no list names: what follows from the concurrency, and what reservations mean. */
import { account, briefly, settingsOf, snapshotOf } from '../../support/account';
import { accountOf, type Region } from './estate';

const REGION = 'eu-west-1';
const wave = (peak: number) => ({ typical: 1, peak });

async function scanOf(lambda: Region['lambda']) {
  const sandbox = await account({ account: accountOf({ lambda }) });
  const snapshot = await snapshotOf();
  const called = (operation: string) => sandbox.calls.filter((call) => call.operation === operation).length;
  return { snapshot, called };
}

test('requests are held against ten times the concurrency that the account has', async () => {
  const { snapshot } = await scanOf({ concurrency: 50, functions: [{ name: 'f' }], invocations: wave(450) });

  expect(briefly(snapshot, 'lambda-invocation-rate')).toEqual([[REGION, 450, 500, 'service-api', 'critical']]);
});

test('reservations are held against the concurrency less the 100 that must stay free', async () => {
  const { snapshot } = await scanOf({ concurrency: 400, functions: [{ name: 'f', copies: 2, reserved: 120 }] });

  expect(briefly(snapshot, 'lambda-reserved-concurrency')).toEqual([[REGION, 240, 300, 'service-api', 'warning']]);
});

test('in an account with less than 100 the limit of reservations is 0, and a reservation is over it', async () => {
  const { snapshot } = await scanOf({ concurrency: 50, functions: [{ name: 'f', reserved: 5 }] });

  expect(briefly(snapshot, 'lambda-reserved-concurrency')).toEqual([[REGION, 5, 0, 'service-api', 'critical']]);
  expect(snapshot.measurements.find((one) => one.quota === 'lambda-reserved-concurrency')).toMatchObject({
    utilization: null,
  });
});

test('without traffic the reservations are still taken', async () => {
  const { snapshot } = await scanOf({ functions: [{ name: 'f', reserved: 300 }] });

  expect(briefly(snapshot, 'lambda-concurrency')).toEqual([[REGION, 300, 1000, 'service-api', 'ok']]);
  expect(briefly(snapshot, 'lambda-unreserved-concurrency')).toEqual([[REGION, 0, 700, 'service-api', 'ok']]);
});

test('network interfaces are counted by VPC, against the quota of each', async () => {
  const { snapshot } = await scanOf({
    functions: [{ name: 'f' }],
    networkInterfaces: { 'vpc-1': 480, 'vpc-2': 20 },
  });

  expect(briefly(snapshot, 'lambda-network-interfaces')).toEqual([
    ['vpc-1', 480, 500, 'service-quotas', 'critical'],
    ['vpc-2', 20, 500, 'service-quotas', 'ok'],
  ]);
});

test('in an account without reservations no function is looked at', async () => {
  const { snapshot, called } = await scanOf({ functions: [{ name: 'f', copies: 60, throttles: wave(5) }] });

  expect(called('ListFunctions')).toBe(0);
  expect(called('GetFunctionConcurrency')).toBe(0);
  expect(snapshot.observations).toEqual([]);
});

test('in a Region without functions there is nothing to ask of EC2 and CloudWatch', async () => {
  const { snapshot, called } = await scanOf({ claimed: wave(10) });

  expect(called('DescribeNetworkInterfaces')).toBe(0);
  expect(called('GetMetricData')).toBe(0);
  expect(briefly(snapshot, 'lambda-concurrency')).toEqual([[REGION, 0, 1000, 'service-api', 'ok']]);
});

test('of the functions with a reservation those that reach it and those that never use it are told', async () => {
  const { snapshot } = await scanOf({
    functions: [
      { name: 'busy', reserved: 20, throttles: wave(7), concurrent: wave(20) },
      { name: 'idle', reserved: 30 },
      { name: 'fine', reserved: 40, concurrent: wave(10) },
      { name: 'stopped', reserved: 0 },
      { name: 'free', throttles: wave(7) },
    ],
  });

  expect(snapshot.observations).toMatchObject([
    {
      kind: 'reserved-concurrency-reached',
      resource: { type: 'function', id: 'busy', name: 'busy' },
      text: expect.stringMatching(/^this function was throttled 7 times .* its reserved concurrency is 20\.$/),
    },
    {
      kind: 'reserved-concurrency-unused',
      resource: { type: 'function', id: 'idle', name: 'idle' },
      text: 'this function reserves 30 concurrent executions and used none of them in 14 days.',
    },
  ]);
});

test('a reservation that was used a week ago is in use', async () => {
  const minutesAWeek = 7 * 24 * 60;
  const { snapshot } = await scanOf({
    functions: [{ name: 'weekly', reserved: 30, concurrent: { typical: 0, peak: 5, every: minutesAWeek } }],
  });

  expect(snapshot.observations).toEqual([]);
});

describe('API keys, whose permission could return their values', () => {
  const region = accountOf({ apiKeys: 42 });

  test('are not read unless somebody wants it, and that is no fault of the Region', async () => {
    const sandbox = await account({ account: region });
    const snapshot = await snapshotOf();

    expect(briefly(snapshot, 'api-keys')).toEqual([
      [REGION, 'unmeasured', expect.stringMatching(/^by choice: set scan\.apiKeys to true/)],
    ]);
    expect(snapshot.regions).toEqual([{ region: REGION, status: 'scanned' }]);
    expect(sandbox.calls.filter((call) => call.operation === 'GetApiKeys')).toEqual([]);
  });

  test('are counted when the settings say so', async () => {
    await account({ account: region });
    const snapshot = await snapshotOf({ settings: settingsOf('scan: { apiKeys: true }') });

    expect(briefly(snapshot, 'api-keys')).toEqual([[REGION, 42, 10_000, 'service-quotas', 'ok']]);
  });
});
