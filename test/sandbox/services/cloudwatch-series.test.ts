/** Which series there are: of APIs, stages and routes, of functions, and of the quotas that Service Quotas measures. */
import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { ListServiceQuotasCommand, type ServiceQuota, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import type { Sandbox } from '../../../sandbox';
import { closing, HandClock, home, start, to } from '../support';
import { metric, steady } from './metrics';

const clock = new HandClock();
const NOW = clock.now().getTime();
const MINUTE = 60_000;

/** Half of what comes in at prod, which measures its routes, a quarter at test, which does not, nothing at idle. */
const stages = [
  {
    name: 'prod',
    share: 0.5,
    detailedMetrics: true,
    routes: [
      { route: 'GET /pets', rate: 50, traffic: steady(10) },
      { route: 'POST /pets', rate: 5 },
    ],
  },
  { name: 'test', share: 0.25, routes: [{ route: 'GET /pets', rate: 5, traffic: steady(2) }] },
  { name: 'idle' },
];

let sandbox: Sandbox;
let client: CloudWatchClient;

beforeAll(async () => {
  sandbox = await start({
    clock,
    account: home({
      restApis: [{ name: 'shop', id: 'shop000001', traffic: steady(100), stages }],
      httpApis: [
        { name: 'web', id: 'web0000001', routes: { count: 1 }, traffic: steady(40), stages },
        {
          name: 'plain',
          id: 'plain00001',
          routes: { count: 1 },
          traffic: steady(3),
          stages: [{ name: 'a' }, { name: 'b' }],
        },
      ],
      webSocketApis: [
        {
          name: 'live',
          id: 'live000001',
          actions: 1,
          traffic: steady(8),
          connects: steady(2),
          stages: [
            {
              name: 'prod',
              detailedMetrics: true,
              routes: [
                { route: '$connect', rate: 5, traffic: steady(1) },
                { route: 'action1', rate: 9, traffic: steady(6) },
              ],
            },
          ],
        },
      ],
      lambda: {
        invocations: steady(9),
        functions: [
          { name: 'thumbs', throttles: steady(37), concurrent: steady(250) },
          { name: 'calm', throttles: steady(0) },
          { name: 'quiet' },
        ],
      },
      measuredQuotas: [
        { service: 'lambda', code: 'L-11111111', name: 'Calls', value: 15, perSecond: true, usage: steady(8) },
        { service: 'lambda', code: 'L-22222222', name: 'Things', value: 50, usage: steady(20) },
        { service: 'lambda', code: 'L-33333333', name: 'Unused', value: 50 },
      ],
    }),
  });
  client = closing(new CloudWatchClient(to(sandbox)));
});

async function valuesOf(query: MetricDataQuery, Stat = 'Sum', Period = 60): Promise<number[]> {
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      MetricDataQueries: [{ ...query, MetricStat: { Metric: query.MetricStat?.Metric, Period, Stat } }],
      StartTime: new Date(NOW - 2 * MINUTE),
      EndTime: new Date(NOW),
    }),
  );
  return MetricDataResults.flatMap(({ Values = [] }) => Values);
}

const twice = (value: number) => [value, value];
const inApi = (MetricName: string, dimensions: Record<string, string>) =>
  metric('AWS/ApiGateway', MetricName, dimensions);
const rest = { ApiName: 'shop' };
const http = { ApiId: 'web0000001' };
const live = { ApiId: 'live000001' };
const getPets = { Method: 'GET', Resource: '/pets' };

test.each([
  ['a REST API', 'Count', rest, 100],
  ['its stage with half of the requests', 'Count', { ...rest, Stage: 'prod' }, 50],
  ['its stage with a quarter', 'Count', { ...rest, Stage: 'test' }, 25],
  ['its method where the stage has detailed metrics', 'Count', { ...rest, Stage: 'prod', ...getPets }, 10],
  ['an HTTP API', 'Count', http, 40],
  ['its stage', 'Count', { ...http, Stage: 'prod' }, 20],
  ['its route where the stage has detailed metrics', 'Count', { ...http, Stage: 'prod', ...getPets }, 10],
  ['the first stage, where no shares are described', 'Count', { ApiId: 'plain00001', Stage: 'a' }, 3],
  ['the messages of a WebSocket API', 'MessageCount', live, 8],
  ['the messages at its stage', 'MessageCount', { ...live, Stage: 'prod' }, 8],
  ['the messages at its route', 'MessageCount', { ...live, Stage: 'prod', Route: 'action1' }, 6],
  ['its new connections', 'ConnectCount', live, 2],
  ['its new connections at its stage', 'ConnectCount', { ...live, Stage: 'prod' }, 2],
  ['the messages at $connect', 'ConnectCount', { ...live, Stage: 'prod', Route: '$connect' }, 1],
])('%s is a series', async (_, name, dimensions, perSecond) => {
  expect(await valuesOf(inApi(name, dimensions))).toEqual(twice(perSecond * 60));
});

