/** REST APIs with all that is in them. Templates, parameters and values of stage variables end here. */
import {
  type Authorizer,
  GetAuthorizersCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStagesCommand,
  type Method,
  type Resource,
} from '@aws-sdk/client-api-gateway';
import type { DetailSource } from '../../domain/detail-source';
import type {
  AuthorizerDetails,
  RestApiDetails,
  RestApiHead,
  RestMethod,
  RestResource,
  RestStage,
} from '../../domain/details';
import type { Read } from '../../domain/read';
import type { RegionClients } from '../clients';
import { everyPage, present } from '../pages';
import { rateOf } from '../readers/api-gateway';
import { type Ask, older } from './ask';
import { type Digest, digests } from './digest';
import { ownerOf } from './owner';
import { functionNameOf, type Place, targetOf } from './target';

/** As for the counts of a scan: see `readers/api-gateway.ts`. */
const limit = 500;

/** Every API's head: GetRestApi would need the permission to read everything of every API, as in `api.ts`. */
export async function restApiHeads({ apiGateway, signal: abortSignal }: RegionClients): Promise<RestApiHead[]> {
  const all = await everyPage(
    async (position) => {
      const page = await apiGateway.send(new GetRestApisCommand({ limit, position }), { abortSignal });
      return { items: page.items, next: page.position };
    },
    (api) => api.id,
  );
  return all.map(({ id, name, tags }) => ({
    id: present(id, 'REST API id'),
    name: name ?? '',
    owner: ownerOf(tags),
  }));
}

/** What it takes to read one REST API: as in `api.ts`. */
export interface RestApiReading extends Pick<DetailSource, 'restApis' | 'resources' | 'restStages'> {
  readonly ask: Ask;
  readonly clients: RegionClients;
  readonly digest: Digest;
}

export async function restApi(reading: RestApiReading, id: string): Promise<Read<RestApiDetails>> {
  const { ask, clients, digest } = reading;
  const [heads, allResources, allStages, allAuthorizers] = await Promise.all([
    reading.restApis(),
    reading.resources(id),
    reading.restStages(id),
    ask('rest-api-authorizers', () => authorizers(clients, id, digest)),
  ]);
  if (heads.status !== 'read') return heads;
  if (allResources.status !== 'read') return allResources;
  if (allStages.status !== 'read') return allStages;
  if (allAuthorizers.status !== 'read') return allAuthorizers;
  const head = heads.value.find((one) => one.id === id);
  if (head === undefined) return { status: 'gone' };
  return {
    status: 'read',
    value: {
      ...head,
      resources: allResources.value,
      stages: allStages.value,
      authorizers: allAuthorizers.value,
    },
    at: [heads, allResources, allStages, allAuthorizers].map((read) => read.at).reduce(older),
  };
}

/** With their methods and integrations, which come in the same call only if they are asked for. */
export async function resources(
  { apiGateway, signal: abortSignal }: RegionClients,
  restApiId: string,
  here: Place,
): Promise<RestResource[]> {
  const all = await everyPage<Resource>(
    async (position) => {
      const command = new GetResourcesCommand({ restApiId, limit, position, embed: ['methods'] });
      const page = await apiGateway.send(command, { abortSignal });
      return { items: page.items, next: page.position };
    },
    (one) => one.id,
  );
  return all.map(({ id, parentId, path, resourceMethods = {} }) => ({
    id: present(id, 'resource id'),
    parentId: parentId ?? null,
    path: present(path, 'path of a resource'),
    methods: Object.entries(resourceMethods).map(([name, one]) => method(name, one, here)),
  }));
}

function method(
  name: string,
  { authorizationType, authorizerId, apiKeyRequired, methodIntegration }: Method,
  here: Place,
): RestMethod {
  const { type, uri, connectionType, connectionId, integrationTarget, timeoutInMillis } = methodIntegration ?? {};
  return {
    method: name,
    authorization: authorizationType ?? 'NONE',
    authorizerId: authorizerId ?? null,
    apiKeyRequired: apiKeyRequired ?? false,
    type: type ?? null,
    target: type === undefined ? '' : targetOf(type, null, uri),
    functionName: functionNameOf(uri, here),
    // A link that was given up for the Internet may still be named.
    connectionId: connectionType === 'VPC_LINK' ? (connectionId ?? null) : null,
    integrationTarget: integrationTarget ?? null,
    timeoutMs: timeoutInMillis ?? null,
  };
}

/** All at once: this operation has no pages. Values of stage variables are dropped here. */
export async function restStages(
  { apiGateway, signal: abortSignal }: RegionClients,
  restApiId: string,
): Promise<RestStage[]> {
  const { item } = await apiGateway.send(new GetStagesCommand({ restApiId }), { abortSignal });
  return present(item, 'list of stages').map(
    ({ stageName, variables = {}, cacheClusterEnabled = false, methodSettings = {} }) => ({
      name: present(stageName, 'stageName'),
      variables: Object.keys(variables).toSorted(),
      cache: cacheClusterEnabled,
      rate: rateOf(methodSettings['*/*']),
    }),
  );
}

async function authorizers(
  { apiGateway, signal: abortSignal }: RegionClients,
  restApiId: string,
  digest: Digest,
): Promise<AuthorizerDetails[]> {
  const all = await everyPage(
    async (position) => {
      const page = await apiGateway.send(new GetAuthorizersCommand({ restApiId, limit, position }), { abortSignal });
      return { items: page.items, next: page.position };
    },
    (one) => one.id,
  );
  return all.map(({ id, name, ...behaviour }: Authorizer) => ({
    id: present(id, 'authorizer id'),
    name: name ?? '',
    fields: digests(digest, behaviour),
  }));
}
