import type { Incident } from '../../../../lambda/domain/incident';
import { alarmMessage, digestMessage, welcomeMessage } from '../../../../lambda/messages/slack';
import { mentionsIn } from '../../../../sandbox/slack/mentions';
import { blind, critical, group, muted, over, readOf, sent, telling } from './samples';

const mention = (one: Incident, who: string): Incident => ({ ...one, route: { channel: 'C0123456789', mention: who } });
const warnings = (count: number): Incident[] =>
  Array.from({ length: count }, (_, index) => ({
    ...critical,
    state: 'warning',
    fingerprint: String(index).padStart(16, '0'),
  }));
const facts = {
  channel: 'C0123456789',
  accountId: '123456789012',
  regions: 17,
  quotas: 83,
  measured: 1204,
  notMeasured: 12,
  waiting: 40,
};

test('a digest counts what changed, shows the worst ten, and says where all of it is', () => {
  const message = digestMessage([...warnings(9), group(600), critical, over, muted], telling);
  const text = readOf(message);

  expect(message.text).toBe(
    '13 quotas changed in one scan: 2 critical, 9 warning, 1 muted, 1 recovered. ' +
      'Critical: Resources per REST API at up to 100 % on 600 APIs in 123456789012, us-east-1; the worst is orders-v0.',
  );
  expect(text).toContain(
    '🔴 13 quotas changed in one scan\n*2 critical · 9 warning · 1 muted · 1 recovered* · 123456789012 · us-east-1',
  );
  expect(text).toContain('The worst 10 of 13\n');
  expect(text).toContain('all 612 rows: `headroom.csv` in this thread');
  expect(message.variants[0]?.find(({ type }) => type === 'data_table')).toHaveProperty('rows.1', [
    { type: 'raw_text', text: '🔴 Resources per REST API' },
    { type: 'raw_text', text: '600 APIs' },
    { type: 'raw_number', value: 100, text: '100' },
    { type: 'raw_number', value: 300, text: '300' },
    { type: 'raw_number', value: 300, text: '300' },
    { type: 'raw_text', text: 'us-east-1' },
  ]);
  expect(readOf(message, 1)).toContain('🔴 Resources per REST API\n: 600 APIs · 100 % (300 of 300) · us-east-1\n');
});

test('a digest of what is no quota does not call it one, and also a short one has its list', () => {
  const text = readOf(digestMessage([...warnings(5), blind], telling));

  expect(text).toContain('6 incidents changed in one scan');
  expect(text).toContain('All 6\n');
  expect(text).toContain('headroom.csv');
});

test('a digest calls each of those once whose quota is open', () => {
  const entries = [
    mention(critical, '@here'),
    mention(blind, '@here'),
    mention(group(3), 'S0123456789'),
    mention(over, '@channel'),
  ];
  const message = digestMessage(entries, telling);

  expect(mentionsIn(message.text, sent(message))).toEqual(['<!here>', '<!subteam^S0123456789>']);
});

test('a welcome says what is watched and what is already past its threshold, and calls nobody', () => {
  const message = welcomeMessage([mention(critical, '@here'), group(600)], facts, telling);
  const text = readOf(message);

  expect(message.text).toBe(
    'Headroom is connected and watches 83 quotas in 17 Regions of 123456789012. Open already: 2 critical.',
  );
  expect(text).toContain('*Watched*\n83 quotas in 17 Regions');
  expect(text).toContain('*Last scan*\n1,204 measured · 12 not measured · 40 still to come');
  expect(text).toContain('*Schedule*\na scan every 15 minutes');
  expect(text).toContain('*Open already: 2 critical.* Said once, so that the channel starts quiet.');
  expect(text).toContain('all 601 rows: `headroom.csv` in this thread');
  expect(mentionsIn(message.text, sent(message))).toEqual([]);
});

test('a welcome knows little where the last scan cannot be read, and says so of nothing', () => {
  const message = welcomeMessage([], null, telling);

  expect(message.text).toBe('Headroom is connected. Nothing is past a threshold.');
  expect(message.variants).toHaveLength(1);
  expect(readOf(message)).not.toContain('*Watched*');
});

const alarm = {
  name: 'Headroom: no scan completes',
  description: 'Nobody watches the quotas. What to do: https://example.com/docs/runbook.md#no-scan-completes',
  state: 'ALARM',
  reason: 'Threshold Crossed: 1 datapoint [0.0 (20/11/26 11:45:00)] was less than the threshold (1.0).',
  at: '2026-11-20T12:00:00.000Z',
  region: 'eu-west-1',
  accountId: '123456789012',
} as const;

test("an alarm says its impact, its place in the runbook, and CloudWatch's reason", () => {
  const message = alarmMessage(alarm, telling.runbook);

  expect(message.kind).toBe('alarm');
  expect(message.text).toBe(`Alarm: Headroom: no scan completes in 123456789012, eu-west-1. ${alarm.reason}`);
  expect(message.variants[0]?.[1]).toEqual({
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'Nobody watches the quotas. What to do:' },
          { type: 'text', text: ' ' },
          { type: 'link', url: 'https://example.com/docs/runbook.md#no-scan-completes', text: 'the runbook' },
        ],
      },
    ],
  });
  expect(readOf(message)).toContain(
    '<https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/Headroom%3A%20no%20scan%20completes|Open the alarm>',
  );
});

test('the end of an alarm is told as one, and an alarm without data as that', () => {
  const end = alarmMessage({ ...alarm, state: 'OK' }, telling.runbook);
  const blindAlarm = alarmMessage({ ...alarm, state: 'INSUFFICIENT_DATA' }, telling.runbook);

  expect(end.kind).toBe('alarm-over');
  expect(readOf(end)).toMatch(/^✅ Recovered: Headroom: no scan completes\nThreshold Crossed/);
  expect(blindAlarm.kind).toBe('alarm');
  expect(blindAlarm.text).toContain('No data for Headroom: no scan completes in');
});

test('an address in the description of an alarm that is not of the runbook becomes no link', () => {
  const text = readOf(alarmMessage({ ...alarm, description: 'See https://evil.example/' }, telling.runbook));

  expect(text).toContain('See https://evil.example/\nThreshold');
});
