import fc from 'fast-check';
import { digests, digestWith } from '../../../../lambda/inventory/details/digest';

const digest = digestWith(Buffer.from('a key'));

test('the order of members does not matter, that of a list does', () => {
  expect(digest({ a: 1, b: { c: 2, d: 3 } })).toBe(digest({ b: { d: 3, c: 2 }, a: 1 }));
  expect(digest([1, 2])).not.toBe(digest([2, 1]));
});

test('different values have different digests, whatever is in them', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
      expect(digest(a) === digest(b)).toBe(same);
    }),
    { seed: 20_261_124, numRuns: 500 },
  );
});

test('with another key the digest is another', () => {
  expect(digest('secret')).not.toBe(digestWith(Buffer.from('another key'))('secret'));
});

test('what is not set has no digest', () => {
  expect(digests(digest, { a: undefined, b: {}, c: [], d: null, e: false, f: '', g: 0 })).toEqual({
    e: digest(false),
    f: digest(''),
    g: digest(0),
  });
});

/** As lists of members, which have no order of their own and no special names. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return ['list', ...value.map(sorted)];
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value;
  return Object.entries(value)
    .map(([name, member]) => [name, sorted(member)])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
