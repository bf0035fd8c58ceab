import type { Read } from '../../domain/read';
import type { Words } from '../../domain/words';
import type { PlanParts } from '../../remediation/pipeline';

/** What each kind of plan brings back: its parts, and what was read for it. */
export interface Gathered {
  readonly parts: PlanParts;
  /** The resource changed while it was read: what differs. */
  readonly stale: Words | null;
  /** To know how old the plan's oldest fact is, and whether the scan reached all of them. */
  readonly reads: readonly Read<unknown>[];
}
