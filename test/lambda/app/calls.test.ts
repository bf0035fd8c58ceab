import { reads } from '../../../lambda/domain/reads';
import { readsFor } from '../../../lambda/domain/quota';
import { catalogue, conditions } from '../../../lambda/quotas';
import { AWS_PAGES, minimumCalls } from '../../../bench/minimum';
import type { Sandbox } from '../../../sandbox';
import { describeAccount } from '../../../sandbox/account';
import { mostCallsIn } from '../../../sandbox/call-log';
import { account, parsedSettings, settingsOf, snapshotOf } from '../../support/account';

/** One Region with something of everything, more than one page of some. */
const oneRegion = {
  accountId: '123456789012',
  regions: {
    'eu-west-1': {
      quotas: { 'L-01C8A9E0': 600 },
      restApis: [
        { name: 'payments', routes: { file: 'stripe' }, traffic: { typical: 5, peak: 9 } },
        { name: 'small', resources: 3 },
      ],
      httpApis: [{ name: 'content', routes: { file: 'box' }, orphans: 9 }],
      webSocketApis: [{ name: 'live', actions: 120 }],
      vpcLinks: { v1: [{ name: 'one' }], v2: [{ name: 'two' }] },
      domains: [{ name: 'api.example.com', mappings: 1, multiLevelMappings: 2, routingRules: 3 }],
      lambda: {
        functions: [{ name: 'f', reserved: 5 }],
        claimed: { typical: 1, peak: 2 },
        unreserved: { typical: 1, peak: 2 },
      },
    },
  },
};

function pagesOf(sandbox: Sandbox, operation: string): number {
  return sandbox.calls.filter((call) => call.operation === operation).length;
}

describe.each([100, 500])('with %d integrations on a page', (v2) => {
  test('a scan of one Region makes no more calls than there are pages, and twelve', async () => {
    const sandbox = await account({ account: oneRegion, pages: { v2 } });

    const snapshot = await snapshotOf();

    const integrationPages = Math.ceil(287 / v2) + Math.ceil(123 / v2);
    const routePages = Math.ceil(278 / v2) + Math.ceil(123 / v2);
    const resourcePages = Math.ceil(529 / 500) + 1;
    // Of each of the four APIs the stages and the authorizers; REST APIs, HTTP and WebSocket APIs, VPC links of both kinds,
    // domain names and their associations, usage plans, client certificates; mappings and rules of the domain; functions and
    // the reservation of the one; network interfaces.
    const listPages = 2 * 4 + 8 + 2 + 2 + 1;
    expect(pagesOf(sandbox, 'GetIntegrations')).toBe(integrationPages);
    expect(pagesOf(sandbox, 'GetResources')).toBe(resourcePages);
    expect(sandbox.calls.length).toBeLessThanOrEqual(integrationPages + routePages + resourcePages + listPages + 12);
    expect(sandbox.calls.length).toBe(minimumCalls(describeAccount(oneRegion), { ...AWS_PAGES, v2 }));
    expect(snapshot.measurements.map((one) => (one.status === 'measured' ? one.usage : null))).toEqual(
      expect.arrayContaining([287, 123, 529, 3]),
    );
  });
});

test('the snapshot counts exactly the calls that AWS saw', async () => {
  const sandbox = await account({ account: oneRegion });

  const { calls } = await snapshotOf();

  const seen: Record<string, number> = {};
  for (const { service, operation } of sandbox.calls) {
    seen[`${service}:${operation}`] = (seen[`${service}:${operation}`] ?? 0) + 1;
  }
  expect(calls).toEqual({ total: sandbox.calls.length, throttled: 0, byOperation: seen });
});

test('every operation that is called is declared, and every declared read of the catalogue is called', async () => {
  const sandbox = await account({ account: oneRegion });

  await snapshotOf({ settings: settingsOf('scan: { apiKeys: true }') });

  const called = new Set(sandbox.calls.map(({ service, operation }) => `${service}:${operation}`));
  const needed = readsFor([...catalogue, ...conditions]);
  const declared = [
    ...needed.lists,
    ...needed.each,
    'caller-identity' as const,
    'regions' as const,
    'metrics' as const,
  ];
  expect([...called].toSorted()).toEqual([...new Set(declared.map((name) => reads[name].operation))].toSorted());
});

/** Of a share s of r requests a second, s × r + 1 may start within one second. */
test.each([
  ['the product’s own share of 30 %', parsedSettings(), 4, 1],
  ['all of them', settingsOf(), 11, 3],
])('under the published rates, with %s, nothing is throttled', async (_, settings, most, mostResources) => {
  const sandbox = await account({
    account: {
      accountId: '123456789012',
      regions: {
        'eu-west-1': {
          restApis: [{ name: 'api', copies: 6, resources: 5 }],
          httpApis: [{ name: 'h', copies: 9, routes: { count: 2 } }],
        },
      },
    },
    throttle: true,
  });

  const { calls } = await snapshotOf({ settings });

  expect(calls.throttled).toBe(0);
  // More than the burst of 40, so that it cannot hide a rate that is too high.
  const controlPlane = sandbox.calls.filter((call) => call.service.startsWith('apigateway'));
  expect(controlPlane).toHaveLength(9 + 3 * 6 + 4 * 9);
  expect(mostCallsIn(1000, controlPlane)).toBeLessThanOrEqual(most);
  const resources = controlPlane.filter((call) => call.operation === 'GetResources');
  expect(mostCallsIn(1000, resources)).toBeLessThanOrEqual(mostResources);
});

test('a retry is counted, and spends its token like any other attempt', async () => {
  const sandbox = await account({ account: oneRegion });
  sandbox.fault({ service: 'apigatewayv2', operation: 'GetApis', kind: 'throttled', times: 1 });

  const { calls, regions } = await snapshotOf();

  expect(regions).toEqual([{ region: 'eu-west-1', status: 'scanned' }]);
  expect(calls.throttled).toBe(1);
  expect(calls.byOperation['apigatewayv2:GetApis']).toBe(2);
});
