/** Who makes the busiest minute. A wave is at its peak in every minute that `every` divides, counted from 1970. */
import type { ApiWithStages } from '../../../../lambda/domain/detail-source';
import type { Sandbox } from '../../../../sandbox';
import { account, clock } from '../../../support/account';
import { detailsOf } from './source';

const BUSY = 'eu-west-1';
const QUIET = 'eu-west-2';
const MINUTE = 60_000;
const DAY_MINUTES = 1440;
const at = expect.any(String);
const steady = (value: number) => ({ typical: value, peak: value, every: 1 });

let sandbox: Sandbox;
/** A whole minute some days and hours ago, far from the edges of both windows. */
let daysAgo: number;
let hoursAgo: number;
const minuteOf = (minute: number): string => new Date(minute * MINUTE).toISOString();
/** At its peak in that minute alone, as far as anybody looks back. */
const once = (minute: number, typical: number, peak: number) => ({ typical, peak, every: minute });

beforeAll(async () => {
  const now = Math.floor(clock.now().getTime() / MINUTE);
  daysAgo = now - 5 * DAY_MINUTES - 137;
  hoursAgo = now - 20 * 60 - 13;
  const twoStages = [
    { name: 'prod', share: 0.75, throttle: { rate: 50, burst: 10 } },
    { name: 'test', share: 0.25 },
  ];
  sandbox = await account({
    account: {
      accountId: '123456789012',
      regions: {
        [BUSY]: {
          lambda: {
            functions: [
              { name: 'burst', concurrent: once(daysAgo, 10, 300), invocations: steady(20), durationMs: steady(500) },
              { name: 'steady', concurrent: steady(40), invocations: steady(4), durationMs: steady(10_000) },
              // Higher than ever an hour later, when the other one is not.
              { name: 'later', concurrent: once(daysAgo + 60, 5, 90) },
              { name: 'idle' },
            ],
          },
          restApis: [
            { name: 'shop', id: 'shop000001', traffic: once(hoursAgo, 10, 400), stages: twoStages },
            { name: 'shop', id: 'shop000002', traffic: steady(20), stages: twoStages },
          ],
          httpApis: [
            { name: 'web', id: 'web0000001', routes: { count: 1 }, traffic: steady(30) },
            { name: 'idle', id: 'idle000001', routes: { count: 1 } },
          ],
          webSocketApis: [{ name: 'live', id: 'live000001', actions: 1, traffic: steady(8), connects: steady(2) }],
        },
        [QUIET]: {},
      },
    },
  });
});

afterEach(() => sandbox.reset());

const queries = () => sandbox.calls.filter(({ operation }) => operation === 'GetMetricData');

describe('Concurrency', () => {
  const reserved = new Map([
    ['burst', 250],
    ['steady', null],
  ]);

  test('of the busiest minute of 14 days is known what each function did in it', async () => {
    const names = ['burst', 'steady', 'later', 'idle'];
    const read = await clock.run(detailsOf(BUSY).concurrencyPeak(names, reserved));

    expect(read).toEqual({
      status: 'read',
      at,
      value: {
        at: minuteOf(daysAgo),
        concurrent: expect.any(Number),
        functions: [
          { name: 'burst', perSecond: 20, seconds: 0.5, concurrent: 300, highest: 300, reserved: 250 },
          { name: 'steady', perSecond: 4, seconds: 10, concurrent: 40, highest: 40, reserved: null },
          { name: 'later', perSecond: 0, seconds: 0, concurrent: expect.any(Number), highest: 90, reserved: 'unknown' },
          { name: 'idle', perSecond: 0, seconds: 0, concurrent: 0, highest: 0, reserved: 'unknown' },
        ],
      },
    });
    const peak = read.status === 'read' ? read.value : null;
    expect(peak?.concurrent).toBe(peak?.functions.reduce((sum, one) => sum + one.concurrent, 0));
  });

  test('three calls do for 150 functions', async () => {
    const names = ['steady', ...Array.from({ length: 149 }, (_, index) => `unknown-${index + 1}`)];
    await clock.run(detailsOf(BUSY).concurrencyPeak(names, reserved));

    expect(queries()).toHaveLength(3);
  });

  test('of the busiest minute only those functions are asked for that ran at all', async () => {
    await clock.run(detailsOf(BUSY).concurrencyPeak(['burst', 'steady', 'later', 'idle'], reserved));
    const ofThree = queries().length;
    sandbox.reset();
    const read = await clock.run(detailsOf(BUSY).concurrencyPeak(['idle'], reserved));

    expect([ofThree, queries().length]).toEqual([3, 2]);
    expect(read).toMatchObject({ value: { functions: [{ name: 'idle', perSecond: 0, concurrent: 0, highest: 0 }] } });
  });

  test('a Region in which nothing ran has no busiest minute', async () => {
    expect(await clock.run(detailsOf(QUIET).concurrencyPeak(['a'], new Map()))).toEqual({
      status: 'read',
      at,
      value: null,
    });
  });

  test.each([0, 1, 2])('it is unknown where call %d is denied', async (after) => {
    sandbox.fault({ operation: 'GetMetricData', kind: 'denied', after });

    expect(await clock.run(detailsOf(BUSY).concurrencyPeak(['steady'], reserved))).toEqual({
      status: 'failed',
      kind: 'denied',
      reason: 'AccessDeniedException on cloudwatch:GetMetricData (needs cloudwatch:GetMetricData)',
    });
  });

  test('it is unknown where a series is not whole', async () => {
    sandbox.fault({ operation: 'GetMetricData', kind: 'metric-partial', after: 2 });

    expect(await clock.run(detailsOf(BUSY).concurrencyPeak(['steady'], reserved))).toEqual({
      status: 'failed',
      kind: 'failed',
      reason: 'PartialData for a metric on cloudwatch:GetMetricData',
    });
  });

  test('the same question is asked once, another reservation is another question', async () => {
    const details = detailsOf(QUIET);
    await clock.run(Promise.all([1, 2].map(() => details.concurrencyPeak(['a'], reserved))));
    await clock.run(details.concurrencyPeak(['a'], new Map([['a', 1]])));

    expect(queries()).toHaveLength(2);
  });
});

