/** The states of an incident. Pure. */

export const incidentStates = ['ok', 'muted', 'warning', 'critical'] as const;
/** `ok`: it is over, or it never began. Ordered: what stands later is worse. */
export type IncidentState = (typeof incidentStates)[number];

/** Negative when `a` is less severe. */
export function compareStates(a: IncidentState, b: IncidentState): number {
  return incidentStates.indexOf(a) - incidentStates.indexOf(b);
}
