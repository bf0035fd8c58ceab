/** How many series peaked how high, in the month and in the one before it. */
import type { Count, ReportPeaks } from '../../domain/report';
import { type Severity, severityOf, thresholdsFor } from '../../domain/threshold';
import { isFull } from './fullness';
import type { Line, RowContext } from './rows';

interface Judged {
  readonly severity: Severity;
  readonly isFull: boolean;
}

/** @param lines all of the report */
export function peaksOf(lines: readonly Line[], { book, thresholds }: RowContext): ReportPeaks {
  const accounts = book.accounts();
  const isBeforeKnown = accounts.some(({ months }) => months.includes(book.before));
  const now = lines.map(({ row: { severity }, peak }) => ({ severity, isFull: isFull(peak) }));
  const before = accounts.flatMap(({ accountId, series }) =>
    [...series.values()].flatMap(({ quota, region, resource, highest }) => {
      const peak = highest.get(book.before);
      if (peak === undefined) return [];
      const [, usage, limit] = peak;
      const own = thresholdsFor({ quota, accountId, region, resource }, thresholds.default, thresholds.overrides);
      return [{ severity: severityOf(usage, limit, own), isFull: isFull(peak) }];
    }),
  );
  const count = (is: (one: Judged) => boolean): Count => ({
    now: now.filter(is).length,
    before: isBeforeKnown ? before.filter(is).length : null,
  });
  return {
    warning: count(({ severity }) => severity !== 'ok'),
    critical: count(({ severity }) => severity === 'critical'),
    full: count((one) => one.isFull),
    measured: count(() => true),
  };
}
