/** Numbers as people read them. */

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** With thousands separators, at most one decimal. */
export function formatNumber(value: number): string {
  return number.format(value);
}

/** `1 Region`, `3 Regions`. */
export function plural(count: number, noun: string, several = `${noun}s`): string {
  return `${formatNumber(count)} ${count === 1 ? noun : several}`;
}
