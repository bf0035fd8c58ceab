import { type FaultDescription, type Sandbox } from '../../../sandbox';
import { account, briefly, snapshotOf } from '../../support/account';

/** Two Regions alike: what goes wrong in one must not touch the other. */
const region = {
  restApis: [
    { name: 'one', resources: 7 },
    { name: 'two', resources: 530 },
  ],
  httpApis: [{ name: 'web', id: 'web0000001', routes: { count: 150 } }],
  vpcLinks: { v2: [{ name: 'link' }] },
  lambda: { functions: [{ name: 'f' }], claimed: { typical: 1, peak: 3 }, unreserved: { typical: 1, peak: 3 } },
};
const GOOD = 'eu-west-1';
const BAD = 'us-west-2';
const timeoutMs = 300;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await account({
    account: { accountId: '123456789012', regions: { [GOOD]: region, [BAD]: region } },
    pages: { v2: 100 },
  });
});
beforeEach(() => sandbox.reset());

async function withFault(fault: Partial<FaultDescription> & Pick<FaultDescription, 'kind'>) {
  sandbox.fault({ region: BAD, ...fault });
  return await snapshotOf({ timeoutMs });
}

test.each<[FaultDescription['kind'], string, RegExp]>([
  ['denied', 'denied', /^AccessDenied(Exception)? on \w+:\w+, and \d+ more$/],
  ['unrecognized', 'unavailable', /^UnrecognizedClientException on \w+:\w+, and \d+ more$/],
  ['expired', 'denied', /^ExpiredTokenException on \w+:\w+: the credentials have expired, and \d+ more$/],
  ['error', 'failed', /^InternalFailure \(HTTP 500\) on \w+:\w+, and \d+ more$/],
  ['throttled', 'failed', /^\w+ on \w+:\w+, 3 times in a row, and \d+ more$/],
  ['garbage', 'failed', /^unreadable answer on \w+:\w+, and \d+ more$/],
  ['empty', 'failed', /^unexpected answer on \w+:\w+: .*, and \d+ more$/],
  ['hang', 'failed', /^no answer on \w+:\w+, and \d+ more$/],
])(
  'a Region where every call ends as %s is %s, with nothing measured, and the other Region is whole',
  async (kind, status, reason) => {
    const snapshot = await withFault({ kind });

    expect(snapshot.regions).toEqual([
      { region: GOOD, status: 'scanned' },
      { region: BAD, status, reason: expect.stringMatching(reason) },
    ]);
    const bad = snapshot.measurements.filter((one) => one.region === BAD);
    expect(bad.map((one) => one.status)).toEqual(Array.from({ length: 8 }, () => 'unmeasured'));
    expect(briefly(snapshot, 'http-api-integrations', GOOD)).toEqual([['web', 150, 300, 'catalogue', 'ok']]);
  },
);

/** What each read leaves open when it alone fails; everything else stays measured. */
test.each<[string, string, string[]]>([
  ['apigateway', 'GetRestApis', ['rest-api-resources', 'api-gateway-throttle-rate']],
  ['apigateway', 'GetResources', ['rest-api-resources', 'rest-api-resources']],
  ['apigatewayv2', 'GetApis', ['http-api-integrations', 'websocket-api-integrations', 'api-gateway-throttle-rate']],
  ['apigatewayv2', 'GetIntegrations', ['http-api-integrations']],
  ['apigateway', 'GetVpcLinks', ['vpc-links-v1']],
  ['apigatewayv2', 'GetVpcLinks', ['vpc-links-v2']],
  ['lambda', 'GetAccountSettings', ['lambda-concurrency', 'lambda-unreserved-concurrency']],
  ['cloudwatch', 'GetMetricData', ['api-gateway-throttle-rate', 'lambda-concurrency', 'lambda-unreserved-concurrency']],
  // Usage is still known without these; the limit then comes from the next source, with a note.
  ['apigateway', 'GetAccount', []],
  ['servicequotas', 'ListServiceQuotas', []],
  ['servicequotas', 'ListAWSDefaultServiceQuotas', []],
])('when only %s:%s fails, exactly what needs it is unmeasured', async (service, operation, unmeasured) => {
  const snapshot = await withFault({ service, operation, kind: 'denied' });

  expect(snapshot.regions[1]).toEqual({
    region: BAD,
    status: 'partial',
    reason: expect.stringContaining(`${service}:${operation}`),
  });
  const open = snapshot.measurements.filter((one) => one.region === BAD && one.status === 'unmeasured');
  expect(open.map((one) => one.quota)).toEqual(unmeasured);
});

test.each([
  ['apigateway', 'GetResources', 'rest-api-resources', 'two'],
  ['apigatewayv2', 'GetIntegrations', 'http-api-integrations', 'web'],
])('when the second page of %s:%s fails there is no half count', async (service, operation, quota, name) => {
  // Of the two REST APIs one has a single page, so the third call to GetResources is the second page of the other.
  const after = operation === 'GetResources' ? 2 : 1;

  const snapshot = await withFault({ service, operation, kind: 'error', after });

  expect(briefly(snapshot, quota, BAD)).toContainEqual([name, 'unmeasured', expect.stringContaining(operation)]);
});

test('an API that is deleted between the list and its count is gone, not failed', async () => {
  const snapshot = await withFault({ service: 'apigatewayv2', operation: 'GetIntegrations', kind: 'gone' });

  expect(snapshot.regions[1]).toEqual({ region: BAD, status: 'scanned' });
  expect(briefly(snapshot, 'http-api-integrations', BAD)).toEqual([]);
});

test('without GetAccount the rate is held against Service Quotas, and says so', async () => {
  const snapshot = await withFault({ service: 'apigateway', operation: 'GetAccount', kind: 'denied' });

  expect(briefly(snapshot, 'api-gateway-throttle-rate', BAD)).toEqual([[BAD, 0, 10_000, 'service-quotas', 'ok']]);
  expect(
    snapshot.measurements.find((one) => one.quota === 'api-gateway-throttle-rate' && one.region === BAD),
  ).toMatchObject({
    notes: ['no traffic', expect.stringContaining('AccessDeniedException on apigateway:GetAccount')],
  });
});

test('without Service Quotas the catalogue’s default is used, and says that it may be out of date', async () => {
  const snapshot = await withFault({ service: 'servicequotas', kind: 'denied' });

  expect(briefly(snapshot, 'vpc-links-v2', BAD)).toEqual([[BAD, 1, 10, 'catalogue', 'ok']]);
  expect(snapshot.measurements.find((one) => one.quota === 'vpc-links-v2' && one.region === BAD)).toMatchObject({
    notes: [expect.stringContaining('may be out of date')],
  });
});

test('the list of Regions comes from EC2 when the Account API refuses', async () => {
  sandbox.fault({ service: 'account', kind: 'denied' });

  const { regions } = await snapshotOf({ timeoutMs });

  expect(regions.map((one) => one.region)).toEqual([GOOD, BAD]);
  expect(sandbox.calls.some((call) => call.operation === 'DescribeRegions')).toBe(true);
});
