/** What is inside an HTTP or WebSocket API, as `apigatewayv2` answers it. */
import type { Authorizer, Integration, Route } from '@aws-sdk/client-apigatewayv2';
import type { RegionDescription } from '../account';
import type { V2AuthorizerDescription } from '../account-apis';
import type { AuthorizerEstate, V2ApiEstate, V2Integration, V2Route } from '../estate/estate';
import { vpcLinkV2Id } from '../estate/identity';
import { Network } from '../estate/network';
import type { Place } from '../service';

/** The longest that API Gateway waits, which it fills in: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const TIMEOUT_MS = { HTTP: 30_000, WEBSOCKET: 29_000 } as const;

export function integrationOf(
  one: V2Integration,
  protocol: V2ApiEstate['protocol'],
  place: Place,
  region: RegionDescription,
): Integration {
  const { type = 'AWS_PROXY', vpcLink, subtype } = one;
  const isFunction = type === 'AWS_PROXY' && subtype === undefined;
  return {
    ApiGatewayManaged: one.managed ? true : undefined,
    ConnectionId: vpcLink === undefined ? undefined : linkId(vpcLink, place.region, region),
    ConnectionType: vpcLink === undefined ? 'INTERNET' : 'VPC_LINK',
    ContentHandlingStrategy: one.contentHandling,
    CredentialsArn: one.credentials,
    Description: one.description,
    IntegrationId: one.id,
    IntegrationMethod: one.method ?? (isFunction ? 'POST' : undefined),
    IntegrationResponseSelectionExpression: one.responseSelection,
    IntegrationSubtype: subtype,
    IntegrationType: type,
    IntegrationUri: uriOf(one, place, region),
    PassthroughBehavior: one.passthrough,
    PayloadFormatVersion: one.payloadFormat ?? (protocol === 'HTTP' ? (isFunction ? '2.0' : '1.0') : undefined),
    RequestParameters: one.requestParameters,
    RequestTemplates: one.requestTemplates,
    ResponseParameters: one.responseParameters,
    TemplateSelectionExpression: one.templateSelection,
    TimeoutInMillis: one.timeoutMs ?? TIMEOUT_MS[protocol],
    TlsConfig: one.tlsServerName === undefined ? undefined : { ServerNameToVerify: one.tlsServerName },
  };
}

function uriOf({ function: name, functionsIn, uri, listener }: V2Integration, place: Place, region: RegionDescription) {
  if (uri !== undefined) return uri;
  if (listener !== undefined) return new Network(region, place).named(listener);
  return name === undefined
    ? undefined
    : `arn:${place.partition}:lambda:${place.region}:${functionsIn ?? place.accountId}:function:${name}`;
}

function linkId(text: string, region: string, { vpcLinks }: RegionDescription): string {
  return vpcLinks.v2.some(({ name }) => name === text) ? vpcLinkV2Id(region, text) : text;
}

export function routeOf(one: V2Route, authorizers: V2ApiEstate['authorizers']): Route {
  const authorizer = authorizers.find(({ name }) => name === one.authorizer);
  return {
    ApiKeyRequired: one.apiKeyRequired ?? false,
    AuthorizationScopes: one.scopes,
    AuthorizationType: one.authorization ?? 'NONE',
    AuthorizerId: authorizer?.id,
    OperationName: one.operationName,
    RouteId: one.id,
    RouteKey: one.key,
    Target: one.integration === undefined ? undefined : `integrations/${one.integration}`,
  };
}

export function authorizerOf({ id, name, described }: AuthorizerEstate<V2AuthorizerDescription>): Authorizer {
  return {
    AuthorizerCredentialsArn: described?.credentials,
    AuthorizerId: id,
    AuthorizerResultTtlInSeconds: described?.ttl,
    AuthorizerType: described?.type,
    AuthorizerUri: described?.uri,
    IdentitySource: described?.identitySource,
    JwtConfiguration:
      described?.issuer === undefined ? undefined : { Issuer: described.issuer, Audience: described.audience },
    Name: name,
  };
}
