import {
  CloudWatchClient,
  ListMetricsCommand,
  type ListMetricsInput,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { ACCOUNT_ID, closing, HandClock, HOME, pagesOf, raw, refusal, sizesOf, start, to } from '../support';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OTHER = 'eu-west-1';

async function opened(pages?: { metrics: number }) {
  const clock = new HandClock();
  const sandbox = await start({
    clock,
    account: { accountId: ACCOUNT_ID, regions: { [HOME]: {}, [OTHER]: {} } },
    ...(pages ? { pages } : {}),
  });
  const client = closing(new CloudWatchClient(to(sandbox)));
  const put = async (MetricName: string, dimensions: Readonly<Record<string, string>> = {}, Namespace = 'Headroom') => {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    await client.send(new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName, Value: 1, Dimensions }] }));
  };
  const names = async (input: ListMetricsInput = {}) => {
    const { Metrics = [] } = await client.send(new ListMetricsCommand(input));
    return Metrics.map(({ MetricName }) => MetricName);
  };
  return { clock, sandbox, client, put, names };
}

test('each metric is listed once, with its namespace and dimensions, in its Region', async () => {
  const { sandbox, client, put } = await opened();
  await put('Utilization', { Region: HOME, Quota: 'q' });
  await put('Utilization', { Quota: 'q', Region: HOME });

  const { Metrics } = await client.send(new ListMetricsCommand({}));
  const elsewhere = await closing(new CloudWatchClient(to(sandbox, OTHER))).send(new ListMetricsCommand({}));

  expect(Metrics).toEqual([
    {
      Namespace: 'Headroom',
      MetricName: 'Utilization',
      Dimensions: [
        { Name: 'Region', Value: HOME },
        { Name: 'Quota', Value: 'q' },
      ],
    },
  ]);
  expect(elsewhere.Metrics).toEqual([]);
});

test.each<[string, ListMetricsInput, string[]]>([
  ['a namespace', { Namespace: 'Other' }, ['d']],
  ['a name', { MetricName: 'b' }, ['b']],
  ['the name of a dimension', { Dimensions: [{ Name: 'Region' }] }, ['b', 'c']],
  ['a dimension with its value', { Dimensions: [{ Name: 'Region', Value: 'r1' }] }, ['b']],
  ['two dimensions', { Dimensions: [{ Name: 'Region' }, { Name: 'Quota', Value: 'q' }] }, ['c']],
  ['a dimension that no metric has', { Dimensions: [{ Name: 'Account' }] }, []],
])('it can be filtered by %s', async (_, filter, expected) => {
  const { put, names } = await opened();
  await put('a');
  await put('b', { Region: 'r1' });
  await put('c', { Region: 'r2', Quota: 'q' });
  await put('d', {}, 'Other');

  expect(await names(filter)).toEqual(expected);
});

test('a page has 500 metrics, and the token leads to the next', async () => {
  const { client, put } = await opened();
  await client.send(
    new PutMetricDataCommand({
      Namespace: 'Headroom',
      MetricData: Array.from({ length: 500 }, (_, n) => ({ MetricName: `m${n}`, Value: 1 })),
    }),
  );
  await put('last');

  const pages = await pagesOf(async (NextToken) => {
    const { Metrics, NextToken: next } = await client.send(new ListMetricsCommand({ NextToken }));
    return { items: Metrics, next };
  });

  expect(sizesOf(pages)).toEqual([500, 1]);
  expect(pages[1]?.[0]?.MetricName).toBe('last');
});

test('a page may be made shorter', async () => {
  const { client, put } = await opened({ metrics: 2 });
  for (const name of ['a', 'b', 'c']) await put(name);

  const { Metrics, NextToken } = await client.send(new ListMetricsCommand({}));

  expect(Metrics).toHaveLength(2);
  expect(NextToken).toEqual(expect.any(String));
});

test('what was silent for three hours is not recently active, and after two weeks is listed no more', async () => {
  const { clock, put, names } = await opened();
  await put('old');
  clock.ms += 3 * HOUR + 1;
  await put('new');

  expect(await names({ RecentlyActive: 'PT3H' })).toEqual(['new']);
  expect(await names()).toEqual(['old', 'new']);

  clock.ms = 14 * DAY + 1;
  expect(await names()).toEqual(['new']);
});

describe('what is refused', () => {
  test.each<[string, ListMetricsInput]>([
    ['a token that ListMetrics did not give', { NextToken: 'abc' }],
    ['11 dimensions', { Dimensions: Array.from({ length: 11 }, (_, n) => ({ Name: `d${n}` })) }],
  ])('%s', async (_, input) => {
    const { names } = await opened();

    await expect(names(input)).rejects.toMatchObject(refusal('InvalidParameterValueException', 400));
  });

  test('another time of activity', async () => {
    const { sandbox } = await opened();

    const { response, text } = await raw(sandbox, {
      service: 'monitoring',
      headers: { 'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics' },
      body: '{"RecentlyActive":"PT1H"}',
    });

    expect([response.status, text]).toEqual([400, expect.stringContaining('PT1H')]);
  });

  test('linked accounts, which the sandbox lacks', async () => {
    const { names } = await opened();

    await expect(names({ IncludeLinkedAccounts: true })).rejects.toThrow('the sandbox has no IncludeLinkedAccounts');
  });
});
