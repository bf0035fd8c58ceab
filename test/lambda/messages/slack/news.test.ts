import type { Incident } from '../../../../lambda/domain/incident';
import type { Telling } from '../../../../lambda/domain/message';
import type { News, Told } from '../../../../lambda/domain/told';
import {
  acknowledgedMessage,
  mutedByReactionMessage,
  newsMessage,
  redirected,
} from '../../../../lambda/messages/slack';
import { mentionsIn } from '../../../../sandbox/slack/mentions';
import { at, blind, critical, group, muted, over, readOf, sent, telling, told } from './samples';

const lineOf = (incident: Incident, before: Told, news: News, more: Partial<Telling> = {}) =>
  readOf(newsMessage(incident, before, news, { ...telling, ...more }));

test('worse news say all there is to know, since the channel sees them without the thread', () => {
  expect(lineOf(critical, told('warning'), 'escalated')).toBe(
    [
      '🔴 *Now critical:* Integrations per HTTP API at *95.7 %* (287 of 300) · `content-prod (a1b2c3d4e5)` · 123456789012 · us-east-1',
      'warning since <!date^1795166100^{date_short_pretty} {time}|20 Nov 09:15 UTC>',
    ].join('\n'),
  );
});

test.each<[News, Incident, Told, string]>([
  [
    'de-escalated',
    { ...critical, state: 'warning' },
    told('critical'),
    '🟠 *Only a warning now:* Integrations per HTTP API',
  ],
  ['unmuted', critical, told('muted'), '🔴 *No longer muted, and critical:* Integrations per HTTP API'],
  ['grew', group(750), told('critical'), '🔴 *Now 750 APIs:* Resources per REST API at up to *100 %* · 123456789012'],
  ['reminder', critical, told('critical'), '🔴 *Still critical after 4 h:* Integrations per HTTP API'],
  ['reminder', blind, told('warning'), '⚠️ *Still so after 4 h:* Headroom cannot see all of eu-west-1'],
])('a reply says what has happened: %s', (news, incident, before, start) => {
  expect(lineOf(incident, before, news).startsWith(start)).toBe(true);
});

test('the end says why, how long it was open and how high it got', () => {
  expect(lineOf(over, told('critical'), 'recovered')).toBe(
    [
      '✅ *Recovered:* Integrations per HTTP API · `content-prod (a1b2c3d4e5)` · 123456789012 · us-east-1',
      'The limit was raised from 300 to 600 (95.7 % → 47.8 %).',
      'peak 95.7 % · open for 26 h',
    ].join('\n'),
  );
});

test('a mute says until when and why', () => {
  expect(lineOf(muted, told('critical'), 'muted')).toContain(
    'Nothing more is said of it until the end of 31 Dec 2026 (UTC).\nthe migration ends in December',
  );
});

test('a reminder names the request for an increase, and how to end reminders where that is possible', () => {
  const increase = { text: 'PENDING: 600 requested', since: at('10:00') };
  const reactable = lineOf({ ...critical, increase }, told('critical'), 'reminder');

  expect(reactable).toContain('increase request `PENDING: 600 requested` since <!date^');
  expect(reactable).toContain('react 👀');
  expect(lineOf(critical, told('critical'), 'reminder', { reactions: false })).not.toContain('👀');
  expect(lineOf(critical, { ...told('critical'), ts: null }, 'reminder')).not.toContain('👀');
});

test.each<[News, Incident['state'], boolean]>([
  ['escalated', 'critical', true],
  ['unmuted', 'warning', true],
  ['reminder', 'critical', true],
  ['reminder', 'warning', false],
  ['de-escalated', 'warning', false],
  ['grew', 'critical', false],
  ['muted', 'muted', false],
  ['recovered', 'ok', false],
])('somebody is called only where it got worse: %s of what is %s', (news, state, calls) => {
  const incident = { ...critical, state, route: { channel: 'C0123456789', mention: '@here' } };
  const message = newsMessage(incident, told('warning'), news, telling);

  expect(mentionsIn(message.text, sent(message))).toEqual(calls ? ['<!here>'] : []);
});

test('who acknowledges or mutes is named, and what follows from it', () => {
  expect(readOf(acknowledgedMessage('U0123456789', critical, telling))).toBe(
    '👀 <@U0123456789> has seen it. There are no more reminders unless it gets worse.',
  );
  expect(readOf(mutedByReactionMessage('U0123456789', at('12:00'), critical, telling))).toBe(
    '🔕 <@U0123456789> has muted it until <!date^1795176000^{date_short_pretty} {time}|20 Nov 12:00 UTC>. Nothing more is said of it until then.',
  );
});

test('a message that another channel gets says for which it was meant, and why it is here', () => {
  const message = redirected(
    newsMessage(critical, told('warning'), 'escalated', telling),
    'C9876543210',
    'is_archived',
  );

  expect(readOf(message)).toMatch(/^↪️ meant for <#C9876543210>, where Slack does not take it: `is_archived`\n🔴/);
  expect(message.text).toMatch(/content-prod\. \(Meant for the channel C9876543210: is_archived\.\)$/);
});
