/** What is put into CloudWatch, what is refused of it, and what can be read of it then. */
import { randomBytes } from 'node:crypto';
import {
  CloudWatchClient,
  type Dimension,
  GetMetricDataCommand,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import type { Sandbox } from '../../../sandbox';
import { ACCOUNT_ID, closing, HandClock, HOME, raw, refusal, start, to } from '../support';
import { metric } from './metrics';

const clock = new HandClock();
const NOW = clock.now().getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OTHER = 'eu-west-1';

let sandbox: Sandbox;
let client: CloudWatchClient;

beforeEach(async () => {
  sandbox = await start({ clock, account: { accountId: ACCOUNT_ID, regions: { [HOME]: {}, [OTHER]: {} } } });
  client = closing(new CloudWatchClient(to(sandbox)));
});

const put = (MetricData: MetricDatum[] | undefined, Namespace = 'Headroom') =>
  client.send(new PutMetricDataCommand({ Namespace, MetricData }));
const datum = (more: Partial<MetricDatum> = {}): MetricDatum => ({ MetricName: 'Utilization', Value: 1, ...more });
const dimensions = (named: Readonly<Record<string, string>>) =>
  Object.entries(named).map(([Name, Value]): Dimension => ({ Name, Value }));

interface Question {
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly Stat?: string;
  readonly Period?: number;
  readonly Unit?: 'Count' | 'Percent' | 'None';
}

async function valuesOf({ dimensions: of, Stat = 'Sum', Period = 60, Unit }: Question = {}, asking = client) {
  const { MetricStat } = metric('Headroom', 'Utilization', of);
  const { MetricDataResults = [] } = await asking.send(
    new GetMetricDataCommand({
      MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: MetricStat?.Metric, Stat, Period, Unit } }],
      StartTime: new Date(NOW - HOUR),
      EndTime: new Date(NOW + MINUTE),
    }),
  );
  return MetricDataResults.flatMap(({ Values = [] }) => Values);
}

describe('what was put can be read', () => {
  const ago = (minutes: number) => new Date(NOW - minutes * MINUTE);

  test.each([
    ['Sum', [5, 3]],
    ['Maximum', [5, 2]],
    ['Minimum', [5, 1]],
    ['SampleCount', [1, 2]],
    ['Average', [5, 1.5]],
  ])('as the %s of each minute, newest first', async (Stat, values) => {
    await put([
      datum({ Timestamp: ago(9.5), Value: 1 }),
      datum({ Timestamp: ago(9.1), Value: 2 }),
      datum({ Timestamp: ago(1), Value: 5 }),
    ]);

    expect(await valuesOf({ Stat })).toEqual(values);
  });

  test.each([
    ['Sum', 8],
    ['Maximum', 5],
    ['SampleCount', 3],
  ])('as the %s of a longer period', async (Stat, value) => {
    await put([1, 2].map((Value) => datum({ Timestamp: ago(10), Value })));
    await put([datum({ Timestamp: ago(8), Value: 5 })]);

    expect(await valuesOf({ Stat, Period: 300 })).toEqual([value]);
  });

  test.each<[string, Partial<MetricDatum>]>([
    ['values with counts', { Value: undefined, Values: [10, 30], Counts: [3, 1] }],
    ['a statistic set', { Value: undefined, StatisticValues: { SampleCount: 4, Sum: 60, Minimum: 10, Maximum: 30 } }],
  ])('from %s', async (_, more) => {
    await put([datum({ Timestamp: ago(1), ...more })]);

    expect(await valuesOf({ Stat: 'SampleCount' })).toEqual([4]);
    expect(await valuesOf({ Stat: 'Sum' })).toEqual([60]);
    expect(await valuesOf({ Stat: 'Minimum' })).toEqual([10]);
    expect(await valuesOf({ Stat: 'Maximum' })).toEqual([30]);
  });

  test('values without counts count once each', async () => {
    await put([datum({ Timestamp: ago(1), Value: undefined, Values: [4, 6] })]);

    expect(await valuesOf({ Stat: 'Average' })).toEqual([5]);
  });

  test('and what is put twice counts twice', async () => {
    const once = [datum({ Timestamp: ago(1), Value: 7 })];
    await put(once);
    await put(once);

    expect(await valuesOf({ Stat: 'SampleCount' })).toEqual([2]);
    expect(await valuesOf({ Stat: 'Maximum' })).toEqual([7]);
  });

  test('by exactly its dimensions, in any order', async () => {
    await put([datum({ Timestamp: ago(1), Value: 7, Dimensions: dimensions({ Region: HOME, Quota: 'q' }) })]);

    expect(await valuesOf({ dimensions: { Quota: 'q', Region: HOME } })).toEqual([7]);
    expect(await valuesOf({ dimensions: { Region: HOME } })).toEqual([]);
    expect(await valuesOf({ dimensions: { Region: HOME, Quota: 'q', Account: ACCOUNT_ID } })).toEqual([]);
    expect(await valuesOf({ dimensions: { Region: HOME, Quota: 'other' } })).toEqual([]);
    expect(await valuesOf()).toEqual([]);
  });

  test('in its own unit, or without naming one', async () => {
    await put([datum({ Timestamp: ago(1), Value: 7, Unit: 'Percent' })]);

    expect(await valuesOf({ Unit: 'Percent' })).toEqual([7]);
    expect(await valuesOf()).toEqual([7]);
    expect(await valuesOf({ Unit: 'Count' })).toEqual([]);
    expect(await valuesOf({ Unit: 'None' })).toEqual([]);
  });

  test('in its own Region', async () => {
    await put([datum({ Timestamp: ago(1) })]);

    expect(await valuesOf({}, closing(new CloudWatchClient(to(sandbox, OTHER))))).toEqual([]);
  });

  test('at the time of the request, if it says none, and at once', async () => {
    await put([datum({ Value: 3 })]);

    expect(await valuesOf()).toEqual([3]);
  });
});

