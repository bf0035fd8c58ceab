import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataInput,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import type { Sandbox } from '../../../sandbox';
import { closing, HandClock, home, raw, refusal, start, to } from '../support';
import { metric, steady } from './metrics';

const clock = new HandClock();
const NOW = clock.now().getTime();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let sandbox: Sandbox;
let client: CloudWatchClient;

beforeAll(async () => {
  sandbox = await start({
    clock,
    account: home({
      restApis: [
        { name: 'twin', id: 'twin000001', resources: 1, traffic: steady(2) },
        { name: 'twin', id: 'twin000002', resources: 1, traffic: steady(3) },
        { name: 'café', id: 'cafe000001', resources: 1, traffic: steady(7) },
        { name: '注文', id: 'order00001', resources: 1, traffic: steady(11) },
        { name: '注 文', id: 'order00002', resources: 1, traffic: steady(13) },
        { name: 'silent', resources: 1 },
      ],
      httpApis: [{ name: 'web', id: 'web0000001', routes: { count: 1 }, traffic: steady(5) }],
      webSocketApis: [{ name: 'live', id: 'live000001', actions: 1, traffic: { typical: 0, peak: 4, every: 10 } }],
      lambda: { claimed: { typical: 100, peak: 900, every: 30 }, unreserved: steady(40) },
    }),
  });
  client = closing(new CloudWatchClient(to(sandbox)));
});

const web = metric('AWS/ApiGateway', 'Count', { ApiId: 'web0000001' });
const nothing = metric('AWS/ApiGateway', 'Count', { ApiId: 'nobody' });
const claimed = metric('AWS/Lambda', 'ClaimedAccountConcurrency');

/** The query with another part of its `MetricStat`. */
function but(query: MetricDataQuery, stat: Partial<MetricDataQuery['MetricStat']>): MetricDataQuery {
  const { Metric, Period, Stat } = query.MetricStat ?? {};
  return { ...query, MetricStat: { Metric, Period, Stat, ...stat } };
}

const lastHour = { StartTime: new Date(NOW - 60 * MINUTE), EndTime: new Date(NOW) };

async function ask(MetricDataQueries: MetricDataQuery[] | undefined, more: Partial<GetMetricDataInput> = {}) {
  return await client.send(new GetMetricDataCommand({ MetricDataQueries, ...lastHour, ...more }));
}

async function valuesOf(query: MetricDataQuery, more: Partial<GetMetricDataInput> = {}): Promise<number[]> {
  const { MetricDataResults = [] } = await ask([query], more);
  return MetricDataResults.flatMap(({ Values = [] }) => Values);
}

