/** What a plan for VPC links needs: the links, and every API of the Region, since any of them may use any link. */
import type { ApiHead, RestApiHead } from '../../../domain/details';
import type { DetailSource } from '../../../domain/detail-source';
import type { Measured } from '../../../domain/measurement';
import { declined, mapRead, type Read } from '../../../domain/read';
import type { QuotaFacts } from '../../../remediation/facts';
import { type ApiFacts, type ApiInside, planVpcLinks, type RestApiInside } from '../../../remediation/vpc-links';
import { goalOf, othersOf, PLAN_SECONDS, type PlanContext, secondsOf } from '../context';
import type { Gathered } from '../gathered';

export async function ofVpcLinks(one: Measured, quota: QuotaFacts, context: PlanContext): Promise<Gathered> {
  const source = context.detailsOf(one.region);
  const [v1, v2] = await Promise.all([source.vpcLinks('V1'), source.vpcLinks('V2')]);
  const lists = { http: await source.apis(), rest: await source.restApis() };
  const apis = await everyApi(lists, source, context);
  const [subnets, loadBalancers, targetGroups, listeners] = await Promise.all([
    source.subnets(v2.status === 'read' ? [...new Set(v2.value.flatMap((link) => link.subnets))] : []),
    source.loadBalancers(),
    source.targetGroups(),
    source.listeners(listenersIn(apis)),
  ]);
  const facts = {
    quota,
    v1,
    v2,
    apis,
    subnets,
    loadBalancers,
    listeners,
    targetGroups,
    others: othersOf(one, context),
  };
  const reads = [
    v1,
    v2,
    lists.http,
    lists.rest,
    subnets,
    loadBalancers,
    targetGroups,
    listeners,
    ...apis.map(({ details }) => details),
  ];
  return { parts: planVpcLinks(facts, goalOf(context)), stale: null, reads };
}

interface Lists {
  readonly http: Read<readonly ApiHead[]>;
  readonly rest: Read<readonly RestApiHead[]>;
}

/** What could not even be listed stands there as one API that could not be read: any of them may use any link. */
async function everyApi(lists: Lists, source: DetailSource, context: PlanContext): Promise<ApiFacts[]> {
  const tooLong = whyTooLong(lists, context);
  const http = lists.http.status === 'read' && tooLong !== null ? tooLong : lists.http;
  const rest = lists.rest.status === 'read' && tooLong !== null ? tooLong : lists.rest;
  const ofHttp = async (api: ApiHead): Promise<ApiFacts> => ({
    id: api.id,
    name: api.name,
    type: api.protocol === 'WEBSOCKET' ? 'websocket-api' : 'http-api',
    details: api.protocol === null ? UNKNOWN_PROTOCOL : await insideOf(api, source),
  });
  const ofRest = async (api: RestApiHead): Promise<ApiFacts> => ({
    id: api.id,
    name: api.name,
    type: 'rest-api',
    details: await insideOfRest(api, source),
  });
  return [
    ...(http.status === 'read'
      ? await Promise.all(http.value.map(ofHttp))
      : [{ id: '', name: 'all HTTP and WebSocket APIs', type: 'http-api' as const, details: http }]),
    ...(rest.status === 'read'
      ? await Promise.all(rest.value.map(ofRest))
      : [{ id: '', name: 'all REST APIs', type: 'rest-api' as const, details: rest }]),
  ];
}

/** Stages say what is to be deployed after a change: nobody changes an API without a link. */
async function insideOf({ id, owner }: ApiHead, source: DetailSource): Promise<Read<ApiInside>> {
  const integrations = await source.integrations(id);
  const isBehind = integrations.status === 'read' && integrations.value.some((one) => one.connectionId !== null);
  if (!isBehind) return mapRead(integrations, (all) => ({ owner, integrations: all, stages: null }));
  const stages = await source.stages(id);
  return together(integrations, stages, (all, own) => ({ owner, integrations: all, stages: own }));
}

async function insideOfRest({ id, owner }: RestApiHead, source: DetailSource): Promise<Read<RestApiInside>> {
  const resources = await source.resources(id);
  const isBehind =
    resources.status === 'read' &&
    resources.value.some(({ methods }) => methods.some((one) => one.connectionId !== null));
  if (!isBehind) return mapRead(resources, (all) => ({ owner, resources: all, stages: null }));
  const stages = await source.restStages(id);
  return together(resources, stages, (all, own) => ({ owner, resources: all, stages: own }));
}

/** Known only where both are; as old as the older one. */
function together<A, B, T>(one: Read<A>, other: Read<B>, join: (a: A, b: B) => T): Read<T> {
  if (one.status !== 'read') return one;
  if (other.status !== 'read') return other;
  return { status: 'read', value: join(one.value, other.value), at: one.at < other.at ? one.at : other.at };
}

/** How many items the reads of details ask for at once, and AWS may give fewer: what is counted by it is the least. */
const PAGE = 500;

/** `null`: what it takes to read all APIs is little enough. */
function whyTooLong({ http, rest }: Lists, context: PlanContext) {
  const pagesOf = (list: Read<readonly { readonly id: string }[]>, ...quotas: readonly string[]): number =>
    list.status === 'read' ? list.value.reduce((all, { id }) => all + pagesFor(quotas, id, context), 0) : 0;
  const resources = pagesOf(rest, 'rest-api-resources');
  const integrations = pagesOf(http, 'http-api-integrations', 'websocket-api-integrations');
  const calls = { 'control-plane': integrations + resources, 'get-resources': resources };
  const seconds = secondsOf(calls, context.controlPlaneShare);
  if (seconds <= PLAN_SECONDS) return null;
  const fastest = secondsOf(calls, 1);
  return declined(
    `to read all of them would take ${Math.ceil(seconds)} s with this scan.controlPlaneShare, and ${PLAN_SECONDS} s is what one plan may take; with scan.controlPlaneShare: 100% it would take ${Math.ceil(fastest)} s`,
  );
}

/** By what the scan has counted; what it has not counted has one page. */
function pagesFor(quotas: readonly string[], id: string, { measurements }: PlanContext): number {
  const counted = measurements.find(({ quota, resource }) => resource?.id === id && quotas.includes(quota));
  return counted?.status === 'measured' ? Math.max(1, Math.ceil(counted.usage / PAGE)) : 1;
}

const UNKNOWN_PROTOCOL = {
  status: 'failed',
  kind: 'failed',
  reason: 'a protocol that this release does not know',
} as const;

function listenersIn(apis: readonly ApiFacts[]): string[] {
  const arns = apis.flatMap((api) => {
    if (api.details.status !== 'read' || !('integrations' in api.details.value)) return [];
    return api.details.value.integrations.flatMap(({ listenerArn }) => listenerArn ?? []);
  });
  return [...new Set(arns)].filter((arn) => arn.includes(':listener/'));
}
