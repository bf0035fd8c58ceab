/** Service Quotas: applied values, and the defaults of quotas that have none. */
import {
  ListAWSDefaultServiceQuotasCommand,
  ListServiceQuotasCommand,
  type ServiceQuota as SdkQuota,
} from '@aws-sdk/client-service-quotas';
import { type ServiceQuota } from '../../domain/resources';
import { type RegionClients } from '../clients';
import { everyPage } from '../pages';

/** https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html: 1 to 100. */
const MaxResults = 100;

export async function appliedQuotas(
  { serviceQuotas, signal: abortSignal }: RegionClients,
  ServiceCode: 'apigateway' | 'lambda',
): Promise<ServiceQuota[]> {
  const all = await everyPage(async (NextToken) => {
    const command = new ListServiceQuotasCommand({ ServiceCode, MaxResults, NextToken });
    const page = await serviceQuotas.send(command, { abortSignal });
    return { items: page.Quotas, next: page.NextToken };
  });
  return all.flatMap(narrow);
}

export async function defaultQuotas(
  { serviceQuotas, signal: abortSignal }: RegionClients,
  ServiceCode: 'apigateway' | 'lambda',
): Promise<ServiceQuota[]> {
  const all = await everyPage(async (NextToken) => {
    const command = new ListAWSDefaultServiceQuotasCommand({ ServiceCode, MaxResults, NextToken });
    const page = await serviceQuotas.send(command, { abortSignal });
    return { items: page.Quotas, next: page.NextToken };
  });
  return all.flatMap(narrow);
}

/** A row whose value AWS could not read itself (`ErrorReason`) says nothing; the next source does. */
function narrow({ QuotaCode, QuotaName, Value, ErrorReason }: SdkQuota): ServiceQuota[] {
  if (QuotaCode === undefined || Value === undefined || ErrorReason !== undefined) return [];
  return [{ code: QuotaCode, name: QuotaName ?? '', value: Value }];
}
