import fc from 'fast-check';
import { valueAt } from '../../../sandbox/estate/wave';

const MINUTE = 60_000;
const everies = fc.integer({ min: 1, max: 120 });
const minutes = fc.integer({ min: 0, max: 50_000_000 });
const wave = { typical: 100, peak: 900 };

test('the peak is in every minute that `every` divides, and in no other', () => {
  fc.assert(
    fc.property(everies, minutes, (every, minute) => {
      expect(valueAt({ ...wave, every }, minute * MINUTE, 'seed') === wave.peak).toBe(minute % every === 0);
    }),
  );
});

test('other minutes are within 15 % of what is typical, and never above the peak', () => {
  fc.assert(
    fc.property(minutes, fc.integer({ min: 100, max: 130 }), (minute, peak) => {
      const value = valueAt({ typical: 100, peak, every: 7 }, minute * MINUTE, 'seed');

      expect(value).toBeLessThanOrEqual(peak);
      expect(value).toBeGreaterThanOrEqual(85);
      expect(minute % 7 === 0 || value <= 115).toBe(true);
    }),
  );
});

test('a minute has one value, and the next has another', () => {
  const at = (time: number) => valueAt({ ...wave, every: 60 }, time, 'seed');

  expect(at(MINUTE + 59_999)).toBe(at(MINUTE));
  expect(at(2 * MINUTE)).not.toBe(at(MINUTE));
  expect(valueAt({ ...wave, every: 60 }, MINUTE, 'other seed')).not.toBe(at(MINUTE));
});
