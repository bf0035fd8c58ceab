/** The charts of the page: how a month went, and how the months went. */
import { formatNumber, plural } from '../../domain/format';
import type { Report, ReportTop } from '../../domain/report';
import { dayInYear, monthLetters, monthName } from '../../domain/report-words';
import type { Month } from '../../domain/calendar';
import { ink, quietAxis, strokeOf } from '../../drawing/ink';
import { draw, type Size } from '../../drawing/svg';

/** As wide as a letter is. */
const LETTER = 7;

const GUIDE_LINE = { color: ink.warning, width: 1.25, type: [6, 4] };
const LIMIT_LINE = { color: ink.text, width: 1.5, type: 'solid' };

/** A label that lies on a line is read all the same. */
const HALO = { textBorderColor: ink.ground, textBorderWidth: 4 };

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** Beside an axis there is no room for millions. */
function shortNumber(value: number): string {
  return value < 100_000 ? formatNumber(value) : compact.format(value);
}

function percentLabel(guide: number): string {
  return `${formatNumber(guide)} %`;
}

type Days = ReportTop['days'];

/**
 * The daily peaks against the limit, which may change on the way. A day that nobody measured is a gap.
 * @param guide a line at so many percent of the limit; `null` for none
 */
export function daysChart(days: Days, guide: number | null, size: Size): string {
  const limits = days.map(({ limit }) => limit);
  const lastLimit = limits.findLast((limit) => limit !== null) ?? 0;
  const limitLabel = `limit ${shortNumber(lastLimit)}`;
  const guides = guide === null ? [] : limits.map((limit) => (limit === null ? null : (limit * guide) / 100));
  const scale = scaleOf(days, guides);
  const peak = peakOf(days);
  const level = (data: readonly (number | null)[], lineStyle: object, text: string, color: string): object => ({
    type: 'line',
    silent: true,
    clip: false,
    step: 'middle',
    connectNulls: true,
    symbol: 'none',
    lineStyle,
    endLabel: { show: true, formatter: text, color, distance: 6 },
    data,
  });
  return draw(
    {
      grid: { left: 46, right: 16 + limitLabel.length * LETTER, top: 12, bottom: 26 },
      xAxis: {
        ...quietAxis,
        type: 'category',
        data: days.map(({ day }) => dayInYear(day)),
        boundaryGap: false,
        axisTick: { show: false },
        axisLabel: { ...quietAxis.axisLabel, interval: size.width < 400 ? 9 : 6, showMaxLabel: false },
      },
      yAxis: { ...quietAxis, type: 'value', ...scale, axisLabel: { ...quietAxis.axisLabel, formatter: shortNumber } },
      series: [
        {
          type: 'line',
          silent: true,
          clip: false,
          ...strokeOf(0),
          symbolSize: 4,
          // An area that does not begin at nothing would lie about how much there is.
          ...(scale.min === 0 ? { areaStyle: { color: ink.accent, opacity: 0.1, origin: 'start' } } : {}),
          data: days.map(({ day, usage }) => ({
            value: usage,
            ...(day === peak?.day ? { symbolSize: 9, label: peakLabel(peak, scale) } : {}),
          })),
        },
        level(limits, LIMIT_LINE, limitLabel, ink.text),
        ...(guide === null ? [] : [level(guides, GUIDE_LINE, percentLabel(guide), ink.warning)]),
      ],
    },
    size,
    describeDays(days),
  );
}

interface Scale {
  readonly min: number;
  readonly max: number;
  readonly interval: number;
}

type MeasuredDay = Days[number] & { readonly usage: number };

/** Above the point, unless the line of the limit is there. */
function peakLabel({ usage, limit }: MeasuredDay, { min, max }: Scale): object {
  const room = ((limit ?? max) - usage) / (max - min);
  const position = room > 0 && room < 0.15 ? 'bottom' : 'top';
  return { show: true, position, distance: 7, formatter: shortNumber(usage), color: ink.text, ...HALO };
}

function measuredOf(days: Days): MeasuredDay[] {
  return days.flatMap(({ day, usage, limit }) => (usage === null ? [] : [{ day, usage, limit }]));
}

/** The fullest day: not that of the highest usage, where the limit changed. */
function peakOf(days: Days): MeasuredDay | undefined {
  const share = ({ usage, limit }: MeasuredDay): number => usage / (limit ?? 1);
  return measuredOf(days).toSorted((a, b) => share(b) - share(a) || b.usage - a.usage)[0];
}

