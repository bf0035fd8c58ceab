import fc from 'fast-check';
import { offsetOf, pageOf, tokenOf } from '../../sandbox/paging';

const refuse = () => new Error('refused');

test('following the tokens gives every item once and in order, on full pages but the last', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 50 }), fc.integer({ min: 1, max: 60 }), (items, size) => {
      const pages: number[][] = [];
      let token: string | undefined;
      do {
        const page = pageOf(items, size, token, refuse);
        pages.push(page.items);
        token = page.next;
      } while (token !== undefined);

      expect(pages.flat()).toEqual(items);
      expect(pages).toHaveLength(Math.max(1, Math.ceil(items.length / size)));
    }),
  );
});

test('a token that was not given is refused', () => {
  for (const token of ['', '5', 'next:5', 'abc', tokenOf(4)]) {
    expect(() => pageOf([1, 2, 3], 2, token, refuse)).toThrow('refused');
  }
  expect(pageOf([1, 2, 3], 2, tokenOf(2), refuse).items).toEqual([3]);
});

test('a token says nothing to whoever reads it', () => {
  expect(tokenOf(25)).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(offsetOf(tokenOf(25))).toBe(25);
});
