/** What is not worth a call, given what is known already. */
import type { EachReadName, RegionReadName, RegionValues } from './reads';
import type { Read } from './read';
import type { ListOutcomes } from './region-reads';
import type { DomainName, HttpOrWebSocketApi, LambdaAccount, RestApi } from './resources';

interface Relevance<T> {
  /** The list that tells. */
  readonly after: RegionReadName;
  /** What stands for the answer when it need not be asked for; `undefined` when it must be. */
  readonly without: (lists: Readonly<ListOutcomes>) => Read<T> | undefined;
}

/** Lists that are read only where another list says that there is something to see. */
export const relevance: { readonly [K in RegionReadName]?: Relevance<RegionValues[K]> } = {
  // Looking for reservations costs a call for each function.
  'lambda-functions': onlyIf((account) => account.concurrency > account.unreservedConcurrency, []),
  'lambda-network-interfaces': onlyIf((account) => account.functionCount > 0, {}),
};

function onlyIf<T>(worthwhile: (account: LambdaAccount) => boolean, nothing: T): Relevance<T> {
  return {
    after: 'lambda-account',
    without: (lists) => {
      const account = lists['lambda-account'];
      if (account === undefined) throw new Error('lambda-account was not read before what depends on it');
      if (account.status !== 'read') return account;
      return worthwhile(account.value) ? undefined : { ...account, value: nothing };
    },
  };
}

type Item = RestApi | HttpOrWebSocketApi | DomainName | RegionValues['lambda-functions'][number];

/** The items of a list for which the read can tell anything. */
export function relevantIds(name: EachReadName, items: readonly Item[]): string[] {
  return items.filter((item) => isRelevant(name, item)).map((item) => item.id);
}

function isRelevant(name: EachReadName, item: Item): boolean {
  // Multi-level mappings exist on Regional domains only.
  if (name === 'api-mappings') return 'regional' in item && item.regional && !item.private;
  // Without a routing mode that uses them there are no rules.
  if (name === 'routing-rules') return 'routingRules' in item && item.routingRules;
  return true;
}
