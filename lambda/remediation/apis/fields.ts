/** Equality of what is known by digests only. */

/** The same for two things exactly if all their fields are; `null` where nothing is known: nobody can say that it is equal. */
export function equalityKey(fields: Readonly<Record<string, string>>): string | null {
  const entries = Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? null : JSON.stringify(entries);
}
