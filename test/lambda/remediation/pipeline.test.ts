import fc from 'fast-check';
import { efforts } from '../../../lambda/domain/plan';
import { textOfWords, words } from '../../../lambda/domain/words';
import { type Proposal, reaches, type Remedy, simulate } from '../../../lambda/remediation/pipeline';

/** So many integrations, and so many routes of another quota. */
interface Model {
  readonly integrations: number;
  readonly limit: number;
  readonly routes: number;
}
type Change = (model: Model) => Model;

const model: Model = { integrations: 290, limit: 300, routes: 100 };
const goal = { target: 0.7 };

const proposal = (kind: Proposal<Model>['kind'], title: string, apply: Change): Proposal<Model> => ({
  kind,
  apply,
  text: { title: [title], details: [], cautions: [words`Look twice`], undo: null, artefacts: [] },
});
const remedy = (id: string, effort: Remedy<Model>['effort'], ...proposals: Proposal<Model>[]): Remedy<Model> => ({
  id,
  effort,
  propose: () => proposals,
});
const less =
  (by: number): Change =>
  (one) => ({ ...one, integrations: one.integrations - by });

const plan = (remedies: readonly Remedy<Model>[], of = model) =>
  simulate(
    {
      model: of,
      count: ({ integrations, limit }) => ({ usage: integrations, limit }),
      others: ({ routes }) => [
        { quota: 'http-api-routes', of: 'orders', usage: routes, limit: 300 },
        { quota: 'regional-apis', of: null, usage: 1, limit: null },
      ],
      remedies,
    },
    goal,
  );
const told = (steps: ReturnType<typeof plan>['steps']) =>
  steps.map(({ title, counts }) => [textOfWords(title), counts?.before.usage ?? null, counts?.after.usage ?? null]);

test('steps are taken from the least effort to the most, each counted on what the ones before it leave', () => {
  const planned = plan([
    remedy('split', 'infrastructure', proposal('step', 'Split', less(60))),
    remedy('merge', 'minutes', proposal('step', 'Merge', less(20))),
    remedy('delete', 'minutes', proposal('step', 'Delete', less(10))),
  ]);

  expect(told(planned.steps)).toEqual([
    ['Merge', 290, 270],
    ['Delete', 270, 260],
    ['Split', 260, 200],
  ]);
  expect(planned).toMatchObject({
    before: { usage: 290, limit: 300 },
    after: { usage: 200, limit: 300 },
    options: [],
  });
});

test('a remedy sees the model that the ones before it leave', () => {
  const seen: Model[] = [];
  const look: Remedy<Model> = { id: 'look', effort: 'code', propose: (one) => (seen.push(one), []) };

  plan([look, remedy('delete', 'minutes', proposal('step', 'Delete', less(10)))]);

  expect(seen).toEqual([{ ...model, integrations: 280 }]);
});

test('what comes after the target is reached is an option, counted on what the steps leave', () => {
  const planned = plan([
    remedy('delete', 'minutes', proposal('step', 'Delete', less(80))),
    remedy('split', 'infrastructure', proposal('step', 'Split', less(100))),
    remedy('more', 'code', proposal('step', 'More', less(50)), proposal('advice', 'Advice', less(0))),
  ]);

  expect(told(planned.steps)).toEqual([['Delete', 290, 210]]);
  expect(told(planned.options)).toEqual([
    ['Split', 210, 110],
    ['More', 210, 160],
    ['Advice', null, null],
  ]);
  expect(planned.after).toEqual({ usage: 210, limit: 300 });
});

test('of several proposals of one remedy only as many are steps as the target needs', () => {
  const [a, b, c] = [60, 30, 40].map((by) => proposal('step', `Less by ${by}`, less(by)));
  const planned = plan([
    remedy('share', 'minutes', ...[a, b, c].flatMap((one) => one ?? []), proposal('advice', 'Mind', less(0))),
  ]);

  expect(told(planned.steps)).toEqual([
    ['Less by 60', 290, 230],
    ['Less by 30', 230, 200],
    ['Mind', null, null],
  ]);
  expect(told(planned.options)).toEqual([['Less by 40', 200, 160]]);
});

