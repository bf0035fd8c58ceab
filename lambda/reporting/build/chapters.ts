/** Of an organization: each account by itself, nearest to exhaustion first. */
import type { ReportChapter } from '../../domain/report';
import { type AccountFacts, unitPath } from '../../domain/organization';
import { incidentsOf } from './incidents';
import type { AccountPart, Parts } from './parts';
import { peaksOf } from './peaks';
import { nearestFirst } from './rows';
import { seenOf } from './seen';

/** None of one account: then the report is its chapter. @param now epoch milliseconds */
export function chaptersOf(
  parts: Parts,
  known: ReadonlyMap<string, AccountFacts>,
  now: number,
): readonly ReportChapter[] {
  const accounts = parts.accounts();
  if (accounts.length < 2) return [];
  return accounts.toSorted(fullestFirst).map((account): ReportChapter => {
    const { accountId, peaks } = account;
    const alone = { ...frameOf(parts), accounts: () => [account] };
    const { scans, coverage } = seenOf(alone, now, []);
    const facts = known.get(accountId);
    return {
      accountId,
      unit: facts === undefined ? null : unitPath(facts),
      peaks: peaksOf([peaks]),
      incidents: incidentsOf(alone),
      scans,
      coverage,
    };
  });
}

function frameOf({ book: { times, before, timeZone } }: Parts) {
  return { times, before, timeZone };
}

/** Those in which nothing was measured last. */
function fullestFirst({ lines: [a] }: AccountPart, { lines: [b] }: AccountPart): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return nearestFirst(a, b);
}
