/** Every row of the report, as a file for a spreadsheet. */
import { type Cell, csvOf } from '../domain/csv';
import type { Report, ReportForecast, ReportPeak, ReportRow } from '../domain/report';
import { pointsOf } from '../domain/report-words';

interface Context {
  readonly month: Report['month'];
  /** By the account's id. */
  readonly names: ReadonlyMap<string, string | null>;
}

type Column = readonly [name: string, cell: (row: ReportRow, context: Context) => Cell];

const COLUMNS: readonly Column[] = [
  ['month', (_, { month }) => month],
  ['account', ({ accountId }) => accountId],
  ['account_name', ({ accountId }, { names }) => names.get(accountId) ?? null],
  ['region', ({ region }) => region],
  ['quota', ({ quota }) => quota],
  ['quota_name', ({ title }) => title],
  ['resource_type', ({ resource }) => resource?.type ?? null],
  ['resource_id', ({ resource }) => resource?.id ?? null],
  ['resource_name', ({ resource }) => resource?.name ?? null],
  ['can_be_raised', ({ raise }) => raise],
  ['severity', ({ severity }) => severity],
  ...peakColumns('peak', ({ peak }) => peak),
  ...peakColumns('before', ({ before }) => before),
  ['points', pointsOf],
  ...peakColumns('last', ({ last }) => last),
  ['limit_from', ({ limitChange }) => limitChange?.from ?? null],
  ['limit_to', ({ limitChange }) => limitChange?.to ?? null],
  ['days', ({ days }) => days],
  ['first_day', ({ firstDay }) => firstDay],
  ['last_day', ({ lastDay }) => lastDay],
  ['forecast', ({ forecast }) => forecast?.status ?? 'not-measured'],
  ['forecast_day', (row) => fillsUp(row)?.day ?? null],
  ['forecast_earliest', (row) => fillsUp(row)?.earliest ?? null],
  ['forecast_latest', (row) => fillsUp(row)?.latest ?? null],
  ['forecast_reason', ({ forecast }) => (forecast?.status === 'none' ? forecast.reason : null)],
  ['forecast_points', ({ forecast }) => forecast?.points ?? null],
  ['growth_per_day', ({ forecast }) => forecast?.perDay ?? null],
];

function peakColumns(name: string, peakOf: (row: ReportRow) => ReportPeak | null): Column[] {
  return [
    [`${name}_usage`, (row) => peakOf(row)?.usage ?? null],
    [`${name}_limit`, (row) => peakOf(row)?.limit ?? null],
    [`${name}_percent`, (row) => peakOf(row)?.percent ?? null],
    [`${name}_at`, (row) => peakOf(row)?.at ?? null],
  ];
}

function fillsUp({ forecast }: ReportRow): Extract<ReportForecast, { status: 'fills-up' }> | null {
  return forecast?.status === 'fills-up' ? forecast : null;
}

/**
 * A line for each row, in the report's order, below a line of names. The columns are stable: other programs read them; a new one comes
 * last. What is not known is empty. Days and times are ISO 8601, numbers plain, percentages of the limit with one decimal.
 *
 * - `month`, `account`, `account_name`, `region`, `quota`, `quota_name`, `resource_type`, `resource_id`, `resource_name`: which it is
 * - `can_be_raised`: yes, support, no, own; `severity`: ok, warning, critical, by the peak
 * - `peak_…`, `before_…`, `last_…`: usage, limit, percent and time of the month's peak, of the peak of the month before, and of the end
 *   of the month; `points`: from `before_percent` to `peak_percent`
 * - `limit_from`, `limit_to`: where the limit changed within the month
 * - `days`, `first_day`, `last_day`: on how many days it was measured, and when
 * - `forecast`: fills-up with `forecast_day` and its range `forecast_earliest`, `forecast_latest` (empty: open); none with
 *   `forecast_reason`; not-measured since `last_day`, while others of its quota and Region were: deleted, or unread; `forecast_points`: daily
 *   peaks it stands on; `growth_per_day`: in the quota's unit
 */
export function reportCsv(report: Report): string {
  const names = new Map(report.accounts.map(({ accountId, name }) => [accountId, name]));
  const context = { month: report.month, names };
  const rows = report.rows.map((row) => COLUMNS.map(([, cell]) => cell(row, context)));
  return csvOf(
    COLUMNS.map(([name]) => name),
    rows,
  );
}
