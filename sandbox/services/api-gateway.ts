/** Amazon API Gateway, the first API (`apigateway`). */
import {
  APIGatewayClient,
  GetAccountCommand,
  GetApiKeysCommand,
  GetAuthorizersCommand,
  GetClientCertificatesCommand,
  GetDomainNameAccessAssociationsCommand,
  GetDomainNamesCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStagesCommand,
  GetUsagePlansCommand,
  GetVpcLinksCommand,
  type Method,
  type VpcLinkStatus,
  VpcLinkStatus as Status,
} from '@aws-sdk/client-api-gateway';
import type { RegionEstate, RestApiEstate } from '../estate/estate';
import { domainId, idFrom, vpcLinkV1Id } from '../estate/identity';
import { Network } from '../estate/network';
import { numbered, numbers, variablesOf } from '../estate/numbers';
import type { ResourceNode } from '../estate/resource-tree';
import { isSize, pageOf } from '../paging';
import { type Place, restWords, say, type Service } from '../service';
import { restJson } from '../wire/json';
import { type CallContext, NotInTheSandbox, on } from '../wire/operation';
import { methodOf, restAuthorizerOf } from './api-gateway-inside';
import { offlineConfig } from './client-config';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html, and the same for the other lists */
const DEFAULT_PAGE = 25;
const MAX_PAGE = 500;

const invalid = (message: string) => say(restWords.invalid, message);

