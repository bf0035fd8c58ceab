/** Amazon API Gateway, the second API (`apigatewayv2`). */
import {
  ApiGatewayV2Client,
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  GetVpcLinksCommand,
  type Integration,
  VpcLinkStatus,
} from '@aws-sdk/client-apigatewayv2';
import { type RegionEstate, type V2ApiEstate } from '../estate/estate';
import { idFrom } from '../estate/identity';
import { pageOf } from '../paging';
import { type Place, restWords, say, type Service } from '../service';
import { restJson } from '../wire/json';
import { type CallContext, on } from '../wire/operation';
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
    permission: (_, path, { partition, region }) => ({
      action: 'apigateway:GET',
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
        const { partition, accountId } = place;
        return {
          Items: Items.map(({ id, target }): Integration => ({
            IntegrationId: id,
            IntegrationType: 'AWS_PROXY',
            IntegrationMethod: 'POST',
            IntegrationUri: `arn:${partition}:lambda:${context.region}:${accountId}:function:${target}`,
            ConnectionType: 'INTERNET',
            TimeoutInMillis: api.protocol === 'HTTP' ? 30_000 : 29_000,
            ...(api.protocol === 'HTTP' ? { PayloadFormatVersion: '2.0' } : {}),
          })),
          NextToken: next,
        };
      }),
      on(GetRoutesCommand, ({ ApiId, MaxResults, NextToken }, context) => {
        const { Items, NextToken: next } = page(apiOf(ApiId, context).routes(), MaxResults, NextToken);
        return {
          Items: Items.map(({ id, key, integrationId }) => ({
            RouteId: id,
            RouteKey: key,
            Target: `integrations/${integrationId}`,
            AuthorizationType: 'NONE',
            ApiKeyRequired: false,
          })),
          NextToken: next,
        };
      }),
      on(GetStagesCommand, ({ ApiId, MaxResults, NextToken }, context) => {
        const { Items, NextToken: next } = page(apiOf(ApiId, context).stages, MaxResults, NextToken);
        return {
          Items: Items.map(({ name, throttle }) => ({
            StageName: name,
            AutoDeploy: true,
            CreatedDate: CREATED,
            DefaultRouteSettings: throttle
              ? { ThrottlingRateLimit: throttle.rate, ThrottlingBurstLimit: throttle.burst }
              : {},
          })),
          NextToken: next,
        };
      }),
      on(GetVpcLinksCommand, ({ MaxResults, NextToken }, { region }) => {
        const { Items, NextToken: next } = page(estateOf(region).description.vpcLinks.v2, MaxResults, NextToken);
        return {
          Items: Items.map(({ name, status, subnets, securityGroups }) => ({
            VpcLinkId: idFrom(`${region}/vpc-link-v2/${name}`, 6),
            Name: name,
            VpcLinkStatus: linkStatus(status),
            VpcLinkVersion: 'V2',
            SubnetIds: subnets,
            SecurityGroupIds: securityGroups,
            CreatedDate: CREATED,
          })),
          NextToken: next,
        };
      }),
    ],
  };
}

const CREATED = new Date('2024-03-01T09:00:00Z');

function linkStatus(status: string): VpcLinkStatus {
  const known = Object.values(VpcLinkStatus).find((one) => one === status);
  if (!known) throw new Error(`a V2 VPC link has no status ${status}`);
  return known;
}
