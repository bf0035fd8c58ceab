import { isBlind } from '../../../lambda/domain/measurement';
import type { Snapshot } from '../../../lambda/domain/snapshot';
import { catalogue } from '../../../lambda/quotas';
import type { Call, FaultDescription, Sandbox } from '../../../sandbox';
import { account, briefly, snapshotOf } from '../../support/account';
import { withoutWaiting } from '../../support/silence';

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
const everyQuota = new Set(catalogue.map((quota) => quota.id));

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
  return await snapshotOf();
}

/** For a fault that leaves calls without a whole answer. */
async function withSilence(fault: Partial<FaultDescription> & Pick<FaultDescription, 'kind'>) {
  const isBroken = ({ region: place, service, operation }: Call): boolean =>
    place === BAD && service === (fault.service ?? service) && operation === (fault.operation ?? operation);
  return await withoutWaiting(sandbox, isBroken, async () => await withFault(fault));
}

test.each<[FaultDescription['kind'], string, RegExp]>([
  ['denied', 'denied', /^AccessDenied(Exception)? on \w+:\w+ \(needs .*\), and \d+ other reasons$/],
  ['unrecognized', 'unavailable', /^UnrecognizedClientException on \w+:\w+, and \d+ other reasons$/],
  ['expired', 'denied', /^ExpiredTokenException on \w+:\w+: the credentials have expired, and \d+ other reasons$/],
  ['error', 'failed', /^InternalFailure \(HTTP 500\) on \w+:\w+, and \d+ other reasons$/],
  ['throttled', 'failed', /^\w+ on \w+:\w+ \(attempts: 3\), and \d+ other reasons$/],
  ['garbage', 'failed', /^unreadable answer on \w+:\w+, and \d+ other reasons$/],
  ['empty', 'failed', /^unexpected answer on \w+:\w+: .*, and \d+ other reasons$/],
  ['hang', 'failed', /^no answer on \w+:\w+, and \d+ other reasons$/],
])(
  'a Region where every call ends as %s is %s, with nothing measured, and the other Region is whole',
  async (kind, status, reason) => {
    const snapshot = await (kind === 'hang' ? withSilence : withFault)({ kind });

    expect(snapshot.regions).toEqual([
      { region: GOOD, status: 'scanned' },
      { region: BAD, status, reason: expect.stringMatching(reason) },
    ]);
    const bad = snapshot.measurements.filter((one) => one.region === BAD);
    expect(new Set(bad.map((one) => one.status))).toEqual(new Set(['unmeasured']));
    expect(new Set(bad.map((one) => one.quota))).toEqual(everyQuota);
    expect(briefly(snapshot, 'http-api-integrations', GOOD)).toEqual([['web', 150, 300, 'catalogue', 'ok']]);
  },
);

const perRestApi = ['rest-api-authorizers', 'rest-api-resources', 'rest-api-stages'];
const perApi = ['authorizers', 'integrations', 'routes', 'stages'].flatMap((what) => [
  `http-api-${what}`,
  `websocket-api-${what}`,
]);
const lambda = [
  'lambda-code-storage',
  'lambda-concurrency',
  'lambda-invocation-rate',
  'lambda-network-interfaces',
  'lambda-reserved-concurrency',
  'lambda-unreserved-concurrency',
];
const throughStages = ['route-throttle', 'stage-tags', 'stage-throttle', 'stage-variables'];

