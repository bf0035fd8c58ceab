/** Rates: the account's throttle, and the throttles that somebody configured, against their own traffic. */
import type { Snapshot } from '../../../lambda/domain/snapshot';
import type { Sandbox } from '../../../sandbox';
import { account, briefly, snapshotOf } from '../../support/account';
import { accountOf, type Region } from './estate';

const ALL = 'api-gateway-throttle-rate';
const wave = (peak: number) => ({ typical: 1, peak });

async function scanOf(region: Region): Promise<{ sandbox: Sandbox; snapshot: Snapshot }> {
  const sandbox = await account({ account: accountOf(region) });
  return { sandbox, snapshot: await snapshotOf() };
}

const notesOf = ({ measurements }: Snapshot, quota: string) =>
  measurements.flatMap((one) => (one.quota === quota && one.status === 'measured' ? [one.notes] : []));

test('a stage is held against its own throttle and its own part of the traffic, whatever the API type', async () => {
  const stages = [
    { name: 'prod', throttle: { rate: 40, burst: 40 }, share: 0.75 },
    { name: 'beta', throttle: { rate: 100, burst: 100 }, share: 0.25 },
  ];
  const { snapshot } = await scanOf({
    restApis: [{ name: 'rest', traffic: wave(40), stages }],
    httpApis: [{ name: 'web', routes: { count: 1 }, traffic: wave(48), stages }],
    webSocketApis: [{ name: 'chat', actions: 1, traffic: wave(52), stages }],
  });

  expect(briefly(snapshot, 'stage-throttle')).toEqual([
    ['rest/prod', 30, 40, 'service-api', 'ok'],
    ['rest/beta', 10, 100, 'service-api', 'ok'],
    ['web/prod', 36, 40, 'service-api', 'critical'],
    ['web/beta', 12, 100, 'service-api', 'ok'],
    ['chat/prod', 39, 40, 'service-api', 'critical'],
    ['chat/beta', 13, 100, 'service-api', 'ok'],
  ]);
  expect(briefly(snapshot, ALL)).toEqual([['eu-west-1', 140, 10_000, 'service-api', 'ok']]);
});

test('a stage with a throttle and no traffic is at 0, and says so', async () => {
  const { snapshot } = await scanOf({
    httpApis: [{ name: 'web', routes: { count: 1 }, stages: [{ name: 'prod', throttle: { rate: 40, burst: 40 } }] }],
  });

  expect(briefly(snapshot, 'stage-throttle')).toEqual([['web/prod', 0, 40, 'service-api', 'ok']]);
  expect(notesOf(snapshot, 'stage-throttle')).toEqual([['no traffic']]);
});

test('a rate says that it is the average of its peak minute, below the true peak', async () => {
  const { snapshot } = await scanOf({ httpApis: [{ name: 'web', routes: { count: 1 }, traffic: wave(30) }] });

  expect(notesOf(snapshot, ALL)).toEqual([
    [expect.stringMatching(/^average of the peak minute, 2026-.*at least this$/)],
  ]);
});

test('a route or method throttle is held against its traffic where detailed metrics count it, and else unmeasured', async () => {
  const withMetrics = (route: string, detailedMetrics: boolean) => [
    { name: 'prod', detailedMetrics, routes: [{ route, rate: 50, traffic: wave(45) }] },
  ];
  const { snapshot } = await scanOf({
    restApis: [
      { name: 'seen', resources: 2, stages: withMetrics('GET /item-1', true) },
      { name: 'unseen', resources: 2, stages: withMetrics('GET /item-1', false) },
    ],
    httpApis: [
      { name: 'web', routes: { count: 1 }, stages: withMetrics('GET /items/kind-1', true) },
      { name: 'blind', routes: { count: 1 }, stages: withMetrics('GET /items/kind-1', false) },
    ],
  });

  const uncounted = ['unmeasured', 'by choice: AWS does not count it, detailed metrics are off for this stage'];
  expect(briefly(snapshot, 'route-throttle')).toEqual([
    ['seen/prod GET /item-1', 45, 50, 'service-api', 'critical'],
    ['unseen/prod GET /item-1', ...uncounted],
    ['web/prod GET /items/kind-1', 45, 50, 'service-api', 'critical'],
    ['blind/prod GET /items/kind-1', ...uncounted],
  ]);
});

test('two REST APIs of one name are one group, named as such, with what they allow together', async () => {
  const stage = (rate: number) => [
    { name: 'prod', throttle: { rate, burst: 1 }, detailedMetrics: true, routes: [{ route: 'GET /', rate: rate / 2 }] },
  ];
  const { snapshot } = await scanOf({
    restApis: [
      { name: 'shop', id: 'aaaaaaaaaa', traffic: wave(20), stages: stage(40) },
      { name: 'shop', id: 'bbbbbbbbbb', traffic: wave(30), stages: stage(20) },
      { name: 'alone', traffic: wave(5), stages: stage(10) },
    ],
  });

  expect(briefly(snapshot, 'stage-throttle')).toEqual([
    ['shop (2 REST APIs of this name)/prod', 50, 60, 'service-api', 'warning'],
    ['alone/prod', 5, 10, 'service-api', 'ok'],
  ]);
  expect(notesOf(snapshot, 'stage-throttle')[0]).toContain('CloudWatch counts REST APIs of one name together');
  expect(briefly(snapshot, 'route-throttle')).toEqual([
    ['shop (2 REST APIs of this name)/prod GET /', 0, 30, 'service-api', 'ok'],
    ['alone/prod GET /', 0, 5, 'service-api', 'ok'],
  ]);
  // Their shared series is read once, not once for each.
  expect(briefly(snapshot, ALL)).toEqual([['eu-west-1', 55, 10_000, 'service-api', 'ok']]);
  // What has nothing to do with metrics still tells them apart.
  expect(briefly(snapshot, 'rest-api-stages')).toHaveLength(3);
});

test('no measurement stands there twice', async () => {
  const stages = [{ name: 'prod', throttle: { rate: 1, burst: 1 }, routes: [{ route: 'GET /', rate: 1 }] }];
  const { snapshot } = await scanOf({
    restApis: [
      { name: 'shop', id: 'aaaaaaaaaa', stages },
      { name: 'shop', id: 'bbbbbbbbbb', stages },
    ],
  });

  const identities = snapshot.measurements.map((one) => `${one.quota}/${one.resource?.id}`);
  expect(new Set(identities).size).toBe(identities.length);
});
