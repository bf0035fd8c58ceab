/**
 * What a plan for Lambda's concurrency needs: who ran in the busiest minute, and of those few who starts them. Nobody asks that of
 * every function: each is two calls, and Lambda's control plane is shared with the customer's deployments.
 */
import type {
  ApiDetails,
  ConcurrencyPeak,
  FunctionCallers,
  FunctionSignals,
  RestApiDetails,
} from '../../../domain/details';
import type { Measured } from '../../../domain/measurement';
import { mapRead, type Read } from '../../../domain/read';
import { type Call, type CallingApi, planConcurrency } from '../../../remediation/concurrency';
import type { QuotaFacts } from '../../../remediation/facts';
import { goalOf, othersOf, type PlanContext } from '../context';
import type { Gathered } from '../gathered';

/** The largest functions of the busiest minute whose callers are read. */
const MOST_CALLERS = 20;
/** The APIs that start them, whose routes are read. */
const MOST_APIS = 5;

export async function ofConcurrency(one: Measured, quota: QuotaFacts, context: PlanContext): Promise<Gathered> {
  const source = context.detailsOf(one.region);
  const known = context.reads.get(one.region);
  const account = known?.of('lambda-account') ?? NOT_SCANNED;
  const [functions, eventSources] = await Promise.all([source.functions(), source.eventSources()]);
  const names = functions.status === 'read' ? functions.value.map(({ name }) => name) : [];
  const peak =
    functions.status === 'read' ? await source.concurrencyPeak(names, reservations(names, context, one)) : functions;
  const callers = new Map<string, Read<FunctionCallers>>();
  for (const name of largest(peak)) callers.set(name, await source.callers(name));
  const ids = callingIds([...callers.values()]);
  const apis = await callingApis(ids.slice(0, MOST_APIS), one.region, context);
  const signals = await signalsOf(one.region, [...callers.keys()], context);
  const facts = {
    quota,
    account,
    peak,
    functions,
    eventSources,
    callers,
    apis,
    apisNotRead: ids.slice(MOST_APIS),
    signals,
    others: othersOf(one, context),
  };
  const reads = [account, functions, eventSources, peak, ...callers.values(), ...apis.map(({ calls }) => calls)];
  return { parts: planConcurrency(facts, goalOf(context)), stale: null, reads };
}

const NOT_SCANNED = { status: 'failed', kind: 'failed', reason: 'the Region was not scanned' } as const;

async function signalsOf(region: string, names: readonly string[], { signalsOf: source }: PlanContext) {
  if (source === null) return null;
  const all = new Map<string, Read<FunctionSignals>>();
  for (const name of names) all.set(name, await source(region).signals(name));
  return all;
}

/** What the scan knows of them: it asks only where something is reserved, and knows only the functions that it listed. */
function reservations(
  names: readonly string[],
  { reads }: PlanContext,
  { region }: Measured,
): Map<string, number | null> {
  const known = reads.get(region);
  const account = known?.of('lambda-account');
  if (known === undefined || account?.status !== 'read') return new Map();
  if (account.value.concurrency === account.value.unreservedConcurrency)
    return new Map(names.map((name) => [name, null]));
  const listed = known.of('lambda-functions');
  if (listed.status !== 'read') return new Map();
  return new Map(
    listed.value.flatMap(({ id, name }): [string, number | null][] => {
      const read = known.each('function-concurrency', id);
      return read.status === 'read' ? [[name, read.value]] : [];
    }),
  );
}

function largest(peak: Read<ConcurrencyPeak | null>): string[] {
  if (peak.status !== 'read' || peak.value === null) return [];
  return peak.value.functions
    .filter(({ concurrent }) => concurrent > 0)
    .toSorted((a, b) => b.concurrent - a.concurrent)
    .slice(0, MOST_CALLERS)
    .map(({ name }) => name);
}

/** The id of the API in `arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/*`. */
const API_ID = /^arn:[^:]+:execute-api:[^:]*:[^:]*:([a-z0-9]+)\//;

function callingIds(callers: readonly Read<FunctionCallers>[]): string[] {
  const ids = callers.flatMap((read) =>
    read.status === 'read'
      ? read.value.statements.flatMap(({ sourceArn }) => API_ID.exec(sourceArn ?? '')?.[1] ?? [])
      : [],
  );
  return [...new Set(ids)];
}

async function callingApis(
  ids: readonly string[],
  region: string,
  { reads, detailsOf }: PlanContext,
): Promise<CallingApi[]> {
  const source = detailsOf(region);
  const http = reads.get(region)?.of('http-and-websocket-apis');
  const rest = reads.get(region)?.of('rest-apis');
  const apis: CallingApi[] = [];
  for (const id of ids) {
    const ofHttp = http?.status === 'read' ? http.value.find((api) => api.id === id) : undefined;
    const ofRest = rest?.status === 'read' ? rest.value.find((api) => api.id === id) : undefined;
    if (ofHttp) {
      const details = await source.api(id);
      const owner = details.status === 'read' ? details.value.owner : null;
      const type = ofHttp.protocol === 'WEBSOCKET' ? 'websocket-api' : 'http-api';
      apis.push({ id, name: ofHttp.name, type, owner, calls: mapRead(details, callsOf) });
    } else if (ofRest) {
      const details = await source.restApi(id);
      const owner = details.status === 'read' ? details.value.owner : null;
      apis.push({ id, name: ofRest.name, type: 'rest-api', owner, calls: mapRead(details, restCallsOf) });
    }
  }
  return apis;
}

function callsOf({ routes, integrations }: ApiDetails): Call[] {
  const byId = new Map(integrations.map((one) => [one.id, one]));
  return routes.flatMap(({ key, integrationId, authorization }) => {
    const integration = integrationId === null ? undefined : byId.get(integrationId);
    if (!integration?.functionName) return [];
    const { functionName, timeoutMs } = integration;
    return [{ routeKey: key, functionName, authorization, timeoutMs }];
  });
}

function restCallsOf({ resources }: RestApiDetails): Call[] {
  return resources.flatMap(({ path, methods }) =>
    methods.flatMap(({ method, functionName, authorization, timeoutMs }) =>
      functionName === null ? [] : [{ routeKey: `${method} ${path}`, functionName, authorization, timeoutMs }],
    ),
  );
}
