import { copiesOf, idFrom, noise } from '../../../sandbox/estate/identity';

const seeds = Array.from({ length: 2000 }, (_, index) => `seed/${index}`);

test('ids look like AWS’s, and no two of thousands are the same', () => {
  const ids = seeds.map((seed) => idFrom(seed));

  expect(ids.filter((id) => !/^[a-z0-9]{10}$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(seeds.length);
  expect(idFrom('seed/0', 6)).toBe(ids[0]?.slice(0, 6));
});

test('noise goes all the way from 0 to 1', () => {
  const values = seeds.map(noise);

  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.min(...values)).toBeLessThan(0.01);
  expect(Math.max(...values)).toBeLessThanOrEqual(1);
  expect(Math.max(...values)).toBeGreaterThan(0.99);
});

test('one copy keeps its name, more are numbered', () => {
  expect(copiesOf('api', 1)).toEqual(['api']);
  expect(copiesOf('api', 3)).toEqual(['api-1', 'api-2', 'api-3']);
});
