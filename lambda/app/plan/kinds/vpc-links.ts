/** What a plan for VPC links needs: the links, and every API of the Region, since any of them may use any link. */
import type { Measured } from '../../../domain/measurement';
import { declined, type Read } from '../../../domain/read';
import type { HttpOrWebSocketApi, RestApi } from '../../../domain/resources';
import type { QuotaFacts } from '../../../remediation/facts';
import { type ApiFacts, planVpcLinks } from '../../../remediation/vpc-links';
import { goalOf, othersOf, type PlanContext } from '../context';
import type { Gathered } from '../gathered';

export async function ofVpcLinks(one: Measured, quota: QuotaFacts, context: PlanContext): Promise<Gathered> {
  const source = context.detailsOf(one.region);
  const [v1, v2] = await Promise.all([source.vpcLinks('V1'), source.vpcLinks('V2')]);
  const apis = await everyApi(one.region, context);
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
  const reads = [v1, v2, subnets, loadBalancers, targetGroups, listeners, ...apis.map(({ details }) => details)];
  return { parts: planVpcLinks(facts, goalOf(context)), stale: null, reads };
}

/** What could not even be listed stands there as one API that could not be read: any of them may use any link. */
async function everyApi(region: string, { reads, detailsOf, mostCalls }: PlanContext): Promise<ApiFacts[]> {
  const source = detailsOf(region);
  const known = reads.get(region);
  const listed = {
    http: known?.of('http-and-websocket-apis') ?? NOT_SCANNED,
    rest: known?.of('rest-apis') ?? NOT_SCANNED,
  };
  const calls = callsFor(listed.http, CALLS.http) + callsFor(listed.rest, CALLS.rest);
  const tooMany = calls > mostCalls ? tooManyCalls(calls, mostCalls) : null;
  const { http, rest } = tooMany === null ? listed : { http: tooMany, rest: tooMany };
  const ofHttp = async ({ id, name, protocol }: HttpOrWebSocketApi): Promise<ApiFacts> => ({
    id,
    name,
    type: protocol === 'WEBSOCKET' ? 'websocket-api' : 'http-api',
    details: protocol === null ? UNKNOWN_PROTOCOL : await source.api(id),
  });
  const ofRest = async ({ id, name }: RestApi): Promise<ApiFacts> => ({
    id,
    name,
    type: 'rest-api',
    details: await source.restApi(id),
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

/** What it takes at least to read one API whole. */
const CALLS = { http: 4, rest: 3 };

function callsFor(list: Read<readonly unknown[]>, each: number): number {
  return list.status === 'read' ? list.value.length * each : 0;
}

function tooManyCalls(calls: number, most: number) {
  return declined(
    `it would take ${calls} calls, and ${most} is what one plan may take with this scan.controlPlaneShare; headroom plan with a larger one reads them`,
  );
}

const NOT_SCANNED = { status: 'failed', kind: 'failed', reason: 'the Region was not scanned' } as const;
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
