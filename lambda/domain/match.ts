import type { IncidentPlace } from './fingerprint';

/** Which measurements a line of the configuration means. Every key that is given must fit. */
export interface Match {
  readonly quota?: string | undefined;
  /** The kind of an observation, or `coverage`. */
  readonly observation?: string | undefined;
  readonly account?: string | undefined;
  /** The id of a unit of the organization, or its root: every account in it or below it. `settingsIn` takes it out where it fits. */
  readonly unit?: string | undefined;
  /** Tags that the account has, all of them; taken out like the unit. */
  readonly tag?: Readonly<Record<string, string>> | undefined;
  readonly region?: string | undefined;
  /** The resource's id or its name. */
  readonly resource?: string | undefined;
}

/** What a match is held against. */
export interface Subject {
  /** `null` for what is none. */
  readonly quota: string | null;
  readonly observation?: string | null;
  readonly accountId: string;
  readonly region: string;
  readonly resource: { readonly id: string; readonly name: string } | null;
}

/** What of a place a line of the configuration may name. */
export function subjectOf({ accountId, region, subject: { kind, id } }: IncidentPlace): Omit<Subject, 'resource'> {
  const isQuota = kind === 'quota';
  return { accountId, region, quota: isQuota ? id : null, observation: isQuota ? null : id };
}

/** The lines of the configuration that mean nothing that was looked at: a slip, or something that is gone. */
export function unmatched(lines: readonly { readonly match: Match }[], subjects: readonly Subject[]): number[] {
  return [...lines.keys()].filter((index) => {
    const match = lines[index]?.match;
    return match !== undefined && !subjects.some((subject) => matches(match, subject));
  });
}

export function matches(match: Match, subject: Subject): boolean {
  return (
    // What nobody has resolved fits nowhere: without an organization there are no units and no tags.
    match.unit === undefined &&
    match.tag === undefined &&
    (match.quota === undefined || match.quota === subject.quota) &&
    (match.observation === undefined || match.observation === subject.observation) &&
    (match.account === undefined || match.account === subject.accountId) &&
    (match.region === undefined || match.region === subject.region) &&
    (match.resource === undefined ||
      match.resource === subject.resource?.id ||
      match.resource === subject.resource?.name)
  );
}
