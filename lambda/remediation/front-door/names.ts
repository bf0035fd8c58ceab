/** How the parts of a split are called, in sentences and in files. */
import type { PrefixRule, PrefixSegment } from '../split';

/** Today's API is the first. */
export const TODAY = 0;

export function apiName(group: number): string {
  return group === TODAY ? 'API 1 (today’s)' : `API ${group + 1}`;
}

/** The id of its origin in the distribution. */
export function originOf(group: number): string {
  return `api-${group + 1}`;
}

/** `/repos/{}/{}/actions`: `{}` is any one segment. */
export function prefixText(prefix: readonly PrefixSegment[]): string {
  return `/${prefix.map((segment) => segment ?? '{}').join('/')}`;
}

export type LiteralRule = PrefixRule & { readonly prefix: readonly string[] };

export function isLiteral(rule: PrefixRule): rule is LiteralRule {
  return !rule.prefix.includes(null);
}

/**
 * The rules that lead away from today's API and take paths that nobody knows yet: those with longer ones below them, and those that end
 * in a parameter, which is any segment that has no rule of its own.
 */
export function withExceptions(rules: readonly PrefixRule[]): PrefixRule[] {
  return rules.filter(({ prefix, group }) => {
    const below = rules.filter((other) => other.prefix.length > prefix.length);
    const hasExceptions = below.some((other) => prefix.every((segment, index) => segment === other.prefix[index]));
    return group !== TODAY && (prefix.at(-1) === null || hasExceptions);
  });
}
