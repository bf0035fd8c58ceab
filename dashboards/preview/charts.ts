/** The charts of the widgets. Times are in UTC, as CloudWatch shows them by default. */
import { ink, quietAxis, strokeOf } from '../../lambda/drawing/ink';
import { draw, type Size } from '../../lambda/drawing/svg';
import type { Annotation } from '../body';
import type { Line } from './evaluate/metric-widget';
import type { Range } from './evaluate/range';
import type { Point } from './data';
import { inkOf } from './severity';

interface LineChart extends Size {
  readonly lines: readonly Line[];
  readonly annotations: readonly Annotation[];
  readonly range: Range;
  readonly description: string;
}

export function lineChart({ lines, annotations, range, description, ...size }: LineChart): string {
  const highest = Math.max(100, ...lines.flatMap(({ points }) => points.map(({ value }) => value)));
  const series = lines.map(({ points }, index) => ({
    type: 'line',
    silent: true,
    clip: false,
    ...strokeOf(index),
    // Few points are seen as points; many would hide the line.
    showSymbol: points.length <= 3,
    data: dataOf(points),
  }));
  return draw(
    {
      grid: { left: 34, right: 84, top: 12, bottom: 26 },
      xAxis: {
        ...quietAxis,
        type: 'time',
        min: range.start,
        max: range.end,
        splitNumber: Math.max(2, Math.floor(size.width / 140)),
        axisLabel: { ...quietAxis.axisLabel, formatter: '{HH}:{mm}', hideOverlap: true },
      },
      yAxis: { ...quietAxis, type: 'value', min: 0, max: Math.ceil(highest / 20) * 20, interval: 20 },
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

function dataOf(points: readonly Point[]): number[][] {
  return points.map(({ time, value }) => [time, value]);
}