describe('what is in a series', () => {
  test('every minute of the hour has a point, newest first, at the requests of 60 seconds', async () => {
    const { MetricDataResults = [] } = await ask([web]);

    expect(MetricDataResults).toEqual([
      {
        Id: 'm',
        Label: 'Count',
        StatusCode: 'Complete',
        Timestamps: Array.from({ length: 60 }, (_, index) => new Date(NOW - (index + 1) * MINUTE)),
        Values: Array.from({ length: 60 }, () => 300),
      },
    ]);
  });

  test('oldest first when asked', async () => {
    const { MetricDataResults = [] } = await ask([web], { ScanBy: 'TimestampAscending' });

    expect(MetricDataResults[0]?.Timestamps?.[0]).toEqual(lastHour.StartTime);
  });

  test('a peak comes exactly every so many minutes', async () => {
    const { MetricDataResults = [] } = await ask([but(claimed, { Stat: 'Maximum' })]);

    const { Timestamps = [], Values = [] } = MetricDataResults[0] ?? {};
    expect(Timestamps).toHaveLength(60);
    const peaks = Timestamps.filter((_, index) => Values[index] === 900);
    expect(peaks).toEqual([new Date(NOW - 30 * MINUTE), new Date(NOW - 60 * MINUTE)]);
  });

  test('a minute without requests has no point', async () => {
    const live = metric('AWS/ApiGateway', 'MessageCount', { ApiId: 'live000001' });

    expect(await valuesOf(live)).toEqual([240, 240, 240, 240, 240, 240]);
  });

  test('the metric of two REST APIs of one name is one series', async () => {
    expect(await valuesOf(metric('AWS/ApiGateway', 'Count', { ApiName: 'twin' }))).toContain((2 + 3) * 60);
  });

  test('a name loses what is not ASCII', async () => {
    expect(await valuesOf(metric('AWS/ApiGateway', 'Count', { ApiName: 'caf' }))).toContain(7 * 60);
  });

  test('a name without anything but blanks in ASCII gives way to the id', async () => {
    const named = (ApiName: string) => valuesOf(metric('AWS/ApiGateway', 'Count', { ApiName }));

    expect(await named('order00001')).toContain(11 * 60);
    expect(await named('order00002')).toContain(13 * 60);
  });

  test.each([
    ['an API that does not exist', nothing],
    ['an API without traffic', metric('AWS/ApiGateway', 'Count', { ApiName: 'silent' })],
    ['the metric of another kind of API', metric('AWS/ApiGateway', 'MessageCount', { ApiId: 'web0000001' })],
    ['a REST API by its id', metric('AWS/ApiGateway', 'Count', { ApiId: 'twin000001' })],
    ['a dimension too many', metric('AWS/ApiGateway', 'Count', { ApiId: 'web0000001', Region: 'us-east-1' })],
    [
      'an account-level metric with a dimension',
      metric('AWS/Lambda', 'ClaimedAccountConcurrency', { FunctionName: 'f' }),
    ],
    ['an unknown metric', metric('AWS/Lambda', 'Throttles')],
    ['an unknown namespace', metric('AWS/DynamoDB', 'Count')],
    ['another unit', but(web, { Unit: 'Percent' })],
  ])('%s has no points, and that is no error', async (_, query) => {
    const { MetricDataResults } = await ask([query]);

    expect(MetricDataResults).toEqual([
      { Id: 'm', Label: query.MetricStat?.Metric?.MetricName, StatusCode: 'Complete', Timestamps: [], Values: [] },
    ]);
  });

  test.each([
    ['Sum', 60, 300],
    ['SampleCount', 60, 300],
    ['Sum', 300, 1500],
    // Every request is a sample of 1.
    ['Average', 60, 1],
    ['Maximum', 60, 1],
    ['Minimum', 300, 1],
  ])('the %s of requests over %d seconds is %d', async (Stat, Period, value) => {
    expect(new Set(await valuesOf(but(web, { Stat, Period })))).toEqual(new Set([value]));
  });

  test.each([
    ['Maximum', 40],
    ['Average', 40],
    ['Sum', 1200],
    ['SampleCount', 30],
  ])('the %s of concurrency over half an hour is %d', async (Stat, value) => {
    const unreserved = metric('AWS/Lambda', 'UnreservedConcurrentExecutions');

    expect(await valuesOf(but(unreserved, { Stat, Period: 1800 }))).toEqual([value, value]);
  });

  test('a period under a minute gives no more points than minutes', async () => {
    expect(await valuesOf(but(web, { Period: 10 }))).toHaveLength(60);
  });

  test('a start inside a minute counts from its beginning', async () => {
    const StartTime = new Date(NOW - 2 * MINUTE + 34_000);

    expect(await valuesOf(web, { StartTime })).toHaveLength(2);
  });

  test('there is nothing of the future', async () => {
    const EndTime = new Date(NOW + 10 * MINUTE);

    expect(await valuesOf(web, { StartTime: new Date(NOW - MINUTE), EndTime })).toHaveLength(1);
  });

  test.each([
    [60, 15],
    [300, 63],
    [3600, 455],
  ])('points of %d seconds are kept %d days', async (Period, days) => {
    const pointsAt = (age: number) =>
      valuesOf(but(web, { Period }), {
        StartTime: new Date(NOW - age * DAY),
        EndTime: new Date(NOW - age * DAY + Period * 1000),
      });

    expect(await pointsAt(days)).toHaveLength(1);
    expect(await pointsAt(days + 1)).toHaveLength(0);
  });

  test('a query that wants no data back gets none', async () => {
    const { MetricDataResults } = await ask([
      { ...web, ReturnData: false },
      { ...web, Id: 'other', Label: 'Mine' },
    ]);

    expect(MetricDataResults?.map(({ Id, Label }) => [Id, Label])).toEqual([['other', 'Mine']]);
  });
});

