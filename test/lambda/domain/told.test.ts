import { stepOf, type Told, toldOf } from '../../../lambda/domain/told';
import type { Incident } from '../../../lambda/domain/incident';
import { Life, route, type Saw } from './incidents';

const OWN = { channel: route.channel, insteadOf: null, ts: '1.1', digestTs: null };
const TOGETHER = { ...OWN, ts: null, digestTs: '2.2' };

/** The incident after these scans, and what was told after the first `heard` of them. */
function after(
  saw: readonly Saw[],
  heard: number,
  where: Parameters<typeof toldOf>[1] = OWN,
): { incident: Incident; told: Told | null } {
  const life = new Life();
  let told: Told | null = null;
  for (const [index, one] of saw.entries()) {
    const { incident } = life.scan({ a: one });
    if (index < heard) told = toldOf(incident, where, told);
  }
  if (!life.incident) throw new Error('nothing was scanned');
  return { incident: life.incident, told };
}

const step = ({ incident, told }: ReturnType<typeof after>) => stepOf(incident, told);

test.each<[string, readonly Saw[], number, object]>([
  ['what nobody has heard of', [85], 0, { kind: 'post' }],
  ['what began and ended before anybody heard of it', [85, 10, 10], 0, { kind: 'post' }],
  ['nothing new', [85], 1, { kind: 'nothing' }],
  ['another number', [85, 86], 1, { kind: 'edit', news: null, broadcast: false }],
  ['worse', [85, 95], 1, { kind: 'edit', news: 'escalated', broadcast: true }],
  ['better', [95, 82, 82], 1, { kind: 'edit', news: 'de-escalated', broadcast: false }],
  ['over', [95, 10, 10], 1, { kind: 'edit', news: 'recovered', broadcast: false }],
  ['worse and better again while Slack was down', [85, 95, 82, 82], 1, { kind: 'edit', news: null, broadcast: false }],
  ['over and again, told to the end', [85, 10, 10, 85], 3, { kind: 'post' }],
  ['over and again while Slack was down', [85, 10, 10, 85], 1, { kind: 'edit', news: null, broadcast: false }],
  ['over and worse while Slack was down', [85, 10, 10, 95], 1, { kind: 'edit', news: 'escalated', broadcast: true }],
])('%s', (_, saw, heard, expected) => {
  expect(step(after(saw, heard))).toEqual(expected);
});

test.each<[string, readonly Saw[], object]>([
  ['worse gets a message of its own', [85, 95], { kind: 'post' }],
  ['better goes into the thread of what told it', [95, 82, 82], { kind: 'reply', news: 'de-escalated' }],
  ['over goes into the thread of what told it', [95, 10, 10], { kind: 'reply', news: 'recovered' }],
  ['another number is not worth a word', [85, 86], { kind: 'nothing' }],
])('of what was told together with others, %s', (_, saw, expected) => {
  expect(step(after(saw, 1, TOGETHER))).toEqual(expected);
});

test('what was muted before anybody heard of it is told when the mute ends', () => {
  const life = new Life();
  const muted = { muteOf: () => ({ until: '2027-01-01', reason: 'test' }) };
  life.scan({ a: 95 });
  const { incident } = life.scan({ a: 95 }, muted);
  expect(stepOf(incident, null)).toEqual({ kind: 'nothing' });
  const told = toldOf(incident, { ...OWN, ts: null }, null);

  expect(stepOf(life.scan({ a: 95 }).incident, told)).toEqual({ kind: 'post' });
  const over = new Life();
  over.scan({ a: 95 });
  over.scan({ a: 95 }, muted);
  over.scan({ a: 1 }, muted);
  expect(stepOf(over.scan({ a: 1 }, muted).incident, told)).toEqual({ kind: 'nothing' });
});

test('another channel gets a message of its own, and what was told elsewhere because this one was closed stays there', () => {
  const { incident, told } = after([85], 1);
  const moved = { ...incident, route: { ...route, channel: 'C0999999999' } };
  expect(stepOf(moved, told)).toEqual({ kind: 'post' });

  const elsewhere = told && { ...told, channel: 'C0000000001', insteadOf: route.channel };
  expect(stepOf(incident, elsewhere)).toEqual({ kind: 'nothing' });
});

test('a reminder is heard in the channel while it is critical, and in the thread while it is a warning', () => {
  const critical = after([95], 1);
  const warning = after([85], 1);
  const reminded = (incident: Incident): Incident => ({ ...incident, reminders: 1, version: incident.version + 1 });

  expect(stepOf(reminded(critical.incident), critical.told)).toEqual({
    kind: 'edit',
    news: 'reminder',
    broadcast: true,
  });
  expect(stepOf(reminded(warning.incident), warning.told)).toEqual({
    kind: 'edit',
    news: 'reminder',
    broadcast: false,
  });
});
