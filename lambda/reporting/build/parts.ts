/**
 * What a report keeps of each account once its months are read: the rows that it shows, and sums of all. The history itself is let go
 * account by account, so an organization takes the memory of its largest account and of `MOST_ROWS` rows.
 */
import type { Month } from '../../domain/calendar';
import { fingerprintOf, type IncidentPlace } from '../../domain/fingerprint';
import type { PlanNote } from '../../domain/plan';
import type { ReportIncrease } from '../../domain/report';
import type { AccountBook, Book } from './book';
import { type IncreaseContext, increasesOfAccount } from './increases';
import { judgedIn, type PeakCounts } from './peaks';
import { type Line, linesOfAccount, nearestFirst, type RowContext } from './rows';
import { MOST_TOP } from './top';

/**
 * Rows of a report, over all accounts: a row is about 0.8 KB of `report.json` and 2 KB of memory, and the report is held beside the
 * one before it. So 20,000 are 16 MB and, all together, some 200 MB of the function's 512. One account has a few thousand.
 */
export const MOST_ROWS = 20_000;

/** What is past a threshold or fills up is kept beyond the account's share, as far as this: 600 APIs may cross at once. */
const MOST_PAST_OF_ACCOUNT = 1000;

export interface AccountPart extends Pick<
  AccountBook,
  'accountId' | 'name' | 'months' | 'episodes' | 'scans' | 'plans'
> {
  /** The nearest to exhaustion first; only the first `MOST_TOP` with their days. */
  readonly lines: readonly Line[];
  /** How many were measured in the month: those that are not among `lines` are less full. */
  readonly measured: number;
  readonly peaks: PeakCounts;
  readonly increases: readonly ReportIncrease[];
}

type PartContext = RowContext & Pick<IncreaseContext, 'quotasOfCode'>;

export class Parts {
  private readonly byId = new Map<string, AccountPart>();

  /** @param count how many accounts there will be at most: each has an equal share of the rows */
  constructor(
    readonly book: Book,
    private readonly context: PartContext,
    private readonly count: number,
  ) {}

  add(account: AccountBook): void {
    const { context } = this;
    const { accountId, name, months, episodes, scans, plans } = account;
    const all = linesOfAccount(account, context).toSorted(nearestFirst);
    this.byId.set(accountId, {
      accountId,
      name,
      months,
      episodes,
      scans,
      plans,
      lines: this.kept(all).map((line, index) => (index < MOST_TOP ? line : { ...line, days: [] })),
      measured: all.length,
      peaks: judgedIn(account, all, context),
      increases: increasesOfAccount(account, { ...context, lines: all }),
    });
  }

  private kept(all: readonly Line[]): Line[] {
    const share = Math.max(1, Math.floor(MOST_ROWS / Math.max(1, this.count)));
    const past = all.slice(share).filter(({ row }) => row.severity !== 'ok' || row.forecast?.status === 'fills-up');
    return [...all.slice(0, share), ...past.slice(0, Math.max(0, MOST_PAST_OF_ACCOUNT - share))];
  }

  /** By id. */
  accounts(): AccountPart[] {
    return [...this.byId.values()].toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
  }

  /** Of all accounts, the nearest to exhaustion first, at most `MOST_ROWS`. */
  lines(): Line[] {
    return this.accounts()
      .flatMap(({ lines }) => lines)
      .toSorted(nearestFirst)
      .slice(0, MOST_ROWS);
  }

  /** The last plan of an incident in the report's month. */
  planOf(place: IncidentPlace): PlanNote | null {
    return this.byId.get(place.accountId)?.plans.get(fingerprintOf(place)) ?? null;
  }

  /** Those of the report, ascending: from the first that anybody knows of to its own. */
  months(): Month[] {
    const all = this.book.allMonths();
    const known = new Set(this.accounts().flatMap(({ months }) => months));
    return all.slice(all.findIndex((month) => known.has(month) || month === this.book.month));
  }
}
