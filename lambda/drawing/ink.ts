/**
 * The colours of the charts. A chart is drawn once for light and dark: what it is told are fixed colours, and they become the
 * page's variables in its SVG.
 */
export const ink = {
  text: '#0a0a01',
  muted: '#0a0a02',
  line: '#0a0a03',
  track: '#0a0a04',
  accent: '#0a0a05',
  ground: '#0a0a06',
  warning: '#0a0a07',
  critical: '#0a0a08',
} as const;

const series = ['#0b0b01', '#0b0b02', '#0b0b03', '#0b0b04', '#0b0b05', '#0b0b06', '#0b0b07', '#0b0b08'] as const;

/** What tells lines apart beside their colour. */
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'] as const;

const DASHES = [[], [7, 4], [2, 3]] as const;

interface Mark {
  readonly colour: string;
  readonly symbol: (typeof SYMBOLS)[number];
  /** The dashes of the line; none for a solid one. */
  readonly dashes: readonly number[];
}

/** Colour, shape and dashes of the line with this number: more than a graph may have are told apart. */
function markOf(index: number): Mark {
  return {
    colour: series[index % series.length] ?? ink.accent,
    symbol: SYMBOLS[index % SYMBOLS.length] ?? 'circle',
    dashes: DASHES[Math.floor(index / series.length) % DASHES.length] ?? [],
  };
}

/** Of ECharts: how the line with this number looks, and the bars in its place. */
export function strokeOf(index: number) {
  const { colour, symbol, dashes } = markOf(index);
  return {
    symbol,
    symbolSize: 7,
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: 2, type: dashes.length > 0 ? dashes : 'solid' },
  };
}

/** Of ECharts: an axis that stays behind what it measures. */
export const quietAxis = {
  axisLine: { lineStyle: { color: ink.line } },
  axisTick: { lineStyle: { color: ink.line } },
  axisLabel: { color: ink.muted },
  splitLine: { lineStyle: { color: ink.line } },
} as const;

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

/** The colours in an SVG as the page's variables. */
export function themed(svg: string): string {
  let result = svg;
  for (const [name, colour] of Object.entries(ink)) result = result.replaceAll(colour, `var(--${name})`);
  for (const [index, colour] of series.entries()) result = result.replaceAll(colour, `var(--series-${index + 1})`);
  return result;
}