describe('what is refused', () => {
  const many = (count: number) => Array.from({ length: count }, () => datum());
  const wide = (count: number) =>
    datum({ Dimensions: dimensions(Object.fromEntries(Array.from({ length: count }, (_, i) => [`d${i}`, 'v']))) });
  const withDimension = (Name: string, Value: string) => datum({ Dimensions: [{ Name, Value }] });
  const valued = (more: Partial<MetricDatum>) => datum({ Value: undefined, ...more });
  const set = { SampleCount: 2, Sum: 3, Minimum: 1, Maximum: 2 };

  test.each<[string, MetricDatum[], string?]>([
    ['1,001 data', many(1001)],
    ['31 dimensions', [wide(31)]],
    ['a dimension without a name', [withDimension('', 'v')]],
    ['a dimension without a value', [withDimension('d', '')]],
    ['a dimension of blanks', [withDimension('d', ' ')]],
    ['a dimension name of 256 characters', [withDimension('n'.repeat(256), 'v')]],
    ['a dimension value of 1,025 characters', [withDimension('d', 'v'.repeat(1025))]],
    ['a dimension name that is not ASCII', [withDimension('Größe', 'v')]],
    ['a dimension value that is not ASCII', [withDimension('d', 'café')]],
    ['a dimension name that begins with a colon', [withDimension(':d', 'v')]],
    ['a dimension named twice', [datum({ Dimensions: [...dimensions({ d: '1' }), ...dimensions({ d: '2' })] })]],
    ['an empty namespace', [datum()], ''],
    ['a namespace of AWS’s', [datum()], 'AWS/Lambda'],
    ['a namespace that begins with a colon', [datum()], ':Headroom'],
    ['a namespace of 256 characters', [datum()], 'n'.repeat(256)],
    ['a namespace that is not ASCII', [datum()], 'Größe'],
    ['an empty name', [datum({ MetricName: '' })]],
    ['a name of 256 characters', [datum({ MetricName: 'n'.repeat(256) })]],
    ['NaN', [datum({ Value: NaN })]],
    ['infinity', [datum({ Value: Infinity })]],
    ['minus infinity', [datum({ Value: -Infinity })]],
    ['a value that is too large', [datum({ Value: 2 ** 361 })]],
    ['a value that is too small', [datum({ Value: -(2 ** 361) })]],
    ['NaN among values', [valued({ Values: [1, NaN] })]],
    ['NaN in a statistic set', [valued({ StatisticValues: { ...set, Sum: NaN } })]],
    ['a statistic set of no samples', [valued({ StatisticValues: { ...set, SampleCount: 0 } })]],
    ['151 values', [valued({ Values: Array.from({ length: 151 }, () => 1) })]],
    ['more counts than values', [valued({ Values: [1], Counts: [1, 2] })]],
    ['fewer counts than values', [valued({ Values: [1, 2], Counts: [1] })]],
    ['a count of none', [valued({ Values: [1], Counts: [0] })]],
    ['a resolution of 30 seconds', [datum({ StorageResolution: 30 })]],
    ['a time more than two weeks ago', [datum({ Timestamp: new Date(NOW - 14 * DAY - 1000) })]],
    ['a time more than two hours ahead', [datum({ Timestamp: new Date(NOW + 2 * HOUR + 1000) })]],
  ])('%s', async (...[, data, namespace]) => {
    await expect(put(data, namespace)).rejects.toMatchObject(refusal('InvalidParameterValueException', 400));
  });

  test.each<[string, MetricDatum]>([
    ['a value and values', datum({ Values: [1] })],
    ['a value and a statistic set', datum({ StatisticValues: set })],
    ['values and a statistic set', valued({ Values: [1], StatisticValues: set })],
    ['counts without values', datum({ Counts: [1] })],
  ])('%s', async (_, one) => {
    await expect(put([one])).rejects.toMatchObject(refusal('InvalidParameterCombinationException', 400));
  });

  test.each<[string, MetricDatum[] | undefined]>([
    ['no data', []],
    ['data not sent', undefined],
    ['neither value nor values nor statistic set', [valued({})]],
    ['values of none', [valued({ Values: [] })]],
  ])('%s', async (_, data) => {
    await expect(put(data)).rejects.toMatchObject(refusal('MissingRequiredParameterException', 400));
  });

  test('a statistic set without all of its members', async () => {
    const { response, text } = await putRaw({ MetricData: [{ MetricName: 'm', StatisticValues: { Sum: 1 } }] });

    expect([response.status, text]).toEqual([400, expect.stringContaining('ValidationException')]);
  });

  test('a unit that does not exist', async () => {
    const { response, text } = await putRaw({ MetricData: [{ MetricName: 'm', Value: 1, Unit: 'Quotas' }] });

    expect([response.status, text]).toEqual([400, expect.stringContaining('InvalidParameterValueException')]);
  });

  test('entities, which the sandbox lacks', async () => {
    const { response, text } = await putRaw({ EntityMetricData: [] });

    expect([response.status, text]).toEqual([400, expect.stringContaining('the sandbox has no EntityMetricData')]);
  });

  test('all of the request, if anything in it is wrong', async () => {
    await put([datum({ Timestamp: new Date(NOW - MINUTE) }), datum({ Value: NaN })]).catch(() => {});

    expect(await valuesOf()).toEqual([]);
  });

  test.each<[string, MetricDatum[]]>([
    ['1,000 data', many(1000)],
    ['30 dimensions', [wide(30)]],
    ['150 values', [valued({ Values: Array.from({ length: 150 }, () => 1) })]],
    ['the largest value', [datum({ Value: 2 ** 360 })]],
    ['a resolution of a second', [datum({ StorageResolution: 1 })]],
    ['a time two weeks ago', [datum({ Timestamp: new Date(NOW - 14 * DAY) })]],
    ['a time two hours ahead', [datum({ Timestamp: new Date(NOW + 2 * HOUR) })]],
  ])('but not %s', async (_, data) => {
    await expect(put(data)).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });
});

