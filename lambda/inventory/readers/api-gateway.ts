/** Amazon API Gateway, the first API (`apigateway`): REST APIs, V1 VPC links, domains, usage plans, the account's throttle. */
import {
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
  type MethodSetting,
} from '@aws-sdk/client-api-gateway';
import type {
  ApiGatewayAccount,
  DomainName,
  RestApi,
  RouteThrottle,
  Stage,
  UsagePlan,
  VpcLink,
} from '../../domain/resources';
import type { RegionClients } from '../clients';
import { everyPage, present } from '../pages';

/** The most that a page may hold; 25 without asking. https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html */
const limit = 500;

/** What this release knows; an API of another kind is in no quota on endpoints. */
const ENDPOINTS = ['REGIONAL', 'EDGE', 'PRIVATE'] as const;

export async function restApis({ apiGateway, signal: abortSignal }: RegionClients): Promise<RestApi[]> {
  const all = await everyPage(
    async (position) => {
      const page = await apiGateway.send(new GetRestApisCommand({ limit, position }), { abortSignal });
      return { items: page.items, next: page.position };
    },
    (api) => api.id,
  );
  return all.map((api) => ({
    id: present(api.id, 'REST API id'),
    name: api.name ?? '',
    endpoint: ENDPOINTS.find((known) => known === api.endpointConfiguration?.types?.[0]) ?? null,
  }));
}

/** Counts; without `embed=methods`, so that the answer stays small. */
export async function countResources(
  { apiGateway, signal: abortSignal }: RegionClients,
  restApiId: string,
): Promise<number> {
  const all = await everyPage(
    async (position) => {
      const page = await apiGateway.send(new GetResourcesCommand({ restApiId, limit, position }), { abortSignal });
      return { items: page.items, next: page.position };
    },
    (one) => one.id,
  );
  return all.length;
}

/** All at once: this operation has no pages. Values of stage variables are dropped here. */
export async function stages({ apiGateway, signal: abortSignal }: RegionClients, restApiId: string): Promise<Stage[]> {
  const { item } = await apiGateway.send(new GetStagesCommand({ restApiId }), { abortSignal });
  return present(item, 'list of stages').map(({ stageName, variables = {}, tags = {}, methodSettings = {} }) => ({
    name: present(stageName, 'stageName'),
    variables: Object.keys(variables).length,
    tags: Object.keys(tags).length,
    rate: rateOf(methodSettings['*/*']),
    routes: Object.entries(methodSettings).flatMap(([path, setting]) => methodThrottle(path, setting, methodSettings)),
  }));
}

/** A rate of -1 means that no throttle is set, https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html (seen in exports, not stated there). */
export function rateOf(setting: MethodSetting | undefined): number | null {
  const rate = setting?.throttlingRateLimit;
  return rate === undefined || rate < 0 ? null : rate;
}

/** Settings are keyed by `{resource path}/{METHOD}`, the path's slashes written as `~1`; `*` stands for all. */
function methodThrottle(
  key: string,
  setting: MethodSetting,
  all: Readonly<Record<string, MethodSetting>>,
): RouteThrottle[] {
  const rate = rateOf(setting);
  const [path = '', method = ''] = key.split('/');
  if (rate === null || key.startsWith('*') || method === '*') return [];
  const detailedMetrics = setting.metricsEnabled ?? all['*/*']?.metricsEnabled ?? false;
  const plain = path.replaceAll('~1', '/');
  return [{ route: `${method} ${plain.startsWith('/') ? plain : `/${plain}`}`, rate, detailedMetrics }];
}

export async function countAuthorizers(
  { apiGateway, signal: abortSignal }: RegionClients,
  restApiId: string,
): Promise<number> {
  const all = await everyPage(
    async (position) => {
      const page = await apiGateway.send(new GetAuthorizersCommand({ restApiId, limit, position }), { abortSignal });
      return { items: page.items, next: page.position };
    },
    (one) => one.id,
  );
  return all.length;
}