test.each([
  ['a method of a stage without detailed metrics', 'Count', { ...rest, Stage: 'test', ...getPets }],
  ['a route of a stage without detailed metrics', 'Count', { ...http, Stage: 'test', ...getPets }],
  ['a route to which nothing comes', 'Count', { ...http, Stage: 'prod', Method: 'POST', Resource: '/pets' }],
  ['an unknown route', 'Count', { ...http, Stage: 'prod', Method: 'PUT', Resource: '/pets' }],
  ['a stage to which nothing comes', 'Count', { ...rest, Stage: 'idle' }],
  ['an unknown stage', 'Count', { ...rest, Stage: 'nope' }],
  ['the second stage, where no shares are described', 'Count', { ApiId: 'plain00001', Stage: 'b' }],
  ['a route without its stage', 'Count', { ...http, ...getPets }],
  ['a method without its resource', 'Count', { ...rest, Stage: 'prod', Method: 'GET' }],
  ['a REST API and an HTTP API at once', 'Count', { ...rest, ...http }],
  ['a stage without its API', 'Count', { Stage: 'prod' }],
  ['a route of an HTTP API in the words of a WebSocket API', 'Count', { ...http, Stage: 'prod', Route: 'GET /pets' }],
  ['a route of a REST API in the words of a WebSocket API', 'Count', { ...rest, Stage: 'prod', Route: 'GET /pets' }],
  ['the connections of an HTTP API', 'ConnectCount', http],
  ['the connections of a REST API', 'ConnectCount', rest],
  ['the messages of an HTTP API', 'MessageCount', http],
  ['the requests of a WebSocket API', 'Count', live],
  ['the connections at a route that is not $connect', 'ConnectCount', { ...live, Stage: 'prod', Route: 'action1' }],
  ['what is not $connect’s at $connect', 'MessageCount', { ...live, Stage: 'prod', Route: '$connect' }],
])('%s has no series', async (_, name, dimensions) => {
  expect(await valuesOf(inApi(name, dimensions))).toEqual([]);
});

describe('of Lambda', () => {
  const ofFunction = (MetricName: string, FunctionName: string) => metric('AWS/Lambda', MetricName, { FunctionName });

  test('a function’s throttles are counted by the minute', async () => {
    expect(await valuesOf(ofFunction('Throttles', 'thumbs'))).toEqual(twice(37));
    expect(await valuesOf(ofFunction('Throttles', 'thumbs'), 'Sum', 120)).toEqual([74]);
  });

  test('a function’s concurrency is a level', async () => {
    expect(await valuesOf(ofFunction('ConcurrentExecutions', 'thumbs'), 'Maximum', 120)).toEqual([250]);
    expect(await valuesOf(ofFunction('ConcurrentExecutions', 'thumbs'), 'Average', 120)).toEqual([250]);
  });

  test('the invocations of the Region are counted by the second', async () => {
    expect(await valuesOf(metric('AWS/Lambda', 'Invocations'))).toEqual(twice(9 * 60));
  });

  // Of a function that runs, AWS may write zeros here; the sandbox leaves them out, as it does with requests.
  test.each([
    ['a function that is never throttled', ofFunction('Throttles', 'calm')],
    ['a function that was not described', ofFunction('Throttles', 'quiet')],
    ['its concurrency', ofFunction('ConcurrentExecutions', 'quiet')],
    ['an unknown function', ofFunction('Throttles', 'nope')],
    ['an unknown metric of a function', ofFunction('Errors', 'thumbs')],
    ['a version of a function', metric('AWS/Lambda', 'Throttles', { FunctionName: 'thumbs', Resource: 'thumbs:1' })],
  ])('%s has no points', async (_, query) => {
    expect(await valuesOf(query)).toEqual([]);
  });
});

describe('of the quotas that Service Quotas measures', () => {
  /** What Service Quotas itself says must be asked for. */
  async function named(code: string) {
    const quotas = closing(new ServiceQuotasClient(to(sandbox)));
    const { Quotas = [] } = await quotas.send(new ListServiceQuotasCommand({ ServiceCode: 'lambda' }));
    return usageMetric(Quotas.find(({ QuotaCode }) => QuotaCode === code));
  }

  function usageMetric(quota: ServiceQuota | undefined) {
    const {
      MetricNamespace = '',
      MetricName = '',
      MetricDimensions = {},
      MetricStatisticRecommendation,
    } = quota?.UsageMetric ?? {};
    return {
      namespace: MetricNamespace,
      name: MetricName,
      dimensions: MetricDimensions,
      MetricStatisticRecommendation,
    };
  }

  test.each([
    ['L-11111111', 8 * 60],
    ['L-22222222', 20],
  ])('the metric that %s names has its usage', async (code, value) => {
    const { namespace, name, dimensions, MetricStatisticRecommendation } = await named(code);

    expect(await valuesOf(metric(namespace, name, dimensions), MetricStatisticRecommendation)).toEqual(twice(value));
  });

  test('a quota without usage has no points', async () => {
    const { namespace, name, dimensions } = await named('L-33333333');

    expect(name).toBe('ResourceCount');
    expect(await valuesOf(metric(namespace, name, dimensions))).toEqual([]);
  });

  test.each([
    ['under another name', { name: 'ResourceCount' }],
    ['without its other dimensions', { dimensions: { Resource: 'L-11111111' } }],
    ['of another service', { dimensions: { Service: 'EC2', Resource: 'L-11111111', Type: 'API', Class: 'None' } }],
  ])('the metric %s is another metric', async (_, other) => {
    const { namespace, name, dimensions } = { ...(await named('L-11111111')), ...other };

    expect(await valuesOf(metric(namespace, name, dimensions))).toEqual([]);
  });
});
