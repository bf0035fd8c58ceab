/** Paging, the same for every operation: v2 of API Gateway has no paginators in the SDK. */
import { UnexpectedAnswer } from './failure';

export interface Page<Item> {
  /** Absent where AWS left the list out, which it does not do for an empty one: then nobody knows how many there are. */
  readonly items: readonly Item[] | undefined;
  /** The token of the next page; absent or empty on the last one. */
  readonly next: string | undefined;
}

/**
 * Reads every page. Pages shift when something is created or deleted between them: what comes twice counts once, by `idOf`.
 * A page that fails fails the whole read: half a count would look healthy.
 * @throws UnexpectedAnswer when a page has no list or a token comes a second time (it would go on for ever).
 */
export async function everyPage<Item>(
  ask: (token: string | undefined) => Promise<Page<Item>>,
  idOf?: (item: Item) => string | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  const ids = new Set<string>();
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const { items, next } = await ask(token);
    if (items === undefined) throw new UnexpectedAnswer('a page without its list');
    for (const item of items) {
      const id = idOf?.(item);
      if (id !== undefined && ids.has(id)) continue;
      if (id !== undefined) ids.add(id);
      all.push(item);
    }
    if (next && seen.has(next)) throw new UnexpectedAnswer('the same page token twice');
    if (next) seen.add(next);
    token = next;
  } while (token);
  return all;
}

/** Narrows a member that the SDK calls optional and AWS always sends. */
export function present<T>(value: T | undefined, member: string): T {
  if (value === undefined) throw new UnexpectedAnswer(`no ${member}`);
  return value;
}
