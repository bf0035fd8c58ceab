/**
 * The names of everything that a scan tells CloudWatch: metrics with their dimensions, and the fields of its log lines. The
 * publisher, the dashboard, the alarms and the cost model all read them here, so that none can name what another does not
 * write.
 */
import type { Measured, Unmeasured } from './measurement';
import type { Observation } from './observation';

export const NAMESPACE = 'Headroom';

/** What a metric is called in CloudWatch. `dimensions` is the whole set: to CloudWatch another set is another metric. */
export interface MetricDefinition {
  readonly name: string;
  readonly unit: 'Percent' | 'Count' | 'Seconds';
  readonly dimensions: readonly string[];
  /**
   * `always`: a value at every scan, so that silence is noticed; `above 0`: only when there is something to tell, since a series is
   * paid by the hour in which it has a value, and one that is always 0 says nothing; `chosen`: those that `metrics` in the settings lets in.
   */
  readonly told: 'always' | 'above 0' | 'chosen';
  /** For the documentation: one sentence without its full stop. */
  readonly tells: string;
}

/**
 * Every metric is to be read as Maximum (or Minimum): one value a scan, and a request that was sent twice because its answer
 * was lost changes neither.
 */
export const metrics = {
  utilization: {
    name: 'Utilization',
    unit: 'Percent',
    dimensions: ['Account', 'Region', 'Service', 'Quota', 'Resource'],
    told: 'chosen',
    tells: 'how full a quota of one resource or Region is; a limit of 0 with anything in use counts as 100',
  },
  maxUtilization: {
    name: 'MaxUtilization',
    unit: 'Percent',
    dimensions: ['Service'],
    told: 'always',
    tells: 'the highest utilization of any quota of the service that is not muted',
  },
  scanCompleted: {
    name: 'ScanCompleted',
    unit: 'Count',
    dimensions: [],
    told: 'always',
    tells: '1 when a scan came to its end',
  },
  coverage: {
    name: 'Coverage',
    unit: 'Percent',
    dimensions: [],
    told: 'always',
    tells:
      'the share of the quotas in all Regions that could be read; what was refused from the first scan on is left out',
  },
  unmeasuredQuotas: {
    name: 'UnmeasuredQuotas',
    unit: 'Count',
    dimensions: [],
    told: 'always',
    tells: 'measurements that failed; what somebody chose not to read is no failure',
  },
  apiCalls: {
    name: 'ApiCalls',
    unit: 'Count',
    dimensions: [],
    told: 'always',
    tells: 'requests that the scan sent to AWS, with retries',
  },
  throttledCalls: {
    name: 'ThrottledCalls',
    unit: 'Count',
    dimensions: [],
    told: 'above 0',
    tells: 'those of them that AWS answered with "slow down"; nothing when there are none',
  },
  openIncidents: {
    name: 'OpenIncidents',
    unit: 'Count',
    dimensions: ['Severity'],
    told: 'always',
    tells: 'quotas over a threshold, by severity: one for each quota and Region, however many resources it has there',
  },
  oldestPendingNotification: {
    name: 'OldestPendingNotification',
    unit: 'Seconds',
    dimensions: [],
    told: 'always',
    tells: 'for how long the oldest message that Slack has not taken is waiting; 0 when none is',
  },
  seriesDropped: {
    name: 'SeriesDropped',
    unit: 'Count',
    dimensions: [],
    told: 'above 0',
    tells:
      'series that should be shown as Utilization and are not, because of metrics.maxSeries; nothing when there are none',
  },
} as const satisfies Record<string, MetricDefinition>;
export type MetricName = keyof typeof metrics;

/** The value of the dimension Resource where the quota holds for the whole Region. */
export const REGION_WIDE = 'whole Region';

/** Values of the dimension Severity. */
export const incidentSeverities = ['warning', 'critical'] as const;

/** What the `message` of a log line says it is. */
export const logMessages = {
  measurement: 'measurement',
  region: 'region',
  observation: 'observation',
  incident: 'incident',
  summary: 'scan completed',
} as const;

/** Where a log line of a measurement or an observation has what; nested members are found by their path, as in Logs Insights. */
export const logFields = {
  message: 'message',
  level: 'level',
  timestamp: 'timestamp',
  status: 'status',
  account: 'accountId',
  region: 'region',
  quota: 'quota',
  resourceType: 'resource.type',
  resourceId: 'resource.id',
  resourceName: 'resource.name',
  usage: 'usage',
  limit: 'limit',
  limitSource: 'limitSource',
  utilization: 'utilization',
  severity: 'severity',
  adjustable: 'adjustable',
  increaseRequest: 'increaseRequest',
  measuredAt: 'measuredAt',
  cause: 'cause',
  reason: 'reason',
  kind: 'kind',
  text: 'text',
} as const satisfies Record<string, LineField>;

/** A member of a measurement or an observation, or of its resource, or what stands beside them on every line. */
type LineField =
  | Exclude<keyof Measured | keyof Unmeasured | keyof Observation, 'resource'>
  | `resource.${keyof NonNullable<Measured['resource']>}`
  | 'message'
  | 'level'
  | 'timestamp';
