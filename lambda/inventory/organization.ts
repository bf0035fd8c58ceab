/** AWS Organizations: which accounts there are, and whose they are. Only the round asks it, a page or an account at a time. */
import {
  DescribeOrganizationalUnitCommand,
  ListAccountsCommand,
  ListParentsCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { Clock } from '../domain/clock';
import { type AccountFacts, organizationsRegion, type Unit } from '../domain/organization';
import type { Read } from '../domain/read';
import { sdkConfig } from '../domain/sdk-config';
import { attempt } from './attempt';
import { everyPage, present } from './pages';

export interface Organization {
  /** The active accounts with their names, by id ascending. */
  accounts(): Promise<Read<readonly Pick<AccountFacts, 'accountId' | 'name'>[]>>;
  /** From the one in which the account is up to the root. */
  unitsOf(accountId: string): Promise<Read<readonly Unit[]>>;
  tagsOf(accountId: string): Promise<Read<AccountFacts['tags']>>;
  close(): void;
}

/** "The maximum is 20": https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html */
const PAGE = 20;
/** Units nest five levels deep, and the root is above them: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const MOST_LEVELS = 6;
/**
 * Between two calls: AWS publishes no rate, so this is ours, and what it throttles the SDK tries again. The organization's own
 * administrators share it.
 */
const BETWEEN_MS = 100;

/** For the management account or a delegated administrator: others are refused. @param partition `aws`, `aws-cn`, … */
export function openOrganization(clock: Clock, partition: string): Organization {
  const client = new OrganizationsClient({ ...sdkConfig(), region: organizationsRegion(partition) });
  const { signal } = new AbortController();
  const units = new Map<string, { readonly unit: Unit; readonly parent: string | null }>();
  const read = async <T>(operation: string, ask: () => Promise<T>): Promise<Read<T>> =>
    await attempt(`organizations:${operation}`, clock, signal, ask);
  const parentOf = async (ChildId: string): Promise<string> => {
    await clock.sleep(BETWEEN_MS);
    const { Parents } = await client.send(new ListParentsCommand({ ChildId }));
    return present(present(Parents, 'Parents')[0]?.Id, 'Id of the parent');
  };
  const unitAt = async (id: string): Promise<{ readonly unit: Unit; readonly parent: string | null }> => {
    const known = units.get(id);
    if (known) return known;
    const found = id.startsWith('r-')
      ? { unit: { id, name: 'Root' }, parent: null }
      : { unit: { id, name: await nameOf(id) }, parent: await parentOf(id) };
    units.set(id, found);
    return found;
  };
  const nameOf = async (OrganizationalUnitId: string): Promise<string> => {
    await clock.sleep(BETWEEN_MS);
    const command = new DescribeOrganizationalUnitCommand({ OrganizationalUnitId });
    const { OrganizationalUnit } = await client.send(command);
    return present(OrganizationalUnit?.Name, 'Name of the unit');
  };
  return {
    accounts: async () =>
      await read('ListAccounts', async () => {
        const all = await everyPage(
          async (NextToken) => {
            await clock.sleep(BETWEEN_MS);
            const command = new ListAccountsCommand({ MaxResults: PAGE, NextToken });
            const page = await client.send(command);
            return { items: page.Accounts, next: page.NextToken };
          },
          ({ Id }) => Id,
        );
        // Nothing can be read in one that is suspended, closed or not there yet.
        const active = all.filter(({ State }) => present(State, 'State of the account') === 'ACTIVE');
        const accounts = active.map(({ Id, Name }) => ({ accountId: present(Id, 'Id'), name: Name ?? null }));
        return accounts.toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
      }),
    unitsOf: async (accountId) =>
      await read('ListParents', async () => {
        const path: Unit[] = [];
        let at: string | null = await parentOf(accountId);
        while (at !== null && path.length < MOST_LEVELS) {
          const { unit, parent }: { readonly unit: Unit; readonly parent: string | null } = await unitAt(at);
          path.push(unit);
          at = parent;
        }
        return path;
      }),
    tagsOf: async (ResourceId) =>
      await read('ListTagsForResource', async () => {
        await clock.sleep(BETWEEN_MS);
        const tags = await everyPage(async (NextToken) => {
          const page = await client.send(new ListTagsForResourceCommand({ ResourceId, NextToken }), {
            abortSignal: signal,
          });
          return { items: page.Tags, next: page.NextToken };
        });
        return Object.fromEntries(tags.map(({ Key, Value }) => [present(Key, 'Key'), present(Value, 'Value')]));
      }),
    close: () => client.destroy(),
  };
}
