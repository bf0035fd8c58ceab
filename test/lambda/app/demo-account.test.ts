import type { Snapshot } from '../../../lambda/domain/snapshot';
import { catalogue } from '../../../lambda/quotas';
import { account, briefly, snapshotOf } from '../../support/account';

let snapshot: Snapshot;

beforeAll(async () => {
  await account({ account: 'demo' });
  snapshot = await snapshotOf();
});

test('every enabled Region is in the snapshot, with what became of it', () => {
  expect(snapshot.regions).toEqual([
    { region: 'ap-southeast-2', status: 'scanned' },
    { region: 'eu-south-1', status: 'scanned' },
    { region: 'eu-west-1', status: 'scanned' },
    { region: 'me-south-1', status: 'denied', reason: expect.stringContaining('AccessDenied') },
    {
      region: 'sa-east-1',
      status: 'partial',
      reason: 'InternalFailure (HTTP 500) on lambda:GetAccountSettings',
    },
    { region: 'us-east-1', status: 'scanned' },
  ]);
});

test('integrations count with or without a route; HTTP and WebSocket APIs are told apart', () => {
  expect(briefly(snapshot, 'http-api-integrations', 'us-east-1')).toEqual([
    ['content-prod', 287, 300, 'catalogue', 'critical'],
    ['developer-portal', 240, 300, 'catalogue', 'warning'],
    ['status-page', 4, 300, 'catalogue', 'ok'],
  ]);
  expect(briefly(snapshot, 'websocket-api-integrations', 'us-east-1')).toEqual([
    ['live-updates', 46, 300, 'catalogue', 'ok'],
  ]);
});

test('resources of a REST API are counted over both pages and held against the applied quota', () => {
  expect(briefly(snapshot, 'rest-api-resources', 'eu-west-1')).toEqual([
    ['payments', 529, 600, 'service-quotas', 'warning'],
  ]);
});

test('VPC links of both kinds count whatever their status', () => {
  expect(briefly(snapshot, 'vpc-links-v1', 'us-east-1')).toEqual([['us-east-1', 3, 20, 'service-quotas', 'ok']]);
  expect(briefly(snapshot, 'vpc-links-v2', 'us-east-1')).toEqual([['us-east-1', 9, 10, 'service-quotas', 'critical']]);
});

test('the request rate is the peak minute of all API types together, against the rate that GetAccount gives', () => {
  // 3,900 + 1,250 + 60 (HTTP) + 2,600 (REST) + 1,480 (WebSocket), all in the same minute.
  expect(briefly(snapshot, 'api-gateway-throttle-rate', 'us-east-1')).toEqual([
    ['us-east-1', 9290, 10_000, 'service-api', 'critical'],
  ]);
  expect(briefly(snapshot, 'api-gateway-throttle-rate', 'eu-south-1')).toEqual([
    ['eu-south-1', 900, 2500, 'service-api', 'ok'],
  ]);
});

test('claimed concurrency is held against the account, unreserved concurrency against what reservations leave', () => {
  expect(briefly(snapshot, 'lambda-concurrency', 'us-east-1')).toEqual([
    ['us-east-1', 884, 1000, 'service-api', 'warning'],
  ]);
  expect(briefly(snapshot, 'lambda-unreserved-concurrency', 'us-east-1')).toEqual([
    ['us-east-1', 184, 300, 'service-api', 'ok'],
  ]);
});

test('a rate says of which minute it is and that it is a lower bound', () => {
  const rate = snapshot.measurements.find(
    (one) => one.quota === 'api-gateway-throttle-rate' && one.region === 'us-east-1',
  );

  expect(rate).toMatchObject({ notes: [expect.stringMatching(/^average of the peak minute, .*at least this$/)] });
});

test('a failing service leaves its quotas unmeasured with the reason, and the others as they are', () => {
  expect(briefly(snapshot, 'lambda-concurrency', 'sa-east-1')).toEqual([
    ['sa-east-1', 'unmeasured', 'InternalFailure (HTTP 500) on lambda:GetAccountSettings'],
  ]);
  expect(briefly(snapshot, 'rest-api-resources', 'sa-east-1')).toEqual([['kiosk', 12, 300, 'service-quotas', 'ok']]);
});

test('in a denied Region every quota is unmeasured: none is missing, none is zero', () => {
  const there = snapshot.measurements.filter((one) => one.region === 'me-south-1');

  expect(new Set(there.map((one) => one.status))).toEqual(new Set(['unmeasured']));
  const everyQuota = catalogue.map((quota) => quota.id);
  expect(new Set(there.map((one) => one.quota))).toEqual(new Set(everyQuota));
});

test('an empty Region is measured as zero, without paying for metrics', () => {
  expect(briefly(snapshot, 'api-gateway-throttle-rate', 'ap-southeast-2')).toEqual([
    ['ap-southeast-2', 0, 10_000, 'service-api', 'ok'],
  ]);
  expect(briefly(snapshot, 'lambda-concurrency', 'ap-southeast-2')).toEqual([
    ['ap-southeast-2', 0, 1000, 'service-api', 'ok'],
  ]);
});

test('the snapshot has the documented form', () => {
  expect(Object.keys(snapshot)).toEqual([
    'schemaVersion',
    'accountId',
    'startedAt',
    'finishedAt',
    'regions',
    'measurements',
    'observations',
    'calls',
  ]);
  expect(snapshot.measurements.find((one) => one.resource?.name === 'content-prod')).toEqual({
    status: 'measured',
    quota: 'http-api-integrations',
    accountId: '123456789012',
    region: 'us-east-1',
    resource: { type: 'http-api', id: expect.stringMatching(/^[a-z0-9]{10}$/), name: 'content-prod' },
    usage: 287,
    limit: 300,
    limitSource: 'catalogue',
    utilization: 95.7,
    severity: 'critical',
    adjustable: 'no',
    increaseRequest: null,
    notes: [],
    measuredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
});