test('an option is at most what it brings, and changes nothing of the result; advice counts nothing', () => {
  const planned = plan([
    remedy('guess', 'minutes', proposal('option', 'Perhaps', less(200)), proposal('advice', 'Mind it', less(0))),
    remedy('delete', 'code', proposal('step', 'Delete', less(10))),
  ]);

  expect(planned.options).toEqual([
    {
      remedy: 'guess',
      effort: 'minutes',
      title: ['Perhaps'],
      details: [],
      counts: { before: { usage: 290, limit: 300 }, after: { usage: 90, limit: 300 }, atMost: true },
      elsewhere: [],
      cautions: [words`Look twice`],
      undo: null,
      artefacts: [],
    },
  ]);
  expect(told(planned.steps)).toEqual([
    ['Mind it', null, null],
    ['Delete', 290, 280],
  ]);
});

test('another quota that a step changes is shown with it, and one that it would break makes it an option that says so', () => {
  const move =
    (routes: number): Change =>
    (one) => ({ ...less(50)(one), routes: one.routes + routes });
  const planned = plan([
    remedy('move', 'minutes', proposal('step', 'Move', move(20))),
    remedy('move-all', 'code', proposal('step', 'Move all', move(181))),
  ]);

  expect(planned.steps).toMatchObject([
    { elsewhere: [{ quota: 'http-api-routes', of: 'orders', before: 100, after: 120, limit: 300 }] },
  ]);
  expect(planned.options).toMatchObject([
    {
      elsewhere: [{ quota: 'http-api-routes', of: 'orders', before: 120, after: 301, limit: 300 }],
      cautions: [words`Look twice`, words`It would bring http-api-routes to 301 of 300: first make room there`],
    },
  ]);
});

test('what is past another limit already may be made less of', () => {
  const planned = plan(
    [
      remedy(
        'move',
        'minutes',
        proposal('step', 'Move', (one) => ({ ...less(50)(one), routes: 310 })),
      ),
    ],
    {
      ...model,
      routes: 320,
    },
  );

  expect(told(planned.steps)).toEqual([['Move', 290, 240]]);
});

test('without a remedy the plan is empty, and says how things are', () => {
  const is = { usage: 290, limit: 300 };

  expect(plan([])).toEqual({ before: is, after: is, steps: [], options: [] });
});

test.each([
  [210, 300, 0.7, true],
  [211, 300, 0.7, false],
  [7, 10, 0.7, true],
  [0, 0, 0.7, true],
  [1, 0, 0.7, false],
  [300, 300, 1, true],
])('%d of %d reaches %d: %s', (usage, limit, target, is) => {
  expect(reaches({ usage, limit }, { target })).toBe(is);
});

test('whatever the remedies are, the numbers of the steps lead from the beginning to the result without a gap', () => {
  const change = fc.record({
    kind: fc.constantFrom('step', 'option', 'advice'),
    effort: fc.constantFrom(...efforts),
    by: fc.integer({ min: 0, max: 120 }),
    routes: fc.integer({ min: -50, max: 150 }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
      const { before, after, steps, options } = plan(
        changes.map(({ kind, effort, by, routes }, index) =>
          remedy(
            String(index),
            effort,
            proposal(kind, String(index), (one) =>
              kind === 'advice'
                ? one
                : { ...one, integrations: Math.max(0, one.integrations - by), routes: one.routes + routes },
            ),
          ),
        ),
      );
      const counts = steps.flatMap((one) => one.counts ?? []);
      const ranks = steps.map(({ effort }) => efforts.indexOf(effort));

      expect(steps.length + options.length).toBe(changes.length);
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      expect([before, ...counts.map((one) => one.after)]).toEqual([...counts.map((one) => one.before), after]);
      for (const one of counts) expect(reaches(one.before, goal)).toBe(false);
      for (const { elsewhere } of steps)
        for (const one of elsewhere) expect(one.after <= 300 || one.after < one.before).toBe(true);
    }),
    { seed: 6 },
  );
});
