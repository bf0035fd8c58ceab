/** What a path of the route table matches. */
import type { PrefixSegment, SplitRoute } from './request';

export interface Template {
  /** Up to the greedy parameter, if there is one. `null` is a parameter, also one that is only part of a segment: `{id}.json`. */
  readonly segments: readonly PrefixSegment[];
  /** Whether anything may follow: `{proxy+}`, and `$default`. */
  readonly greedy: boolean;
}

/** A slash at the end is a segment of its own, the empty one: `/pets/` is not `/pets`. */
export function templateOf({ path }: SplitRoute): Template {
  if (path === '$default') return { segments: [], greedy: true };
  const texts = path.replace(/^\//, '').split('/');
  const greedy = texts.findIndex((text) => /\{[^{}]*\+\}/.test(text));
  const segments = (greedy === -1 ? texts : texts.slice(0, greedy)).map((text) => (text.includes('{') ? null : text));
  return { segments, greedy: greedy !== -1 };
}

/**
 * Whether a route takes requests of whole parts of the API, whichever paths are added there: `$default`, `{proxy+}` and
 * a parameter right at the root. Such a route must be wherever its requests are sent.
 */
export function isCatchAll({ segments, greedy }: Template): boolean {
  return greedy || segments[0] === null;
}

/** Whether some path is both under the prefix and the template's. */
export function reaches({ segments, greedy }: Template, prefix: readonly PrefixSegment[]): boolean {
  if (prefix.length > segments.length && !greedy) return false;
  for (let index = 0; index < prefix.length; index += 1) {
    const part = prefix[index] ?? null;
    const own = segments[index] ?? null;
    if (part !== own && part !== null && own !== null) return false;
  }
  return true;
}
