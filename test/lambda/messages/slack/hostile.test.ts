/** Names, ids, reasons and settings may be anything. Whatever they are, Slack takes the message, and it calls nobody. */
import fc from 'fast-check';
import { type Node, NodeType, parse } from 'slack-message-parser';
import type { Incident, ShownMember } from '../../../../lambda/domain/incident';
import type { Message, Telling } from '../../../../lambda/domain/message';
import type { Report } from '../../../../lambda/domain/report';
import type { PlanNote } from '../../../../lambda/domain/plan';
import { causes } from '../../../../lambda/domain/recovery';
import { resourceTypes } from '../../../../lambda/domain/resources';
import type { News } from '../../../../lambda/domain/told';
import { code, words as sentenceOf } from '../../../../lambda/domain/words';
import {
  acknowledgedMessage,
  alarmMessage,
  digestMessage,
  incidentMessage,
  mutedByReactionMessage,
  newsMessage,
  redirected,
  reportMessage,
  welcomeMessage,
} from '../../../../lambda/messages/slack';
import { mentionsIn } from '../../../../sandbox/slack/mentions';
import { sampleReport } from '../../../support/report';
import {
  blind,
  critical,
  group,
  inactiveLink,
  integrations,
  member,
  muted,
  note,
  over,
  sent,
  telling,
  told,
} from './samples';

const pieces = fc.constantFrom(
  '<!here>',
  '<!channel>',
  '<@U0123456789>',
  '<!subteam^S0123456789>',
  '&lt;!here&gt;',
  '&amp;lt;!here>',
  '@here',
  '*bold*',
  '_it_',
  '~no~',
  '`code`',
  '```\n',
  '\n> quote',
  '<https://evil.example|Runbook>',
  ':fire:',
  '|',
  '>',
  '<',
  '&',
  '👩‍👩‍👧',
  '🔴',
  '\u202e',
  '\u2066',
  '\u0000',
  '\u001b[31m',
  '\ud83d',
  '\udc00',
  '\u0301'.repeat(50),
  '\t',
  '\r\n',
  ' ',
  '=1+1',
);
const text: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 })
      .map((all) => all.join('')),
  },
  { weight: 1, arbitrary: pieces.map((piece) => piece.repeat(3000).slice(0, 10_000)) },
  { weight: 1, arbitrary: fc.constant('content-prod') },
);
const number = fc.oneof(fc.nat(), fc.constant(null), fc.double({ noNaN: true }));
const resource = fc.record({ type: fc.constantFrom(...resourceTypes), id: text, name: text });

const shownMember: fc.Arbitrary<ShownMember> = fc.record({
  resource: fc.option(resource),
  level: fc.constantFrom('warning', 'critical'),
  usage: number,
  limit: number,
  percent: fc.oneof(fc.nat(), fc.double({ noNaN: true, min: 0 })),
  text: fc.option(text),
  outlook: fc.constant(null),
  isForeseen: fc.boolean(),
  measuredAt: fc.constant(member.measuredAt),
  isFrozen: fc.boolean(),
});

const sentences = fc.array(
  fc.tuple(text, text).map(([a, b]) => sentenceOf`Move ${code(a)} (${code(b)}) away`),
  { maxLength: 3 },
);
const plan: fc.Arbitrary<PlanNote> = fc
  .record({ summary: sentences, steps: sentences, choices: sentences, more: fc.nat() })
  .map((said) => ({ ...note, ...said }));

