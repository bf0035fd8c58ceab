/** Parts of a whole, for people. */

/** Whole percent. A limit of 0 is full, whatever uses it. */
export function percent(part: number, whole: number): number {
  return whole <= 0 ? 100 : Math.round((part / whole) * 100);
}
