/** From one counted day to a month of the deployed monitor. Pure. */
import { services } from '../../lambda/domain/quota';
import { incidentSeverities, metrics } from '../../lambda/domain/telemetry';
import type { PriceName } from './prices';

/** How much of each thing a month takes. */
export type Usage = Readonly<Record<PriceName, number>>;

/** Of one day, as `npm run bench -- cost/reference` counts it. */
export interface DayCounts {
  readonly scans: number;
  readonly calls: number;
  readonly callsByOperation: Readonly<Record<string, number>>;
  readonly metricsRequested: number;
  /** Of a scan that reads only what is read at every scan. */
  readonly metricsRequestedByQuietScan: number;
  readonly utilizationSeries: number;
  readonly logLines: number;
  readonly logBytes: number;
  readonly pacedSeconds: number;
}

export interface CostCounts {
  readonly countedOn: string;
  readonly everyMinutes: number;
  readonly day: DayCounts;
  /** By key, as they were last written. */
  readonly storedBytes: Readonly<Record<string, number>>;
}

/** How it is deployed, as far as that changes what is used. */
export interface Deployment {
  readonly everyMinutes: number;
  /** Quotas that are shown as `Utilization`. */
  readonly utilizationSeries: number;
  readonly alarms: number;
}

export const HOURS_A_MONTH = 730;
const DAYS_A_MONTH = HOURS_A_MONTH / 24;
const GB = 2 ** 30;

/** The scan function's memory; a test compares it with the template. */
export const MEMORY_GB = 0.5;
/** For how long S3 keeps what was written over; a test compares it with the template. S3 removes it within a day after. */
export const OLD_VERSION_DAYS = 3 + 1;
/** "AWS adds 26 bytes to each event", https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference or PutLogEvents */
export const BYTES_A_LOG_LINE = 26;

/** What nobody has counted. */
export const assumed = {
  /**
   * Seconds of a scan beside its pacing: starting, handshakes with up to 17 Regions, a dozen answers that wait for one another, and
   * computing on the third of a processor that 512 MB get. Nobody has measured it in Lambda; twice as much would be 0.09 USD.
   */
  secondsBesidePacing: 5,
  /** A glance a day and a few long looks. */
  dashboardViews: 60,
  /** As if every view asked for all of them, and the console's reads were billed like those of others. */
  metricsOfAView: 50,
  /** The log of how many days one view scans: the dashboard's longest preset. */
  logDaysOfAView: 1,
  /** "15% of the original size", from the examples of CloudWatch's pricing page: what is stored is compressed. */
  logCompression: 0.15,
  emails: 30,
  /** Leases and incidents; a few hundred items of a few kilobytes. */
  tableBytes: 2_000_000,
  /** The bucket's name and Slack's token. */
  parameters: 2,
} as const;

/** One metric for each combination of its dimensions' values. Those of quotas come on top. */
export const fixedSeries = Object.entries(metrics).reduce((sum, [name, { dimensions }]) => {
  if (name === 'utilization') return sum;
  return sum + dimensions.reduce((product, dimension) => product * VALUES[dimension], 1);
}, 0);
