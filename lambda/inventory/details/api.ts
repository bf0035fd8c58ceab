/** HTTP and WebSocket APIs with all that is in them. Values that may be secrets end here: as digests, as names, or not at all. */
import {
  type Authorizer,
  GetApisCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  type Integration,
  type Route,
} from '@aws-sdk/client-apigatewayv2';
import type { DetailSource } from '../../domain/detail-source';
import type {
  ApiDetails,
  ApiHead,
  AuthorizerDetails,
  IntegrationDetails,
  RouteDetails,
  StageDetails,
} from '../../domain/details';
import type { Read } from '../../domain/read';
import type { RegionClients } from '../clients';
import { everyPage, present } from '../pages';
import { type Ask, older } from './ask';
import { type Digest, digests } from './digest';
import { ownerOf } from './owner';
import { arnOf, functionNameOf, type Place, targetOf } from './target';

/** As for the counts of a scan: see `readers/api-gateway-v2.ts`. */
const MaxResults = '500';

/**
 * Every API's head. GetApi would answer the same of one, but IAM's `/apis/*` stands for everything below an API too ("a `*` […]
 * can match […] multiple resources", also over `/`), while the list needs no more than a scan has anyway.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export async function apiHeads({ apiGatewayV2, signal: abortSignal }: RegionClients): Promise<ApiHead[]> {
  const all = await everyPage(
    async (NextToken) => {
      const page = await apiGatewayV2.send(new GetApisCommand({ MaxResults, NextToken }), { abortSignal });
      return { items: page.Items, next: page.NextToken };
    },
    (one) => one.ApiId,
  );
  return all.map(({ ApiId, Name, ProtocolType, Tags }) => ({
    id: present(ApiId, 'ApiId'),
    name: Name ?? '',
    protocol: ProtocolType === 'HTTP' || ProtocolType === 'WEBSOCKET' ? ProtocolType : null,
    owner: ownerOf(Tags),
  }));
}

/** What it takes to read one API: its parts that others ask for too come from where those ask. */
export interface ApiReading extends Pick<DetailSource, 'apis' | 'integrations' | 'stages'> {
  readonly ask: Ask;
  readonly clients: RegionClients;
  readonly digest: Digest;
}

/** The parts are asked for side by side: what changes between them is for the caller to compare with what was counted. */
export async function api(reading: ApiReading, id: string): Promise<Read<ApiDetails>> {
  const { ask, clients, digest } = reading;
  const [heads, allIntegrations, allRoutes, allStages, allAuthorizers] = await Promise.all([
    reading.apis(),
    reading.integrations(id),
    ask('api-routes', () => routes(clients, id, digest)),
    reading.stages(id),
    ask('api-authorizers', () => authorizers(clients, id, digest)),
  ]);
  if (heads.status !== 'read') return heads;
  if (allIntegrations.status !== 'read') return allIntegrations;
  if (allRoutes.status !== 'read') return allRoutes;
  if (allStages.status !== 'read') return allStages;
  if (allAuthorizers.status !== 'read') return allAuthorizers;
  const head = heads.value.find((one) => one.id === id);
  if (head === undefined) return { status: 'gone' };
  const { protocol } = head;
  if (protocol === null) {
    return { status: 'failed', kind: 'failed', reason: 'a protocol that this release does not know' };
  }
  return {
    status: 'read',
    value: {
      ...head,
      protocol,
      integrations: allIntegrations.value,
      routes: allRoutes.value,
      stages: allStages.value,
      authorizers: allAuthorizers.value,
    },
    at: [heads, allIntegrations, allRoutes, allStages, allAuthorizers].map((read) => read.at).reduce(older),
  };
}

export async function integrations(
  { apiGatewayV2, signal: abortSignal }: RegionClients,
  ApiId: string,
  digest: Digest,
  here: Place,
): Promise<IntegrationDetails[]> {
  const all = await everyPage(
    async (NextToken) => {
      const command = new GetIntegrationsCommand({ ApiId, MaxResults, NextToken });
      const page = await apiGatewayV2.send(command, { abortSignal });
      return { items: page.Items, next: page.NextToken };
    },
    (one) => one.IntegrationId,
  );
  return all.map((one) => integration(one, digest, here));
}

