import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import type { Plan } from '../../../../lambda/domain/plan';
import { code, words } from '../../../../lambda/domain/words';
import { columns } from '../../../../lambda/messages/plan/columns';
import { renderPlan } from '../../../../lambda/messages/plan/terminal';
import { columnsOf, wrapped } from '../../../../lambda/messages/plan/wrap';
import { deletion, plan } from '../../../support/plans';
import { hostilePlan } from './hostile';

const RUNS = { numRuns: 60, seed: 6 };

const plainly = (one: Plan, width = 80): string => renderPlan(one, { width, colour: false });

test('a plan can be read at a glance, without colour', () => {
  expect(plainly(plan)).toBe(`Integrations per HTTP API: content-prod in us-east-1
now  ███████████████████▏ 287 of 300 (95.7 %)
then ██████████████░░░░░░ 210 of 300 (70 %)

content-prod has 287 of 300 integrations, and AWS does not raise this limit.
First delete 9 that no route uses, then move /files and /folders to a new API.
! Out of date: content-prod had 288 integrations a minute later: compute the
  plan again
Read from AWS 2026-11-20 12:00 UTC; the target is 70 %.

Targets with the most integrations (3 of 284)
Target                             Integrations  Most at once in 14 days
get-legal-hold-policy-assignments             3                    1,250
orders | v2                                   2                       10
none                                          1                     none

Could not be checked:
? Which tool deploys the API: no tag says so

1. Delete 9 integrations that no route uses
   287 of 300 (95.7 %) → 278 of 300 (92.7 %)
   Effort: minutes, nothing changes for callers
   - They lead to retired-1, retired-2 and 7 more
   Undo: Create them again from integrations-before.json: they get new ids
   > delete-unused-integrations.sh: The integrations that no route uses

2. Split it into 2 APIs: move 68 routes below /files and /folders to 1 new one
   278 of 300 (92.7 %) → 210 of 300 (70 %)
   Effort: new infrastructure
   - Afterwards API 1 (today’s) has 210 of 300 integrations (70 %), API 2 has 68
     of 300 (22.7 %)
   - Front door: CloudFront in front, with 4 behaviours: the path stays as it
     is, and no code runs
   - Changes http-api-routes of content-prod: 278 → 210 of 300
   - Changes CloudFront distributions: 3 → 4
   ! If there is a distribution already, its own behaviours count too
   ! Each new API needs its own authorizers, CORS, stage settings and throttles,
     access logs, web ACL and alarms
   Undo: Until the moved routes are deleted from today’s API, let the front door
   send everything there again
   > apis.json: The routes of each API
   > front-door.ts: The behaviours as CDK

Other ways, each counted by itself:

* Let one function serve all below each of 45 paths
  210 of 300 (70 %) → at best 53 of 300 (17.7 %)
  Effort: a change of code
  - Most have /files, /folders and 43 more
  ! It is a change of code: larger packages, and permissions that several routes
    share

* Do not ask for an increase: AWS does not raise Integrations per HTTP API
`);
});

test('with colour the same is said; titles are bold, efforts dim, names and marks stand out', () => {
  const coloured = renderPlan(plan, { width: 80, colour: true });

  expect(stripVTControlCharacters(coloured)).toBe(plainly(plan));
  expect(coloured).toContain('\u001b[1m1. Delete 9 integrations that no route uses\u001b[22m\n');
  expect(coloured).toContain('\u001b[2m   Effort: minutes, nothing changes for callers\u001b[22m\n');
  expect(coloured).toContain('   - They lead to \u001b[36mretired-1\u001b[39m, \u001b[36mretired-2\u001b[39m and');
  expect(coloured).toContain('\u001b[1m\u001b[33m   ! \u001b[39m\u001b[22mIf there is a distribution already');
  expect(coloured).toContain('now  \u001b[31m█');
  expect(coloured).toContain('then \u001b[32m█');
});

test('a plan without a step says that there is none', () => {
  const text = plainly({ ...plan, why: [], unchecked: [], steps: [], options: [], stale: null, after: plan.before });

  expect(text.split('\n').slice(-3)).toEqual(['', 'There is no step that Headroom can be sure of.', '']);
});

test('of a long table the first rows are shown, and it says that there are more', () => {
  const rows = Array.from({ length: 20 }, (_, index) => [`fn-${index}`]);
  const table = { title: 'Functions', columns: [{ name: 'Name', align: 'left' } as const], rows };

  expect(plainly({ ...plan, why: [table] })).toContain('fn-5\n… and 14 more (in the file)\n');
});

test('an address that is longer than a line stands on one of its own, whole', () => {
  const address = `https://us-east-1.console.aws.amazon.com/servicequotas/home/services/apigateway/quotas/L-8A5B8E43`;
  const details = [words`Console: ${code(address)} (in the console)`];

  expect(plainly({ ...plan, steps: [{ ...deletion, details }] })).toContain(
    `   - Console:\n     ${address}\n     (in the console)\n`,
  );
});

test('what is wide takes two columns, and nothing is broken within a character', () => {
  expect(columnsOf('名前')).toBe(4);
  expect(columnsOf('👩‍👩‍👧e\u0301')).toBe(3);
  expect(wrapped(words`${code('名前')} and ${code('名前')}`, { width: 12, mark: '- ' })).toEqual([
    '- 名前 and',
    '  名前',
  ]);
  const head = [{ name: 'Name', align: 'left' } as const];
  expect(columns(head, [['名'.repeat(12)]], 22)).toEqual(['Name', '名'.repeat(10), '名名']);
});

test('a table that has no room for its columns becomes sentences', () => {
  const heads = ['A', 'B', 'C', 'D', 'E'].map((name) => ({ name, align: 'right' }) as const);

  expect(columns(heads, [['thumbnailer', 244, '2 s', 250, 'none']], 30)).toEqual([
    '- A thumbnailer, B 244, C 2 s,',
    '  D 250, E none',
  ]);
});

test('headings get the room that is left', () => {
  const heads = ['Function', 'At once, average', 'Most in 14 days'].map((name) => ({ name, align: 'left' }) as const);

  expect(columns(heads, [['thumbnailer', 244, 250]], 80)[0]).toBe('Function     At once, average  Most in 14 days');
  expect(columns(heads, [['thumbnailer', 244, 250]], 34)).toEqual([
    'Function     At once,   Most in',
    '             average    14 days',
    'thumbnailer  244        250',
  ]);
});

/** Lines that could have been broken and were not, or that could do something to a terminal. */
function bad(text: string, width: number): string[] {
  return text.split('\n').filter((line) => {
    const said = line.trim().replace(/^(?:[-!?>*]|\d+\.) /, '');
    return (said.includes(' ') && columnsOf(line) > width) || /[\p{C}\p{Zl}\p{Zp}]/u.test(line);
  });
}

test('whatever others name, no line is wider than the terminal but a word that stands alone, and none has control characters', () => {
  fc.assert(
    fc.property(hostilePlan, fc.integer({ min: 30, max: 160 }), (one, width) => {
      expect(bad(plainly(one, width), width)).toEqual([]);
    }),
    RUNS,
  );
});

test('whatever others name, colour adds only colour', () => {
  fc.assert(
    fc.property(hostilePlan, (one) => {
      const coloured = renderPlan(one, { width: 80, colour: true });

      expect(stripVTControlCharacters(coloured)).toBe(plainly(one));
    }),
    RUNS,
  );
});
