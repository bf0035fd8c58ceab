/** Every entry of the catalogue when a read that it needs is refused: unmeasured with the reason, never 0, never missing. */
import type { Snapshot } from '../../../lambda/domain/snapshot';
import { catalogue, conditions } from '../../../lambda/quotas';
import type { Sandbox } from '../../../sandbox';
import { account, settingsOf, snapshotOf } from '../../support/account';
import { accountOf, REGION, small } from './estate';

/** What is unmeasured when the operation is refused; everything else of the quota stays measured. */
const refused: [operation: string, quota: string, unmeasured: string[]][] = [
  ['apigatewayv2:GetApis', 'http-api-integrations', [REGION]],
  ['apigatewayv2:GetIntegrations', 'http-api-integrations', ['web']],
  ['apigatewayv2:GetApis', 'websocket-api-integrations', [REGION]],
  ['apigatewayv2:GetIntegrations', 'websocket-api-integrations', ['chat']],
  ['apigatewayv2:GetApis', 'http-api-routes', [REGION]],
  ['apigatewayv2:GetRoutes', 'http-api-routes', ['web']],
  ['apigatewayv2:GetApis', 'websocket-api-routes', [REGION]],
  ['apigatewayv2:GetRoutes', 'websocket-api-routes', ['chat']],
  ['apigateway:GetRestApis', 'rest-api-resources', [REGION]],
  ['apigateway:GetResources', 'rest-api-resources', ['rest']],
  ['apigatewayv2:GetApis', 'http-api-stages', [REGION]],
  ['apigatewayv2:GetStages', 'http-api-stages', ['web']],
  ['apigatewayv2:GetApis', 'websocket-api-stages', [REGION]],
  ['apigatewayv2:GetStages', 'websocket-api-stages', ['chat']],
  ['apigateway:GetRestApis', 'rest-api-stages', [REGION]],
  ['apigateway:GetStages', 'rest-api-stages', ['rest']],
  ['apigatewayv2:GetApis', 'http-api-authorizers', [REGION]],
  ['apigatewayv2:GetAuthorizers', 'http-api-authorizers', ['web']],
  ['apigatewayv2:GetApis', 'websocket-api-authorizers', [REGION]],
  ['apigatewayv2:GetAuthorizers', 'websocket-api-authorizers', ['chat']],
  ['apigateway:GetRestApis', 'rest-api-authorizers', [REGION]],
  ['apigateway:GetAuthorizers', 'rest-api-authorizers', ['rest']],
  ['apigateway:GetStages', 'stage-variables', ['rest']],
  ['apigatewayv2:GetStages', 'stage-variables', ['web', 'chat']],
  ['apigateway:GetStages', 'stage-tags', ['rest']],
  ['apigatewayv2:GetStages', 'stage-tags', ['web', 'chat']],
  ['apigateway:GetVpcLinks', 'vpc-links-v1', [REGION]],
  ['apigatewayv2:GetVpcLinks', 'vpc-links-v2', [REGION]],
  ['apigatewayv2:GetVpcLinks', 'vpc-link-subnets', [REGION]],
  ['apigateway:GetRestApis', 'api-gateway-throttle-rate', [REGION]],
  ['apigatewayv2:GetApis', 'api-gateway-throttle-rate', [REGION]],
  ['cloudwatch:GetMetricData', 'api-gateway-throttle-rate', [REGION]],
  ['apigatewayv2:GetApis', 'websocket-connection-rate', [REGION]],
  ['cloudwatch:GetMetricData', 'websocket-connection-rate', [REGION]],
  ['apigateway:GetRestApis', 'regional-apis', [REGION]],
  ['apigateway:GetRestApis', 'edge-apis', [REGION]],
  ['apigateway:GetRestApis', 'private-apis', [REGION]],
  ['apigateway:GetUsagePlans', 'usage-plans', [REGION]],
  ['apigateway:GetApiKeys', 'api-keys', [REGION]],
  ['apigateway:GetClientCertificates', 'client-certificates', [REGION]],
  ['apigateway:GetRestApis', 'stage-throttle', [REGION]],
  ['apigateway:GetStages', 'stage-throttle', ['rest']],
  ['apigatewayv2:GetApis', 'stage-throttle', [REGION]],
  ['apigatewayv2:GetStages', 'stage-throttle', ['web', 'chat']],
  ['cloudwatch:GetMetricData', 'stage-throttle', ['rest/prod', 'web/dev']],
  ['apigateway:GetRestApis', 'route-throttle', [REGION]],
  ['apigateway:GetStages', 'route-throttle', ['rest']],
  ['cloudwatch:GetMetricData', 'route-throttle', ['rest/prod GET /item-1']],
  ['apigateway:GetDomainNames', 'custom-domain-names', [REGION]],
  ['apigateway:GetDomainNames', 'private-custom-domain-names', [REGION]],
  ['apigateway:GetDomainNameAccessAssociations', 'domain-name-access-associations', [REGION]],
  ['apigateway:GetDomainNames', 'multi-level-api-mappings', [REGION]],
  ['apigatewayv2:GetApiMappings', 'multi-level-api-mappings', ['api.example.com']],
  ['apigateway:GetDomainNames', 'routing-rules', [REGION]],
  ['apigatewayv2:ListRoutingRules', 'routing-rules', ['api.example.com']],
  ['apigateway:GetUsagePlans', 'usage-plan-method-throttles', [REGION]],
  ['lambda:GetAccountSettings', 'lambda-concurrency', [REGION]],
  ['cloudwatch:GetMetricData', 'lambda-concurrency', [REGION]],
  ['lambda:GetAccountSettings', 'lambda-unreserved-concurrency', [REGION]],
  ['cloudwatch:GetMetricData', 'lambda-unreserved-concurrency', [REGION]],
  ['lambda:GetAccountSettings', 'lambda-reserved-concurrency', [REGION]],
  ['lambda:GetAccountSettings', 'lambda-invocation-rate', [REGION]],
  ['cloudwatch:GetMetricData', 'lambda-invocation-rate', [REGION]],
  ['lambda:GetAccountSettings', 'lambda-code-storage', [REGION]],
  ['lambda:GetAccountSettings', 'lambda-network-interfaces', [REGION]],
  ['ec2:DescribeNetworkInterfaces', 'lambda-network-interfaces', [REGION]],
  ['cloudwatch:GetMetricData', 'sq-apigateway-L-NEW00001', [REGION]],
  ['cloudwatch:GetMetricData', 'sq-lambda-L-NEW00002', [REGION]],
];

