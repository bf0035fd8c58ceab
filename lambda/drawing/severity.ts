/** How bad something is, told by a shape and a word as well as by a colour. */
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

/** Always with one decimal, so that the bars beside it stand below one another. */
export const percent = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export function percentBar(value: number, tone: Tone): string {
  const width = Math.min(100, Math.max(0, value));
  return `<svg class="bar ${tone}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect width="${width}" height="8"/></svg>`;
}
