/** Service Quotas, with the quotas that it lists for the two services (see `data/service-quotas.json`). */
import {
  AppliedLevelEnum,
  ListAWSDefaultServiceQuotasCommand,
  ListRequestedServiceQuotaChangeHistoryCommand,
  ListServiceQuotasCommand,
  type ListServiceQuotasRequest,
  type ServiceQuota,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import * as z from 'zod';
import quotaTable from '../data/service-quotas.json';
import type { RegionEstate } from '../estate/estate';
import { usageMetricOf } from '../estate/usage-metric';
import { isSize, pageOf } from '../paging';
import { jsonWords, type Place, plainPermission, say, type Service } from '../service';
import { awsJson } from '../wire/json';
import { on } from '../wire/operation';
import { offlineConfig } from './client-config';

const row = z.object({ code: z.string(), name: z.string(), value: z.number(), adjustable: z.boolean() });
const table = z.record(z.string(), z.array(row)).parse(quotaTable);

/** The modelled error; by the documentation every one of this service comes as 400. */
const words = {
  ...jsonWords,
  throttled: ['TooManyRequestsException', 400],
  invalid: ['IllegalArgumentException', 400],
} as const;

/** https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html: 1 to 100 a page. */
const MAX_PAGE = 100;

const wrongToken = () => say(['InvalidPaginationTokenException', 400], 'The pagination token is invalid.');
const DAY_MS = 24 * 60 * 60_000;
const before = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY_MS);

const unknownService = () => say(['NoSuchResourceException', 400], 'The specified service does not exist.');
/** https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ErrorReason.html; the wording is ours. */
const NOT_AVAILABLE = {
  ErrorCode: 'SERVICE_QUOTA_NOT_AVAILABLE_ERROR',
  ErrorMessage: 'The quota is not available.',
} as const;
const LEVELS: readonly string[] = Object.values(AppliedLevelEnum);

/** `resource`: the id of the one resource that it holds for, or `null` for the account. */
interface AppliedValue {
  readonly resource: string | null;
  readonly value: number;
}

/** @param largestPage AWS may give fewer than asked for ("pages may be short"). */
export function serviceQuotas(
  estateOf: (region: string) => RegionEstate,
  place: Omit<Place, 'region'>,
  largestPage: number,
): Service {
  const list = (
    { ServiceCode, MaxResults = MAX_PAGE, NextToken }: ListServiceQuotasRequest,
    region: string,
    valuesOf: (code: string, standard: number) => readonly AppliedValue[],
    unreadable: readonly string[] = [],
  ) => {
    const listed = table[ServiceCode ?? ''];
    if (!listed) throw unknownService();
    const { measuredQuotas } = estateOf(region).description;
    const rows = [
      ...listed.map((one) => ({ ...one, measured: null })),
      ...measuredQuotas.filter(({ service }) => service === ServiceCode).map((one) => ({ ...one, measured: one })),
    ];
    if (!isSize(MaxResults, 1, MAX_PAGE)) throw say(words.invalid, 'MaxResults must be from 1 to 100');
    const quotas = rows.flatMap(({ code, name, value, adjustable, measured }) =>
      valuesOf(code, value).map(({ resource, value: own }): ServiceQuota => ({
        ServiceCode,
        ServiceName: ServiceCode === 'lambda' ? 'AWS Lambda' : 'Amazon API Gateway',
        QuotaArn: `arn:${place.partition}:servicequotas:${region}:${place.accountId}:${ServiceCode}/${code}`,
        QuotaCode: code,
        QuotaName: name,
        Value: own,
        Unit: 'None',
        Adjustable: adjustable,
        GlobalQuota: false,
        ...(unreadable.includes(code) ? { ErrorReason: NOT_AVAILABLE } : {}),
        ...(measured
          ? {
              UsageMetric: usageMetricOf(measured),
              ...(measured.perSecond ? { Period: { PeriodValue: 1, PeriodUnit: 'SECOND' } } : {}),
            }
          : {}),
        ...(resource === null
          ? { QuotaAppliedAtLevel: 'ACCOUNT' }
          : {
              QuotaAppliedAtLevel: 'RESOURCE',
              QuotaContext: {
                ContextScope: 'RESOURCE',
                ContextScopeType: 'AWS::ApiGateway::RestApi',
                ContextId: `arn:${place.partition}:apigateway:${region}::/restapis/${resource}`,
              },
            }),
      })),
    );
    const { items, next } = pageOf(quotas, Math.min(largestPage, MaxResults), NextToken, wrongToken);
    return { Quotas: items, NextToken: next };
  };

  return {
    name: 'servicequotas',
    signingName: 'servicequotas',
    wire: awsJson(new ServiceQuotasClient(offlineConfig).config.protocol),
    words,
    permission: plainPermission('servicequotas'),
    operations: [
      // "If the applied quota value is not available for a quota, the quota is not retrieved."
      on(
        ListServiceQuotasCommand,
        (input, { region }) => {
          const { QuotaAppliedAtLevel: level = 'ACCOUNT' } = input;
          if (!LEVELS.includes(level)) throw say(words.invalid, `${level} is not a QuotaAppliedAtLevel`);
          const { quotas, withoutAppliedValue, withErrorReason, resourceQuotas } = estateOf(region).description;
          const valuesOf = (code: string, standard: number) => {
            const account = withoutAppliedValue.includes(code)
              ? []
              : [{ resource: null, value: quotas[code] ?? standard }];
            const resources = Object.entries(resourceQuotas[code] ?? {}).map(([resource, value]) => ({
              resource,
              value,
            }));
            return [...(level === 'RESOURCE' ? [] : account), ...(level === 'ACCOUNT' ? [] : resources)];
          };
          return list(input, region, valuesOf, withErrorReason);
        },
        ['QuotaCode'],
      ),
      on(ListAWSDefaultServiceQuotasCommand, (input, { region }) =>
        list(input, region, (_, standard) => [{ resource: null, value: standard }]),
      ),
      // Open requests and those closed within 90 days, of all services unless one is named.
      on(
        ListRequestedServiceQuotaChangeHistoryCommand,
        ({ ServiceCode, MaxResults = MAX_PAGE, NextToken }, { region, now }) => {
          if (!isSize(MaxResults, 1, MAX_PAGE)) throw say(words.invalid, 'MaxResults must be from 1 to 100');
          const all = estateOf(region).description.increaseRequests.map((request, index) => ({ ...request, index }));
          const known =
            ServiceCode === undefined || ServiceCode in table || all.some((one) => one.service === ServiceCode);
          if (!known) throw unknownService();
          const chosen = all.filter(({ service }) => ServiceCode === undefined || service === ServiceCode);
          const { items, next } = pageOf(chosen, Math.min(largestPage, MaxResults), NextToken, wrongToken);
          return {
            RequestedQuotas: items.map(
              ({ service, code, desired, status, index, daysAgo, changedDaysAgo = daysAgo }) => ({
                Id: `request-${index + 1}`,
                ServiceCode: service,
                QuotaCode: code,
                DesiredValue: desired,
                Status: status,
                Created: before(now, daysAgo),
                LastUpdated: before(now, changedDaysAgo),
              }),
            ),
            NextToken: next,
          };
        },
        ['Status', 'QuotaRequestedAtLevel'],
      ),
    ],
  };
}
