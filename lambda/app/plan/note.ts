/** What an incident keeps of the plans of its fullest members. Pure. */
import type { Plan, PlanNote, PlanStep } from '../../domain/plan';
import { type Words, words } from '../../domain/words';
import type { DuePlan } from './due';

/** As many as a message shows. */
const SHOWN_STEPS = 3;

/** @param plans of the members of the incident, the fullest first: its summary is the note's */
export function noteOf({ basis }: DuePlan, plans: readonly [Plan, ...Plan[]], key: string, at: string): PlanNote {
  const [{ summary, steps, options }] = plans;
  const all = [...steps, ...options].filter(isDoing);
  const shown = all.slice(0, SHOWN_STEPS);
  return { at, basis, key, summary, steps: shown.map(stepWords), more: all.length - shown.length };
}

/** A message says elsewhere whether the limit can be raised. */
function isDoing({ remedy, counts }: PlanStep): boolean {
  return counts !== null || remedy !== 'request-increase';
}

/** `Delete 9 integrations that no route uses: 287 → 278`. */
function stepWords({ title, counts }: PlanStep): Words {
  if (counts === null) return title;
  const { before, after, atMost } = counts;
  if (before.limit !== after.limit) return words`${title}: limit ${before.limit} → ${after.limit}`;
  if (before.usage === after.usage) return title;
  return words`${title}: ${before.usage} → ${atMost ? 'at best ' : ''}${after.usage}`;
}
