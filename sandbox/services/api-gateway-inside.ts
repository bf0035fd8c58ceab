/** What is inside a REST API, as `apigateway` answers it. */
import type { Authorizer, Integration, Method } from '@aws-sdk/client-api-gateway';
import type { RegionDescription } from '../account';
import type { RestAuthorizerDescription, RestMethodDescription } from '../account-apis';
import type { AuthorizerEstate, RestApiEstate } from '../estate/estate';
import { vpcLinkV1Id, vpcLinkV2Id } from '../estate/identity';
import { Network } from '../estate/network';
import type { Route } from '../estate/routes';
import type { Place } from '../service';

/** The default, which API Gateway fills in: https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html */
const TIMEOUT_MS = 29_000;

/** A method that only a route has made calls a function of its own. */
export function methodOf(at: Route, api: RestApiEstate, place: Place, region: RegionDescription): Method {
  const one = api.described(at);
  return {
    httpMethod: at.method,
    authorizationType: one?.authorization ?? 'NONE',
    authorizerId: api.authorizers.find(({ name }) => name === one?.authorizer)?.id,
    apiKeyRequired: one?.apiKeyRequired ?? false,
    methodIntegration: integrationOf(at, one, place, region),
  };
}

function integrationOf(
  { path }: Route,
  one: RestMethodDescription | undefined,
  place: Place,
  region: RegionDescription,
): Integration | undefined {
  if (!one) {
    const name = `rest${path.replaceAll(/[^A-Za-z0-9]+/g, '-')}`.slice(0, 64);
    return { type: 'AWS_PROXY', httpMethod: 'POST', uri: functionUri(place, name), timeoutInMillis: TIMEOUT_MS };
  }
  const { type, vpcLink, integrationTarget, credentials, requestParameters, requestTemplates } = one;
  if (type === null) return undefined;
  return {
    type,
    uri: one.uri ?? (one.function === undefined ? undefined : functionUri(place, one.function)),
    httpMethod: type === 'MOCK' ? undefined : type.startsWith('AWS') ? 'POST' : one.method,
    connectionType: vpcLink === undefined ? undefined : 'VPC_LINK',
    connectionId: vpcLink === undefined ? undefined : linkId(vpcLink, place.region, region),
    integrationTarget:
      integrationTarget === undefined ? undefined : new Network(region, place).named(integrationTarget),
    credentials,
    requestParameters,
    requestTemplates,
    timeoutInMillis: one.timeoutMs ?? TIMEOUT_MS,
  };
}

function functionUri({ partition, accountId, region }: Place, name: string): string {
  const lambda = `arn:${partition}:lambda:${region}:${accountId}:function:${name}`;
  return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${lambda}/invocations`;
}

/** A REST API may go through links of both versions. */
function linkId(text: string, region: string, { vpcLinks }: RegionDescription): string {
  if (vpcLinks.v1.some(({ name }) => name === text)) return vpcLinkV1Id(region, text);
  return vpcLinks.v2.some(({ name }) => name === text) ? vpcLinkV2Id(region, text) : text;
}

export function restAuthorizerOf({ id, name, described }: AuthorizerEstate<RestAuthorizerDescription>): Authorizer {
  return {
    id,
    name,
    type: described?.type,
    authorizerUri: described?.uri,
    authorizerCredentials: described?.credentials,
    identitySource: described?.identitySource,
    identityValidationExpression: described?.validation,
    authorizerResultTtlInSeconds: described?.ttl,
    providerARNs: described?.providers,
  };
}
