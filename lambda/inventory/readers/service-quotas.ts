/** Service Quotas: applied values, the defaults of quotas that have none, and open requests for increases. */
import {
  ListAWSDefaultServiceQuotasCommand,
  ListRequestedServiceQuotaChangeHistoryCommand,
  ListServiceQuotasCommand,
  type MetricInfo,
  type QuotaContextInfo,
  type ServiceQuota as SdkQuota,
} from '@aws-sdk/client-service-quotas';
import type { IncreaseRequest, ServiceQuota, UsageMetric } from '../../domain/resources';
import { type Service, services } from '../../domain/quota';
import type { RegionClients } from '../clients';
import { everyPage } from '../pages';

/** https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html: 1 to 100. */
const MaxResults = 100;

export async function appliedQuotas(
  { serviceQuotas, signal: abortSignal }: RegionClients,
  ServiceCode: Service,
): Promise<ServiceQuota[]> {
  const all = await everyPage(async (NextToken) => {
    // ALL: the account's values and those of single resources, in the same pages.
    const command = new ListServiceQuotasCommand({ ServiceCode, MaxResults, NextToken, QuotaAppliedAtLevel: 'ALL' });
    const page = await serviceQuotas.send(command, { abortSignal });
    return { items: page.Quotas, next: page.NextToken };
  });
  return all.flatMap(narrow);
}

export async function defaultQuotas(
  { serviceQuotas, signal: abortSignal }: RegionClients,
  ServiceCode: Service,
): Promise<ServiceQuota[]> {
  const all = await everyPage(async (NextToken) => {
    const command = new ListAWSDefaultServiceQuotasCommand({ ServiceCode, MaxResults, NextToken });
    const page = await serviceQuotas.send(command, { abortSignal });
    return { items: page.Quotas, next: page.NextToken };
  });
  return all.flatMap(narrow);
}

/** A row whose value AWS could not read itself (`ErrorReason`) says nothing; the next source does. */
function narrow(row: SdkQuota): ServiceQuota[] {
  const {
    QuotaCode,
    QuotaName,
    Value,
    ErrorReason,
    Adjustable = false,
    UsageMetric: metric,
    Period,
    QuotaContext,
  } = row;
  if (QuotaCode === undefined || Value === undefined || ErrorReason !== undefined) return [];
  return [
    {
      code: QuotaCode,
      name: QuotaName ?? '',
      value: Value,
      adjustable: Adjustable,
      resource: resourceOf(QuotaContext),
      metric: metric ? usageMetric(metric, Period?.PeriodUnit === 'SECOND') : null,
    },
  ];
}

function usageMetric(metric: MetricInfo, perSecond: boolean): UsageMetric | null {
  const { MetricNamespace: namespace, MetricName: name, MetricStatisticRecommendation: statistic } = metric;
  if (!namespace || !name || (statistic !== 'Sum' && statistic !== 'Maximum')) return null;
  return { namespace, name, dimensions: metric.MetricDimensions ?? {}, statistic, perSecond };
}

/** The context of a resource-level value is an ARN, or `*` for all. */
function resourceOf(context: QuotaContextInfo | undefined): string | null {
  const id = context?.ContextId;
  return id === undefined || id === '*' ? null : (id.split(/[/:]/).at(-1) ?? null);
}

/** Open ones, and what became of others. Over all services in one list: that is one call where asking for each service would be two. */
export async function increaseRequests({
  serviceQuotas,
  signal: abortSignal,
}: RegionClients): Promise<IncreaseRequest[]> {
  const all = await everyPage(async (NextToken) => {
    const command = new ListRequestedServiceQuotaChangeHistoryCommand({ MaxResults, NextToken });
    const page = await serviceQuotas.send(command, { abortSignal });
    return { items: page.RequestedQuotas, next: page.NextToken };
  });
  return all.flatMap((one) => {
    const { Id: id, ServiceCode, QuotaCode: code, DesiredValue: desired, Status: status, Created, LastUpdated } = one;
    const service = services.find((known) => known === ServiceCode);
    if (!id || !service || !code || desired === undefined || !status || !Created) return [];
    const createdAt = Created.toISOString();
    const updatedAt = (LastUpdated ?? Created).toISOString();
    return [{ id, service, code, desired, status, resource: resourceOf(one.QuotaContext), createdAt, updatedAt }];
  });
}