function integration(
  { IntegrationId, Description: _note, ApiGatewayManaged = false, ...behaviour }: Integration,
  digest: Digest,
  here: Place,
): IntegrationDetails {
  const { IntegrationType, IntegrationSubtype, IntegrationUri, ConnectionType, ConnectionId } = behaviour;
  const type = IntegrationType ?? 'UNKNOWN';
  const subtype = IntegrationSubtype ?? null;
  const isPrivate = ConnectionType === 'VPC_LINK';
  return {
    id: present(IntegrationId, 'IntegrationId'),
    type,
    subtype,
    target: targetOf(type, subtype, IntegrationUri),
    functionName: functionNameOf(IntegrationUri, here),
    // A link that was given up for the Internet may still be named.
    connectionId: isPrivate ? (ConnectionId ?? null) : null,
    listenerArn: isPrivate ? arnOf(IntegrationUri) : null,
    managed: ApiGatewayManaged,
    timeoutMs: behaviour.TimeoutInMillis ?? null,
    // All that is left is behaviour, also what a later SDK brings.
    fields: digests(digest, behaviour),
  };
}

async function routes(
  { apiGatewayV2, signal: abortSignal }: RegionClients,
  ApiId: string,
  digest: Digest,
): Promise<RouteDetails[]> {
  const all = await everyPage(
    async (NextToken) => {
      const page = await apiGatewayV2.send(new GetRoutesCommand({ ApiId, MaxResults, NextToken }), { abortSignal });
      return { items: page.Items, next: page.NextToken };
    },
    (one) => one.RouteId,
  );
  return all.map((one) => route(one, digest));
}

/** A target is written `integrations/ID`: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html */
const TARGET = /^integrations\/(.+)$/;

function route(
  { RouteId, RouteKey, Target, OperationName: _name, ApiGatewayManaged: _managed, ...access }: Route,
  digest: Digest,
): RouteDetails {
  const { AuthorizationType, AuthorizerId, AuthorizationScopes } = access;
  return {
    id: present(RouteId, 'RouteId'),
    key: present(RouteKey, 'RouteKey'),
    integrationId: TARGET.exec(Target ?? '')?.[1] ?? null,
    authorization: AuthorizationType ?? 'NONE',
    authorizerId: AuthorizerId ?? null,
    // One scope of them is enough, so their order says nothing.
    access: digest(digests(digest, { ...access, AuthorizationScopes: AuthorizationScopes?.toSorted() })),
  };
}

/** Values of stage variables are dropped here. */
export async function stages(
  { apiGatewayV2, signal: abortSignal }: RegionClients,
  ApiId: string,
): Promise<StageDetails[]> {
  const all = await everyPage(
    async (NextToken) => {
      const page = await apiGatewayV2.send(new GetStagesCommand({ ApiId, MaxResults, NextToken }), { abortSignal });
      return { items: page.Items, next: page.NextToken };
    },
    (one) => one.StageName,
  );
  return all.map(({ StageName, AutoDeploy = false, StageVariables = {} }) => ({
    name: present(StageName, 'StageName'),
    autoDeploy: AutoDeploy,
    variables: Object.keys(StageVariables).toSorted(),
  }));
}

async function authorizers(
  { apiGatewayV2, signal: abortSignal }: RegionClients,
  ApiId: string,
  digest: Digest,
): Promise<AuthorizerDetails[]> {
  const all = await everyPage(
    async (NextToken) => {
      const command = new GetAuthorizersCommand({ ApiId, MaxResults, NextToken });
      const page = await apiGatewayV2.send(command, { abortSignal });
      return { items: page.Items, next: page.NextToken };
    },
    (one) => one.AuthorizerId,
  );
  return all.map(({ AuthorizerId, Name, ...behaviour }: Authorizer) => ({
    id: present(AuthorizerId, 'AuthorizerId'),
    name: Name ?? '',
    fields: digests(digest, behaviour),
  }));
}
