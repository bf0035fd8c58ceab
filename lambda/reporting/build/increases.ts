/** Requests for higher limits: what was asked for in the month, what was decided in it or seen decided first, and what still waits. */
import type { IncidentSubject } from '../../domain/fingerprint';
import { compare, type PastIncrease } from '../../domain/history';
import type { SubjectText } from '../../domain/message';
import type { ReportIncrease } from '../../domain/report';
import { openStatuses } from '../../domain/resources';
import type { AccountBook, Book } from './book';
import type { Line } from './rows';

export interface IncreaseContext {
  readonly book: Pick<Book, 'times' | 'startBefore'>;
  /** All of the account, nearest to exhaustion first. */
  readonly lines: readonly Line[];
  readonly textOf: (subject: IncidentSubject) => SubjectText;
  /** The ids of the quotas with a code in Service Quotas, which may be several: it has one for the resources of REST and the routes of WebSocket APIs. */
  readonly quotasOfCode: (service: string, code: string) => readonly string[];
}

/** The oldest first. */
export function increasesOfAccount(
  { accountId, increases, increasesBefore }: AccountBook,
  context: IncreaseContext,
): ReportIncrease[] {
  return increases
    .filter((one) => belongs(one, increasesBefore, context.book))
    .toSorted((a, b) => compare(a.createdAt, b.createdAt) || compare(a.id, b.id))
    .map((one) => reportIncrease(accountId, one, context));
}

function belongs(
  { id, createdAt, updatedAt, status }: PastIncrease,
  before: AccountBook['increasesBefore'],
  book: IncreaseContext['book'],
): boolean {
  const { times } = book;
  const [created, updated] = [Date.parse(createdAt), Date.parse(updatedAt)];
  if (times.has(created) || times.has(updated)) return true;
  if (created >= times.start) return false;
  if (openStatuses.has(status)) return true;
  if (before === null) return false;
  // Decided at the edge of the month before, after its last scan: that one's report could not say so.
  const known = before.get(id);
  return known === undefined ? updated >= book.startBefore : openStatuses.has(known.status);
}

function reportIncrease(accountId: string, increase: PastIncrease, context: IncreaseContext): ReportIncrease {
  const { region, service, code, resource, desired, status, createdAt, updatedAt } = increase;
  const known = quotaOf(accountId, increase, context);
  return {
    accountId,
    region,
    quota: known ?? code,
    title: context.textOf({ kind: 'quota', id: known ?? `sq-${service}-${code}` }).title,
    resource,
    desired,
    outcome: outcomeOf(status, () => isReached(accountId, increase, known, context.lines)),
    status,
    createdAt,
    updatedAt,
  };
}

/** Of several with one code the fullest that was measured there; `null` where Headroom counts none of them. */
function quotaOf(
  accountId: string,
  { region, service, code, resource }: PastIncrease,
  { lines, quotasOfCode }: IncreaseContext,
): string | null {
  const known = quotasOfCode(service, code);
  const measured = lines.find(
    ({ row }) =>
      known.includes(row.quota) &&
      row.accountId === accountId &&
      row.region === region &&
      (resource === null || row.resource?.id === resource),
  );
  return measured?.row.quota ?? known[0] ?? null;
}

/**
 * By Service Quotas' own word. Of a case that AWS Support closed it does not say how it ended.
 * https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_RequestedServiceQuotaChange.html
 */
function outcomeOf(status: string, isReachedNow: () => boolean): ReportIncrease['outcome'] {
  switch (status) {
    case 'APPROVED':
      return 'granted';
    case 'DENIED':
    case 'NOT_APPROVED':
    case 'INVALID_REQUEST':
      return 'refused';
    case 'CASE_CLOSED':
      return isReachedNow() ? 'granted' : 'closed';
    default:
      return 'pending';
  }
}

/** Whether the limit was as high at the month's end. */
function isReached(
  accountId: string,
  { region, resource, desired }: PastIncrease,
  quota: string | null,
  lines: readonly Line[],
): boolean {
  return lines.some(
    ({ row }) =>
      row.accountId === accountId &&
      row.region === region &&
      row.quota === quota &&
      (resource === null || row.resource?.id === resource) &&
      row.last.limit >= desired,
  );
}
