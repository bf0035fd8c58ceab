/** Line, area and bar charts, in the page's own colours. */
import { legendSign, quietAxis, strokeOf } from '../../../lambda/drawing/ink';
import { draw } from '../../../lambda/drawing/svg';
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
    `<div class="wide">${renderPlot(chart, 600, 240)}</div><div class="narrow">${renderPlot(chart, 270, 200)}</div>`,
    `<ul class="series">${legend.join('')}</ul></figure>`,
  ].join('');
}

function renderPlot(chart: Block['chart'], width: number, height: number): string {
  const { type, series, axis_config } = chart;
  const { categories } = axis_config;
  return draw(
    {
      grid: { left: 38, right: 12, top: 10, bottom: 26 },
      xAxis: {
        ...quietAxis,
        type: 'category',
        // ECharts escapes markup, but leaves what is not printable.
        data: categories.map((category) => category.replaceAll(/\p{C}/gu, '\ufffd')),
        boundaryGap: type === 'bar',
        axisTick: { show: false },
        axisLabel: { ...quietAxis.axisLabel, hideOverlap: true },
      },
      yAxis: { ...quietAxis, type: 'value' },
      series: series.map(({ data }, index) => {
        const stroke = strokeOf(index);
        return {
          type: type === 'bar' ? 'bar' : 'line',
          silent: true,
          clip: false,
          barMaxWidth: 56,
          ...stroke,
          ...(type === 'area' ? { areaStyle: { color: stroke.itemStyle.color, opacity: 0.15 } } : {}),
          data: categories.map((category) => data.find(({ label }) => label === category)?.value ?? null),
        };
      }),
    },
    { width, height },
    describe(chart),
  );
}

/** For those who do not see it. */
function describe({ type, series }: Block['chart']): string {
  const lines = series.map(({ name, data }) => {
    const [first, last] = [data[0], data.at(-1)];
    return `${name} from ${first?.value} (${first?.label}) to ${last?.value} (${last?.label})`;
  });
  return `${type} chart: ${lines.join('; ')}`;
}
