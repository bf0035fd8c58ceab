import { textOfWords } from '../../../../lambda/domain/words';
import { nothingKnown } from '../../../../lambda/remediation/front-door';
import { behaviourDoor, considerBehaviours, withinBudget } from '../../../../lambda/remediation/front-door/behaviours';
import { type Assignment, misrouted } from '../../../../lambda/remediation/split';
import { assigned } from './plans';

const patterns = (assignment: Assignment, budget = 75): string[] =>
  withinBudget(assignment, budget).map(({ pattern, group }) => `${pattern} → ${group}`);

function why(assignment: Assignment, used: number | null = null): string {
  const facts = { ...nothingKnown, used: { ...nothingKnown.used, behaviours: used } };
  const considered = considerBehaviours(assignment, facts);
  return considered.status === 'unfit' ? textOfWords(considered.why) : 'fits';
}

test('each prefix has two behaviours, the longest first', () => {
  const split = assigned(
    ['GET / → 0', 'GET /v1/a → 1', 'GET /v1/a/b → 0', 'GET /v2 → 1'],
    ['/v1/a/b → 0', '/v1 → 1', '/v2 → 1'],
  );

  expect(patterns(split)).toEqual(['/v1/a/b → 0', '/v1/a/b/* → 0', '/v1 → 1', '/v1/* → 1', '/v2 → 1', '/v2/* → 1']);
});

test('where two each are too many, one takes the place of two only if nothing else begins with the same letters', () => {
  const routes = ['GET /v1/a → 1', 'GET /v10 → 0', 'GET /users → 1', 'GET /u/{id}/x → 0', 'GET /pets/{id} → 1'];
  const rules = ['/pets → 1', '/users → 1', '/v1 → 1'];

  expect(patterns(assigned(routes, rules), 5)).toEqual(['/pets* → 1', '/users* → 1', '/v1 → 1', '/v1/* → 1']);
});

test.each([
  ['a parameter at the same place', 'GET /{tenant} → 0'],
  ['a greedy parameter above it', 'ANY /{proxy+} → 0'],
  ['$default', '$default → 0'],
])('%s may be what begins with the same letters', (_, route) => {
  const copies = route.startsWith('GET') ? [] : [route.replace('→ 0', '→ 1')];

  expect(patterns(assigned([route, 'GET /pets → 1'], ['/pets → 1'], copies), 1)).toEqual(['/pets → 1', '/pets/* → 1']);
});

test.each([
  ['/a', '/a', 1],
  ['/a', '/A', 0],
  ['/a', '/ab', 0],
  ['/a', '/a/', 0],
  ['/a/*', '/a/', 1],
  ['/a/*', '/a/b/c', 1],
  ['/a.b', '/aXb', 0],
  ['/a?b', '/aXb', 1],
  ['/a*', '/abc', 1],
  ['/a/*/c', '/a/b/b/c', 1],
  ['/a(+)', '/a(+)', 1],
])('the pattern %s sends %s to API %d', (pattern, path, group) => {
  expect(behaviourDoor([{ pattern, group: 1 }])(path)).toBe(group);
});

test('a wildcard that spans only for certain values is refused with such a request', () => {
  const split = assigned(['GET /r/{o}/actions → 1', 'GET /r/{o}/branches/{branch} → 0'], ['/r/{}/actions → 1']);

  expect(misrouted(split, behaviourDoor(withinBudget(split, 75)))).toEqual({ routes: 0, collisions: [] });
  expect(why(split)).toBe('* in a path pattern also spans /: GET /r/x/branches/actions would go to the wrong API');
});

test('a wildcard that nothing can reach by mistake may stay', () => {
  expect(why(assigned(['GET /r/{o}/actions → 1', 'GET /r/{o} → 0'], ['/r/{}/actions → 1']))).toBe('fits');
});

test('what is in use counts', () => {
  const split = assigned(['GET / → 0', 'GET /a/{id} → 1', 'GET /ab → 1'], ['/a → 1', '/ab → 1']);

  expect([why(split), why(split, 72), why(split, 73)]).toEqual([
    'fits',
    'fits',
    '3 behaviours are needed, and a distribution may have 75, of which 73 are in use',
  ]);
});

test.each([
  ['/a*b', 'A path pattern cannot have the characters of /a*b'],
  ['/a`b', 'A path pattern cannot have the characters of /a`b'],
  ['/ä', 'A path pattern cannot have the characters of /ä'],
  [`/${'a'.repeat(255)}`, `/${'a'.repeat(255)} is longer than the 255 characters of a path pattern`],
])('%s is no path pattern', (path, expected) => {
  expect(why(assigned(['GET / → 0', `GET ${path} → 1`], [`${path} → 1`]))).toBe(expected);
});
