/** Plans in which everything that others can name is hostile, and what we say is ours. */
import fc from 'fast-check';
import type { Plan, PlanStep } from '../../../../lambda/domain/plan';
import { code, type Words, words } from '../../../../lambda/domain/words';
import { option, plan, split } from '../../../support/plans';

const pieces = fc.constantFrom(
  '`',
  '``',
  '```',
  '\n```\n# Forged\n',
  '~~~',
  '|',
  String.raw`\|`,
  '\\',
  ' | a | b |\n| --- | --- |\n',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<!-- ',
  '&lt;b&gt;',
  '&#124;',
  '](javascript:alert(1))',
  '[x](https://evil.example)',
  'https://evil.example',
  'www.evil.example',
  '**bold**',
  '_it_',
  '# ',
  '- ',
  '\n',
  '\r',
  '\r\n\r\n',
  '\u2028',
  '\u202e',
  '\u2066',
  '\u0000',
  '\u001b[31m',
  '\u009b31m',
  '\u001b]8;;https://evil.example\u0007',
  '\ud83d',
  '👩‍👩‍👧',
  '名前',
  'שלום',
  '\u0301'.repeat(30),
  ' ',
  '  ',
  '__proto__',
  '../../etc/passwd',
  '$(reboot)',
);

export const hostile: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 8 })
      .map((all) => all.join('')),
  },
  { weight: 1, arbitrary: pieces.map((piece) => piece.repeat(10_000).slice(0, 10_000)) },
  { weight: 1, arbitrary: fc.constantFrom('content-prod', '', '`', '``') },
);

/** Wherever a name may stand: at the beginning, alone, between words, in brackets, at the end. */
const sentence: fc.Arbitrary<Words> = fc
  .tuple(fc.nat(4), hostile, hostile)
  .map(
    ([form, a, b]) =>
      [
        words`${code(a)}`,
        words`${code(a)} and ${code(b)}`,
        words`Move ${68} routes of ${code(a)} (${code(b)}) away`,
        words`It is called ${code(a)}`,
        words`Nothing is named here`,
      ][form] ?? [],
  );
const sentences = fc.array(sentence, { maxLength: 2 });

const step: fc.Arbitrary<PlanStep> = fc
  .record({
    base: fc.constantFrom(split, option),
    title: sentence,
    details: sentences,
    cautions: sentences,
    undo: fc.option(sentence),
    of: hostile,
    artefacts: fc.array(
      fc.record({
        name: hostile,
        language: fc.constantFrom('sh', 'json', 'yaml', 'text'),
        title: hostile,
        text: hostile,
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ base, of, ...more }) => ({
    ...base,
    ...more,
    elsewhere: base.elsewhere.map((one) => ({ ...one, of })),
  }));

export const hostilePlan: fc.Arbitrary<Plan> = fc
  .record({
    region: fc.oneof(hostile, fc.constant('us-east-1')),
    resource: fc.option(fc.record({ type: fc.constant('http-api' as const), id: hostile, name: hostile })),
    summary: fc.array(sentence, { minLength: 1, maxLength: 3 }),
    stale: fc.option(sentence),
    unchecked: sentences,
    why: fc.array(
      fc.record({
        title: hostile,
        columns: fc.constant(plan.why[0]?.columns ?? []),
        rows: fc.array(fc.tuple(hostile, fc.nat(), hostile), { maxLength: 3 }),
      }),
      { maxLength: 2 },
    ),
    steps: fc.array(step, { maxLength: 3 }),
    options: fc.array(step, { maxLength: 2 }),
  })
  .map((more) => ({ ...plan, ...more }));
