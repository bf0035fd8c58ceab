import { type AccountDescription, describeAccount } from '../../sandbox/account';

const accountId = '123456789012';

test('what a description leaves out is filled in', () => {
  const { partition, regions } = describeAccount({
    accountId,
    regions: { 'us-east-1': { httpApis: [{ name: 'a', routes: { count: 1 } }] } },
  });

  expect(partition).toBe('aws');
  expect(regions['us-east-1']).toMatchObject({
    throttle: { rate: 10_000, burst: 5000 },
    httpApis: [{ name: 'a', copies: 1, orphans: 0, stages: [{ name: 'prod' }] }],
    vpcLinks: { v1: [], v2: [] },
    lambda: { concurrency: 1000, functions: [] },
  });
});

const misspelt = { restApis: [], restApi: [] };

test.each<[string, AccountDescription, string]>([
  ['an account id that is none', { accountId: '123', regions: {} }, 'accountId'],
  ['a fault that never strikes', { accountId, regions: {}, faults: [{ kind: 'error', times: 0 }] }, 'times'],
  ['no copies', { accountId, regions: { here: { restApis: [{ name: 'a', copies: 0 }] } } }, 'copies'],
  [
    'a stage with more than all requests',
    { accountId, regions: { here: { restApis: [{ name: 'a', stages: [{ name: 'prod', share: 1.1 }] }] } } },
    'share',
  ],
  ['a past of no months', { accountId, regions: {}, history: { months: 0 } }, 'months'],
  ['a misspelt key', { accountId, regions: { here: misspelt } }, 'restApi'],
])('%s is refused', (_, description, key) => {
  expect(() => describeAccount(description)).toThrow(`"${key}"`);
});

test('an account without a file is refused', () => {
  expect(() => describeAccount('nobody')).toThrow('nobody.yaml');
});
