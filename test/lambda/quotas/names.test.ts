/** Names are AWS's own: anything may stand in them, and nothing is lost for it. */
import { account, briefly, snapshotOf } from '../../support/account';
import { accountOf } from './estate';

const awkward = ['注文', '', 'Ünïcode', 'a/b?c#d', 'constructor', '__proto__', ' '];

test('APIs with awkward, empty and equal names are each counted', async () => {
  const ids = (prefix: string, names: readonly string[]) =>
    names.map((name, index) => ({ name, id: `${prefix}00000000${index}` }));
  const names = [...awkward, 'twice', 'twice'];
  await account({
    account: accountOf({
      restApis: ids('r', names).map((api, index) => ({
        ...api,
        resources: index + 1,
        traffic: { typical: 1, peak: 2 },
      })),
      httpApis: ids('h', names).map((api, index) => ({
        ...api,
        routes: { count: index },
        stages: [{ name: 'prod', throttle: { rate: 9, burst: 9 } }],
      })),
    }),
  });

  const snapshot = await snapshotOf();

  expect(snapshot.regions).toEqual([{ region: 'eu-west-1', status: 'scanned' }]);
  expect(briefly(snapshot, 'rest-api-resources')).toEqual(
    names.map((name, index) => [name, index + 1, 300, 'service-quotas', 'ok']),
  );
  expect(briefly(snapshot, 'http-api-routes')).toEqual(
    names.map((name, index) => [name, index, 300, 'service-quotas', 'ok']),
  );
  expect(briefly(snapshot, 'stage-throttle')).toEqual(names.map((name) => [`${name}/prod`, 0, 9, 'service-api', 'ok']));
  const throttle = snapshot.measurements.filter((one) => one.quota === 'api-gateway-throttle-rate');
  expect(throttle).toMatchObject([{ status: 'measured' }]);
});

test('functions are read whatever their name, also when the scan remembers the last one', async () => {
  const functions = ['constructor', '__proto__', 'toString'].map((name) => ({
    name,
    reserved: 5,
    throttles: { typical: 1, peak: 3 },
  }));
  await account({ account: accountOf({ lambda: { functions } }) });

  const snapshot = await snapshotOf({
    state: {
      schemaVersion: 1,
      accountId: '123456789012',
      plans: {},
      outlooks: { day: null, bySeries: {} },
      recordedThrough: null,
      regions: {
        'eu-west-1': {
          lists: {},
          items: { 'function-concurrency': {} },
          peaks: {},
          failed: {},
          hot: [],
          cooling: [],
          seen: {},
          lastSeen: [],
        },
      },
    },
  });

  const reached = snapshot.observations.filter((one) => one.kind === 'reserved-concurrency-reached');
  expect(reached.map((one) => one.resource?.name)).toEqual(functions.map(({ name }) => name));
  expect(reached.every((one) => one.text.endsWith('its reserved concurrency is 5.'))).toBe(true);
});
