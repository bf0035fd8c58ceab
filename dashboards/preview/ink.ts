/**
 * The colours of the charts. A chart is drawn once for light and dark: what it is told are fixed colours, and they become the
 * page's variables in its SVG.
 */
import { colours } from '../thresholds';

export const ink = {
  text: '#0a0a01',
  muted: '#0a0a02',
  line: '#0a0a03',
  track: '#0a0a04',
  accent: '#0a0a05',
  ground: '#0a0a06',
  warning: colours.warning,
  critical: colours.critical,
} as const;

const series = ['#0b0b01', '#0b0b02', '#0b0b03', '#0b0b04', '#0b0b05', '#0b0b06', '#0b0b07', '#0b0b08'] as const;

/** What tells lines apart beside their colour. */
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'] as const;

interface Mark {
  readonly colour: string;
  readonly symbol: (typeof SYMBOLS)[number];
  /** The dashes of the line; none for a solid one. */
  readonly dashes: readonly number[];
}

const DASHES = [[], [7, 4], [2, 3]] as const;

/** Colour, shape and dashes of the line with this number: more than a graph may have are told apart. */
export function markOf(index: number): Mark {
  return {
    colour: series[index % series.length] ?? ink.accent,
    symbol: SYMBOLS[index % SYMBOLS.length] ?? 'circle',
    dashes: DASHES[Math.floor(index / series.length) % DASHES.length] ?? [],
  };
}

/** Orange or red of a threshold, grey of anything else. */
export function inkOf(colour: string): string {
  return colour === ink.warning || colour === ink.critical ? colour : ink.muted;
}

/** The colours in an SVG as the page's variables. */
export function themed(svg: string): string {
  let result = svg;
  for (const [name, colour] of Object.entries(ink)) result = result.replaceAll(colour, `var(--${name})`);
  for (const [index, colour] of series.entries()) result = result.replaceAll(colour, `var(--series-${index + 1})`);
  return result;
}