describe('Requests', () => {
  const stages = [
    { name: 'prod', rate: 50 },
    { name: 'test', rate: null },
  ];
  const one = [{ name: 'prod', rate: null }];
  const web: ApiWithStages = { id: 'web0000001', name: 'web', type: 'http-api', stages: one };
  const idle: ApiWithStages = { id: 'idle000001', name: 'idle', type: 'http-api', stages: one };
  const apis: ApiWithStages[] = [
    { id: 'shop000001', name: 'shop', type: 'rest-api', stages },
    { id: 'shop000002', name: 'shop', type: 'rest-api', stages: [{ name: 'prod', rate: 100 }] },
    web,
    idle,
    { id: 'live000001', name: 'live', type: 'websocket-api', stages: one },
  ];
  const stage = (apiId: string, apiName: string, apiType: ApiWithStages['type'], perSecond: number) => ({
    apiId,
    alsoOf: [],
    apiName,
    apiType,
    stage: 'prod',
    perSecond,
    rate: null,
  });

  test('of the busiest minute of 24 hours is known to which stage its requests came', async () => {
    const shop = { ...stage('shop000001', 'shop', 'rest-api', 0), alsoOf: ['shop000002'] };

    expect(await clock.run(detailsOf(BUSY).requestPeak(apis))).toEqual({
      status: 'read',
      at,
      value: {
        at: minuteOf(hoursAgo),
        perSecond: 400 + 20 + 30 + 8 + 2,
        stages: [
          { ...shop, perSecond: 315, rate: 150 },
          { ...shop, stage: 'test', perSecond: 105, rate: null },
          stage('web0000001', 'web', 'http-api', 30),
          stage('idle000001', 'idle', 'http-api', 0),
          stage('live000001', 'live', 'websocket-api', 10),
        ],
      },
    });
  });

  test('what came to an API whose stages nobody knows counts, but belongs to none', async () => {
    const read = await clock.run(detailsOf(BUSY).requestPeak([{ ...web, stages: [] }]));

    expect(read).toMatchObject({ status: 'read', value: { perSecond: 30, stages: [] } });
  });

  test('many APIs are read a few hours at a time', async () => {
    const many = Array.from({ length: 150 }, (_, index): ApiWithStages => ({
      id: `none${index}`,
      name: `none-${index}`,
      type: 'http-api',
      stages: one,
    }));
    const read = await clock.run(detailsOf(BUSY).requestPeak([...apis.slice(0, 2), ...many]));

    expect(read).toMatchObject({ status: 'read', value: { at: minuteOf(hoursAgo), perSecond: 420 } });
    // 1,440 minutes at most 667 at a time, and the two stages.
    expect(queries()).toHaveLength(4);
  });

  test.each([
    ['no APIs', []],
    ['APIs without a request', [idle]],
  ])('%s have no busiest minute', async (_, some) => {
    expect(await clock.run(detailsOf(BUSY).requestPeak(some))).toEqual({ status: 'read', at, value: null });
  });

  test.each([0, 1])('it is unknown where call %d is denied', async (after) => {
    sandbox.fault({ operation: 'GetMetricData', kind: 'denied', after });

    expect(await clock.run(detailsOf(BUSY).requestPeak(apis))).toMatchObject({ status: 'failed', kind: 'denied' });
  });
});
