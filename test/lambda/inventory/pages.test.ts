import fc from 'fast-check';
import { everyPage } from '../../../lambda/inventory/pages';

/** A list behind tokens, in pages of the given sizes. */
function listOf(pages: readonly (readonly number[])[]) {
  return async (token: string | undefined) => {
    const index = token === undefined ? 0 : Number(token);
    return { items: pages[index], next: index + 1 < pages.length ? String(index + 1) : undefined };
  };
}

test('every item of every page comes once and in order, however short the pages are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.nat(), { maxLength: 5 }), { minLength: 1, maxLength: 20 }), async (pages) => {
      expect(await everyPage(listOf(pages))).toEqual(pages.flat());
    }),
  );
});

test('a token that comes twice is a failure, not an endless loop', async () => {
  await expect(everyPage(async () => ({ items: [1], next: 'again' }))).rejects.toThrow('the same page token twice');
});

test('a page that fails half-way fails the whole list: there is no half count', async () => {
  const ask = listOf([[1], [2], [3]]);

  await expect(
    everyPage(async (token) => {
      if (token === '2') throw new Error('throttled');
      return ask(token);
    }),
  ).rejects.toThrow('throttled');
});

test('a page without its list is not an empty list', async () => {
  await expect(everyPage(async () => ({ items: undefined, next: undefined }))).rejects.toThrow(
    'a page without its list',
  );
});

test('an empty token is the end', async () => {
  expect(await everyPage(async () => ({ items: [7], next: '' }))).toEqual([7]);
});

test('what shifts from one page to the next while they are read counts once', async () => {
  const pages: Record<string, { items: string[]; next: string | undefined }> = {
    first: { items: ['a', 'b'], next: 'second' },
    second: { items: ['b', 'c'], next: undefined },
  };

  const all = await everyPage(
    async (token) => pages[token ?? 'first'] ?? { items: [], next: undefined },
    (item) => item,
  );

  expect(all).toEqual(['a', 'b', 'c']);
});
