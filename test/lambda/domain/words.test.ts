import fc from 'fast-check';
import { formatNumber, plural } from '../../../lambda/domain/format';
import { code, listed, textOfWords, type Words, words } from '../../../lambda/domain/words';

test('what others wrote stays a piece of its own, and our words around it are one', () => {
  const name = 'Delete 3 | of `all`';

  expect(words`Delete ${plural(1234, 'integration')} of ${code(name)}, ${'then'} ${2.25} more`).toEqual([
    'Delete 1,234 integrations of ',
    { code: name },
    ', then 2.3 more',
  ]);
});

test('a sentence within a sentence keeps its pieces', () => {
  expect(words`${words`Move ${code('/a')}`} and ${words`keep ${code('/b')}`}`).toEqual([
    'Move ',
    { code: '/a' },
    ' and keep ',
    { code: '/b' },
  ]);
  expect(words`${code('')}${[]}`).toEqual([{ code: '' }]);
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd'], 'a, b, c and d'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
])('the names %j are listed as %j', (names, text) => {
  expect(textOfWords(listed(names))).toBe(text);
});

test('names in a list stay names, and how many are shown can be said', () => {
  const names = ['a', 'b', 'c', 'd'].map(code);

  expect(listed(names, 1)).toEqual([{ code: 'a' }, ' and 3 more']);
  expect(listed(Array.from({ length: 5000 }, () => code('x')))).toEqual([
    { code: 'x' },
    ', ',
    { code: 'x' },
    ', ',
    { code: 'x' },
    ' and 4,997 more',
  ]);
});

const piece = fc.oneof(fc.string(), fc.string().map(code));

test('nothing is lost or moved on the way into a sentence, and no two texts stand beside one another', () => {
  fc.assert(
    fc.property(fc.array(piece), fc.array(piece), (a: Words, b: Words) => {
      const whole = words`<${a}|${b}>`;
      const codes = (all: Words) => all.filter((one) => typeof one !== 'string');

      expect(textOfWords(whole)).toBe(`<${textOfWords(a)}|${textOfWords(b)}>`);
      expect(codes(whole)).toEqual([...codes(a), ...codes(b)]);
      for (const [index, one] of whole.entries()) {
        expect(typeof one === 'string' && typeof whole[index + 1] === 'string').toBe(false);
      }
    }),
    { seed: 6 },
  );
});

test.each([
  [0, '0'],
  [1234567, '1,234,567'],
  [95.66, '95.7'],
  [70, '70'],
  [0.04, '0'],
])('%d is written as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test.each([
  [plural(1, 'Region'), '1 Region'],
  [plural(0, 'Region'), '0 Regions'],
  [plural(1200, 'Region'), '1,200 Regions'],
  [plural(2, 'way to go', 'ways to go'), '2 ways to go'],
])('%s', (text, expected) => {
  expect(text).toBe(expected);
});
