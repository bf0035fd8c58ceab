/** Amazon API Gateway, the second API (`apigatewayv2`): HTTP and WebSocket APIs, V2 VPC links, mappings and rules of domains. */
import {
  type ApiMapping,
  GetApiMappingsCommand,
  GetApisCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  GetVpcLinksCommand,
  ListRoutingRulesCommand,
  type RouteSettings,
} from '@aws-sdk/client-apigatewayv2';
import type { HttpOrWebSocketApi, Stage, VpcLink } from '../../domain/resources';
import type { RegionClients } from '../clients';
import { everyPage, present } from '../pages';

/** A text by AWS's model. No maximum is documented; public code sends 500. How many come is AWS's choice. */
const MaxResults = '500';

export async function httpAndWebSocketApis({
  apiGatewayV2,
  signal: abortSignal,
}: RegionClients): Promise<HttpOrWebSocketApi[]> {
  const all = await everyPage(
    async (NextToken) => {
      const page = await apiGatewayV2.send(new GetApisCommand({ MaxResults, NextToken }), { abortSignal });
      return { items: page.Items, next: page.NextToken };
    },
    (api) => api.ApiId,
  );
  return all.map((api) => ({
    id: present(api.ApiId, 'ApiId'),
    name: api.Name ?? '',
    protocol: api.ProtocolType === 'HTTP' || api.ProtocolType === 'WEBSOCKET' ? api.ProtocolType : null,
  }));
}

export async function countIntegrations(
  { apiGatewayV2, signal: abortSignal }: RegionClients,
  ApiId: string,
): Promise<number> {
  const all = await everyPage(
    async (NextToken) => {
      const command = new GetIntegrationsCommand({ ApiId, MaxResults, NextToken });
      const page = await apiGatewayV2.send(command, { abortSignal });
      return { items: page.Items, next: page.NextToken };
    },
    (one) => one.IntegrationId,
  );
  return all.length;
}

export async function countRoutes(
  { apiGatewayV2, signal: abortSignal }: RegionClients,
  ApiId: string,
): Promise<number> {
  const all = await everyPage(
    async (NextToken) => {
      const page = await apiGatewayV2.send(new GetRoutesCommand({ ApiId, MaxResults, NextToken }), { abortSignal });
      return { items: page.Items, next: page.NextToken };
    },
    (one) => one.RouteId,
  );
  return all.length;
}

export async function countAuthorizers(
  { apiGatewayV2, signal: abortSignal }: RegionClients,
  ApiId: string,
): Promise<number> {
  const all = await everyPage(
    async (NextToken) => {
      const page = await apiGatewayV2.send(new GetAuthorizersCommand({ ApiId, MaxResults, NextToken }), {
        abortSignal,
      });
      return { items: page.Items, next: page.NextToken };
    },
    (one) => one.AuthorizerId,
  );
  return all.length;
}

/** Values of stage variables are dropped here. */
export async function stages({ apiGatewayV2, signal: abortSignal }: RegionClients, ApiId: string): Promise<Stage[]> {
  const all = await everyPage(
    async (NextToken) => {
      const page = await apiGatewayV2.send(new GetStagesCommand({ ApiId, MaxResults, NextToken }), { abortSignal });
      return { items: page.Items, next: page.NextToken };
    },
    (one) => one.StageName,
  );
  return all.map(({ StageName, StageVariables = {}, Tags = {}, DefaultRouteSettings: common, RouteSettings = {} }) => ({
    name: present(StageName, 'StageName'),
    variables: Object.keys(StageVariables).length,
    tags: Object.keys(Tags).length,
    rate: rateOf(common),
    routes: Object.entries(RouteSettings).flatMap(([route, setting]) => {
      const rate = rateOf(setting);
      const detailedMetrics = setting.DetailedMetricsEnabled ?? common?.DetailedMetricsEnabled ?? false;
      return rate === null ? [] : [{ route, rate, detailedMetrics }];
    }),
  }));
}

/**
 * Absent without a throttle. 0 is one: it refuses every request, and some frameworks write it by mistake
 * (reports from Terraform and Pulumi; not tried here).
 */
function rateOf(settings: RouteSettings | undefined): number | null {
  return settings?.ThrottlingRateLimit ?? null;
}

export async function vpcLinksV2({ apiGatewayV2, signal: abortSignal }: RegionClients): Promise<VpcLink[]> {
  const all = await everyPage(
    async (NextToken) => {
      const page = await apiGatewayV2.send(new GetVpcLinksCommand({ MaxResults, NextToken }), { abortSignal });
      return { items: page.Items, next: page.NextToken };
    },
    (link) => link.VpcLinkId,
  );
  return all.map((link) => ({
    id: present(link.VpcLinkId, 'VpcLinkId'),
    name: link.Name ?? '',
    status: link.VpcLinkStatus ?? 'UNKNOWN',
    subnets: link.SubnetIds?.length ?? 0,
  }));
}

/** A mapping of one level does not count against the quota. @param domain the id of `DomainName` */
export async function countMultiLevelMappings(clients: RegionClients, domain: string): Promise<number> {
  const all = await mappings(clients, domain);
  return all.filter((mapping) => mapping.ApiMappingKey?.includes('/')).length;
}

/** The ids of the APIs, of any type, that the mappings lead to. @param domain the id of `DomainName` */
export async function mappedApis(clients: RegionClients, domain: string): Promise<string[]> {
  const all = await mappings(clients, domain);
  return [...new Set(all.map(({ ApiId }) => present(ApiId, 'ApiId of a mapping')))];
}

async function mappings({ apiGatewayV2, signal: abortSignal }: RegionClients, domain: string): Promise<ApiMapping[]> {
  const { DomainName } = namesOf(domain);
  return await everyPage(
    async (NextToken) => {
      const command = new GetApiMappingsCommand({ DomainName, MaxResults, NextToken });
      const page = await apiGatewayV2.send(command, { abortSignal });
      return { items: page.Items, next: page.NextToken };
    },
    (one) => one.ApiMappingId,
  );
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-routingrules.html; botocore: 1 to 100. */
const RULES_A_PAGE = 100;

/** @param domain the id of `DomainName` */
export async function countRoutingRules(
  { apiGatewayV2, signal: abortSignal }: RegionClients,
  domain: string,
): Promise<number> {
  const names = namesOf(domain);
  const all = await everyPage(
    async (NextToken) => {
      const command = new ListRoutingRulesCommand({ ...names, MaxResults: RULES_A_PAGE, NextToken });
      const page = await apiGatewayV2.send(command, { abortSignal });
      return { items: page.RoutingRules, next: page.NextToken };
    },
    (one) => one.RoutingRuleId,
  );
  return all.length;
}

/** Private domains have an id behind their name, since their names need not be unique. */
function namesOf(domain: string): { DomainName: string; DomainNameId?: string } {
  const [DomainName = '', DomainNameId] = domain.split('+');
  return DomainNameId === undefined ? { DomainName } : { DomainName, DomainNameId };
}