/** What each read leaves open when it alone fails; everything else stays measured. */
test.each<[string, string, string[]]>([
  [
    'apigateway',
    'GetRestApis',
    [...perRestApi, ...throughStages, 'api-gateway-throttle-rate', 'edge-apis', 'private-apis', 'regional-apis'],
  ],
  ['apigateway', 'GetResources', ['rest-api-resources']],
  ['apigateway', 'GetStages', ['rest-api-stages', ...throughStages]],
  ['apigateway', 'GetAuthorizers', ['rest-api-authorizers']],
  ['apigatewayv2', 'GetApis', [...perApi, ...throughStages, 'api-gateway-throttle-rate', 'websocket-connection-rate']],
  ['apigatewayv2', 'GetIntegrations', ['http-api-integrations']],
  ['apigatewayv2', 'GetRoutes', ['http-api-routes']],
  ['apigatewayv2', 'GetStages', ['http-api-stages', ...throughStages]],
  ['apigatewayv2', 'GetAuthorizers', ['http-api-authorizers']],
  ['apigateway', 'GetVpcLinks', ['vpc-links-v1']],
  ['apigatewayv2', 'GetVpcLinks', ['vpc-link-subnets', 'vpc-links-v2']],
  [
    'apigateway',
    'GetDomainNames',
    ['custom-domain-names', 'multi-level-api-mappings', 'private-custom-domain-names', 'routing-rules'],
  ],
  ['apigateway', 'GetDomainNameAccessAssociations', ['domain-name-access-associations']],
  ['apigateway', 'GetUsagePlans', ['usage-plan-method-throttles', 'usage-plans']],
  ['apigateway', 'GetClientCertificates', ['client-certificates']],
  ['lambda', 'GetAccountSettings', lambda],
  ['ec2', 'DescribeNetworkInterfaces', ['lambda-network-interfaces']],
  [
    'cloudwatch',
    'GetMetricData',
    ['api-gateway-throttle-rate', 'lambda-concurrency', 'lambda-invocation-rate', 'lambda-unreserved-concurrency'],
  ],
  // Usage is still known without these; the limit then comes from the next source, with a note.
  ['apigateway', 'GetAccount', []],
  ['servicequotas', 'ListServiceQuotas', []],
  ['servicequotas', 'ListAWSDefaultServiceQuotas', []],
  ['servicequotas', 'ListRequestedServiceQuotaChangeHistory', []],
])('when only %s:%s fails, exactly what needs it is unmeasured', async (service, operation, unmeasured) => {
  const snapshot = await withFault({ service, operation, kind: 'denied' });

  expect(snapshot.regions[1]).toEqual({
    region: BAD,
    status: 'partial',
    reason: expect.stringContaining(`${service}:${operation}`),
  });
  expect(unmeasuredIn(snapshot)).toEqual(unmeasured.toSorted());
});

/** The quotas that are open in the bad Region, but for what nobody wants read. */
function unmeasuredIn({ measurements }: Snapshot): string[] {
  const open = measurements.filter((one) => one.region === BAD && isBlind(one));
  return [...new Set(open.map((one) => one.quota))].toSorted();
}

test.each([
  ['apigateway', 'GetResources', 'rest-api-resources', 'two'],
  ['apigatewayv2', 'GetIntegrations', 'http-api-integrations', 'web'],
])('when the second page of %s:%s fails there is no half count', async (service, operation, quota, name) => {
  // Of the two REST APIs one has a single page, so the third call to GetResources is the second page of the other.
  const after = operation === 'GetResources' ? 2 : 1;

  const snapshot = await withFault({ service, operation, kind: 'error', after });

  expect(briefly(snapshot, quota, BAD)).toContainEqual([name, 'unmeasured', expect.stringContaining(operation)]);
});

test.each(['hang', 'stall', 'drip'] as const)(
  'an answer that ends as %s is given up after one attempt, and nothing else is touched',
  async (kind) => {
    const snapshot = await withSilence({ service: 'apigatewayv2', operation: 'GetVpcLinks', kind });

    const reason = 'no answer on apigatewayv2:GetVpcLinks';
    expect(briefly(snapshot, 'vpc-links-v2', BAD)).toEqual([[BAD, 'unmeasured', reason]]);
    expect(snapshot.regions).toEqual([
      { region: GOOD, status: 'scanned' },
      { region: BAD, status: 'partial', reason },
    ]);
    // One in each Region.
    expect(snapshot.calls.byOperation['apigatewayv2:GetVpcLinks']).toBe(2);
  },
);

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
    notes: [
      expect.stringMatching(/^the applied value .* may be out of date$/),
      expect.stringMatching(/^the default value .* may be out of date$/),
    ],
  });
});

test('the list of Regions comes from EC2 when the Account API refuses', async () => {
  sandbox.fault({ service: 'account', kind: 'denied' });

  const { regions } = await snapshotOf();

  expect(regions.map((one) => one.region)).toEqual([GOOD, BAD]);
  expect(sandbox.calls.some((call) => call.operation === 'DescribeRegions')).toBe(true);
});
