/** Everything past its threshold, as a file for a spreadsheet. */
import { csvOf } from '../../domain/csv';
import type { Incident, ShownMember } from '../../domain/incident';

export interface MembersOf {
  readonly incident: Incident;
  readonly members: readonly ShownMember[];
}

const COLUMNS = [
  'state',
  'level',
  'account',
  'region',
  'kind',
  'subject',
  'resource_type',
  'resource_id',
  'resource_name',
  'usage',
  'limit',
  'percent',
  'text',
  'measured_at',
  'readable_now',
  'incident',
] as const;

/** A row for each member, and one for what is over. */
export function membersCsv(rows: readonly MembersOf[]): string {
  const cells = rows.flatMap(({ incident, members }) =>
    members.length === 0 ? [rowOf(incident, null)] : members.map((member) => rowOf(incident, member)),
  );
  return csvOf(COLUMNS, cells);
}

function rowOf(incident: Incident, member: ShownMember | null): string[] {
  const { state, accountId, region, subject, fingerprint, held, recovery } = incident;
  const resource = (member ?? held)?.resource ?? null;
  const count = member ?? recovery?.to ?? null;
  const isCounted = count !== null && count.usage !== null;
  return [
    state === 'ok' ? 'over' : state,
    member?.level ?? '',
    accountId,
    region,
    subject.kind,
    subject.id,
    resource?.type ?? '',
    resource?.id ?? '',
    resource?.name ?? '',
    String(count?.usage ?? ''),
    String(count?.limit ?? ''),
    isCounted ? String(count.percent) : '',
    member?.text ?? recovery?.because ?? '',
    member?.measuredAt ?? '',
    member === null ? '' : member.isFrozen ? 'no' : 'yes',
    fingerprint,
  ];
}
