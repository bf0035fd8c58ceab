/** Reads one Region: its lists side by side, then what hangs on each list, as far as the catalogue needs it. */
import { type Clock } from '../domain/clock';
import { type MonitoredQuota, readsFor } from '../domain/quota';
import { type Read } from '../domain/read';
import {
  type EachReadName,
  type EachValues,
  listOf,
  reads,
  type RegionReadName,
  type RegionValues,
} from '../domain/reads';
import {
  type EachOutcomes,
  nothingCounted,
  nothingListed,
  type RegionOutcomes,
  type RegionReads,
  regionReads,
} from '../domain/region-reads';
import { type Minutes } from '../domain/series';
import { attempt } from './attempt';
import { type RegionClients } from './clients';
import * as apiGateway from './readers/api-gateway';
import * as apiGatewayV2 from './readers/api-gateway-v2';
import { minutesOf } from './readers/cloudwatch';
import { lambdaAccount } from './readers/lambda';
import { appliedQuotas, defaultQuotas } from './readers/service-quotas';

/** How each list or account-level value of a Region is read. */
const listReaders: { readonly [K in RegionReadName]: (clients: RegionClients) => Promise<RegionValues[K]> } = {
  'rest-apis': apiGateway.restApis,
  'http-and-websocket-apis': apiGatewayV2.httpAndWebSocketApis,
  'vpc-links-v1': apiGateway.vpcLinksV1,
  'vpc-links-v2': apiGatewayV2.vpcLinksV2,
  'api-gateway-account': apiGateway.account,
  'lambda-account': lambdaAccount,
  'api-gateway-applied-quotas': (clients) => appliedQuotas(clients, 'apigateway'),
  'api-gateway-default-quotas': (clients) => defaultQuotas(clients, 'apigateway'),
  'lambda-applied-quotas': (clients) => appliedQuotas(clients, 'lambda'),
  'lambda-default-quotas': (clients) => defaultQuotas(clients, 'lambda'),
};

/** How each item of a list is counted. */
const itemReaders: { readonly [K in EachReadName]: (clients: RegionClients, id: string) => Promise<EachValues[K]> } = {
  'rest-api-resources': apiGateway.countResources,
  integrations: apiGatewayV2.countIntegrations,
};

/** Told as reads become known and as they end. */
export interface ReadProgress {
  planned(reads: number): void;
  done(): void;
}

export interface RegionResult {
  readonly reads: RegionReads;
  /** Every outcome, for the state of the Region. */
  readonly outcomes: readonly Read<unknown>[];
}

export async function readRegion(
  clients: RegionClients,
  catalogue: readonly MonitoredQuota[],
  clock: Clock,
  progress: ReadProgress,
): Promise<RegionResult> {
  const outcomes: Read<unknown>[] = [];
  const run = async <T>(operation: string, ask: () => Promise<T>): Promise<Read<T>> => {
    progress.planned(1);
    const outcome = await attempt(operation, clock, clients.signal, ask);
    progress.done();
    outcomes.push(outcome);
    return outcome;
  };

  const needed = readsFor(catalogue);
  const lists: RegionOutcomes = { ...nothingListed };
  const readList = async <K extends RegionReadName>(name: K): Promise<void> => {
    put<K>(lists, name, await run(reads[name].operation, () => listReaders[name](clients)));
  };
  const items: EachOutcomes = { ...nothingCounted };
  const readItems = async <K extends EachReadName>(name: K): Promise<void> => {
    const list = lists[listOf[name]];
    if (list?.status !== 'read') return;
    const read = async ({ id }: { id: string }) =>
      [id, await run(reads[name].operation, () => itemReaders[name](clients, id))] as const;
    items[name] = new Map(await Promise.all(list.value.map(read)));
  };

  const listsRead = new Map(needed.lists.map((name) => [name, readList(name)] as const));
  const itemsRead = needed.each.map(async (name) => {
    await listsRead.get(listOf[name]);
    await readItems(name);
  });
  const metricsRead = Promise.all(listsRead.values()).then(() =>
    readMetrics(clients, catalogue, lists, clock, outcomes),
  );
  const [series] = await Promise.all([metricsRead, ...itemsRead]);
  return { reads: regionReads(clients.region, lists, items, series), outcomes };
}

/** Which series there are to read follows from the lists; a Region with nothing in it has none. */
async function readMetrics(
  clients: RegionClients,
  catalogue: readonly MonitoredQuota[],
  lists: RegionOutcomes,
  clock: Clock,
  outcomes: Read<unknown>[],
): Promise<ReadonlyMap<string, Read<Minutes>>> {
  const soFar = regionReads(clients.region, lists, nothingCounted, new Map());
  const wanted = catalogue.flatMap((quota) => quota.metrics?.(soFar) ?? []);
  const series = await minutesOf(clients, wanted, clock);
  for (const outcome of series.values()) outcomes.push(outcome);
  return series;
}

/** Written over the generic mapped type, the only form in which the compiler follows the key to its value. */
function put<K extends RegionReadName>(
  lists: { [P in K]: Read<RegionValues[P]> | undefined },
  name: K,
  outcome: Read<RegionValues[K]>,
): void {
  lists[name] = outcome;
}
