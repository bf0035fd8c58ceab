/** The charts, as SVG that needs neither script nor styles of its own. */
import { type EChartsCoreOption, init } from 'echarts';
import type { Annotation } from '../body';
import type { Line } from './evaluate/metric-widget';
import type { Range } from './evaluate/range';
import type { Point } from './data';
import { escapeHtml } from './html';
import { ink, inkOf, markOf, themed } from './ink';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** @param description what it shows, for those who do not see it */
function draw(option: EChartsCoreOption, { width, height }: Size, description: string): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    // In UTC, as CloudWatch shows times by default.
    chart.setOption({ animation: false, useUTC: true, textStyle: { fontSize: FONT_SIZE }, ...option });
    const inner = chart
      .renderToSVGString()
      .replace(/^<svg[^>]*>/, '')
      .replace(/<style\b.*?<\/style>/s, '')
      // The page forbids styles in attributes; its own give the texts their font.
      .replaceAll(/ (?:style|class)="[^"]*"/g, '');
    const label = `role="img" aria-label="${escapeHtml(description)}"`;
    return themed(`<svg class="chart" viewBox="0 0 ${width} ${height}" width="${width}" ${label}>${inner}`);
  } finally {
    chart.dispose();
  }
}

/** As in the page's style. */
const FONT_SIZE = 12;

interface LineChart extends Size {
  readonly lines: readonly Line[];
  readonly annotations: readonly Annotation[];
  readonly range: Range;
  readonly description: string;
}

export function lineChart({ lines, annotations, range, description, ...size }: LineChart): string {
  const highest = Math.max(100, ...lines.flatMap(({ points }) => points.map(({ value }) => value)));
  const series = lines.map(({ points }, index) => {
    const { colour, symbol, dashes } = markOf(index);
    return {
      type: 'line',
      silent: true,
      clip: false,
      symbol,
      symbolSize: 7,
      // Few points are seen as points; many would hide the line.
      showSymbol: points.length <= 3,
      itemStyle: { color: colour },
      lineStyle: { color: colour, width: 2, type: dashes.length > 0 ? dashes : 'solid' },
      data: dataOf(points),
    };
  });
  return draw(
    {
      grid: { left: 34, right: 84, top: 12, bottom: 26 },
      xAxis: {
        type: 'time',
        min: range.start,
        max: range.end,
        splitNumber: Math.max(2, Math.floor(size.width / 140)),
        axisLine: { lineStyle: { color: ink.line } },
        axisTick: { lineStyle: { color: ink.line } },
        axisLabel: { color: ink.muted, formatter: '{HH}:{mm}', hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max: Math.ceil(highest / 20) * 20,
        interval: 20,
        axisLabel: { color: ink.muted },
        splitLine: { lineStyle: { color: ink.line } },
      },
      series: [...series, thresholds(annotations)],
    },
    size,
    description,
  );
}

function thresholds(annotations: readonly Annotation[]): object {
  return {
    type: 'line',
    data: [],
    silent: true,
    clip: false,
    markLine: {
      silent: true,
      symbol: 'none',
      data: annotations.map(({ value, label, color }) => ({
        yAxis: value,
        lineStyle: { color: inkOf(color), type: [6, 4], width: 1.25 },
        label: { formatter: `${label} ${value}`, position: 'end', color: inkOf(color) },
      })),
    },
  };
}

export function sparkline(points: readonly Point[], range: Range, size: Size): string {
  const last = points.at(-1);
  return draw(
    {
      grid: { left: 0, right: 4, top: 4, bottom: 4 },
      xAxis: { type: 'time', min: range.start, max: range.end, show: false },
      yAxis: { type: 'value', show: false, min: 0, max: (extent: { max: number }) => Math.max(1, extent.max) },
      series: [
        {
          type: 'line',
          silent: true,
          clip: false,
          showSymbol: false,
          lineStyle: { color: ink.accent, width: 1.5 },
          data: dataOf(points),
        },
        {
          type: 'line',
          silent: true,
          clip: false,
          symbol: 'circle',
          symbolSize: 5,
          itemStyle: { color: ink.accent },
          data: last ? dataOf([last]) : [],
        },
      ],
    },
    size,
    'how it went before',
  );
}

interface Gauge extends Size {
  readonly value: number | undefined;
  readonly min: number;
  readonly max: number;
  readonly annotations: readonly Annotation[];
  readonly colour: string;
  readonly description: string;
}

export function gauge({ value, min, max, annotations, colour, description, ...size }: Gauge): string {
  const share = (at: number): number => Math.min(1, Math.max(0, (at - min) / (max - min)));
  const ascending = annotations.toSorted((a, b) => a.value - b.value);
  const bands = [
    ...ascending.map((one, index) => [
      share(one.value),
      index === 0 ? ink.track : inkOf(ascending[index - 1]?.color ?? ''),
    ]),
    [1, inkOf(ascending.at(-1)?.color ?? '')],
  ];
  const shape = { type: 'gauge', silent: true, min, max, startAngle: 205, endAngle: -25, center: ['50%', '62%'] };
  const bare = {
    pointer: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: { show: false },
  };
  return draw(
    {
      series: [
        {
          ...shape,
          ...bare,
          radius: '125%',
          axisLine: { lineStyle: { width: 4, color: bands } },
          detail: { show: false },
          data: [],
        },
        {
          ...shape,
          ...bare,
          radius: '115%',
          axisLine: { roundCap: true, lineStyle: { width: 14, color: [[1, ink.track]] } },
          progress: { show: value !== undefined, width: 14, roundCap: true, itemStyle: { color: colour } },
          detail: { show: false },
          data: value === undefined ? [] : [{ value: Math.min(value, max) }],
        },
      ],
    },
    size,
    description,
  );
}

/** The sign of a line in a legend: a stroke with its symbol. */
export function legendSign(index: number): string {
  const { colour, symbol, dashes } = markOf(index);
  const stroke = `<path d="M0 7H26" stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes.join(' ')}"/>`;
  return themed(
    `<svg class="sign" viewBox="0 0 26 14" width="26" height="14" aria-hidden="true">${stroke}<path d="${SIGNS[symbol]}" fill="${colour}"/></svg>`,
  );
}

const SIGNS = {
  circle: 'M13 3a4 4 0 1 0 .01 0z',
  rect: 'M9 3h8v8h-8z',
  triangle: 'M13 2.5l5 8.5h-10z',
  diamond: 'M13 2l5 5-5 5-5-5z',
} as const;

function dataOf(points: readonly Point[]): number[][] {
  return points.map(({ time, value }) => [time, value]);
}
