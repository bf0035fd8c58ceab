/** The report of several accounts: a chapter for each, names from the organization, and no more rows than a report can hold. */
import type { MonthHistory, SeriesHistory } from '../../../../lambda/domain/history';
import type { AccountFacts } from '../../../../lambda/domain/organization';
import type { Report } from '../../../../lambda/domain/report';
import { partsOf, reportOfParts } from '../../../../lambda/reporting/build';
import { MOST_ROWS } from '../../../../lambda/reporting/build/parts';
import { bookOf, history, peaksIn, reporting, reportOn, transitions } from './histories';

const OCTOBER = '2026-10';
const [EDGE, PAYMENTS, LAB] = ['111122223333', '444455556666', '777788889999'] as const;

const api = (id: string, usage: number): SeriesHistory => ({
  quota: 'http-api-integrations',
  region: 'us-east-1',
  resource: { type: 'http-api', id, name: id },
  adjustable: 'no',
  peaks: peaksIn(OCTOBER, [usage, usage]),
});
const of = (accountId: string, usages: readonly number[], more: Partial<MonthHistory> = {}): MonthHistory => ({
  ...history(
    OCTOBER,
    usages.map((usage, index) => api(`api-${index}`, usage)),
    more,
  ),
  accountId,
});
const histories = [
  of(EDGE, [30, 60, 250], { accountName: 'as it was called then' }),
  of(PAYMENTS, [10, 299], { scans: [[Date.parse('2026-10-05T10:00:00Z') / 60_000, 75]] }),
  of(LAB, [], { transitions: transitions('f'.repeat(16), 1, 1, ['warning 2026-10-03T10:00:00Z']) }),
];
const known = new Map<string, AccountFacts>([
  [
    EDGE,
    {
      accountId: EDGE,
      name: 'edge-prod',
      units: [
        { id: 'ou-ab12-22222222', name: 'Production' },
        { id: 'ou-ab12-11111111', name: 'Workloads' },
        { id: 'r-ab12', name: 'Root' },
      ],
      tags: {},
    },
  ],
]);

test('each account has a chapter, the nearest to exhaustion first, with its own counts, incidents and coverage', () => {
  const { chapters } = reportOn(histories, { known });

  expect(
    chapters.map(({ accountId, unit, peaks, incidents, coverage }) => [
      accountId,
      unit,
      peaks.measured.now,
      peaks.warning.now,
      peaks.critical.now,
      incidents.opened.now,
      coverage,
    ]),
  ).toEqual([
    [PAYMENTS, null, 2, 1, 1, 0, 75],
    [EDGE, 'Workloads/Production', 3, 1, 0, 0, 100],
    [LAB, null, 0, 0, 0, 1, 100],
  ]);
});

test('an account is called as the organization calls it now, else as its history does', () => {
  expect(reportOn(histories, { known }).accounts[0]).toEqual({ accountId: EDGE, name: 'edge-prod' });
  expect(reportOn(histories).accounts[0]).toEqual({ accountId: EDGE, name: 'as it was called then' });
});

test('one account is its own chapter', () => {
  expect(reportOn(histories.slice(0, 1)).chapters).toEqual([]);
});

/** As it is made where there are so many accounts. */
function reportOf(count: number): Report {
  const book = bookOf(OCTOBER, histories);
  const parts = partsOf(book, reporting, count);
  for (const { accountId } of histories) {
    const account = book.take(accountId);
    if (account) parts.add(account);
  }
  expect(book.accounts()).toEqual([]);
  return reportOfParts(parts, reporting);
}

test('account by account it is the same report', () => {
  expect(reportOf(histories.length)).toEqual(reportOn(histories));
});

test('where each account has a share of one row, what is past a threshold is there all the same, and the rest is counted', () => {
  const whole = reportOf(3);
  const { rows, rowsLeftOut, peaks } = reportOf(MOST_ROWS);

  expect(rows.map(({ accountId, peak }) => [accountId, peak.usage])).toEqual([
    [PAYMENTS, 299],
    [EDGE, 250],
  ]);
  expect(rowsLeftOut).toBe(3);
  expect(peaks).toEqual(whole.peaks);
});
