/** Who the accounts are: the list at every round, units and tags of each once a day, as far as there is time. */
import type { Clock } from '../../domain/clock';
import type { AccountFacts } from '../../domain/organization';
import { reasonOf } from '../../domain/read';
import type { Organization } from '../../inventory/organization';
import type { Directory } from '../../stores/directory';
import type { Log } from '../log';

export interface AccountsParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly organization: Organization;
  /** The account in which Headroom is: watched also where nobody can say what the others are. */
  readonly home: string;
}

const DAY_MS = 24 * 60 * 60_000;

export type Accounts = Pick<Directory, 'accounts' | 'describedAt' | 'problem'>;

/**
 * @param before of the round before: what cannot be read now is as it was
 * @param endsAt by the clock's `elapsed`: accounts that nobody has asked for by then follow in the next round
 */
export async function currentAccounts(parts: AccountsParts, before: Directory, endsAt: number): Promise<Accounts> {
  const { clock, log, organization, home } = parts;
  const listed = await organization.accounts();
  if (listed.status !== 'read') {
    const problem = reasonOf(listed);
    log({
      level: 'ERROR',
      message: 'the accounts of the organization could not be listed: the last list holds',
      reason: problem,
    });
    const known = before.accounts.length > 0 ? before.accounts : [{ accountId: home, name: null, units: [], tags: {} }];
    return { accounts: known, describedAt: { [home]: '', ...before.describedAt }, problem };
  }
  const known = new Map(before.accounts.map((one) => [one.accountId, one]));
  const accounts = new Map<string, AccountFacts>(
    listed.value.map((one) => [one.accountId, { units: [], tags: {}, ...known.get(one.accountId), ...one }]),
  );
  const describedAt: Record<string, string> = Object.fromEntries(
    Object.entries(before.describedAt).filter(([accountId]) => accounts.has(accountId)),
  );
  const old = (accountId: string): number => Date.parse(describedAt[accountId] ?? '') || 0;
  const toAsk = [...accounts.keys()]
    .filter((accountId) => clock.now().getTime() - old(accountId) >= DAY_MS)
    .toSorted((a, b) => old(a) - old(b));
  for (const accountId of toAsk) {
    const facts = accounts.get(accountId);
    if (!facts || clock.elapsed() > endsAt) break;
    const asked = await askOf(parts, facts);
    accounts.set(accountId, asked.facts);
    if (asked.isWhole) describedAt[accountId] = clock.now().toISOString();
  }
  return { accounts: [...accounts.values()], describedAt, problem: null };
}

/**
 * What cannot be read is as it was, and asked again in the next round; an account of which it never could be read is not scanned before, since
 * nobody knows what holds in it. What AWS refuses will not change by asking: it counts as asked.
 */
async function askOf(
  { organization, log }: AccountsParts,
  facts: AccountFacts,
): Promise<{ readonly facts: AccountFacts; readonly isWhole: boolean }> {
  const { accountId } = facts;
  const [units, tags] = [await organization.unitsOf(accountId), await organization.tagsOf(accountId)];
  let isWhole = true;
  for (const read of [units, tags]) {
    if (read.status === 'read') continue;
    isWhole &&= read.status === 'failed' && read.kind === 'denied';
    const reason = reasonOf(read);
    log({ level: 'ERROR', message: 'the units or tags of an account could not be read', accountId, reason });
  }
  const now = {
    ...facts,
    units: units.status === 'read' ? units.value : facts.units,
    tags: tags.status === 'read' ? tags.value : facts.tags,
  };
  return { facts: now, isWhole };
}