describe('pages', () => {
  const three = [
    { ...web, Id: 'first' },
    { ...nothing, Id: 'none' },
    { ...web, Id: 'second' },
  ];

  async function parts(MaxDatapoints: number) {
    const pages: [id: string | undefined, status: string | undefined, points: number | undefined][][] = [];
    let NextToken: string | undefined;
    do {
      const page = await ask(three, { MaxDatapoints, NextToken });
      pages.push((page.MetricDataResults ?? []).map((one) => [one.Id, one.StatusCode, one.Values?.length]));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return pages;
  }

  test('a series that goes on over the page is partial until its last part', async () => {
    expect(await parts(100)).toEqual([
      [
        ['first', 'Complete', 60],
        ['none', 'Complete', 0],
        ['second', 'PartialData', 40],
      ],
      [['second', 'Complete', 20]],
    ]);
  });

  test('a page that ends with a series leaves nothing partial', async () => {
    expect(await parts(60)).toEqual([
      [
        ['first', 'Complete', 60],
        ['none', 'Complete', 0],
      ],
      [['second', 'Complete', 60]],
    ]);
  });

  test('every page together has every point once', async () => {
    const values = (await parts(7)).flat().map(([, , count = 0]) => count);

    expect(values.reduce((a, b) => a + b, 0)).toBe(120);
  });

  test('a page may be shorter than asked for', async () => {
    const other = await start({ clock, account: 'demo', pages: { dataPoints: 10 } });
    const asking = closing(new CloudWatchClient(to(other)));

    const page = await asking.send(new GetMetricDataCommand({ MetricDataQueries: [claimed], ...lastHour }));

    expect(page.MetricDataResults?.map((one) => [one.StatusCode, one.Values?.length])).toEqual([['PartialData', 10]]);
    expect(page.NextToken).toEqual(expect.any(String));
  });
});

describe('what is refused', () => {
  const dimensions = (count: number, Value = 'v') =>
    metric('AWS/Lambda', 'Errors', Object.fromEntries(Array.from({ length: count }, (_, i) => [`d${i}`, Value])));
  const copies = (count: number) => Array.from({ length: count }, (_, index) => ({ ...nothing, Id: `m${index}` }));

  test.each<[string, MetricDataQuery[] | undefined, Partial<GetMetricDataInput>?]>([
    ['no queries', []],
    ['queries not sent', undefined],
    ['501 queries', copies(501)],
    ['a start after the end', [web], { StartTime: lastHour.EndTime, EndTime: lastHour.StartTime }],
    ['a start at the end', [web], { StartTime: lastHour.EndTime }],
    ['no start', [web], { StartTime: undefined }],
    ['no end', [web], { EndTime: undefined }],
    ['MaxDatapoints 0', [web], { MaxDatapoints: 0 }],
    ['MaxDatapoints 100,801', [web], { MaxDatapoints: 100_801 }],
    ['no id', [{ ...web, Id: undefined }]],
    ['an id that begins with a capital', [{ ...web, Id: 'Web' }]],
    ['an id with a hyphen', [{ ...web, Id: 'web-1' }]],
    ['an id of 256 characters', [{ ...web, Id: 'w'.repeat(256) }]],
    ['an id twice', [web, web]],
    ['neither metric nor expression', [{ Id: 'm' }]],
    ['metric and expression', [{ ...web, Expression: 'm1 * 2' }]],
    ['no metric', [but(web, { Metric: undefined })]],
    ['no period', [but(web, { Period: undefined })]],
    ['no statistic', [but(web, { Stat: undefined })]],
    ['a period of 90 seconds', [but(web, { Period: 90 })]],
    ['a period of 15 seconds', [but(web, { Period: 15 })]],
    ['a period of 0 seconds', [but(web, { Period: 0 })]],
    ['a statistic that does not exist', [but(web, { Stat: 'Median' })]],
    ['no namespace', [metric('', 'Count')]],
    ['a namespace that begins with a colon', [metric(':AWS', 'Count')]],
    ['a namespace of 256 characters', [metric('n'.repeat(256), 'Count')]],
    ['no metric name', [metric('AWS/Lambda', '')]],
    ['a metric name of 256 characters', [metric('AWS/Lambda', 'n'.repeat(256))]],
    ['31 dimensions', [dimensions(31)]],
    ['a dimension without a value', [dimensions(1, '')]],
    ['a dimension of blanks', [dimensions(1, ' \t')]],
    ['a dimension of 1,025 characters', [dimensions(1, 'v'.repeat(1025))]],
    ['a dimension name of 256 characters', [metric('AWS/Lambda', 'Errors', { ['n'.repeat(256)]: 'v' })]],
    ['a dimension that is not ASCII', [dimensions(1, 'café')]],
    ['metric math, which the sandbox lacks', [{ Id: 'm', Expression: 'SUM(METRICS())' }]],
    ['a percentile, which the sandbox lacks', [but(web, { Stat: 'p99' })]],
    ['another account, which the sandbox lacks', [{ ...web, AccountId: '210987654321' }]],
    ['label options, which the sandbox lacks', [web], { LabelOptions: { Timezone: '+0100' } }],
  ])('%s', async (...[, queries, more]) => {
    await expect(ask(queries, more)).rejects.toMatchObject(refusal('ValidationException', 400));
  });

  test.each([
    ['500 queries', copies(500)],
    ['30 dimensions', [dimensions(30)]],
    ['a dimension of 1,024 characters', [dimensions(1, 'v'.repeat(1024))]],
    ['an id of 255 characters', [{ ...nothing, Id: 'w'.repeat(255) }]],
  ])('but not %s', async (_, queries) => {
    const { MetricDataResults } = await ask(queries, { MaxDatapoints: 100_800 });

    expect(MetricDataResults).toHaveLength(queries.length);
  });

  test('a token that GetMetricData did not give', async () => {
    await expect(ask([web], { NextToken: 'abc' })).rejects.toMatchObject(refusal('InvalidNextToken', 400));
  });

  test.each([
    ['ScanBy', { ScanBy: 'Newest' }, {}],
    ['Unit', {}, { Unit: 'Requests' }],
  ])('a %s that does not exist', async (member, input, stat) => {
    const body = {
      MetricDataQueries: [
        { Id: 'm', MetricStat: { Metric: web.MetricStat?.Metric, Period: 60, Stat: 'Sum', ...stat } },
      ],
      StartTime: NOW / 1000 - 60,
      EndTime: NOW / 1000,
      ...input,
    };

    const { response, text } = await raw(sandbox, {
      service: 'monitoring',
      headers: { 'x-amz-target': 'GraniteServiceVersion20100801.GetMetricData' },
      body: JSON.stringify(body),
    });

    expect(response.status).toBe(400);
    expect(text).toContain('ValidationException');
    expect(text).toContain(member);
  });
});

describe('in the format of older clients', () => {
  const form = (fields: Record<string, string>) =>
    raw(sandbox, {
      service: 'monitoring',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  const query = 'MetricDataQueries.member.1';
  const fields = {
    Action: 'GetMetricData',
    StartTime: '2026-11-20T11:58:00Z',
    EndTime: '2026-11-20T12:00:00Z',
    [`${query}.Id`]: 'm',
    [`${query}.MetricStat.Metric.Namespace`]: 'AWS/ApiGateway',
    [`${query}.MetricStat.Metric.MetricName`]: 'Count',
    [`${query}.MetricStat.Metric.Dimensions.member.1.Name`]: 'ApiId',
    [`${query}.MetricStat.Metric.Dimensions.member.1.Value`]: 'web0000001',
    [`${query}.MetricStat.Period`]: '60',
    [`${query}.MetricStat.Stat`]: 'Sum',
  };

  test('a form is answered with the same values in XML', async () => {
    const { response, text } = await form(fields);

    expect(response.headers.get('content-type')).toBe('text/xml');
    expect(text).toContain('<Values><member>300</member><member>300</member></Values>');
    expect(text).toContain(
      '<Timestamps><member>2026-11-20T11:59:00Z</member><member>2026-11-20T11:58:00Z</member></Timestamps>',
    );
  });

  test('a refusal comes in XML too', async () => {
    const wrongToken = await form({ ...fields, NextToken: 'abc' });
    const wrongStatistic = await form({ ...fields, [`${query}.MetricStat.Stat`]: 'Median' });

    expect([wrongToken.response.status, wrongStatistic.response.status]).toEqual([400, 400]);
    expect(wrongToken.text).toContain('<Code>InvalidNextToken</Code>');
    expect(wrongStatistic.text).toContain('<Code>ValidationError</Code>');
  });
});
