import { briefly, integration, planFor, quota, route, routeTable, texts, withFunctions } from './support';

const QUOTA = 'http-api-integrations';
const others = [
  { id: 'regional-apis', resourceId: null, usage: 41, limit: 600 },
  { id: 'http-api-routes', resourceId: 'a1b2c3', usage: 278, limit: 300 },
];

test('Box with a function for each route is split in two below /files and /folders', () => {
  const plan = planFor(
    QUOTA,
    withFunctions(routeTable('box'), (_, index) => `f${index}`),
    { others },
  );

  expect(briefly(plan.steps)).toEqual([
    ['split-api', 278, 210, 'Split it into 2 APIs: move 68 routes below /files and /folders to 1 new one'],
  ]);
  expect(texts(plan.steps[0]?.details ?? [])[0]).toBe(
    'Afterwards API 1 (today’s) has 210 of 300 integrations (70 %) and 210 routes; API 2 has 68 of 300 integrations (23 %) and 68 routes',
  );
  expect(plan.steps[0]?.elsewhere).toEqual([
    { quota: 'regional-apis', of: null, before: 41, after: 42, limit: 600 },
    { quota: 'http-api-routes', of: 'orders', before: 278, after: 210, limit: 300 },
  ]);
  const list = plan.steps[0]?.artefacts.find(({ name }) => name === 'split-routes.txt')?.text ?? '';
  const moved = list.split('\n').filter((line) => line.startsWith('API 2'));
  expect(moved.length).toBe(68);
  expect(moved.every((line) => / \/(files|folders)[/ ]/.test(line))).toBe(true);
  const permissions = plan.steps[0]?.artefacts.find(({ name }) => name === 'split-permissions.sh')?.text ?? '';
  expect(permissions.match(/^aws lambda add-permission /gm)?.length).toBe(68);
  expect(permissions).toContain(`--source-arn arn:aws:execute-api:eu-west-1:123456789012:"$API_2"'/*'`);
});

test.each([
  ['box', 53],
  ['stripe', 82],
] as const)('with a function for each resource, merging %s is enough: nothing is split', (name, functions) => {
  const details = withFunctions(routeTable(name), ({ path }) =>
    path
      .split('/')
      .slice(1, name === 'box' ? 2 : 3)
      .join('-'),
  );
  const plan = planFor(QUOTA, details, { others: others.slice(0, 1) });

  expect(plan.steps.map(({ remedy }) => remedy)).toEqual(['merge-integrations']);
  expect(plan.after.usage).toBe(functions);
});

test('duplicates of one function, as SAM makes them, are one integration in the end', () => {
  const plan = planFor(
    QUOTA,
    withFunctions(routeTable('stripe'), () => 'monolith'),
    {},
  );

  expect(briefly(plan.steps)).toEqual([['merge-integrations', 650, 1, 'Merge 649 duplicates of 1 integration']]);
});

test('unused ones and duplicates go first, and the split is of what is left', () => {
  const whole = withFunctions(routeTable('box'), (_, index) => `f${index < 20 ? 0 : index}`);
  const old = Array.from({ length: 9 }, (_, index) => integration(`old${index}`, 'old'));
  const plan = planFor(QUOTA, { ...whole, integrations: [...whole.integrations, ...old] }, { others });

  expect(briefly(plan.steps).map(([remedy, before, after]) => [remedy, before, after])).toEqual([
    ['delete-unused-integrations', 287, 278],
    ['merge-integrations', 278, 259],
    ['split-api', 259, plan.after.usage],
  ]);
  expect(plan.after.usage).toBeLessThanOrEqual(210);
});

test('$default is copied to the new API, which costs it an integration and the plan counts it', () => {
  const whole = withFunctions(routeTable('box'), (_, index) => `f${index}`);
  const plan = planFor(
    QUOTA,
    {
      ...whole,
      integrations: [...whole.integrations, integration('d', 'fallback')],
      routes: [...whole.routes, route('$default', 'd')],
    },
    { others },
  );
  const split = plan.steps.find(({ remedy }) => remedy === 'split-api');

  expect(texts(split?.details ?? []).join('\n')).toContain('$default is copied to each new API');
  expect(split?.counts?.after.usage).toBeLessThanOrEqual(210);
});

test('GitHub cannot be cut by literal prefixes, which the plan says, and gets a function', () => {
  const table = routeTable('github');
  const plan = planFor(
    QUOTA,
    withFunctions(table, (_, index) => `f${index}`),
    {
      quota: quota(QUOTA, table.length),
      others: others.slice(0, 1),
    },
  );
  const [split] = plan.steps;

  expect(briefly(plan.steps)[0]?.slice(0, 3)).toEqual(['split-api', 1223, 210]);
  expect(texts(split?.details ?? [])[1]).toContain('literal prefixes alone cannot do it');
  expect(split?.artefacts.map(({ name }) => name)).toContain('front-door.js');
});

test('an API whose routes all begin with a parameter cannot be split by it, and is told which unit is too large', () => {
  const table = Array.from({ length: 5 }, (_, index) => ({ method: 'GET', path: `/{tenant}/{x${index}}` }));
  const details = withFunctions(
    [...table, { method: 'POST', path: '/{tenant}/{x0}' }].map((one, index) => ({ ...one, method: `M${index}` })),
    (_, index) => `f${index}`,
  );
  const plan = planFor(QUOTA, details, { quota: quota(QUOTA, 6, { limit: 6 }) });
  const advice = plan.steps.find(({ remedy }) => remedy === 'split-api');

  expect(advice?.counts).toBeNull();
  expect(texts(advice?.details ?? [])[0]).toContain('has 6 integrations, and one API may have 4');
});
