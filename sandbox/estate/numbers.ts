/** Things that a description only counts. */

/** 1 … count. */
export function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** A record with an entry for each of 1 … count. */
export function numbered<T>(count: number, entry: (n: number) => readonly [key: string, value: T]): Record<string, T> {
  return Object.fromEntries(numbers(count).map(entry));
}

/** The variables of a stage: as they are described, or as many as are counted. */
export function variablesOf(described: number | Readonly<Record<string, string>>): Record<string, string> {
  return typeof described === 'number' ? numbered(described, (n) => [`variable${n}`, 'value']) : { ...described };
}
