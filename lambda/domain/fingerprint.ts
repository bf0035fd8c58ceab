/** What an incident is about, and its identity. Pure. */
import { createHash } from 'node:crypto';

/**
 * What fills up, or is otherwise worth telling: the quota's id, the observation's kind, or that a Region cannot be seen. All
 * resources of one subject in one Region are one incident.
 */
export interface IncidentSubject {
  readonly kind: (typeof subjectKinds)[number];
  readonly id: string;
}
export const subjectKinds = ['quota', 'observation', 'coverage'] as const;

export interface IncidentPlace {
  readonly accountId: string;
  readonly region: string;
  readonly subject: IncidentSubject;
}

export const COVERAGE: IncidentSubject = { kind: 'coverage', id: 'coverage' };

/**
 * The identity of an incident, without its severity: 16 hexadecimal digits. With three million places, 1,000 accounts in 30
 * Regions, two of them are the same by chance once in four million cases.
 */
export function fingerprintOf({ accountId, region, subject }: IncidentPlace): string {
  const text = JSON.stringify([accountId, region, subject.kind, subject.id]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
