/** Pages and tokens. A token names where the next page begins; AWS's are opaque, and one that it did not give is refused. */

/** @returns the page and the token of the next, `undefined` on the last. @throws what `refuse` returns, for a wrong token. */
export function pageOf<T>(
  items: readonly T[],
  size: number,
  token: string | undefined,
  refuse: () => Error,
): { readonly items: T[]; readonly next: string | undefined } {
  const start = token === undefined ? 0 : offsetOf(token);
  if (start === null || start > items.length) throw refuse();
  const end = start + size;
  return { items: items.slice(start, end), next: end < items.length ? tokenOf(end) : undefined };
}

/** Whether a page of that size may be asked for. A size that came as text may be no number at all. */
export function isSize(size: number, least: number, most: number): boolean {
  return Number.isInteger(size) && size >= least && size <= most;
}

export function tokenOf(offset: number): string {
  return Buffer.from(`next:${offset}`).toString('base64url');
}

/** `null` for a token that was not made here. */
export function offsetOf(token: string): number | null {
  const offset = /^next:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1];
  return offset === undefined ? null : Number(offset);
}
