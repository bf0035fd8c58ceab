/** How many series peaked how high, in the month and in the one before it. */
import type { Count, ReportPeaks } from '../../domain/report';
import type { AccountBook } from './book';
import { type Severity, severityOf, thresholdsFor } from '../../domain/threshold';
import { isFull } from './fullness';
import type { Line, RowContext } from './rows';

interface Judged {
  readonly severity: Severity;
  readonly isFull: boolean;
}

type Counts = Readonly<Record<keyof ReportPeaks, number>>;

/** Of one account, or of several. */
export interface PeakCounts {
  readonly now: Counts;
  /** `null` where nothing is known of the month before. */
  readonly before: Counts | null;
}

/** @param lines all of the account */
export function judgedIn(
  { accountId, months, series }: AccountBook,
  lines: readonly Line[],
  { book, thresholds }: RowContext,
): PeakCounts {
  const now = lines.map(({ row: { severity }, peak }) => ({ severity, isFull: isFull(peak) }));
  const before = [...series.values()].flatMap(({ quota, region, resource, highest }) => {
    const peak = highest.get(book.before);
    if (peak === undefined) return [];
    const [, usage, limit] = peak;
    const own = thresholdsFor({ quota, accountId, region, resource }, thresholds.default, thresholds.overrides);
    return [{ severity: severityOf(usage, limit, own), isFull: isFull(peak) }];
  });
  return { now: countsOf(now), before: months.includes(book.before) ? countsOf(before) : null };
}

function countsOf(all: readonly Judged[]): Counts {
  const count = (is: (one: Judged) => boolean): number => all.filter(is).length;
  return {
    warning: count(({ severity }) => severity !== 'ok'),
    critical: count(({ severity }) => severity === 'critical'),
    full: count((one) => one.isFull),
    measured: all.length,
  };
}

export function peaksOf(all: readonly PeakCounts[]): ReportPeaks {
  const known = all.flatMap(({ before }) => before ?? []);
  const sum = (counts: readonly Counts[], key: keyof Counts): number =>
    counts.reduce((total, one) => total + one[key], 0);
  const count = (key: keyof Counts): Count => ({
    now: sum(
      all.map(({ now }) => now),
      key,
    ),
    before: known.length === 0 ? null : sum(known, key),
  });
  return { warning: count('warning'), critical: count('critical'), full: count('full'), measured: count('measured') };
}
