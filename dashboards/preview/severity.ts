/** How bad something is, told by a shape and a word as well as by a colour. */
import type { Annotation } from '../body';
import { colours } from '../thresholds';
import { escapeHtml } from './html';

export type Tone = 'ok' | 'warning' | 'critical' | 'unknown';

const SHAPES = {
  ok: '<path d="M2.5 7.5l3 3 6-7" fill="none" stroke="currentColor" stroke-width="2"/>',
  warning: '<path d="M7 1.5l6 11H1z" fill="currentColor"/>',
  critical: '<path d="M4.2 1h5.6L13 4.2v5.6L9.8 13H4.2L1 9.8V4.2z" fill="currentColor"/>',
  unknown: '<circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2"/>',
} as const;

export function badge(tone: Tone, word: string): string {
  const sign = `<svg class="sign" viewBox="0 0 14 14" width="12" height="12" aria-hidden="true">${SHAPES[tone]}</svg>`;
  return `<span class="badge ${tone}">${sign}${escapeHtml(word)}</span>`;
}

/** The tone of a value, by the threshold lines that it is above. */
export function toneAt(value: number, annotations: readonly Annotation[]): { tone: Tone; word: string } {
  const reached = annotations.toSorted((a, b) => b.value - a.value).find((one) => value >= one.value);
  return reached ? { tone: toneOf(reached.color), word: reached.label } : { tone: 'ok', word: 'OK' };
}

export function toneOf(colour: string | null): Tone {
  if (colour === colours.critical) return 'critical';
  return colour === colours.warning ? 'warning' : 'ok';
}
