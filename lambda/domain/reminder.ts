/** Whether it is time to say again that an incident lasts. Pure. */
import type { Incident, Reactions } from './incident';
import { compareStates } from './incident-state';

const HOUR = 60 * 60_000;
const EVERY_MS = { critical: 4 * HOUR, warning: 7 * 24 * HOUR } as const;
/** While somebody waits for AWS to raise the limit, but no longer than this. */
const LONGEST_PAUSE_MS = 24 * HOUR;
/** Scans do not start to the second. */
const TOLERANCE_MS = 60_000;

export function isReminderDue(incident: Incident, acknowledged: Reactions['acknowledged'], at: string): boolean {
  const { state, frozen, increase, timeline, remindedAt, episode } = incident;
  // Of what nobody can look at there is nothing new to say; the coverage has an incident of its own.
  if (state === 'ok' || state === 'muted' || frozen !== null) return false;
  if (acknowledged?.episode === episode && compareStates(state, acknowledged.state) <= 0) return false;
  const now = Date.parse(at);
  if (increase && now - Date.parse(increase.since) < LONGEST_PAUSE_MS) return false;
  const last = remindedAt ?? timeline.at(-1)?.at;
  return last !== undefined && now - Date.parse(last) >= EVERY_MS[state] - TOLERANCE_MS;
}
