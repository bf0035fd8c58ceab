/** Charts, as SVG that needs neither script nor styles of its own. */
// All of it: its parts come as hundreds of ES modules, which tsx and Jest would have to transform each time, for a tenth of a second in Lambda.
import { type EChartsCoreOption, init } from 'echarts';
import { escapeHtml } from './html';
import { themed } from './ink';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** As in the page's style. */
const FONT_SIZE = 12;

/**
 * @param option of ECharts, with the colours of `ink`; what others wrote has no place in it but as the name of a category
 * @param description what it shows, for those who do not see it
 */
export function draw(option: EChartsCoreOption, { width, height }: Size, description: string): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, useUTC: true, textStyle: { fontSize: FONT_SIZE }, ...option });
    const inner = chart
      .renderToSVGString()
      .replace(/^<svg[^>]*>/, '')
      .replace(/<style\b.*?<\/style>/s, '')
      // What clips lines and areas, which nothing here has to, has an id: another one each time.
      .replaceAll(/<defs\b.*?<\/defs>| clip-path="[^"]*"/gs, '')
      // A page forbids styles in attributes; its own give the texts their font. Nobody points at anything.
      .replaceAll(/ (?:style|class|pointer-events|ecmeta_\w+)="[^"]*"/g, '');
    const label = `role="img" aria-label="${escapeHtml(description)}"`;
    return themed(`<svg class="chart" viewBox="0 0 ${width} ${height}" width="${width}" ${label}>${inner}`);
  } finally {
    chart.dispose();
  }
}