const incident: fc.Arbitrary<Incident> = fc
  .record({
    base: fc.constantFrom(critical, over, muted, blind, inactiveLink, group(3), group(600)),
    accountId: fc.oneof(text, fc.constantFrom('123456789012', 'o-a1b2c3d4e5')),
    region: fc.oneof(text, fc.constant('us-east-1')),
    id: text,
    members: fc.array(shownMember, { minLength: 1, maxLength: 20 }),
    mute: fc.option(fc.record({ until: fc.oneof(text, fc.constant('2026-12-31')), reason: text })),
    increase: fc.option(fc.record({ text, since: fc.constant(member.measuredAt) })),
    because: fc.constantFrom(...causes),
    isFrozen: fc.boolean(),
    plan: fc.option(plan),
  })
  .map(({ base, accountId, region, id, members, mute, increase, because, isFrozen, ...more }) => ({
    ...base,
    accountId,
    region,
    subject: { ...base.subject, id },
    worst: base.worst.flatMap((_, index) => members[index % members.length] ?? []),
    held: members[0] ?? null,
    recovery: base.recovery && { because, to: members[0] ?? null },
    mute: base.mute && mute,
    increase,
    ...more,
    frozen: isFrozen ? { since: member.measuredAt, members: 1 } : null,
  }));

/** Who may name an account, a unit or a tag is not who reads the channel. */
const account = fc.record({
  name: fc.option(text),
  units: fc.array(fc.record({ id: fc.constantFrom('ou-ab12-11111111', 'r-ab12'), name: text }), { maxLength: 6 }),
  tags: fc.dictionary(text, text, { maxKeys: 6 }),
});

const hostileTelling: fc.Arbitrary<Telling> = fc
  .record({
    title: text,
    breaks: text,
    remedy: fc.array(text, { maxLength: 5 }),
    quotaCode: text,
    runbook: fc.oneof(
      text,
      text.map((path) => `https://example.com/${path}`),
    ),
    homeRegion: fc.oneof(text, fc.constant('eu-west-1')),
    raise: fc.constantFrom('yes', 'no', null),
    account,
  })
  .map(({ runbook, homeRegion, account: owner, ...more }) => ({
    ...telling,
    accountOf: (accountId) => ({ ...owner, accountId }),
    runbook,
    homeRegion,
    textOf: () => ({ ...integrations, ...more }),
  }));

const alarm = fc.record({
  name: text,
  description: text,
  state: fc.constantFrom('ALARM', 'OK', 'INSUFFICIENT_DATA'),
  reason: text,
  at: fc.constant('2026-11-20T12:00:00.000Z'),
  region: text,
  accountId: text,
});

/** Names, ids and titles are anybody's; the months, the days and the numbers are our own. */
const report: fc.Arbitrary<Report> = fc
  .record({
    name: fc.option(text),
    accountId: text,
    region: text,
    title: text,
    resource: fc.option(resource),
    step: text,
    sentences,
    isOne: fc.boolean(),
    timeZone: text,
  })
  .map(({ name, accountId, region, title, resource: owned, step, sentences: said, isOne, timeZone }) => ({
    ...sampleReport,
    timeZone,
    accounts: (isOne ? [1] : [1, 2]).map(() => ({ accountId, name })),
    decision: { ...sampleReport.decision, text: said.flat() },
    rows: sampleReport.rows.map((row) => ({ ...row, accountId, region, title, resource: owned })),
    top: sampleReport.top.map((one, index) => ({
      ...one,
      plan:
        index % 2 === 0
          ? { kind: 'general', steps: [step] }
          : { kind: 'computed', at: member.measuredAt, key: step, summary: said, steps: said, choices: [] },
    })),
  }));

const RUNS = { numRuns: 200 };

const NEWS = [
  'escalated',
  'de-escalated',
  'recovered',
  'muted',
  'unmuted',
  'grew',
  'reminder',
] as const satisfies readonly News[];

const facts = { regions: 1, quotas: 1, measured: 1, notMeasured: 1, waiting: 1 };

interface Said {
  readonly one: Incident;
  readonly more: readonly Incident[];
  readonly words: Telling;
  readonly change: Parameters<typeof alarmMessage>[0];
  readonly other: string;
  readonly news: News;
  readonly month: Report;
}

