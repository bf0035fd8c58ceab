import { textOfWords } from '../../../../lambda/domain/words';
import { chooseFrontDoor, type FrontDoorFacts, nothingKnown } from '../../../../lambda/remediation/front-door';
import { routerDoor, routerSource } from '../../../../lambda/remediation/front-door/router-function';
import { misrouted } from '../../../../lambda/remediation/split';
import { realPlan, realTables } from './plans';
import { running } from './running';

const plans = new Map(realTables.map((name) => [name, realPlan(name)]));

function planOf(name: (typeof realTables)[number]) {
  const plan = plans.get(name);
  if (plan === undefined) throw new Error(name);
  return plan;
}

test.each([
  ['box', 'behaviours'],
  ['stripe', 'behaviours'],
  ['kubernetes-1.13', 'behaviours'],
  ['github', 'function'],
] as const)('%s gets %s, through which every route finds its API', (name, kind) => {
  const { best, keepSafe } = planOf(name);
  for (const plan of keepSafe === null ? [best] : [best, keepSafe]) {
    const choice = chooseFrontDoor(plan, nothingKnown);
    expect([choice.kind, choice.trial?.routes]).toEqual([kind, 0]);
  }
});

test.each(realTables)('for %s the source of the function does what its simulation does', (name) => {
  const { best } = planOf(name);
  const source = routerSource(best.rules, best.groups.length);
  const simulated = misrouted(best, routerDoor(best.rules));

  expect(simulated.routes).toBe(0);
  expect(misrouted(best, running(source))).toEqual(simulated);
  expect(source.length).toBeLessThan(2500);
});

test('for GitHub behaviours are refused because their wildcards misroute', () => {
  const { best } = planOf('github');
  const { others } = chooseFrontDoor(best, nothingKnown);

  expect(others.map(({ kind, why }) => `${kind}: ${textOfWords(why)}`)).toEqual([
    expect.stringMatching(
      /^behaviours: \* in a path pattern also spans \/: \d\d of 1,223 routes would go to the wrong API$/,
    ),
    expect.stringMatching(/^mappings: A mapping cannot cut behind a parameter: \/(repos|orgs)\//),
    'routing-rules: Routing rules lead to REST APIs only',
  ]);
});

const domain: FrontDoorFacts = { ...nothingKnown, hasCustomDomain: true };

test.each<[string, FrontDoorFacts, string]>([
  ['nothing known', nothingKnown, 'behaviours'],
  ['CloudFront', { ...domain, hasCloudFront: true }, 'behaviours'],
  ['a domain, and nobody looked for CloudFront', domain, 'behaviours'],
  ['a domain without CloudFront, but routes that would clash', { ...domain, hasCloudFront: false }, 'behaviours'],
  ['REST with a domain', { ...domain, apiType: 'rest-api' }, 'routing-rules'],
  ['REST with a domain behind CloudFront', { ...domain, apiType: 'rest-api', hasCloudFront: true }, 'behaviours'],
  ['behaviours that are taken', { ...nothingKnown, used: { ...nothingKnown.used, behaviours: 75 } }, 'function'],
])('Box, %s', (_, facts, kind) => {
  expect(chooseFrontDoor(planOf('box').best, facts).kind).toBe(kind);
});
