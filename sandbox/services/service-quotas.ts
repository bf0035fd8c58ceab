/** Service Quotas, with the quotas that it lists for the two services (see `data/service-quotas.json`). */
import {
  ListAWSDefaultServiceQuotasCommand,
  ListServiceQuotasCommand,
  type ListServiceQuotasRequest,
  type ServiceQuota,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import * as z from 'zod';
import quotaTable from '../data/service-quotas.json';
import { type RegionEstate } from '../estate/estate';
import { pageOf } from '../paging';
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

/** @param largestPage AWS may give fewer than asked for ("pages may be short"). */
export function serviceQuotas(
  estateOf: (region: string) => RegionEstate,
  place: Omit<Place, 'region'>,
  largestPage: number,
): Service {
  const list = (
    { ServiceCode, MaxResults = MAX_PAGE, NextToken }: ListServiceQuotasRequest,
    region: string,
    valueOf: (code: string, standard: number) => number | null,
  ) => {
    const rows = table[ServiceCode ?? ''];
    if (!rows) throw say(['NoSuchResourceException', 400], 'The specified service does not exist.');
    if (MaxResults < 1 || MaxResults > MAX_PAGE) throw say(words.invalid, 'MaxResults must be from 1 to 100');
    const quotas = rows.flatMap(({ code, name, value, adjustable }): ServiceQuota[] => {
      const own = valueOf(code, value);
      if (own === null) return [];
      return [
        {
          ServiceCode,
          ServiceName: ServiceCode === 'lambda' ? 'AWS Lambda' : 'Amazon API Gateway',
          QuotaArn: `arn:${place.partition}:servicequotas:${region}:${place.accountId}:${ServiceCode}/${code}`,
          QuotaCode: code,
          QuotaName: name,
          Value: own,
          Unit: 'None',
          Adjustable: adjustable,
          GlobalQuota: false,
        },
      ];
    });
    const refuse = () => say(['InvalidPaginationTokenException', 400], 'The pagination token is invalid.');
    const { items, next } = pageOf(quotas, Math.min(largestPage, MaxResults), NextToken, refuse);
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
        (input, { region }) =>
          list(input, region, (code, standard) => {
            const { quotas, withoutAppliedValue } = estateOf(region).description;
            return withoutAppliedValue.includes(code) ? null : (quotas[code] ?? standard);
          }),
        ['QuotaCode', 'QuotaAppliedAtLevel'],
      ),
      on(ListAWSDefaultServiceQuotasCommand, (input, { region }) => list(input, region, (_, standard) => standard)),
    ],
  };
}
