/** CloudWatch: what AWS writes of the described traffic, and what was put. */
import { CloudWatchClient, type Metric } from '@aws-sdk/client-cloudwatch';
import type { RegionEstate } from '../../estate/estate';
import { jsonWords, queryWords, type Service, textIn } from '../../service';
import { awsJson } from '../../wire/json';
import { query as form } from '../../wire/query';
import { ServiceError } from '../../wire/service-error';
import type { Wire } from '../../wire/wire';
import { offlineConfig } from '../client-config';
import { describedSeries } from './described-metrics';
import { getMetricData } from './get-metric-data';
import { listMetrics } from './list-metrics';
import { putMetricData } from './put-metric-data';
import type { Series } from './series';
import { StoredMetrics } from './stored-metrics';

/** In the format of the JavaScript SDK, and in the one that older clients speak. */
export function cloudWatch(
  estateOf: (region: string) => RegionEstate,
  largestPages: { readonly dataPoints: number; readonly metrics: number },
): readonly Service[] {
  const stored = new StoredMetrics();
  const seriesOf = (region: string, metric: Metric, unit: string | undefined, now: Date) =>
    isAwsOwn(metric)
      ? before(now, describedSeries(estateOf(region), metric, unit))
      : stored.series(region, metric, unit);
  const service: Omit<Service, 'wire' | 'words'> = {
    name: 'cloudwatch',
    signingName: 'monitoring',
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
    permission: ({ operation, input }) => ({
      action: `cloudwatch:${operation}`,
      resource: '*',
      ...(operation === 'PutMetricData' ? { conditions: { 'cloudwatch:namespace': textIn(input, 'Namespace') } } : {}),
    }),
    operations: [
      getMetricData(seriesOf, largestPages.dataPoints),
      putMetricData(stored),
      listMetrics(stored, largestPages.metrics),
    ],
  };
  return [
    { ...service, wire: awsJson(new CloudWatchClient(offlineConfig).config.protocol), words: jsonWords },
    { ...service, wire: inQueryCodes(form('awsQuery')), words: queryWords },
  ];
}

/** Traffic is described without end, and measured only up to now. */
function before(now: Date, series: Series): Series {
  return { at: (time) => (time < now.getTime() ? series.at(time) : undefined) };
}

/** Nobody else can put into these namespaces. */
function isAwsOwn({ Namespace = '' }: Metric): boolean {
  return Namespace.startsWith('AWS/');
}

/** The codes that the service's model has for forms, where they are not the names of its errors. */
const QUERY_CODES: Readonly<Record<string, string>> = {
  InvalidParameterValueException: 'InvalidParameterValue',
  InvalidParameterCombinationException: 'InvalidParameterCombination',
  MissingRequiredParameterException: 'MissingParameter',
};

function inQueryCodes(wire: Wire): Wire {
  return {
    ...wire,
    refuse: ({ code, message, status, headers, members }) =>
      wire.refuse(new ServiceError(QUERY_CODES[code] ?? code, message, status, headers, members)),
  };
}
