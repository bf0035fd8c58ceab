/** When a plan is news of its incident. */
import { decide, type Decision, type Incident, NO_REACTIONS } from '../../../lambda/domain/incident';
import type { PlanNote } from '../../../lambda/domain/plan';
import { code, words } from '../../../lambda/domain/words';
import { at, finding, type Saw, route } from './incidents';

const note: PlanNote = {
  at: at(0),
  basis: '[["a",287,300,null]]',
  key: 'plans/0123.md',
  summary: [words`First delete ${9} integrations.`],
  steps: [words`Delete ${9} integrations of ${code('a')}: 287 → 278`],
  choices: [],
  more: 1,
};

function scan(before: Incident | null, number: number, plan: PlanNote | null, saw: Saw = 95): Decision {
  return decide(before, finding({ a: saw }), { at: at(number), route, reactions: NO_REACTIONS, plan });
}
const opened = scan(null, 0, note).incident;

test('an incident opens with its plan', () => {
  expect(opened).toMatchObject({ state: 'critical', plan: note, version: 1 });
});

test('a plan that comes later is news', () => {
  const without = scan(null, 0, null).incident;

  expect(scan(without, 1, note)).toMatchObject({ reason: 'updated', incident: { plan: note, version: 2 } });
});

test('where nothing is computed anew, what is known stays', () => {
  expect(scan(opened, 1, null)).toEqual({
    reason: 'unchanged',
    transition: null,
    incident: opened,
    shown: opened.worst,
  });
});

test('a plan that says the same is no news: only its age is noted', () => {
  const again = { ...note, at: at(1), basis: 'another', more: 1 };

  expect(scan(opened, 1, again)).toMatchObject({
    reason: 'noted',
    incident: { plan: again, version: opened.version, seq: opened.seq },
  });
});

test.each([
  ['its summary', { summary: [words`First delete ${8} integrations.`] }],
  ['its steps', { steps: [words`Delete ${8} integrations of ${code('a')}: 287 → 279`] }],
  ['one step more', { steps: [...note.steps, words`Split it`] }],
  ['what is to be decided', { choices: [words`Split it: 278 → at best 210`] }],
  ['a name in it', { steps: [words`Delete ${9} integrations of ${code('b')}: 287 → 278`] }],
])('a plan that says something else is news: %s', (_, other) => {
  const plan = { ...note, at: at(1), ...other };

  expect(scan(opened, 1, plan)).toMatchObject({
    reason: 'updated',
    transition: null,
    incident: { plan, version: opened.version + 1, seq: opened.seq },
  });
});

test('an end takes the plan with it, and a new beginning brings its own', () => {
  const over = scan(scan(opened, 1, null, 10).incident, 2, null, 10);
  const again = { ...note, at: at(3) };

  expect(over).toMatchObject({ reason: 'recovered', incident: { plan: null } });
  expect(scan(over.incident, 3, again)).toMatchObject({
    reason: 'first-breach',
    incident: { plan: again, episode: 2 },
  });
});
