/** Every entry of the catalogue, counted over more than one page of what it reads. */
import type { Snapshot } from '../../../lambda/domain/snapshot';
import { catalogue, conditions } from '../../../lambda/quotas';
import type { Sandbox } from '../../../sandbox';
import { account, briefly, settingsOf, snapshotOf } from '../../support/account';
import { accountOf, large, OVER_A_PAGE, REGION, smallPages } from './estate';

type Row = [quota: string, operation: string, found: unknown[]];

/** By their lists: REST APIs of three kinds, some of each on both pages. */
const byEndpoint: Row[] = [
  ['regional-apis', 'apigateway:GetRestApis', [[REGION, 252, 600, 'service-quotas', 'ok']]],
  ['edge-apis', 'apigateway:GetRestApis', [[REGION, 152, 120, 'service-quotas', 'critical']]],
  ['private-apis', 'apigateway:GetRestApis', [[REGION, 101, 600, 'service-quotas', 'ok']]],
];

const counted: Row[] = [
  ['http-api-integrations', 'apigatewayv2:GetIntegrations', [['web', 7, 300, 'catalogue', 'ok']]],
  ['websocket-api-integrations', 'apigatewayv2:GetIntegrations', [['chat', 5, 300, 'catalogue', 'ok']]],
  ['http-api-routes', 'apigatewayv2:GetRoutes', [['web', 5, 300, 'service-quotas', 'ok']]],
  ['websocket-api-routes', 'apigatewayv2:GetRoutes', [['chat', 5, 300, 'service-quotas', 'ok']]],
  ['rest-api-resources', 'apigateway:GetResources', [['rest', OVER_A_PAGE, 300, 'service-quotas', 'critical']]],
  ['http-api-stages', 'apigatewayv2:GetStages', [['web', 3, 10, 'service-quotas', 'ok']]],
  ['websocket-api-stages', 'apigatewayv2:GetStages', [['chat', 3, 10, 'service-quotas', 'ok']]],
  // GetStages of REST APIs has no pages: two stages, and the limit from a list with pages.
  ['rest-api-stages', 'servicequotas:ListServiceQuotas', [['rest', 2, 10, 'service-quotas', 'ok']]],
  ['http-api-authorizers', 'apigatewayv2:GetAuthorizers', [['web', 3, 10, 'catalogue', 'ok']]],
  ['websocket-api-authorizers', 'apigatewayv2:GetAuthorizers', [['chat', 3, 10, 'catalogue', 'ok']]],
  ['rest-api-authorizers', 'apigateway:GetAuthorizers', [['rest', OVER_A_PAGE, 10, 'catalogue', 'critical']]],
  [
    'stage-variables',
    'apigatewayv2:GetStages',
    [
      ['rest', 5, 100, 'service-quotas', 'ok'],
      ['web', 4, 100, 'service-quotas', 'ok'],
      ['chat', 7, 100, 'service-quotas', 'ok'],
    ],
  ],
  [
    'stage-tags',
    'apigatewayv2:GetStages',
    [
      ['rest', 2, 50, 'service-quotas', 'ok'],
      ['web', 6, 50, 'service-quotas', 'ok'],
      ['chat', 8, 50, 'service-quotas', 'ok'],
    ],
  ],
  ['vpc-links-v1', 'apigateway:GetVpcLinks', [[REGION, OVER_A_PAGE, 20, 'service-quotas', 'critical']]],
  ['vpc-links-v2', 'apigatewayv2:GetVpcLinks', [[REGION, 3, 10, 'service-quotas', 'ok']]],
  [
    'vpc-link-subnets',
    'apigatewayv2:GetVpcLinks',
    [
      ['a', 2, 10, 'service-quotas', 'ok'],
      ['b', 2, 10, 'service-quotas', 'ok'],
      ['c', 3, 10, 'service-quotas', 'ok'],
    ],
  ],
  // 40 of the REST API, 30 of the HTTP API, 25 messages and 5 connections of the WebSocket API, in the same minute.
  ['api-gateway-throttle-rate', 'cloudwatch:GetMetricData', [[REGION, 100, 10_000, 'service-api', 'ok']]],
  ['websocket-connection-rate', 'cloudwatch:GetMetricData', [[REGION, 5, 500, 'service-quotas', 'ok']]],
  ['usage-plans', 'apigateway:GetUsagePlans', [[REGION, OVER_A_PAGE, 300, 'service-quotas', 'critical']]],
  ['api-keys', 'apigateway:GetApiKeys', [[REGION, OVER_A_PAGE, 10_000, 'service-quotas', 'ok']]],
  [
    'client-certificates',
    'apigateway:GetClientCertificates',
    [[REGION, OVER_A_PAGE, 600, 'service-quotas', 'warning']],
  ],
  [
    'stage-throttle',
    'cloudwatch:GetMetricData',
    [
      ['rest/prod', 30, 12_000, 'service-api', 'ok'],
      ['web/dev', 6, 10, 'service-api', 'ok'],
    ],
  ],
  ['route-throttle', 'cloudwatch:GetMetricData', [['rest/prod GET /item-1', 20, 50, 'service-api', 'ok']]],
  ['custom-domain-names', 'apigateway:GetDomainNames', [[REGION, 251, 120, 'service-quotas', 'critical']]],
  ['private-custom-domain-names', 'apigateway:GetDomainNames', [[REGION, 251, 50, 'service-quotas', 'critical']]],
  [
    'domain-name-access-associations',
    'apigateway:GetDomainNameAccessAssociations',
    [[REGION, OVER_A_PAGE, 100, 'service-quotas', 'critical']],
  ],
  ['multi-level-api-mappings', 'apigatewayv2:GetApiMappings', [['api.example.com', 3, 200, 'catalogue', 'ok']]],
  ['routing-rules', 'apigatewayv2:ListRoutingRules', [['api.example.com', 3, 50, 'service-quotas', 'ok']]],
  ['usage-plan-method-throttles', 'apigateway:GetUsagePlans', [['gold', 3, 60, 'service-quotas', 'ok']]],
  ['lambda-concurrency', 'cloudwatch:GetMetricData', [[REGION, 700, 1000, 'service-api', 'ok']]],
  ['lambda-unreserved-concurrency', 'cloudwatch:GetMetricData', [[REGION, 400, 800, 'service-api', 'ok']]],
  // What GetAccountSettings says has no pages; the functions that it speaks of do.
  ['lambda-reserved-concurrency', 'lambda:ListFunctions', [[REGION, 200, 900, 'service-api', 'ok']]],
  ['lambda-invocation-rate', 'cloudwatch:GetMetricData', [[REGION, 3000, 10_000, 'service-api', 'ok']]],
  ['lambda-code-storage', 'servicequotas:ListServiceQuotas', [[REGION, 12, 300, 'service-api', 'ok']]],
  [
    'lambda-network-interfaces',
    'ec2:DescribeNetworkInterfaces',
    [
      ['vpc-a', 600, 800, 'service-quotas', 'ok'],
      ['vpc-b', 501, 800, 'service-quotas', 'ok'],
    ],
  ],
];

