/** How much the scans of a month could see. */
import type { ReportSeen } from '../../domain/report';
import type { AccountBook } from './book';

/** Of whoever was watched. */
export interface Scanned {
  accounts(): readonly Pick<AccountBook, 'accountId' | 'scans'>[];
}

/** @param now epoch milliseconds: days that are not over are not missing */
export function seenOf(book: Scanned, now: number, unreadable: ReportSeen['unreadable']): ReportSeen {
  const accounts = book.accounts();
  const count = accounts.reduce((sum, { scans }) => sum + scans.count, 0);
  const tenths = accounts.reduce((sum, { scans }) => sum + scans.tenths, 0);
  return {
    scans: count,
    coverage: count === 0 ? null : Math.floor(tenths / count) / 10,
    daysMissing: accounts.flatMap(({ accountId, scans }) => {
      const days = scans.missing(now);
      return days.length === 0 ? [] : [{ accountId, days }];
    }),
    unreadable,
  };
}
