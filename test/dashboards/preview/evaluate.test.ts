/** What the preview makes of CloudWatch's languages, held against AWS's own examples where there are any. */
import type { MetricWidget } from '../../../dashboards/body';
import { parseLogQuery, parseSearch } from '../../../dashboards/expressions';
import type { LogLine, MetricSeries } from '../../../dashboards/preview/data';
import { queried } from '../../../dashboards/preview/evaluate/log-query';
import { drawingOf } from '../../../dashboards/preview/evaluate/metric-widget';
import { rangeOf } from '../../../dashboards/preview/evaluate/range';
import { found } from '../../../dashboards/preview/evaluate/search';
import { body } from '../demo';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-20T12:07:30Z');
const at = (minutesAgo: number) => NOW - minutesAgo * MINUTE;

function named(...names: string[]): MetricSeries[] {
  return names.map((name) => ({ namespace: 'N', name, dimensions: {}, points: [] }));
}

test.each([
  ['count', true],
  ['COUNT', true],
  ['couNT', false],
  ['CustomCount', true],
  ['Count1', true],
  ['customcount', false],
  ['count1', false],
  ['"CustomCount1"', true],
  ['"customcount1"', false],
  ['"Custom"', false],
])('as in the documentation, %s finds CustomCount1: %s', (text, expected) => {
  expect(found(parseSearch(`SEARCH('{N} ${text}', 'Maximum', 60)`), named('CustomCount1')).length > 0).toBe(expected);
});

test.each(['network/errors', 'network+errors', 'network-errors'])('signs in %s only separate', (text) => {
  expect(found(parseSearch(`SEARCH('{N} ${text}', 'Maximum', 60)`), named('network-errors-2'))).toHaveLength(1);
});

function utilization(region: string, account: string, value: number, service = 'apigateway'): MetricSeries {
  return {
    namespace: 'Headroom',
    name: 'Utilization',
    dimensions: { Account: account, Region: region, Service: service, Quota: 'vpc-links-v2', Resource: 'whole Region' },
    points: [{ time: at(7), value }],
  };
}

const here = utilization('us-east-1', '111111111111', 95.7);
const there = utilization('eu-west-1', '222222222222', 50);
const other = utilization('us-east-1', '111111111111', 60, 'lambda');

function widget(title: string, change: (text: string) => string = (text) => text): MetricWidget {
  const text = change(JSON.stringify(body.widgets));
  const widgets: typeof body.widgets = JSON.parse(text);
  const wanted = widgets.find((one) => one.type === 'metric' && one.properties.title.startsWith(title));
  if (wanted?.type !== 'metric') throw new Error(`no widget ${title}`);
  return wanted;
}

function labels(one: MetricWidget, metrics: readonly MetricSeries[]): string[] {
  return drawingOf(one, { metrics, logLines: [], now: NOW }, body.start).lines.map(({ label }) => label);
}

test('the graph of a service shows its series of all Regions, by quota, resource and Region', () => {
  expect(labels(widget('API Gateway:'), [here, there, other])).toEqual([
    'vpc-links-v2, whole Region, us-east-1: 95.7',
    'vpc-links-v2, whole Region, eu-west-1: 50',
  ]);
});

test.each([
  ['region', 'eu-west-1', ['eu-west-1']],
  ['region', 'us-east-1', ['us-east-1']],
  ['region', 'sa-east-1', []],
  ['account', '111111111111', ['us-east-1']],
])('a choice of the %s %s leaves what is there', (id, value, regions) => {
  const pattern = body.variables.find((one) => one.id === id)?.pattern ?? '';
  const shown = labels(
    widget('API Gateway:', (text) => text.replaceAll(pattern, value)),
    [here, there],
  );

  expect(shown).toEqual(regions.map((region) => expect.stringContaining(region)));
});

test('the nearest to exhaustion are in order, and as many as the query says', () => {
  const many = Array.from({ length: 12 }, (_, index) => utilization(`us-east-${index}`, '1', index));
  const shown = labels(widget('The 10'), many);

  expect(shown).toHaveLength(10);
  expect(shown.slice(0, 2)).toEqual(['vpc-links-v2 whole Region us-east-11', 'vpc-links-v2 whole Region us-east-10']);
});

function scans(...minutesAgo: number[]): MetricSeries {
  const points = minutesAgo.map((minutes) => ({ time: at(minutes), value: 1 }));
  return { namespace: 'Headroom', name: 'ScanCompleted', dimensions: {}, points };
}

function minutesSince(series: MetricSeries): number | undefined {
  const { lines } = drawingOf(widget('Minutes'), { metrics: [series], logLines: [], now: NOW }, body.start);
  return lines[0]?.points.at(-1)?.value;
}

test('the minutes since the last scan are counted to the present minute', () => {
  expect(minutesSince(scans(37, 22, 7))).toBe(7);
  expect(minutesSince(scans(0))).toBe(0);
  expect(minutesSince(scans(170))).toBe(170);
});

test('without a scan in the range there is no number', () => {
  expect(minutesSince(scans(500))).toBeUndefined();
});

function line(minutesAgo: number, fields: LogLine): LogLine {
  return {
    timestamp: new Date(at(minutesAgo)).toISOString(),
    message: 'measurement',
    accountId: '111111111111',
    region: 'us-east-1',
    quota: 'http-api-routes',
    resource: { type: 'http-api', id: 'a1', name: 'orders' },
    ...fields,
  };
}

function table(title: string, lines: readonly LogLine[], change: (text: string) => string = (text) => text) {
  const wanted = body.widgets.find((one) => one.type === 'log' && one.properties.title.startsWith(title));
  if (wanted?.type !== 'log') throw new Error(`no table ${title}`);
  const { columns, rows } = queried(parseLogQuery(change(wanted.properties.query)), lines, NOW);
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
}

const measured = { status: 'measured', usage: 287, limit: 300, utilization: 95.7, severity: 'critical' };

test('of each measurement the newest line counts', () => {
  const rows = table('Every', [
    line(22, { ...measured, usage: 1, utilization: 1 }),
    line(7, measured),
    line(7, { ...measured, utilization: 99, resource: null }),
  ]);

  expect(rows).toMatchObject([
    { Resource: undefined, Percent: 99 },
    { Quota: 'http-api-routes', Resource: 'orders', Id: 'a1', Percent: 95.7, Used: 287, Allowed: 300 },
  ]);
});

test('what was measured before and is not any more stands among the unmeasured only', () => {
  const lines = [line(22, measured), line(7, { status: 'unmeasured', cause: 'denied', reason: 'AccessDenied' })];

  expect(table('Every', lines)).toEqual([]);
  expect(table('What could', lines)).toMatchObject([{ Resource: 'orders', Cause: 'denied', Reason: 'AccessDenied' }]);
});

test('what only older scans saw is gone, and other lines of the log are not in the tables', () => {
  expect(table('Every', [line(50, measured), line(7, { ...measured, message: 'region' })])).toEqual([]);
});

test('a choice of the Region leaves its rows', () => {
  const lines = [line(7, measured), line(7, { ...measured, region: 'eu-west-1' })];

  expect(table('Every', lines, (text) => text.replaceAll('REGION', 'eu-west-1'))).toMatchObject([
    { Region: 'eu-west-1' },
  ]);
  expect(table('Every', lines)).toHaveLength(2);
});

test('a range of months is none that the preview knows', () => {
  expect(rangeOf('-P1D', NOW)).toEqual({ start: NOW - 1440 * MINUTE, end: NOW });
  expect(() => rangeOf('-P3M', NOW)).toThrow('no range like -P3M');
});
