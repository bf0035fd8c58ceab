/** Line, area and bar charts, in the page's own colours. */
import { init } from 'echarts';
import { legendSign } from '../charts';
import { escapeHtml } from '../html';
import { ink, markOf, themed } from '../ink';
import type { BlockOf } from './schema';
import { verbatim } from './text';

type Block = BlockOf<'data_visualization'>;

/** Drawn twice, for wide and for narrow screens: scaled down, nobody could read it. */
export function renderChart({ title, chart }: Block): string {
  const { x_label, y_label } = chart.axis_config;
  const legend = chart.series.map(({ name }, index) => `<li>${legendSign(index)}<span>${verbatim(name)}</span></li>`);
  const axes = [y_label, x_label].flatMap((label) => (label === undefined ? [] : verbatim(label)));
  return [
    `<figure class="plot"><figcaption>${verbatim(title)}</figcaption>`,
    axes.length > 0 ? `<p class="axes">${axes.join(' · ')}</p>` : '',
    `<div class="wide">${draw(chart, 600, 240)}</div><div class="narrow">${draw(chart, 270, 200)}</div>`,
    `<ul class="series">${legend.join('')}</ul></figure>`,
  ].join('');
}

function draw(chart: Block['chart'], width: number, height: number): string {
  const { type, series, axis_config } = chart;
  const { categories } = axis_config;
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    drawing.setOption({
      animation: false,
      textStyle: { fontSize: 12 },
      grid: { left: 38, right: 12, top: 10, bottom: 26 },
      xAxis: {
        type: 'category',
        // ECharts escapes markup, but leaves what is not printable.
        data: categories.map((category) => category.replaceAll(/\p{C}/gu, '\ufffd')),
        boundaryGap: type === 'bar',
        axisLine: { lineStyle: { color: ink.line } },
        axisTick: { show: false },
        axisLabel: { color: ink.muted, hideOverlap: true },
      },
      yAxis: { type: 'value', axisLabel: { color: ink.muted }, splitLine: { lineStyle: { color: ink.line } } },
      series: series.map(({ data }, index) => {
        const { colour, symbol, dashes } = markOf(index);
        return {
          type: type === 'bar' ? 'bar' : 'line',
          silent: true,
          clip: false,
          barMaxWidth: 56,
          symbol,
          symbolSize: 7,
          itemStyle: { color: colour },
          lineStyle: { color: colour, width: 2, type: dashes.length > 0 ? dashes : 'solid' },
          ...(type === 'area' ? { areaStyle: { color: colour, opacity: 0.15 } } : {}),
          data: categories.map((category) => data.find(({ label }) => label === category)?.value ?? null),
        };
      }),
    });
    const inner = drawing
      .renderToSVGString()
      .replace(/^<svg[^>]*>/, '')
      .replace(/<style\b.*?<\/style>/s, '')
      // The page forbids styles in attributes; its own give the texts their font.
      .replaceAll(/ (?:style|class)="[^"]*"/g, '');
    return themed(
      `<svg class="chart" viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="${escapeHtml(describe(chart))}">${inner}`,
    );
  } finally {
    drawing.dispose();
  }
}

/** For those who do not see it. */
function describe({ type, series }: Block['chart']): string {
  const lines = series.map(({ name, data }) => {
    const [first, last] = [data[0], data.at(-1)];
    return `${name} from ${first?.value} (${first?.label}) to ${last?.value} (${last?.label})`;
  });
  return `${type} chart: ${lines.join('; ')}`;
}
