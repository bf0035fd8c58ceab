/**
 * Quotas that the catalogue does not have and Service Quotas measures itself: any row with a usage metric. So a quota that AWS
 * adds is watched on the day it appears.
 * https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_MetricInfo.html
 */
import { type MonitoredQuota, quotaLists } from '../domain/quota';
import { mapRead } from '../domain/read';
import type { RegionReads } from '../domain/region-reads';
import type { ServiceQuota, UsageMetric } from '../domain/resources';
import { minuteOf, peakNotes, perSecond as asRate, rateNotes } from './traffic';

const services = ['apigateway', 'lambda'] as const;
const SERVICE = { apigateway: 'API Gateway', lambda: 'Lambda' } as const;
/** What a name may take of a sentence in a message. */
const NAME_LENGTH = 50;
const METRIC_LENGTH = 40;

export function discoverQuotas(reads: RegionReads, catalogue: readonly MonitoredQuota[]): readonly MonitoredQuota[] {
  return services.flatMap((service) => {
    const own = catalogue.filter((quota) => quota.service === service);
    // By name too, should AWS give a quota another code.
    const known = new Set(own.flatMap((quota) => [quota.quotaCode, quota.serviceName]));
    const found = new Map<string, MonitoredQuota>();
    for (const list of [quotaLists[service].applied, quotaLists[service].defaults]) {
      const rows = reads.of(list);
      if (rows.status !== 'read') continue;
      for (const row of rows.value) {
        if (
          row.metric &&
          row.resource === null &&
          !known.has(row.code) &&
          !known.has(row.name) &&
          !found.has(row.code)
        ) {
          found.set(row.code, entryFor(service, row, row.metric));
        }
      }
    }
    return [...found.values()];
  });
}

function entryFor(service: MonitoredQuota['service'], row: ServiceQuota, metric: UsageMetric): MonitoredQuota {
  const id = `sq-${service}-${row.code}`;
  const { namespace, name, dimensions, statistic, perSecond } = metric;
  return {
    id,
    name: row.name,
    service,
    quotaCode: row.code,
    defaultValue: row.value,
    adjustable: row.adjustable ? 'yes' : 'no',
    unit: perSecond ? 'per second' : 'units of Service Quotas',
    scope: 'region',
    reads: [],
    gauges: () => [{ key: id, series: [{ namespace, metric: name, dimensions, statistic }], everyMinutes: 60 }],
    count: (reads) => {
      const peak = reads.peak(id);
      if (perSecond && statistic === 'Sum')
        return [{ resource: null, used: asRate(peak), notes: rateNotes(peak), ...minuteOf(peak) }];
      const used = mapRead(peak, (highest) => highest?.value ?? 0);
      return [{ resource: null, used, notes: peakNotes(peak), ...minuteOf(peak) }];
    },
    ...adviceFor(service, row, metric),
    counted: 'by the usage metric that Service Quotas names',
    confidence: 'as good as that metric',
    source: 'https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_MetricInfo.html',
  };
}

/** Nothing more is known of it than its name, its metric and whether Service Quotas raises it. */
function adviceFor(
  service: MonitoredQuota['service'],
  { name, adjustable }: ServiceQuota,
  metric: UsageMetric,
): Pick<MonitoredQuota, 'breaks' | 'remedy'> {
  const quota = `"${plain(name)}"`;
  return {
    breaks: `${SERVICE[service]} ${metric.perSecond ? 'throttles' : 'refuses'} what goes beyond ${quota} in this Region`,
    remedy: [
      `Look at ${code(metric.name)} of ${code(metric.namespace)} in CloudWatch for when the usage grew.`,
      metric.perSecond
        ? 'Spread these requests over more time, or over another Region or account.'
        : 'Delete or stop what counts towards it and is not needed.',
      adjustable
        ? `Request an increase of ${quota} in Service Quotas.`
        : 'Use another Region or account for more of it: Service Quotas does not raise this quota.',
    ],
  };
}

/** A name without what a message would take for markup. */
const plain = (name: string): string =>
  shortened(name.replaceAll('&', 'and').replaceAll(/[<>*_~`"]/g, ' '), NAME_LENGTH);

/** As code, which only these end. */
const code = (name: string): string => `\`${shortened(name.replaceAll(/[<>&`]/g, ' '), METRIC_LENGTH)}\``;

function shortened(words: string, most: number): string {
  const text = words.replaceAll(/\s+/g, ' ').trim();
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}
