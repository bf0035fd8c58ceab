/** Amazon API Gateway, the second API (`apigatewayv2`): HTTP and WebSocket APIs, V2 VPC links. */
import { GetApisCommand, GetIntegrationsCommand, GetVpcLinksCommand } from '@aws-sdk/client-apigatewayv2';
import { type HttpOrWebSocketApi, type VpcLink } from '../../domain/resources';
import { type RegionClients } from '../clients';
import { everyPage, present } from '../pages';

/** A text by AWS's model. No maximum is documented; public code sends 500. How many come is AWS's choice. */
const PAGE = '500';

export async function httpAndWebSocketApis({
  apiGatewayV2,
  signal: abortSignal,
}: RegionClients): Promise<HttpOrWebSocketApi[]> {
  const all = await everyPage(async (NextToken) => {
    const page = await apiGatewayV2.send(new GetApisCommand({ MaxResults: PAGE, NextToken }), { abortSignal });
    return { items: page.Items, next: page.NextToken };
  });
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
  const all = await everyPage(async (NextToken) => {
    const command = new GetIntegrationsCommand({ ApiId, MaxResults: PAGE, NextToken });
    const page = await apiGatewayV2.send(command, { abortSignal });
    return { items: page.Items, next: page.NextToken };
  });
  return all.length;
}

export async function vpcLinksV2({ apiGatewayV2, signal: abortSignal }: RegionClients): Promise<VpcLink[]> {
  const all = await everyPage(async (NextToken) => {
    const page = await apiGatewayV2.send(new GetVpcLinksCommand({ MaxResults: PAGE, NextToken }), { abortSignal });
    return { items: page.Items, next: page.NextToken };
  });
  return all.map((link) => ({
    id: present(link.VpcLinkId, 'VpcLinkId'),
    name: link.Name ?? '',
    status: link.VpcLinkStatus ?? 'UNKNOWN',
  }));
}
