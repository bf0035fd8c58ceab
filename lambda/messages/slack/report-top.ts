/** What was nearest to exhaustion in a month: as a chart of the months before, and as a table. */
import { type Month, monthLater } from '../../domain/calendar';
import { formatNumber } from '../../domain/format';
import { NO_STEP } from '../../domain/plan-words';
import type { Report, ReportRow, ReportTop } from '../../domain/report';
import {
  dayText,
  monthLetters,
  noForecastWords,
  percentText,
  placeText,
  pointsOf,
  pointsText,
  resourceText,
  unmeasuredText,
} from '../../domain/report-words';
import { words } from '../../domain/words';
import type { ChartShape, TableCell, TableShape } from './blocks';
import { brief, type Part, partsOf, partsOfWords } from './words';

/** Slack's own limit for a name in a chart. */
const LINE_NAME = 20;
const MOST_LINES = 3;
/** A line goes back so far, if any does: else what is new would make the chart short for all. */
const ENOUGH_MONTHS = 6;

/**
 * The peaks by month. Slack wants a value for each month, and a month that nobody measured has none: so a line begins after its last gap,
 * and all begin together. @returns `null` where there are not two months to compare
 */
export function reportChart({ month, warningPercent, top, rows }: Report): ChartShape | null {
  const known = top.flatMap(({ row }, index) => {
    const one = rows[row];
    return one ? [{ name: lineName(one, index), values: withoutGaps(one.months) }] : [];
  });
  const enough = Math.min(ENOUGH_MONTHS, Math.max(0, ...known.map(({ values }) => values.length)));
  if (enough < 2) return null;
  const drawn = known.filter(({ values }) => values.length >= enough).slice(0, MOST_LINES);
  const count = Math.min(...drawn.map(({ values }) => values.length));
  return {
    title: 'Peak utilization by month',
    unit: '% of the limit',
    categories: Array.from({ length: count }, (_, index) => monthLater(month, index + 1 - count)).map(monthLabel),
    lines: [
      ...drawn.map(({ name, values }) => ({ name, values: values.slice(-count) })),
      ...level(warningPercent, count),
    ],
  };
}

/** A line at the threshold of a warning. */
function level(percent: number | null, count: number): ChartShape['lines'] {
  if (percent === null) return [];
  return [{ name: `Warning, ${formatNumber(percent)} %`, values: Array.from({ length: count }, () => percent) }];
}

/** From the last month back to the first gap. */
function withoutGaps(months: ReportRow['months']): number[] {
  return months.slice(months.lastIndexOf(null) + 1).filter((value) => value !== null);
}

/** With the number by which it is found in the table. */
function lineName({ title, resource }: ReportRow, index: number): string {
  const name = resource === null ? title : resource.name.trim() || resource.id;
  return brief(`${index + 1}. ${name}`, LINE_NAME);
}

/** The year where it begins: the thirteenth month has the name of the first. */
function monthLabel(month: Month, index: number): string {
  const letters = monthLetters(month);
  return index === 0 || month.endsWith('-01') ? `${letters} ${month.slice(0, 'YYYY'.length)}` : letters;
}

/** @returns `null` where nothing was measured */
export function reportTable({ month, accounts, top, rows }: Report): TableShape | null {
  if (top.length === 0) return null;
  const before = monthLetters(monthLater(month, -1));
  return {
    caption: `Nearest to exhaustion: ${formatNumber(top.length)} of ${formatNumber(rows.length)}`,
    columns: ['Quota and place', 'Peak %', `vs. ${before}`, 'Full by'],
    rows: top.flatMap((one, index) => {
      const row = rows[one.row];
      if (!row) return [];
      const title = brief(row.title, 60);
      const place = brief(accounts.length > 1 ? placeText(accounts, row) : row.region, 80);
      const which = [...(row.resource ? [brief(resourceText(row.resource), 60)] : []), place].join(' · ');
      const peaks = `${percentText(row.peak)} (${before}: ${row.before ? percentText(row.before) : '–'})`;
      const fullBy = fullByText(row);
      const foreseen = row.forecast?.status === 'fills-up' ? `full by ${fullBy}` : fullBy;
      const step = textOfParts(firstStep(one));
      return {
        cells: [`${index + 1}. ${title} · ${which}`, peakCell(row), pointsCell(row), fullBy],
        line: { style: 'bold', name: title, text: [which, peaks, foreseen, step].join(' · ') },
      };
    }),
  };
}

function peakCell({ peak }: ReportRow): TableCell {
  return peak.percent === null ? percentText(peak) : { value: peak.percent, text: formatNumber(peak.percent) };
}

/** Against the month before. */
function pointsCell(row: ReportRow): TableCell {
  const points = pointsOf(row);
  return points === null ? pointsText(row) : { value: points, text: pointsText(row) };
}

/** The day, or in two words that there is none: why, says the report. */
function fullByText({ forecast, lastDay }: ReportRow): string {
  if (forecast === null) return unmeasuredText({ lastDay });
  if (forecast.status === 'fills-up') return dayText(forecast.day);
  const { reason } = forecast;
  return reason === 'full' || reason === 'not-growing' ? noForecastWords[reason] : 'no forecast';
}

const LONGEST_STEP = 200;

/** What to do first: all of it stands in the report. */
export function firstStep({ plan }: ReportTop): Part[] {
  if (plan.kind === 'general') return partsOf(plan.steps[0] ?? NO_STEP, LONGEST_STEP);
  const [step] = plan.steps;
  const [choice] = plan.choices;
  return partsOfWords(step ?? (choice ? words`To decide: ${choice}` : [NO_STEP]), LONGEST_STEP);
}

function textOfParts(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join('');
}