const WRITERS: readonly ((said: Said) => Message)[] = [
  ({ words, other }) => welcomeMessage([], { channel: other, accounts: 12 }, words),
  ({ one, words }) => incidentMessage(one, words, { isNew: true }),
  ({ one, words, news }) => newsMessage(one, told('warning'), news, words),
  ({ one, more, words }) => digestMessage([one, ...more], words),
  ({ one, more, words, other }) =>
    welcomeMessage([one, ...more], { channel: other, accountId: other, ...facts }, words),
  // With a sign that no id has: else who has said it is called, and that is meant.
  ({ one, words, other }) => acknowledgedMessage(`${other}>`, one, words),
  ({ one, words, other }) => mutedByReactionMessage(`${other}>`, other, one, words),
  ({ change, words }) => alarmMessage(change, words.runbook),
  ({ month, words: { homeRegion, bucket } }) =>
    reportMessage(month, { homeRegion, bucket, htmlKey: 'reports/2026-10/report.html' }),
  ({ one, words, other }) => redirected(incidentMessage(one, words, { isNew: true }), `${other}>`, other),
];

const message: fc.Arbitrary<Message> = fc
  .record({
    write: fc.constantFrom(...WRITERS),
    one: incident,
    more: fc.array(incident, { maxLength: 12 }),
    words: hostileTelling,
    change: alarm,
    other: text,
    news: fc.constantFrom(...NEWS),
    month: report,
  })
  .map(({ write, ...said }) => write(said));

test('Slack takes every form of every message, and the last one even without its new blocks', () => {
  fc.assert(
    fc.property(message, (one) => {
      for (const variant of one.variants.keys()) sent(one, variant);
      sent(one, -1, ['data_table', 'data_visualization']);
    }),
    RUNS,
  );
});

test('no message calls anybody whom the route does not call', () => {
  fc.assert(
    fc.property(message, (one) => {
      for (const variant of one.variants.keys()) expect(mentionsIn(one.text, sent(one, variant))).toEqual([]);
    }),
    RUNS,
  );
});

test('no message is longer than 12,000 characters, and nothing in it cannot be written', () => {
  fc.assert(
    fc.property(message, ({ text: plainly, variants, metadata }) => {
      for (const blocks of variants) expect(lengthOf(blocks)).toBeLessThanOrEqual(12_000);
      expect(plainly.length).toBeLessThanOrEqual(3000);
      expect(JSON.stringify([variants, plainly, metadata])).not.toMatch(/\\ud[89a-f]|\\u00|\u202e/i);
      expect(plainly).not.toMatch(/[<>]/);
    }),
    RUNS,
  );
});

test('whatever a name is, the message keeps its own emphasis and links, and has no others', () => {
  const markupOf = (name: string): string[] => {
    const one = {
      ...critical,
      worst: [{ ...member, resource: { type: 'vpc-link', id: 'a', name } as const }],
      accountId: name,
    };
    const units = [{ id: 'ou-ab12-11111111', name: `in ${name}` }];
    const owner = { accountId: name, name: `of ${name}`, units, tags: { [`key ${name}`]: name } };
    const knowing = { ...telling, accountOf: () => owner };
    const { text: plainly, variants } = incidentMessage(one, knowing, { isNew: false });
    return [plainly, ...variants.flat().flatMap(markups)].flatMap((words) => kindsIn(parse(words)));
  };
  const usual = markupOf('content-prod');

  expect(usual).toContain('Bold');
  fc.assert(
    fc.property(text, (name) => expect(markupOf(name)).toEqual(usual)),
    RUNS,
  );
});

/** As `msg_blocks_too_long` counts, in the strictest reading. */
function lengthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>(
    (sum, inner: unknown) => sum + (typeof inner === 'string' ? inner.length : lengthOf(inner)),
    0,
  );
}

function markups(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)];
  return Object.values(value).flatMap(markups);
}

function kindsIn(node: Node): string[] {
  const inner = 'children' in node ? node.children.flatMap(kindsIn) : [];
  return node.type === NodeType.Text ? inner : [NodeType[node.type], ...inner];
}
