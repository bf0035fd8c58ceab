/** Amazon API Gateway, the second API (`apigatewayv2`). */
import {
  ApiGatewayV2Client,
  GetApiMappingsCommand,
  GetApisCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  GetVpcLinksCommand,
  ListRoutingRulesCommand,
  VpcLinkStatus,
} from '@aws-sdk/client-apigatewayv2';
import { mappedApi, type RegionEstate, type V2ApiEstate } from '../estate/estate';
import { domainId, idFrom, vpcLinkV2Id } from '../estate/identity';
import { numbered, numbers, variablesOf } from '../estate/numbers';
import { isSize, pageOf } from '../paging';
import { type Place, restWords, say, type Service } from '../service';
import { restJson } from '../wire/json';
import { type CallContext, on } from '../wire/operation';
import { authorizerOf, integrationOf, routeOf } from './api-gateway-v2-inside';
import { offlineConfig } from './client-config';

const invalid = (message: string) => say(restWords.invalid, message);

/**
 * @param largestPage how many items a page holds at the most. AWS documents neither a maximum nor a default, so the
 * caller must choose, and a scan is tested with several.
 */
export function apiGatewayV2(
  estateOf: (region: string) => RegionEstate,
  place: Omit<Place, 'region'>,
  largestPage: number,
): Service {
  const apiOf = (id: string | undefined, { region }: CallContext): V2ApiEstate => {
    const found = estateOf(region).v2Apis.find((api) => api.id === id);
    if (!found) throw say(['NotFoundException', 404], 'Invalid API identifier specified');
    return found;
  };
  // A private domain is found by its name and id together. That AWS says NotFound without the id, and of an id that a
  // public one has not, is assumed: no page says it.
  const domainOf = (name: string | undefined, { region }: CallContext, id?: string) => {
    const found = estateOf(region).description.domains.find(
      (domain) => domain.name === name && domainId(region, domain) === id,
    );
    if (!found) throw say(['NotFoundException', 404], 'Invalid domain name identifier specified');
    return found;
  };
  /** The size is a text by AWS's model, even though it counts. */
  const page = <T>(items: readonly T[], maxResults: string | undefined, token: string | undefined) => {
    if (maxResults !== undefined && !/^[1-9]\d*$/.test(maxResults)) throw invalid('Invalid maxResults parameter');
    const size = Math.min(largestPage, maxResults === undefined ? largestPage : Number(maxResults));
    const { items: some, next } = pageOf(items, size, token, () => invalid('Invalid nextToken parameter'));
    return { Items: some, NextToken: next };
  };

  return {
    name: 'apigatewayv2',
    signingName: 'apigateway',
    wire: restJson(new ApiGatewayV2Client(offlineConfig).config.protocol),
    words: restWords,
    // In IAM the resource has no /v2: arn:partition:apigateway:region::/apis
    permission: ({ operation, path, place: { partition, region } }) => ({
      // Routing rules have actions of their own, named after the operation. Which resource a denial names is not documented.
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html
      action: operation === 'ListRoutingRules' ? `apigateway:${operation}` : 'apigateway:GET',
      resource: `arn:${partition}:apigateway:${region}::${path.replace(/^\/v2/, '')}`,
    }),
    operations: [
      on(GetApisCommand, ({ MaxResults, NextToken }, { region }) => {
        const { Items, NextToken: next } = page(estateOf(region).v2Apis, MaxResults, NextToken);
        return {
          Items: Items.map(({ id, name, protocol, tags }) => ({
            ApiId: id,
            Name: name,
            ProtocolType: protocol,
            ApiEndpoint: `${protocol === 'HTTP' ? 'https' : 'wss'}://${id}.execute-api.${region}.amazonaws.com`,
            RouteSelectionExpression: protocol === 'HTTP' ? '$request.method $request.path' : '$request.body.action',
            ApiKeySelectionExpression: '$request.header.x-api-key',
            CreatedDate: CREATED,
            DisableExecuteApiEndpoint: false,
            Tags: { ...tags },
          })),
          NextToken: next,
        };
      }),
      on(GetIntegrationsCommand, ({ ApiId, MaxResults, NextToken }, context) => {
        const api = apiOf(ApiId, context);
        const { Items, NextToken: next } = page(api.integrations(), MaxResults, NextToken);
        const { region } = context;
        return {
          Items: Items.map((one) =>
            integrationOf(one, api.protocol, { ...place, region }, estateOf(region).description),
          ),
          NextToken: next,
        };
      }),
      on(GetRoutesCommand, ({ ApiId, MaxResults, NextToken }, context) => {
        const api = apiOf(ApiId, context);
        const { Items, NextToken: next } = page(api.routes(), MaxResults, NextToken);
        return { Items: Items.map((one) => routeOf(one, api.authorizers)), NextToken: next };
      }),
      on(GetStagesCommand, ({ ApiId, MaxResults, NextToken }, context) => {
        const { Items, NextToken: next } = page(apiOf(ApiId, context).stages, MaxResults, NextToken);
        return {
          Items: Items.map(({ name, throttle, detailedMetrics, routes, variables, autoDeploy, tags }) => ({
            StageName: name,
            StageVariables: variablesOf(variables),
            Tags: numbered(tags, (n) => [`tag-${n}`, 'value']),
            RouteSettings: Object.fromEntries(
              routes.map(({ route, rate }) => [
                route,
                { DetailedMetricsEnabled: detailedMetrics, ThrottlingRateLimit: rate, ThrottlingBurstLimit: rate },
              ]),
            ),
            AutoDeploy: autoDeploy,
            CreatedDate: CREATED,
            DefaultRouteSettings: {
              DetailedMetricsEnabled: detailedMetrics,
              ...(throttle ? { ThrottlingRateLimit: throttle.rate, ThrottlingBurstLimit: throttle.burst } : {}),
            },
          })),
          NextToken: next,
        };
      }),
      on(GetAuthorizersCommand, ({ ApiId, MaxResults, NextToken }, context) => {
        const { authorizers } = apiOf(ApiId, context);
        const { Items, NextToken: next } = page(authorizers, MaxResults, NextToken);
        return { Items: Items.map(authorizerOf), NextToken: next };
      }),
      // It takes no domain id, so private domains have no mappings here.
      on(GetApiMappingsCommand, ({ DomainName, MaxResults, NextToken }, context) => {
        const { maps, mappings, multiLevelMappings } = domainOf(DomainName, context);
        const all = [
          ...maps.map((name, index) => ({ key: `api${index + 1}`, api: mappedApi(estateOf(context.region), name).id })),
          ...numbers(mappings).map((n) => ({ key: `v${n}`, api: NOT_DESCRIBED })),
          ...numbers(multiLevelMappings).map((n) => ({ key: `orders/v${n}`, api: NOT_DESCRIBED })),
        ];
        const { Items, NextToken: next } = page(all, MaxResults, NextToken);
        return {
          Items: Items.map(({ key, api }) => ({
            ApiMappingId: idFrom(`${DomainName}/${key}`, 6),
            ApiMappingKey: key,
            ApiId: api,
            Stage: 'prod',
          })),
          NextToken: next,
        };
      }),
      // Here the size is a number, from 1 to 100.
      on(ListRoutingRulesCommand, ({ DomainName, DomainNameId, MaxResults = MAX_RULES, NextToken }, context) => {
        if (!isSize(MaxResults, 1, MAX_RULES)) throw invalid('Invalid maxResults parameter');
        const rules = numbers(domainOf(DomainName, context, DomainNameId).routingRules);
        const refuse = () => invalid('Invalid nextToken parameter');
        const { items, next } = pageOf(rules, Math.min(largestPage, MaxResults), NextToken, refuse);
        return {
          RoutingRules: items.map((n) => ({ RoutingRuleId: idFrom(`${DomainName}/rule/${n}`, 6), Priority: n })),
          NextToken: next,
        };
      }),
      on(GetVpcLinksCommand, ({ MaxResults, NextToken }, { region }) => {
        const { Items, NextToken: next } = page(estateOf(region).description.vpcLinks.v2, MaxResults, NextToken);
        return {
          Items: Items.map(({ name, status, subnets, securityGroups, tags }) => ({
            VpcLinkId: vpcLinkV2Id(region, name),
            Name: name,
            VpcLinkStatus: linkStatus(status),
            VpcLinkVersion: 'V2',
            SubnetIds: subnets,
            SecurityGroupIds: securityGroups,
            CreatedDate: CREATED,
            Tags: { ...tags },
          })),
          NextToken: next,
        };
      }),
    ],
  };
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-routingrules.html, botocore's model */
const MAX_RULES = 100;
/** The API of mappings of which only the number matters. */
const NOT_DESCRIBED = 'elsewhere1';
const CREATED = new Date('2024-03-01T09:00:00Z');

function linkStatus(status: string): VpcLinkStatus {
  const known = Object.values(VpcLinkStatus).find((one) => one === status);
  if (!known) throw new Error(`a V2 VPC link has no status ${status}`);
  return known;
}