export function apiGateway(estateOf: (region: string) => RegionEstate, place: Omit<Place, 'region'>): Service {
  const restApi = (id: string | undefined, { region }: CallContext): RestApiEstate => {
    const found = estateOf(region).restApis.find((api) => api.id === id);
    if (!found) throw say(['NotFoundException', 404], 'Invalid API identifier specified');
    return found;
  };
  return {
    name: 'apigateway',
    signingName: 'apigateway',
    wire: restJson(new APIGatewayClient(offlineConfig).config.protocol),
    words: restWords,
    permission: ({ path, place: { partition, region } }) => ({
      action: 'apigateway:GET',
      resource: `arn:${partition}:apigateway:${region}::${path}`,
    }),
    operations: [
      on(GetRestApisCommand, ({ limit, position }, { region }) => {
        const { items, next } = page(estateOf(region).restApis, limit, position);
        return {
          items: items.map(({ id, name, endpoint, tags }) => ({
            id,
            name,
            createdDate: CREATED,
            apiKeySource: 'HEADER',
            endpointConfiguration: { types: [endpoint] },
            disableExecuteApiEndpoint: false,
            rootResourceId: idFrom(`${id}/`),
            tags: { ...tags },
          })),
          position: next,
        };
      }),
      on(GetResourcesCommand, ({ restApiId, limit, position, embed = [] }, context) => {
        const other = embed.find((value) => value !== 'methods');
        if (other !== undefined) throw invalid(`Invalid embed parameter: ${other}`);
        const api = restApi(restApiId, context);
        const { items, next } = page(api.resources(), limit, position);
        const withMethods = embed.length > 0;
        return {
          items: items.map((node) => ({
            id: node.id,
            path: node.path,
            ...(node.parentId === null ? {} : { parentId: node.parentId }),
            ...(node.pathPart === null ? {} : { pathPart: node.pathPart }),
            // Without embed=methods only the names of the methods come.
            ...(node.methods.length === 0 ? {} : { resourceMethods: methods(node, withMethods, api, context.region) }),
          })),
          position: next,
        };
      }),
      // No pages: restApiId and deploymentId are all that it takes.
      on(
        GetStagesCommand,
        ({ restApiId }, context) => ({
          item: restApi(restApiId, context).stages.map(
            ({ name, throttle, detailedMetrics, routes, variables, cache, tags }) => ({
              stageName: name,
              variables: variablesOf(variables),
              cacheClusterEnabled: cache,
              tags: numbered(tags, (n) => [`tag-${n}`, 'value']),
              deploymentId: idFrom(`${restApiId}/${name}`, 6),
              createdDate: CREATED,
              methodSettings: {
                ...(throttle || detailedMetrics
                  ? {
                      '*/*': {
                        metricsEnabled: detailedMetrics,
                        // What the console and the CLI leave; settings made by CloudFormation have the account's own
                        // throttle instead: https://github.com/aws/aws-cdk/issues/21358
                        throttlingRateLimit: throttle?.rate ?? -1,
                        throttlingBurstLimit: throttle?.burst ?? -1,
                      },
                    }
                  : {}),
                ...Object.fromEntries(
                  routes.map(({ route, rate }) => [
                    methodKey(route),
                    { metricsEnabled: detailedMetrics, throttlingRateLimit: rate, throttlingBurstLimit: rate },
                  ]),
                ),
              },
            }),
          ),
        }),
        ['deploymentId'],
      ),
      on(GetVpcLinksCommand, ({ limit, position }, { region }) => {
        const { description } = estateOf(region);
        const network = new Network(description, { ...place, region });
        const { items, next } = page(description.vpcLinks.v1, limit, position);
        return {
          items: items.map(({ name, status, target, loadBalancer, tags }) => ({
            id: vpcLinkV1Id(region, name),
            name,
            status: linkStatus(status),
            targetArns: [
              loadBalancer === undefined
                ? `arn:${place.partition}:elasticloadbalancing:${region}:${place.accountId}:loadbalancer/${target}`
                : network.loadBalancerArn(loadBalancer),
            ],
            tags: { ...tags },
          })),
          position: next,
        };
      }),
      on(
        GetUsagePlansCommand,
        ({ limit, position }, { region }) => {
          const estate = estateOf(region);
          const { items, next } = page(estate.description.usagePlans, limit, position);
          return {
            items: items.map(({ name, rate, burst, api, methodThrottles }) => ({
              id: idFrom(`${region}/usage-plan/${name}`, 6),
              name,
              ...(rate === undefined || burst === undefined
                ? {}
                : { throttle: { rateLimit: rate, burstLimit: burst } }),
              apiStages: estate.restApis
                .filter((one) => one.name === api)
                .map((one) => ({
                  apiId: one.id,
                  stage: one.stages[0]?.name,
                  ...(methodThrottles === 0
                    ? {}
                    : {
                        throttle: numbered(methodThrottles, (n) => [`/item-${n}/GET`, { rateLimit: 5, burstLimit: 5 }]),
                      }),
                })),
            })),
            position: next,
          };
        },
        ['keyId'],
      ),
      on(GetAuthorizersCommand, ({ restApiId, limit, position }, context) => {
        const { authorizers } = restApi(restApiId, context);
        const { items, next } = page(authorizers, limit, position);
        return { items: items.map(restAuthorizerOf), position: next };
      }),
      on(GetClientCertificatesCommand, ({ limit, position }, { region }) => {
        const { items, next } = page(numbers(estateOf(region).description.clientCertificates), limit, position);
        return {
          items: items.map((n) => ({
            clientCertificateId: idFrom(`${region}/certificate/${n}`, 6),
            createdDate: CREATED,
          })),
          position: next,
        };
      }),
      // The values come only if they are asked for, and then as what they are: secrets. The sandbox has none to give.
      on(
        GetApiKeysCommand,
        ({ limit, position, includeValues = false }, { region }) => {
          if (includeValues) throw new NotInTheSandbox('includeValues');
          const { items, next } = page(numbers(estateOf(region).description.apiKeys), limit, position);
          return {
            items: items.map((n) => ({ id: idFrom(`${region}/api-key/${n}`), name: `key-${n}`, enabled: true })),
            position: next,
          };
        },
        ['nameQuery', 'customerId'],
      ),
      on(GetDomainNamesCommand, ({ limit, position, resourceOwner }, { region }) => {
        owner(resourceOwner);
        const all = resourceOwner === 'OTHER_ACCOUNTS' ? [] : estateOf(region).description.domains;
        const { items, next } = page(all, limit, position);
        return {
          items: items.map(({ name, endpoint, routingRules }) => ({
            domainName: name,
            domainNameId: domainId(region, { name, endpoint }),
            domainNameStatus: 'AVAILABLE',
            endpointConfiguration: { types: [endpoint] },
            routingMode: routingRules > 0 ? 'ROUTING_RULE_THEN_BASE_PATH_MAPPING' : 'BASE_PATH_MAPPING_ONLY',
          })),
          position: next,
        };
      }),
      on(GetDomainNameAccessAssociationsCommand, ({ limit, position, resourceOwner }, { region }) => {
        owner(resourceOwner);
        const count = resourceOwner === 'OTHER_ACCOUNTS' ? 0 : estateOf(region).description.accessAssociations;
        const { items, next } = page(numbers(count), limit, position);
        return {
          items: items.map((n) => ({
            domainNameAccessAssociationArn: `arn:${place.partition}:apigateway:${region}:${place.accountId}:/domainnameaccessassociations/${n}`,
            accessAssociationSourceType: 'VPCE',
          })),
          position: next,
        };
      }),
      on(GetAccountCommand, (_, { region }) => {
        const { rate, burst } = estateOf(region).description.throttle;
        return {
          throttleSettings: { rateLimit: rate, burstLimit: burst },
          features: ['UsagePlans'],
          apiKeyVersion: '4',
        };
      }),
    ],
  };

  function methods(
    { path, methods: verbs }: ResourceNode,
    embed: boolean,
    api: RestApiEstate,
    region: string,
  ): Record<string, Method> {
    const { description } = estateOf(region);
    const method = (verb: string): Method => methodOf({ method: verb, path }, api, { ...place, region }, description);
    return Object.fromEntries(verbs.map((verb) => [verb, embed ? method(verb) : {}]));
  }
}

const CREATED = new Date('2024-03-01T09:00:00Z');

/** `GET /pets/{id}` is keyed `~1pets~1{id}/GET`. */
function methodKey(route: string): string {
  const [method = '', path = ''] = route.split(' ', 2);
  return `${path.replaceAll('/', '~1')}/${method}`;
}

const OWNERS: readonly string[] = ['SELF', 'OTHER_ACCOUNTS'];

function owner(value: string | undefined): void {
  if (value !== undefined && !OWNERS.includes(value)) throw invalid(`Invalid resourceOwner parameter: ${value}`);
}

/** V1 links know no INACTIVE. */
function linkStatus(status: string): VpcLinkStatus {
  const known = Object.values(Status).find((one) => one === status);
  if (!known) throw new Error(`a V1 VPC link has no status ${status}`);
  return known;
}

/** AWS's words for a limit out of range were not seen; the code is the documented one. */
function page<T>(items: readonly T[], limit: number | undefined, position: string | undefined) {
  const size = limit ?? DEFAULT_PAGE;
  if (!isSize(size, 1, MAX_PAGE)) throw invalid(`limit must be from 1 to ${MAX_PAGE}`);
  return pageOf(items, size, position, () => invalid('Invalid position parameter'));
}
