import fc from 'fast-check';
import type { Plan, PlanStep } from '../../../../lambda/domain/plan';
import { asFiles } from '../../../../lambda/domain/plan-artefacts';
import { code, type Words, words } from '../../../../lambda/domain/words';
import { markdown, plain, span } from '../../../../lambda/messages/plan/escape';
import { planDocument, plansDocument } from '../../../../lambda/messages/plan/markdown';
import { printable } from '../../../../lambda/messages/text';
import { plan, split } from '../../../support/plans';
import { hostile, hostilePlan } from './hostile';

const RUNS = { numRuns: 100, seed: 6 };

test('the long form says where it stands, why, what nobody knows, what to do, and what else there is', () => {
  expect(planDocument(plan)).toBe(`# Integrations per HTTP API: \`content-prod\` in us-east-1

\`content-prod\` has 287 of 300 integrations, and AWS does not raise this limit. First delete 9 that no route uses, then move \`/files\` and \`/folders\` to a new API.

> **Out of date:** \`content-prod\` had 288 integrations a minute later: compute the plan again

*Proposed, never executed. Read from AWS 2026-11-20 12:00 UTC; the target is 70 %.*

## Now

- 287 of 300 (95.7 %) integrations
- AWS does not raise this quota

**Targets with the most integrations (3 of 284)**

| Target | Integrations | Most at once in 14 days |
| --- | --: | --: |
| get-legal-hold-policy-assignments | 3 | 1,250 |
| orders &#124; v2 | 2 | 10 |
| none | 1 | none |

## What could not be checked

- Which tool deploys the API: no tag says so

## Plan

From 287 of 300 (95.7 %) to 210 of 300 (70 %).

### 1. Delete 9 integrations that no route uses

- **287 of 300 (95.7 %) → 278 of 300 (92.7 %)**
- Effort: minutes, nothing changes for callers
- They lead to \`retired-1\`, \`retired-2\` and 7 more
- Undo: Create them again from \`integrations-before.json\`: they get new ids

\`delete-unused-integrations.sh\`: The integrations that no route uses

\`\`\`sh
#!/bin/sh
set -eu

aws apigatewayv2 delete-integration --api-id a1b2c3d4e5 --integration-id abc1234
\`\`\`

### 2. Split it into 2 APIs: move 68 routes below \`/files\` and \`/folders\` to 1 new one

- **278 of 300 (92.7 %) → 210 of 300 (70 %)**
- Effort: new infrastructure
- Afterwards API 1 (today’s) has 210 of 300 integrations (70 %), API 2 has 68 of 300 (22.7 %)
- Front door: CloudFront in front, with 4 behaviours: the path stays as it is, and no code runs
- Changes \`http-api-routes\` of \`content-prod\`: 278 → 210 of 300
- Changes \`CloudFront distributions\`: 3 → 4
- **Mind:** If there is a distribution already, its own behaviours count too
- **Mind:** Each new API needs its own authorizers, CORS, stage settings and throttles, access logs, web ACL and alarms
- Undo: Until the moved routes are deleted from today’s API, let the front door send everything there again

\`apis.json\`: The routes of each API

\`\`\`json
{ "apis": [] }
\`\`\`

\`front-door.ts\`: The behaviours as CDK

\`\`\`ts
export const behaviours = [];
\`\`\`

## Other ways

Not counted in the plan: each is counted by itself.

### Let one function serve all below each of 45 paths

- **210 of 300 (70 %) → at best 53 of 300 (17.7 %)**
- Effort: a change of code
- Most have \`/files\`, \`/folders\` and 43 more
- **Mind:** It is a change of code: larger packages, and permissions that several routes share

### Do not ask for an increase: AWS does not raise \`Integrations per HTTP API\`
`);
});

test('a plan without a step says that there is none, and what is empty is left out', () => {
  const nothing = { ...plan, why: [], steps: [], options: [], unchecked: [], stale: null, after: plan.before };

  expect(planDocument(nothing).split('\n\n').slice(2)).toEqual([
    '*Proposed, never executed. Read from AWS 2026-11-20 12:00 UTC; the target is 70 %.*',
    '## Now',
    '- 287 of 300 (95.7 %) integrations\n- AWS does not raise this quota',
    '## Plan',
    'There is no step that Headroom can be sure of.\n',
  ]);
});

test('the plans of one incident stand below one another', () => {
  expect(plansDocument([plan, { ...plan, region: 'eu-west-1' }])).toBe(
    `${planDocument(plan)}\n${planDocument({ ...plan, region: 'eu-west-1' })}`,
  );
});

test.each([
  ['a', '`a`'],
  ['', '`(no name)`'],
  ['a`b', '``a`b``'],
  ['`', '`` ` ``'],
  ['``a', '``` ``a ```'],
  [' a ', '`  a  `'],
  ['  ', '`  `'],
  ['a\nb', '`a�b`'],
])('the name %j is the code %s', (name, shown) => {
  expect(span(name)).toBe(shown);
});

test.each([
  ['legal_hold_policy', 'legal_hold_policy'],
  ['/pets/{id+}', '/pets/{id+}'],
  ['arn:aws:lambda:eu-west-1:123456789012:function:a', 'arn:aws:lambda:eu-west-1:123456789012:function:a'],
  ['AT&T & co', 'AT&#38;T & co'],
  ['a | b', 'a &#124; b'],
  ['[x](javascript:alert(1))', '&#91;x&#93;(javascript:alert(1))'],
  ['<b>', '&#60;b&#62;'],
  ['_it_', '&#95;it&#95;'],
  ['https://www.evil.example', 'https&#58;//www&#46;evil.example'],
])('between other words %j is %s', (text, shown) => {
  expect(plain(text)).toBe(shown);
});

