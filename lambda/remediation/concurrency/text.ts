/** How the numbers of functions are written. */
import { formatNumber } from '../../domain/format';

const MILLISECONDS = 1000;

export function durationText(seconds: number): string {
  return seconds < 1 ? `${formatNumber(Math.round(seconds * MILLISECONDS))} ms` : `${formatNumber(seconds)} s`;
}

/** Small amounts keep a decimal: three functions of 0.4 are not nothing. */
export function about(amount: number): number {
  return amount < 10 ? Math.round(amount * 10) / 10 : Math.round(amount);
}

/** A part of the name of an artefact. */
export function slug(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-|-$/g, '');
  return plain === '' ? 'function' : plain;
}
