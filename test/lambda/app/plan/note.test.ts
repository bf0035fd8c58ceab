import { noteOf } from '../../../../lambda/app/plan/note';
import type { Plan, PlanNote, PlanStep } from '../../../../lambda/domain/plan';
import { textOfWords, words } from '../../../../lambda/domain/words';
import { advice, deletion, option, plan, split } from '../../../support/plans';

const due = { fingerprint: '0123', basis: '[["a",287,300,null]]', worst: [], total: 1 };
const note = (more: Partial<Plan> = {}): PlanNote =>
  noteOf(due, [{ ...plan, ...more }], 'plans/0123.md', '2026-11-20T12:00:00.000Z');
const stepsOf = (...steps: PlanStep[]): string[] => note({ steps, stale: null }).steps.map(textOfWords);

test('an incident keeps the summary, the first steps with what each brings, and where the whole is', () => {
  expect(note({ stale: null })).toEqual({
    at: '2026-11-20T12:00:00.000Z',
    basis: due.basis,
    key: 'plans/0123.md',
    summary: plan.summary,
    steps: [
      ['Delete 9 integrations that no route uses: 287 → 278'],
      [
        'Split it into 2 APIs: move 68 routes below ',
        { code: '/files' },
        ' and ',
        { code: '/folders' },
        ' to 1 new one: 278 → 210',
      ],
    ],
    choices: [],
    more: 1,
  });
});

test('three are shown, and how many more there are is counted', () => {
  const { steps, more } = note({ steps: [deletion, split, deletion, split], options: [option, option, advice] });

  expect([steps.length, more]).toEqual([3, 3]);
});

test('where there is no step, what somebody has to decide is told instead', () => {
  const undecided = note({ steps: [advice], options: [option, option, option, option, advice] });

  expect(undecided).toMatchObject({ steps: [], more: 1 });
  expect(undecided.choices.map(textOfWords)).toEqual(
    Array.from({ length: 3 }, () => 'Let one function serve all below each of 45 paths: 210 → at best 53'),
  );
});

test('what changed while it was read is good for nothing that comes later', () => {
  expect(note().basis).toBe('');
});

test('that AWS does not raise a quota is said elsewhere', () => {
  expect(stepsOf(advice)).toEqual([]);
});

test('a step that raises the limit says so, and one that changes nothing says nothing of numbers', () => {
  const counted = (after: { usage: number; limit: number }): PlanStep => ({
    ...deletion,
    title: words`Ask for more`,
    counts: { before: { usage: 1287, limit: 1300 }, after, atMost: false },
  });

  expect(
    stepsOf(counted({ usage: 1287, limit: 2000 }), counted({ usage: 1287, limit: 1300 }), {
      ...advice,
      remedy: 'use-alb',
      title: words`Use an ALB`,
    }),
  ).toEqual(['Ask for more: limit 1,300 → 2,000', 'Ask for more', 'Use an ALB']);
});

test('of several plans the first is told', () => {
  const other = { ...plan, summary: [words`Another`], steps: [] };

  expect(noteOf(due, [plan, other], 'k', 'at').summary).toBe(plan.summary);
});
