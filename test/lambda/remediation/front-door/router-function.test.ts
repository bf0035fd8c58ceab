import fc from 'fast-check';
import { nothingKnown } from '../../../../lambda/remediation/front-door';
import { considerFunction, routerDoor, routerSource } from '../../../../lambda/remediation/front-door/router-function';
import type { Assignment, PrefixRule } from '../../../../lambda/remediation/split';
import { longestPrefix } from '../../../../lambda/remediation/split/misrouted';
import { assigned, hostileSegments } from './plans';
import { running } from './running';

const apisIn = (rules: readonly PrefixRule[]): number => Math.max(0, ...rules.map(({ group }) => group)) + 1;

test('what runs, what is simulated and what the plan says are the same for any rules and paths', () => {
  const literal = fc.constantFrom('a', 'b', 'A', ...hostileSegments);
  const prefix = fc.array(fc.option(literal, { freq: 3 }), { minLength: 1, maxLength: 4 });
  const table = fc
    .uniqueArray(fc.record({ prefix, group: fc.integer({ min: 0, max: 4 }) }), {
      selector: (rule) => JSON.stringify(rule.prefix),
      minLength: 1,
      maxLength: 8,
    })
    .map(inOrder);
  const paths = fc.array(
    fc
      .array(fc.oneof(literal, fc.constantFrom('', 'x', '*', '0')), { minLength: 1, maxLength: 5 })
      .map((all) => `/${all.join('/')}`),
    { minLength: 1, maxLength: 10 },
  );
  fc.assert(
    fc.property(table, paths, (rules, requests) => {
      const run = running(routerSource(rules, apisIn(rules)));
      const expected = requests.map(longestPrefix(rules));
      expect(requests.map(run)).toEqual(expected);
      expect(requests.map(routerDoor(rules))).toEqual(expected);
    }),
    { seed: 6, numRuns: 300 },
  );
});

/** As a plan has them: longest first; of one length a literal before a parameter, from the left. */
function inOrder(rules: PrefixRule[]): PrefixRule[] {
  const rank = ({ prefix }: PrefixRule): string => prefix.map((segment) => (segment === null ? '1' : '0')).join('');
  return rules.toSorted((a, b) => b.prefix.length - a.prefix.length || (rank(a) < rank(b) ? -1 : 1));
}

test.each(hostileSegments)('the segment %j is a text in the source, and only that one matches', (segment) => {
  const source = routerSource([{ prefix: [segment], group: 1 }], 2);

  expect(source).toMatch(/^[\n\x20-\x7e]*$/);
  const run = running(source);
  expect([`/${segment}`, `/${segment}/x`, `/${segment}x`, '/', '/constructor/__proto__x'].map(run)).toEqual([
    1,
    1,
    0,
    0,
    segment === 'constructor' ? 1 : 0,
  ]);
});

test('the end of a comment in a segment ends nothing', () => {
  const source = routerSource([{ prefix: ['*/ alert() /*', '</script>'], group: 1 }], 2);

  expect(running(source)('/x')).toBe(0);
});

test('a function of more than 10 KB is refused with its size', () => {
  const names = Array.from({ length: 300 }, (_, index) => `resource-with-a-long-name-${index}`);
  const big: Assignment = assigned(
    ['GET / → 0', ...names.map((name) => `GET /${name} → 1`)],
    names.map((name) => `/${name} → 1`),
  );

  expect(considerFunction(big, nothingKnown)).toEqual({
    status: 'unfit',
    why: ['It would be 12.4 KB, and a CloudFront Function may have 10.0 KB'],
  });
});
