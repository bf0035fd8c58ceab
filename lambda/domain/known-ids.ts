/** What settings may name. */
export interface KnownIds {
  readonly quotas: readonly string[];
  /** Kinds of observations, and the coverage. */
  readonly observations: readonly string[];
}

/** What an organization has to tell of its accounts. */
export const accountObservations = ['member-role-missing', 'account-unread', 'organization-unread'] as const;

/** Kinds of observations that the monitor makes of itself. */
export const ownObservations = [
  'settings-invalid',
  'region-refused',
  'quotas-refused',
  ...accountObservations,
] as const;
