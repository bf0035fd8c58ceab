/** What settings may name. */
export interface KnownIds {
  readonly quotas: readonly string[];
  /** Kinds of observations, and the coverage. */
  readonly observations: readonly string[];
}

/** Kinds of observations that the monitor makes of itself. */
export const ownObservations = [
  'settings-invalid',
  'region-refused',
  'quotas-refused',
  'member-role-missing',
  'account-unread',
  'organization-unread',
] as const;
