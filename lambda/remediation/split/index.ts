/**
 * Splits an API that has outgrown a quota into several behind one front door.
 *
 * The routes make a tree of prefixes. An atom is what no prefix can part: the routes that have a node of the tree for
 * their own. Atoms are put into APIs, as few as possible; where a node's API is not its parent's, the front door needs a
 * rule.
 */
import { distinct, fillOf } from './measure';
import { problemOf } from './problem';
import type { SplitOutcome, SplitRequest } from './request';
import { type Found, splitAlong } from './split';

export { type Collision, type FrontDoor, misrouted, type Misrouted } from './misrouted';
export type * from './request';

export function planSplit(request: SplitRequest): SplitOutcome {
  const byLiterals = problemOf(request, 'literal');
  if (fillOf(byLiterals.measure, distinct(byLiterals.needs.values())) <= 1) return { status: 'fits' };
  const literal = splitAlong(byLiterals);
  if (literal.status === 'split') return { ...literal, kind: 'literal', infeasible: [] };
  const segments = bySegments(request);
  return segments.status === 'split' ? { ...segments, kind: 'segments', infeasible: literal.infeasible } : segments;
}

/**
 * If parameters at the root would have to be copied to too many APIs, they are not: they have rules of their own here, and
 * only a value that is a literal beside them may miss them.
 */
function bySegments(request: SplitRequest): Found {
  const found = splitAlong(problemOf(request, 'segments'));
  if (found.status === 'split') return found;
  return splitAlong(problemOf(request, 'segments', ({ greedy }) => greedy));
}
