/** Amazon API Gateway, the first API (`apigateway`): REST APIs, V1 VPC links, the account's throttle. */
import {
  GetAccountCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetVpcLinksCommand,
} from '@aws-sdk/client-api-gateway';
import { type ApiGatewayAccount, type RestApi, type VpcLink } from '../../domain/resources';
import { type RegionClients } from '../clients';
import { everyPage, present } from '../pages';

/** The most that a page may hold; 25 without asking. https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html */
const PAGE = 500;

export async function restApis({ apiGateway, signal: abortSignal }: RegionClients): Promise<RestApi[]> {
  const all = await everyPage(async (position) => {
    const page = await apiGateway.send(new GetRestApisCommand({ limit: PAGE, position }), { abortSignal });
    return { items: page.items, next: page.position };
  });
  return all.map((api) => ({ id: present(api.id, 'REST API id'), name: api.name ?? '' }));
}

/** Counts; without `embed=methods`, so that the answer stays small. */
export async function countResources(
  { apiGateway, signal: abortSignal }: RegionClients,
  restApiId: string,
): Promise<number> {
  const all = await everyPage(async (position) => {
    const page = await apiGateway.send(new GetResourcesCommand({ restApiId, limit: PAGE, position }), { abortSignal });
    return { items: page.items, next: page.position };
  });
  return all.length;
}

export async function vpcLinksV1({ apiGateway, signal: abortSignal }: RegionClients): Promise<VpcLink[]> {
  const all = await everyPage(async (position) => {
    const page = await apiGateway.send(new GetVpcLinksCommand({ limit: PAGE, position }), { abortSignal });
    return { items: page.items, next: page.position };
  });
  return all.map((link) => ({
    id: present(link.id, 'VPC link id'),
    name: link.name ?? '',
    status: link.status ?? 'UNKNOWN',
  }));
}

export async function account({ apiGateway, signal: abortSignal }: RegionClients): Promise<ApiGatewayAccount> {
  const { throttleSettings } = await apiGateway.send(new GetAccountCommand({}), { abortSignal });
  return {
    rateLimit: present(throttleSettings?.rateLimit, 'throttleSettings.rateLimit'),
    burstLimit: present(throttleSettings?.burstLimit, 'throttleSettings.burstLimit'),
  };
}
