/** How bad a value is, by the threshold lines of its widget. */
import { ink } from '../../lambda/drawing/ink';
import type { Tone } from '../../lambda/drawing/severity';
import type { Annotation } from '../body';
import { colours } from '../thresholds';

/** The tone of a value, by the threshold lines that it is above. */
export function toneAt(value: number, annotations: readonly Annotation[]): { tone: Tone; word: string } {
  const reached = annotations.toSorted((a, b) => b.value - a.value).find((one) => value >= one.value);
  return reached ? { tone: toneOf(reached.color), word: reached.label } : { tone: 'ok', word: 'OK' };
}

export function toneOf(colour: string | null): Exclude<Tone, 'unknown'> {
  if (colour === colours.critical) return 'critical';
  return colour === colours.warning ? 'warning' : 'ok';
}

/** Orange or red of a threshold, grey of anything else. */
export function inkOf(colour: string): string {
  const tone = toneOf(colour);
  return tone === 'ok' ? ink.muted : ink[tone];
}
