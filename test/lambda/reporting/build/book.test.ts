import fc from 'fast-check';
import type { MonthHistory } from '../../../../lambda/domain/history';
import { Book, reportOf } from '../../../../lambda/reporting/build';
import { bookOf, concurrency, history, integrations, peaksIn, reporting, reportOn, transitions } from './histories';

const MONTHS = ['2026-08', '2026-09', '2026-10'] as const;

const usages = fc.array(fc.option(fc.nat({ max: 400 })), { maxLength: 30 });

/** What one account has in three months; months may be missing. */
const account = (accountId: string): fc.Arbitrary<MonthHistory[]> =>
  fc
    .array(fc.record({ month: fc.constantFrom(...MONTHS), api: usages, lambda: usages }), { maxLength: 3 })
    .map((months) => {
      const byMonth = new Map(months.map((one) => [one.month, one]));
      return [...byMonth.values()]
        .toSorted((a, b) => (a.month < b.month ? -1 : 1))
        .map(({ month, api, lambda }) =>
          history(
            month,
            [
              { ...integrations, peaks: peaksIn(month, api) },
              { ...concurrency, peaks: peaksIn(month, lambda) },
            ],
            { accountId, transitions: transitions(`of ${accountId}`, 1, 1, [`warning ${month}-03T00:00:00Z`]) },
          ),
        );
    });

test('the order in which accounts come makes no difference', () => {
  fc.assert(
    fc.property(account('1'), account('2'), account('3'), (one, two, three) => {
      const interleaved = MONTHS.flatMap((month) => [...three, ...one, ...two].filter((each) => each.month === month));

      expect(reportOn([...three, ...two, ...one])).toEqual(reportOn([...one, ...two, ...three]));
      expect(reportOn(interleaved)).toEqual(reportOn([...one, ...two, ...three]));
    }),
    { seed: 7, numRuns: 20 },
  );
});

test('rows go down from what was fullest, and whatever was measured is told once', () => {
  fc.assert(
    fc.property(account('1'), account('2'), (one, two) => {
      const { rows, peaks } = reportOn([...one, ...two]);
      const percents = rows.map(({ peak }) => peak.usage / peak.limit);

      expect(percents).toEqual(percents.toSorted((a, b) => b - a));
      expect(new Set(rows.map(({ accountId, quota }) => `${accountId} ${quota}`)).size).toBe(rows.length);
      expect(peaks.measured.now).toBe(rows.length);
    }),
    { seed: 7, numRuns: 20 },
  );
});

test('a report of an earlier month is the same when later ones are there', () => {
  const months = MONTHS.map((month) => history(month, [{ ...integrations, peaks: peaksIn(month, [200, 250]) }]));
  const at = { ...reporting, now: new Date('2026-10-01T06:00:00Z') };

  expect(reportOf(bookOf('2026-09', months), at)).toEqual(reportOf(bookOf('2026-09', months.slice(0, 2)), at));
});

test('a month that comes twice, or after a later one, is a mistake of whoever reads them', () => {
  const book = new Book('2026-10', 'UTC');
  book.add(history('2026-09', []));

  expect(() => {
    book.add(history('2026-09', []));
  }).toThrow('the history of 2026-09 came after that of 2026-09');
  expect(() => {
    book.add(history('2026-08', []));
  }).toThrow('the history of 2026-08 came after that of 2026-09');
});
