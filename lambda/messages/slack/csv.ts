/** Everything past its threshold, as a file for a spreadsheet. */
import { csvOf } from '../../domain/csv';
import type { Incident, ShownMember } from '../../domain/incident';
import type { Telling } from '../../domain/message';
import { unitPath, unknownAccount } from '../../domain/organization';

export interface MembersOf {
  readonly incident: Incident;
  readonly members: readonly ShownMember[];
}

/** Only where anything is known of an account: a list of one account has the columns that it always had. */
const ORGANIZATION_COLUMNS = ['account_name', 'unit'] as const;

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

type AccountOf = Telling['accountOf'];

/** A row for each member, and one for what is over. @param accountOf as in `Telling` */
export function membersCsv(rows: readonly MembersOf[], accountOf: AccountOf = unknownAccount): string {
  const isKnown = rows.some(({ incident: { accountId } }) => organizationCells(accountId, accountOf).join('') !== '');
  const columns = COLUMNS.flatMap((one) => (one === 'account' && isKnown ? [one, ...ORGANIZATION_COLUMNS] : [one]));
  const cells = rows.flatMap(({ incident, members }) => {
    const account = [incident.accountId, ...(isKnown ? organizationCells(incident.accountId, accountOf) : [])];
    const all = members.length === 0 ? [null] : members;
    return all.map((member) => rowOf(incident, member, account));
  });
  return csvOf(columns, cells);
}

function organizationCells(accountId: string, accountOf: AccountOf): string[] {
  const facts = accountOf(accountId);
  return [facts.name ?? '', unitPath(facts) ?? ''];
}

function rowOf(incident: Incident, member: ShownMember | null, account: readonly string[]): string[] {
  const { state, region, subject, fingerprint, held, recovery } = incident;
  const resource = (member ?? held)?.resource ?? null;
  const count = member ?? recovery?.to ?? null;
  const isCounted = count !== null && count.usage !== null;
  return [
    state === 'ok' ? 'over' : state,
    member?.level ?? '',
    ...account,
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