export async function vpcLinksV1({ apiGateway, signal: abortSignal }: RegionClients): Promise<VpcLink[]> {
  const all = await everyPage(
    async (position) => {
      const page = await apiGateway.send(new GetVpcLinksCommand({ limit, position }), { abortSignal });
      return { items: page.items, next: page.position };
    },
    (link) => link.id,
  );
  return all.map((link) => ({
    id: present(link.id, 'VPC link id'),
    name: link.name ?? '',
    status: link.status ?? 'UNKNOWN',
    subnets: 0,
  }));
}

/** The account's own domains, not those that other accounts share with it. */
export async function domainNames({ apiGateway, signal: abortSignal }: RegionClients): Promise<DomainName[]> {
  const all = await everyPage(
    async (position) => {
      const command = new GetDomainNamesCommand({ limit, position, resourceOwner: 'SELF' });
      const page = await apiGateway.send(command, { abortSignal });
      return { items: page.items, next: page.position };
    },
    (one) => one.domainNameArn ?? one.domainNameId,
  );
  return all.map(({ domainName, domainNameId, endpointConfiguration, routingMode }) => {
    const types = endpointConfiguration?.types ?? [];
    const name = present(domainName, 'domainName');
    return {
      id: domainNameId === undefined ? name : `${name}+${domainNameId}`,
      name,
      private: types.includes('PRIVATE'),
      regional: types.includes('REGIONAL'),
      routingRules: routingMode !== undefined && routingMode !== 'BASE_PATH_MAPPING_ONLY',
    };
  });
}

export async function countAccessAssociations({ apiGateway, signal: abortSignal }: RegionClients): Promise<number> {
  const all = await everyPage(
    async (position) => {
      const command = new GetDomainNameAccessAssociationsCommand({ limit, position, resourceOwner: 'SELF' });
      const page = await apiGateway.send(command, { abortSignal });
      return { items: page.items, next: page.position };
    },
    (one) => one.domainNameAccessAssociationArn,
  );
  return all.length;
}

export async function usagePlans({ apiGateway, signal: abortSignal }: RegionClients): Promise<UsagePlan[]> {
  const all = await everyPage(
    async (position) => {
      const page = await apiGateway.send(new GetUsagePlansCommand({ limit, position }), { abortSignal });
      return { items: page.items, next: page.position };
    },
    (plan) => plan.id,
  );
  return all.map(({ id, name, throttle, apiStages = [] }) => ({
    id: present(id, 'usage plan id'),
    name: name ?? '',
    rate: throttle?.rateLimit ?? null,
    stages: apiStages.map((one) => ({
      apiId: one.apiId ?? '',
      stage: one.stage ?? '',
      throttles: Object.keys(one.throttle ?? {}).length,
    })),
  }));
}

export async function countClientCertificates({ apiGateway, signal: abortSignal }: RegionClients): Promise<number> {
  const all = await everyPage(
    async (position) => {
      const page = await apiGateway.send(new GetClientCertificatesCommand({ limit, position }), { abortSignal });
      return { items: page.items, next: page.position };
    },
    (one) => one.clientCertificateId,
  );
  return all.length;
}

/** Only if somebody wants it: the same permission can return the keys' values. This call leaves them out. */
export async function countApiKeys({ apiGateway, signal: abortSignal }: RegionClients): Promise<number> {
  const all = await everyPage(
    async (position) => {
      const command = new GetApiKeysCommand({ limit, position, includeValues: false });
      const page = await apiGateway.send(command, { abortSignal });
      return { items: page.items, next: page.position };
    },
    (key) => key.id,
  );
  return all.length;
}

export async function account({ apiGateway, signal: abortSignal }: RegionClients): Promise<ApiGatewayAccount> {
  const { throttleSettings } = await apiGateway.send(new GetAccountCommand({}), { abortSignal });
  return { rateLimit: present(throttleSettings?.rateLimit, 'throttleSettings.rateLimit') };
}
