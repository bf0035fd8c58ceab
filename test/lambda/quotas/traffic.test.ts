/** Which series the account's rate is added up from: every request once. */
import type { Read } from '../../../lambda/domain/read';
import { type RegionReads, regionReads } from '../../../lambda/domain/region-reads';
import type { HttpOrWebSocketApi, RestApi, Stage } from '../../../lambda/domain/resources';
import { metricName } from '../../../lambda/domain/request-series';
import { allRequests } from '../../../lambda/quotas/traffic';

const at = '2026-11-20T12:00:00.000Z';
const read = <T>(value: T): Read<T> => ({ status: 'read', value, at });
const failed: Read<never> = { status: 'failed', kind: 'denied', reason: 'AccessDenied on apigateway:GetStages' };

const stage = (name: string, rate: number | null): Stage => ({ name, rate, variables: 0, tags: 0, routes: [] });
const rest = (id: string, name: string): RestApi => ({ id, name, endpoint: 'REGIONAL' });

function known(
  restApis: readonly RestApi[],
  apis: readonly HttpOrWebSocketApi[],
  stages: Readonly<Record<string, Read<readonly Stage[]>>>,
): RegionReads {
  const lists = { 'rest-apis': read(restApis), 'http-and-websocket-apis': read(apis) };
  const byId = new Map(Object.entries(stages));
  return regionReads(
    'eu-west-1',
    '2026-11-20T12:00:00.000Z',
    lists,
    { 'rest-api-stages': byId, stages: byId },
    new Map(),
  );
}

function dimensionsOf(reads: RegionReads): unknown[] {
  const all = allRequests(reads);
  return all.status === 'read' ? all.value.map((series) => [series.metric, series.dimensions]) : [all.status];
}

const web: HttpOrWebSocketApi = { id: 'web0000001', name: 'web', protocol: 'HTTP' };

test.each<[string, Stage[], object[]]>([
  ['no stage has a throttle: the API itself', [stage('a', null), stage('b', null)], [{}]],
  [
    'every stage has one: the stages, which are read anyway',
    [stage('a', 5), stage('b', 5)],
    [{ Stage: 'a' }, { Stage: 'b' }],
  ],
  ['all but one have one: the stages', [stage('a', 5), stage('b', null)], [{ Stage: 'a' }, { Stage: 'b' }]],
  ['more are without: the API itself', [stage('a', 5), stage('b', null), stage('c', null)], [{}]],
  ['it has no stage: the API itself', [], [{}]],
])('of an API is read, if %s', (_, stages, expected) => {
  expect(dimensionsOf(known([], [web], { web0000001: read(stages) }))).toEqual(
    expected.map((more) => ['Count', { ApiId: 'web0000001', ...more }]),
  );
  expect(dimensionsOf(known([rest('r', 'shop')], [], { r: read(stages) }))).toEqual(
    expected.map((more) => ['Count', { ApiName: 'shop', ...more }]),
  );
});

test('the stages of REST APIs of one name are read once', () => {
  const reads = known([rest('r', 'shop'), rest('s', 'shop')], [], {
    r: read([stage('a', 5)]),
    s: read([stage('a', 5), stage('b', null)]),
  });

  expect(dimensionsOf(reads)).toEqual([
    ['Count', { ApiName: 'shop', Stage: 'a' }],
    ['Count', { ApiName: 'shop', Stage: 'b' }],
  ]);
});

test('with the stages of one of them unknown, they are not added up: some could be missing', () => {
  const reads = known([rest('r', 'shop'), rest('s', 'shop')], [], { r: read([stage('a', 5)]), s: failed });

  expect(dimensionsOf(reads)).toEqual([['Count', { ApiName: 'shop' }]]);
});

test('connections and messages of a WebSocket API both spend the account’s rate', () => {
  const chat: HttpOrWebSocketApi = { id: 'c', name: 'chat', protocol: 'WEBSOCKET' };

  expect(dimensionsOf(known([], [chat], { c: read([]) }))).toEqual([
    ['ConnectCount', { ApiId: 'c' }],
    ['MessageCount', { ApiId: 'c' }],
  ]);
});

test.each([
  ['shop', 'shop'],
  ['Bücher-shop', 'Bcher-shop'],
  ['注文', 'a1b2c3'],
  ['', 'a1b2c3'],
  ['注 文', 'a1b2c3'],
  ['a\tb', 'ab'],
])('the metrics of a REST API called "%s" are those of "%s"', (name, expected) => {
  expect(metricName({ id: 'a1b2c3', name })).toBe(expected);
});
