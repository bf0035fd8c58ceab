import * as z from 'zod';
import { alarmDefinitions } from '../../dashboards/alarm-definitions';
import { metrics } from '../../lambda/domain/telemetry';
import { parsedSettings } from '../support/account';
import { statesOf } from '../../sandbox/alarm';
import { templateOf } from '../support/stack';

const Alarm = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  Namespace: z.string(),
  MetricName: z.string(),
  Statistic: z.string(),
  Period: z.number(),
  ComparisonOperator: z.string(),
  Threshold: z.number(),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.number(),
  TreatMissingData: z.string(),
  AlarmActions: z.array(z.unknown()),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]),
});

function alarms(yaml = ''): z.infer<typeof Alarm>[] {
  return Object.values(templateOf({ yaml }).findResources('AWS::CloudWatch::Alarm')).map((one) =>
    Alarm.parse(one['Properties']),
  );
}

function alarmNamed(part: string, yaml = ''): z.infer<typeof Alarm> {
  const found = alarms(yaml).find(({ AlarmName }) => AlarmName.includes(part));
  if (!found) throw new Error(`no alarm ${part}`);
  return found;
}

test('when scans stop, somebody knows after three of them, 45 minutes', () => {
  const alarm = alarmNamed('no scan');

  expect(alarm).toMatchObject({ MetricName: 'ScanCompleted', Period: 900 });
  expect(statesOf(alarm, [1, 1, 1, null, null, null, 1])).toEqual(['OK', 'OK', 'OK', 'OK', 'OK', 'ALARM', 'OK']);
});

test('a new deployment whose scan never ran is told too', () => {
  expect(statesOf(alarmNamed('no scan'), [null, null, null]).at(-1)).toBe('ALARM');
});

test('one scan that came late or failed wakes nobody', () => {
  expect(statesOf(alarmNamed('no scan'), [1, null, 1, 1, null, 1])).not.toContain('ALARM');
  expect(statesOf(alarmNamed('scans fail'), [0, 1, 0, 0, 0, 1, 0])).not.toContain('ALARM');
});

test('scans that fail again and again are told', () => {
  expect(statesOf(alarmNamed('scans fail'), [0, 1, 0, 1])).toEqual(['OK', 'OK', 'OK', 'ALARM']);
});

test('a report that cannot be made is told until one is made, and what the second try mended is not told', () => {
  const alarm = alarmNamed('report');
  const [failed, mended] = [Math.min(1, 1, 1), Math.min(1, 0)];

  expect(alarm).toMatchObject({ Namespace: 'AWS/Lambda', MetricName: 'Errors', Statistic: 'Minimum' });
  expect(statesOf(alarm, [0, null, failed, null, null, 0])).toEqual(['OK', 'OK', 'ALARM', 'ALARM', 'ALARM', 'OK']);
  expect(statesOf(alarm, [0, null, mended, null])).not.toContain('ALARM');
});

test('the alarms on errors are each of their own function', () => {
  const functionsOf = (part: string) => JSON.stringify(alarmNamed(part).Dimensions);

  expect(functionsOf('scans fail')).toContain('ScanFunction');
  expect(functionsOf('report fails')).toContain('ReportFunction');
});

test('a Region that is lost in an account of ten brings the coverage alarm at the second scan', () => {
  expect(statesOf(alarmNamed('coverage'), [100, 90, 90, 100])).toEqual(['OK', 'OK', 'ALARM', 'OK']);
});

test('no coverage alarm ends because nothing is heard any more', () => {
  expect(statesOf(alarmNamed('coverage'), [90, 90, null, null]).at(-1)).toBe('ALARM');
});

test('a message that waits for more than half an hour is told at once', () => {
  expect(statesOf(alarmNamed('notifications'), [0, 1800, 1801, 0])).toEqual(['OK', 'OK', 'ALARM', 'OK']);
});

test('anything in the dead-letter queue is told', () => {
  expect(statesOf(alarmNamed('crashes'), [null, 0, 1, null])).toEqual(['OK', 'OK', 'ALARM', 'OK']);
});

test('each service has its alarm at the critical threshold of the settings', () => {
  const yaml = 'thresholds: { default: { critical: 95% } }';

  for (const service of ['API Gateway', 'Lambda']) {
    expect(statesOf(alarmNamed(service), [89.9, 90, 90])).toEqual(['OK', 'OK', 'ALARM']);
    expect(statesOf(alarmNamed(service, yaml), [94.9, 95, 95])).toEqual(['OK', 'OK', 'ALARM']);
  }
});

test('a peak now and then wakes nobody, and a service that is full stays told while nothing is heard of it', () => {
  expect(statesOf(alarmNamed('Lambda'), [50, 95, 50, 50, 95, 50])).not.toContain('ALARM');
  expect(statesOf(alarmNamed('Lambda'), [95, 95, null, null]).at(-1)).toBe('ALARM');
});

test('periods follow the schedule', () => {
  expect(new Set(alarms('scan: { every: 1 hour }').map(({ Period }) => Period))).toEqual(new Set([3600]));
});

test('every alarm goes to the topic, says what it means and where to read on', () => {
  const all = alarms('alarms: { runbook: "https://example.com/runbook.md" }');

  expect(all).toHaveLength(8);
  for (const { AlarmActions, AlarmDescription } of all) {
    expect(AlarmActions).toHaveLength(1);
    expect(AlarmDescription).toMatch(/^[A-Z].+\. What to do: https:\/\/example\.com\/runbook\.md#[a-z-]+$/);
  }
});

test('what our alarms watch is what the publisher writes, read as Maximum or Minimum', () => {
  for (const { Namespace, MetricName, Statistic, Dimensions } of alarms()) {
    if (Namespace !== 'Headroom') continue;
    const metric = Object.values(metrics).find(({ name }) => name === MetricName);
    expect(metric?.dimensions).toEqual(Dimensions.map(({ Name }) => Name));
    expect(['Maximum', 'Minimum']).toContain(Statistic);
  }
});

test('no two alarms share an id or a name', () => {
  const definitions = alarmDefinitions(parsedSettings());

  expect(new Set(definitions.map(({ id }) => id)).size).toBe(definitions.length);
  expect(new Set(definitions.map(({ name }) => name)).size).toBe(definitions.length);
});