const discovered: Row[] = [
  ['sq-apigateway-L-NEW00001', 'cloudwatch:GetMetricData', [[REGION, 20, 50, 'service-quotas', 'ok']]],
  ['sq-lambda-L-NEW00002', 'cloudwatch:GetMetricData', [[REGION, 16, 80, 'service-quotas', 'ok']]],
];

const observed: [kind: string, operation: string, resources: string[]][] = [
  ['vpc-link-inactive', 'apigatewayv2:GetVpcLinks', ['c']],
  ['vpc-link-failed', 'apigateway:GetVpcLinks', ['v1-last']],
  ['stage-throttle-above-account', 'apigatewayv2:GetStages', ['rest/prod']],
  ['usage-plan-above-account', 'apigateway:GetUsagePlans', ['gold']],
  ['reserved-concurrency-reached', 'lambda:ListFunctions', ['last']],
  ['reserved-concurrency-unused', 'lambda:ListFunctions', ['last']],
];

describe('in a Region with more than one page of everything', () => {
  let sandbox: Sandbox;
  let snapshot: Snapshot;

  beforeAll(async () => {
    sandbox = await account({ account: accountOf(large), pages: smallPages });
    const settings = settingsOf('scan: { apiKeys: true }');
    snapshot = await snapshotOf({ settings });
  });

  const callsOf = (operation: string): number =>
    sandbox.calls.filter((call) => `${call.service}:${call.operation}` === operation).length;

  test.each([...counted, ...discovered])('%s is counted over all pages of %s', (quota, operation, found) => {
    expect(callsOf(operation)).toBeGreaterThan(1);
    expect(briefly(snapshot, quota)).toEqual(found);
  });

  test.each(observed)('%s sees what is on the last page of %s', (kind, operation, resources) => {
    expect(callsOf(operation)).toBeGreaterThan(1);
    const seen = snapshot.observations.filter((one) => one.kind === kind);
    expect(seen.map((one) => one.resource?.name)).toEqual(resources);
  });

  test('an open increase request on the second page is shown, and nobody else’s', () => {
    expect(callsOf('servicequotas:ListRequestedServiceQuotaChangeHistory')).toBe(2);
    const asked = snapshot.measurements.filter((one) => one.status === 'measured' && one.increaseRequest !== null);
    expect(asked).toMatchObject([{ quota: 'vpc-links-v1', increaseRequest: 'PENDING: 40 requested' }]);
  });

  test('nothing is left open', () => {
    expect(snapshot.regions).toEqual([{ region: REGION, status: 'scanned' }]);
    expect(snapshot.measurements.filter((one) => one.status !== 'measured')).toEqual([]);
  });
});

describe('in a Region with two pages of REST APIs', () => {
  let sandbox: Sandbox;
  let snapshot: Snapshot;

  beforeAll(async () => {
    const restApis = [
      { name: 'regional', copies: 250 },
      { name: 'edge', copies: 150, endpoint: 'EDGE' as const },
      { name: 'private', copies: 100, endpoint: 'PRIVATE' as const },
      { name: 'late', copies: 2 },
      { name: 'late-edge', copies: 2, endpoint: 'EDGE' as const },
      { name: 'late-private', endpoint: 'PRIVATE' as const },
    ];
    sandbox = await account({ account: accountOf({ restApis }) });
    snapshot = await snapshotOf();
  });

  test.each(byEndpoint)('%s is counted over all pages of %s', (quota, operation, found) => {
    const calls = sandbox.calls.filter((call) => `${call.service}:${call.operation}` === operation);
    expect(calls).toHaveLength(2);
    expect(briefly(snapshot, quota)).toEqual(found);
  });
});

test('every entry of the catalogue and every observation is in these tables', () => {
  const ids = [...counted, ...byEndpoint].map(([id]) => id);
  expect(ids.toSorted()).toEqual(catalogue.map((quota) => quota.id).toSorted());
  expect(observed.map(([kind]) => kind).toSorted()).toEqual(conditions.map(({ kind }) => kind).toSorted());
});