/** An observation says nothing of what it cannot see; the Region says why. */
const unseen: [operation: string, kind: string][] = [
  ['apigatewayv2:GetVpcLinks', 'vpc-link-inactive'],
  ['apigateway:GetVpcLinks', 'vpc-link-failed'],
  ['apigateway:GetStages', 'stage-throttle-above-account'],
  ['apigateway:GetAccount', 'stage-throttle-above-account'],
  ['apigateway:GetUsagePlans', 'usage-plan-above-account'],
  ['apigateway:GetAccount', 'usage-plan-above-account'],
  ['lambda:GetAccountSettings', 'reserved-concurrency-reached'],
  ['lambda:ListFunctions', 'reserved-concurrency-reached'],
  ['lambda:GetFunctionConcurrency', 'reserved-concurrency-reached'],
  ['cloudwatch:GetMetricData', 'reserved-concurrency-reached'],
  ['lambda:ListFunctions', 'reserved-concurrency-unused'],
  ['lambda:GetFunctionConcurrency', 'reserved-concurrency-unused'],
  ['cloudwatch:GetMetricData', 'reserved-concurrency-unused'],
];

let sandbox: Sandbox;
/** The scan without a failure, and then one for each operation: many rows look at the same. */
const scans = new Map<string, Promise<Snapshot>>();

beforeAll(async () => {
  sandbox = await account({ account: accountOf(small) });
});

function scanRefusing(operation: string | null): Promise<Snapshot> {
  const known = scans.get(operation ?? '');
  if (known) return known;
  sandbox.reset();
  const [service, name] = operation?.split(':') ?? [];
  if (service !== undefined && name !== undefined) sandbox.fault({ service, operation: name, kind: 'denied' });
  const scan = snapshotOf({ settings: settingsOf('scan: { apiKeys: true }') });
  scans.set(operation ?? '', scan);
  return scan;
}

const of = ({ measurements }: Snapshot, quota: string) => measurements.filter((one) => one.quota === quota);

test.each(refused)('without %s %s is unmeasured', async (operation, quota, names) => {
  const whole = of(await scanRefusing(null), quota);
  const rest = of(await scanRefusing(operation), quota);

  const unmeasured = rest.filter((one) => one.status !== 'measured');
  expect(unmeasured.map((one) => [one.resource?.name ?? one.region, one.status, one.reason])).toEqual(
    names.map((name) => [name, 'unmeasured', expect.stringContaining(operation)]),
  );
  // What is still measured is what it was.
  const values = (all: Snapshot['measurements']) =>
    all.flatMap((one) => (one.status === 'measured' ? [`${one.resource?.name} ${one.usage} of ${one.limit}`] : []));
  expect(values(whole)).not.toEqual([]);
  expect(values(whole)).toEqual(expect.arrayContaining(values(rest)));
  expect(values(rest).length).toBeLessThan(values(whole).length);
});

test.each(unseen)('without %s there is no %s, and the Region says what is missing', async (operation, kind) => {
  const seen = async (refusing: string | null) =>
    (await scanRefusing(refusing)).observations.filter((one) => one.kind === kind).length;

  expect(await seen(operation)).toBeLessThan(await seen(null));
  const { regions } = await scanRefusing(operation);
  expect(regions).toEqual([{ region: REGION, status: 'partial', reason: expect.stringContaining(operation) }]);
});

test('the whole scan, without a failure, leaves nothing open', async () => {
  const { regions, measurements } = await scanRefusing(null);

  expect(regions).toEqual([{ region: REGION, status: 'scanned' }]);
  expect(measurements.filter((one) => one.status !== 'measured')).toEqual([]);
});

test('a list that AWS says does not exist is unmeasured too: only what was listed can be gone', async () => {
  sandbox.reset();
  sandbox.fault({ service: 'apigateway', operation: 'GetClientCertificates', kind: 'gone' });

  expect(of(await snapshotOf(), 'client-certificates')).toMatchObject([
    { status: 'unmeasured', reason: 'NotFoundException on apigateway:GetClientCertificates' },
  ]);
});

test('every entry of the catalogue and every observation is in these tables', () => {
  const ids = new Set(refused.map(([, quota]) => quota).filter((id) => !id.startsWith('sq-')));
  expect([...ids].toSorted()).toEqual(catalogue.map((quota) => quota.id).toSorted());
  expect([...new Set(unseen.map(([, kind]) => kind))].toSorted()).toEqual(
    conditions.map(({ kind }) => kind).toSorted(),
  );
});