function putRaw(input: object) {
  return raw(sandbox, {
    service: 'monitoring',
    headers: { 'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData' },
    body: JSON.stringify({ Namespace: 'Headroom', ...input }),
  });
}

describe('the size of the request', () => {
  const tooLarge = refusal('RequestEntityTooLarge', 413);

  test('over 1 MB as it is sent is refused', async () => {
    // Noise does not compress.
    const noise = Array.from({ length: 1000 }, () =>
      datum({
        Dimensions: [
          { Name: 'd', Value: randomBytes(768).toString('base64') },
          { Name: 'e', Value: randomBytes(768).toString('base64') },
        ],
      }),
    );

    await expect(put(noise)).rejects.toMatchObject(tooLarge);
  });

  test('over 1 MB before it was compressed is not', async () => {
    const compressible = Array.from({ length: 1000 }, () =>
      datum({ Dimensions: dimensions({ d: 'v'.repeat(1024), e: 'v'.repeat(1024) }) }),
    );

    await expect(put(compressible)).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });
});

describe('in the format of older clients', () => {
  const form = (fields: Record<string, string>) =>
    raw(sandbox, {
      service: 'monitoring',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Action: 'PutMetricData', Namespace: 'Headroom', ...fields }).toString(),
    });
  const one = 'MetricData.member.1';
  const fields = {
    [`${one}.MetricName`]: 'Utilization',
    [`${one}.Timestamp`]: '2026-11-20T11:58:00Z',
    [`${one}.Dimensions.member.1.Name`]: 'Region',
    [`${one}.Dimensions.member.1.Value`]: HOME,
    [`${one}.Values.member.1`]: '2',
    [`${one}.Values.member.2`]: '3',
  };

  test('a form is stored as well', async () => {
    const { response, text } = await form(fields);

    expect([response.status, text]).toEqual([200, expect.stringContaining('<PutMetricDataResponse>')]);
    expect(await valuesOf({ dimensions: { Region: HOME } })).toEqual([5]);
  });

  test.each([
    ['InvalidParameterValue', { [`${one}.StorageResolution`]: '7' }],
    ['InvalidParameterCombination', { [`${one}.Value`]: '1' }],
  ])('its refusals have the codes of that format: %s', async (code, more) => {
    const { response, text } = await form({ ...fields, ...more });

    expect([response.status, text]).toEqual([400, expect.stringContaining(`<Code>${code}</Code>`)]);
  });

  test('and so has what is missing', async () => {
    const { response, text } = await form({});

    expect([response.status, text]).toEqual([400, expect.stringContaining('<Code>MissingParameter</Code>')]);
  });
});
