/** What an incident keeps of the plans of its fullest members. Pure. */
import type { Plan, PlanNote, PlanStep } from '../../domain/plan';
import { type Words, words } from '../../domain/words';
import type { DuePlan } from './due';

/** As many as a message shows. */
const SHOWN_STEPS = 3;

/** @param plans of the members of the incident, the fullest first: its summary is the note's */
export function noteOf({ basis }: DuePlan, plans: readonly [Plan, ...Plan[]], key: string, at: string): PlanNote {
  const [{ summary, steps, options, stale }] = plans;
  const doing = steps.filter(isDoing);
  const choices = options.filter(isDoing);
  const shown = { steps: doing.slice(0, SHOWN_STEPS), choices: doing.length > 0 ? [] : choices.slice(0, SHOWN_STEPS) };
  return {
    at,
    // What changed while it was read is planned again at the next scan.
    basis: stale === null ? basis : '',
    key,
    summary,
    steps: shown.steps.map(stepWords),
    choices: shown.choices.map(stepWords),
    more: doing.length + choices.length - shown.steps.length - shown.choices.length,
  };
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