test('whatever a name is, it stays in its code, whole but for what cannot be printed', () => {
  fc.assert(
    fc.property(hostile, hostile, (a, b) => {
      const sentence = words`Move ${code(a)} (${code(b)}) away`;
      const shown = (name: string): Words[number] => code(printable(name === '' ? '(no name)' : name, 1000));

      expect(read(markdown(sentence))).toEqual(['Move ', shown(a), ' (', shown(b), ') away']);
      expect(read(`- ${markdown([code(a)])}`)).toEqual(['- ', shown(a)]);
    }),
    RUNS,
  );
});

test('whatever a cell of a table says, nothing in it is markup, and all of it can be read', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const shown = plain(text);
      const bare = shown.replaceAll(/&#\d+;/g, '');

      expect(bare).not.toMatch(/[\\`*[\]<>|~\n\r]|&[#\p{L}]|:\/\//u);
      expect(bare).not.toMatch(/^_|_$| _|_ /);
      expect(shown.replaceAll(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)))).toBe(
        printable(text, 1000),
      );
    }),
    RUNS,
  );
});

test('whatever others name, the document has the same lines, and every artefact stays in its fence', () => {
  fc.assert(
    fc.property(hostilePlan, (one) => {
      const { lines, fences } = blocksOf(planDocument(one));
      const { steps, options } = asFiles(one);
      const texts = [...steps, ...options].flatMap(({ artefacts }) => artefacts.map(({ text }) => text));

      expect(fences).toEqual(texts);
      expect(lines.map(kindOf)).toEqual(blocksOf(planDocument(tamed(one))).lines.map(kindOf));
      expect(lines.join('')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    }),
    RUNS,
  );
});

test('a fence within an artefact does not end it', () => {
  const text = 'a\n```\n# Forged\n````\n';
  const artefacts = [{ name: 'a.txt', language: 'text', title: 'A', text }] as const;

  expect(planDocument({ ...plan, steps: [{ ...split, artefacts }] })).toContain(`\`\`\`\`\`text\n${text}\`\`\`\`\``);
});

/** Code spans as CommonMark reads them: https://spec.commonmark.org/0.31.2/#code-spans */
function read(line: string): Words {
  const pieces: Words[number][] = [];
  let between = '';
  for (let at = 0; at < line.length;) {
    const fence = /^`+/.exec(line.slice(at))?.[0] ?? '';
    const rest = line.slice(at + fence.length);
    const end = fence === '' ? null : new RegExp(`(?<!\`)${fence}(?!\`)`).exec(rest);
    if (end === null) {
      const text = fence === '' ? (line[at] ?? '') : fence;
      between += text;
      at += text.length;
    } else {
      const inner = rest.slice(0, end.index);
      const isPadded = /^ .* $/.test(inner) && !/^ *$/.test(inner);
      pieces.push(between, code(isPadded ? inner.slice(1, -1) : inner));
      between = '';
      at += fence.length * 2 + inner.length;
    }
  }
  return [...pieces, between].filter((piece) => piece !== '');
}

/** Fenced code as CommonMark reads it: https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
function blocksOf(document: string): { lines: string[]; fences: string[] } {
  const lines: string[] = [];
  const fences: string[] = [];
  let fence: string | null = null;
  for (const line of document.split(/\r\n|\n|\r/)) {
    const [, ticks = ''] = /^ {0,3}(`{3,}|~{3,})[^`]*$/.exec(line) ?? [];
    if (fence === null && ticks !== '') {
      fence = ticks;
      fences.push('');
    } else if (fence === null) lines.push(line);
    else if (ticks.startsWith(fence) && /^ *[`~]+ *$/.test(line)) fence = null;
    else fences[fences.length - 1] += `${line}\n`;
  }
  expect(fence).toBeNull();
  return { lines, fences };
}

/** What a line begins as; of a row of a table, how many cells it has. */
function kindOf(line: string): string {
  if (line.startsWith('|')) return `row of ${line.split('|').length - 2}`;
  return /^(?:#{1,3} |- |> |\*\*|\*|$)/.exec(line)?.[0] ?? 'text';
}

/** The same plan, in which others have named everything harmlessly. */
function tamed(one: Plan): Plan {
  const tame = (all: Words): Words => all.map((piece) => (typeof piece === 'string' ? piece : code('x')));
  const tameStep = (step: PlanStep): PlanStep => ({
    ...step,
    title: tame(step.title),
    details: step.details.map(tame),
    cautions: step.cautions.map(tame),
    undo: step.undo && tame(step.undo),
    artefacts: step.artefacts.map((artefact) => ({ ...artefact, name: 'x.txt', title: 'x', text: 'x' })),
  });
  return {
    ...one,
    region: 'x',
    resource: one.resource && { ...one.resource, id: 'x', name: 'x' },
    summary: one.summary.map(tame),
    stale: one.stale && tame(one.stale),
    unchecked: one.unchecked.map(tame),
    why: one.why.map((table) => ({
      ...table,
      title: 'x',
      rows: table.rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell : 'x'))),
    })),
    steps: one.steps.map(tameStep),
    options: one.options.map(tameStep),
  };
}