const TICKS = 4;

/** From 0, unless all of it is in the upper half: then growth is seen better from nearby. */
function scaleOf(days: Days, guides: readonly (number | null)[]): Scale {
  const usages = days.flatMap(({ usage }) => usage ?? []);
  const limits = days.flatMap(({ limit }) => limit ?? []);
  const highest = Math.max(1, ...usages, ...limits);
  const lowest = Math.min(...usages, ...limits, ...guides.flatMap((value) => value ?? []));
  const from = lowest >= highest / 2 && lowest < highest ? lowest : 0;
  const interval = Math.max(usages.every(Number.isInteger) ? 1 : 0, stepOf((highest - from) / TICKS));
  const max = Math.ceil(highest / interval) * interval;
  return { min: Math.max(0, Math.floor(from / interval - 0.5) * interval), max, interval };
}

/** The next of 1, 2, 5, 10, 20, … */
function stepOf(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5].find((factor) => factor * power >= value) ?? 10);
}

/** For those who do not see it. */
function describeDays(days: Days): string {
  const measured = measuredOf(days);
  const [first, last] = [measured[0], measured.at(-1)];
  const peak = peakOf(days);
  if (first === undefined || last === undefined || peak === undefined) return 'No day was measured';
  const gaps = days.length - measured.length;
  return [
    `Daily peaks from ${formatNumber(first.usage)} on ${dayInYear(first.day)} to ${formatNumber(last.usage)} on ${dayInYear(last.day)}`,
    `fullest with ${formatNumber(peak.usage)} on ${dayInYear(peak.day)}`,
    `the limit is ${formatNumber(last.limit ?? 0)}${first.limit === last.limit ? '' : `, first ${formatNumber(first.limit ?? 0)}`}`,
    ...(gaps > 0 ? [`${plural(gaps, 'day')} not measured`] : []),
  ].join('; ');
}

interface Months {
  readonly months: Report['months'];
  readonly lines: readonly { readonly name: string; readonly percents: readonly (number | null)[] }[];
  /** As of `daysChart`. */
  readonly guide: number | null;
}

/** Peak utilization of several by month. */
export function monthsChart({ months, lines, guide }: Months, size: Size): string {
  const highest = Math.max(100, ...lines.flatMap(({ percents }) => percents.map((value) => value ?? 0)));
  const mark = (yAxis: number, formatter: string, lineStyle: object, color: string): object => ({
    yAxis,
    lineStyle,
    label: { formatter, position: 'end', color },
  });
  return draw(
    {
      grid: { left: 34, right: 52, top: 12, bottom: 40 },
      xAxis: {
        ...quietAxis,
        type: 'category',
        data: months.map((month, index) =>
          index === 0 || month.endsWith('-01') ? `${monthLetters(month)}\n${month.slice(0, 4)}` : monthLetters(month),
        ),
        axisTick: { show: false },
        axisLabel: { ...quietAxis.axisLabel, interval: size.width < 400 ? 2 : 0 },
      },
      yAxis: { ...quietAxis, type: 'value', min: 0, max: Math.ceil(highest / 20) * 20, interval: 20 },
      series: [
        ...lines.map(({ percents }, index) => ({
          type: 'line',
          silent: true,
          clip: false,
          ...strokeOf(index),
          data: [...percents],
        })),
        {
          type: 'line',
          silent: true,
          data: [],
          markLine: {
            silent: true,
            symbol: 'none',
            data: [
              mark(100, 'limit', LIMIT_LINE, ink.text),
              ...(guide === null ? [] : [mark(guide, percentLabel(guide), GUIDE_LINE, ink.warning)]),
            ],
          },
        },
      ],
    },
    size,
    describeMonths({ months, lines }),
  );
}

function describeMonths({ months, lines }: Omit<Months, 'guide'>): string {
  const texts = lines.flatMap(({ name, percents }) => {
    const known = months.flatMap((month, index) => pointOf(month, percents[index]));
    const [first, last] = [known[0], known.at(-1)];
    return first === undefined || last === undefined ? [] : [`${name} from ${first} to ${last}`];
  });
  return `Peak utilization by month: ${texts.join('; ')}`;
}

function pointOf(month: Month, percent: number | null | undefined): string[] {
  return percent === null || percent === undefined ? [] : [`${formatNumber(percent)} % (${monthName(month)})`];
}
