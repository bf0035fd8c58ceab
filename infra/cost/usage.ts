/** From one counted day to a month of the deployed monitor. Pure. */
import { services } from '../../lambda/domain/quota';
import { incidentSeverities, metrics } from '../../lambda/domain/telemetry';
import type { PriceName } from './prices';

export type CallsByOperation = Readonly<Record<string, number>>;

/** How much of each thing a month takes. */
export type Usage = Readonly<Record<PriceName, number>>;

/** Of one day, as `npm run bench -- cost/reference` counts it: of the scans, if nothing else is said. */
export interface DayCounts {
  readonly scans: number;
  readonly calls: number;
  readonly callsByOperation: CallsByOperation;
  /** What tells Slack: each nudge starts it once. */
  readonly notifier: {
    readonly starts: number;
    readonly callsByOperation: CallsByOperation;
    readonly logLines: number;
    readonly logBytes: number;
  };
  readonly metricsRequested: number;
  /** Of a scan that reads only what is read at every scan. */
  readonly metricsRequestedByQuietScan: number;
  /** Summed over hours: in each, those that got a value. */
  readonly seriesHours: number;
  readonly utilizationSeries: number;
  readonly logLines: number;
  readonly logBytes: number;
  /** What the pacing makes scans wait, the answers taking no time. */
  readonly pacedSeconds: number;
  readonly longestPacedSeconds: number;
}

export interface CostCounts {
  readonly countedOn: string;
  readonly everyMinutes: number;
  readonly day: DayCounts;
  /** Of the deployment: it reads everything. */
  readonly firstHour: Pick<DayCounts, 'calls' | 'metricsRequested'>;
  /** By key, as they were last written. */
  readonly storedBytes: Readonly<Record<string, number>>;
}

/** How it is deployed, as far as that changes what is used. */
export interface Deployment {
  readonly everyMinutes: number;
  /** Quotas that are shown as `Utilization`. */
  readonly utilizationSeries: number;
  readonly alarms: number;
  /** Whether somebody gets the alarms by e-mail. */
  readonly emails: boolean;
}

export const HOURS_A_MONTH = 730;
export const DAYS_A_MONTH = HOURS_A_MONTH / 24;
export const REPORTS_A_MONTH = 1;
export const GB = 2 ** 30;

/** The functions' memory; a test compares it with the template. */
export const MEMORY_GB = { scan: 0.5, notify: 0.25, report: 0.5 } as const;
/** What was written over stays for three days, which a test compares with the template, and until S3 looks: once a day. */
export const OLD_VERSION_DAYS = 3 + 1;
/** What the bucket keeps, which a test compares with the template. */
export const KEPT = { planDays: 31, historyMonths: 26 } as const;
/**
 * PutLogEvents counts a batch as "the sum of all event messages in UTF-8, plus 26 bytes for each log event"; that ingestion is billed by
 * the same sum is what is generally said, and not documented.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export const BYTES_A_LOG_LINE = 26;

/** What nobody has counted. */
export const assumed = {
  /**
   * Of a scan, beside its pacing. With answers that take 0.1 s each it was 1.2 s here, and 0.2 s of a processor; the rest is for the
   * start, for handshakes with every Region and for the third of a processor that comes with 512 MB. Nobody has measured it in
   * Lambda; twice as much would be 0.06 USD a month.
   */
  secondsBesidePacing: 3,
  /**
   * Of the monthly report. A year of 5,000 quotas takes 8 s of a processor (docs/measurements.md); the reference account has less than a
   * fifth of them, and the function a third of a processor.
   */
  secondsOfReport: 10,
  /** Page, table and JSON of one report: less than a fifth of what they take for 5,000 quotas. */
  bytesOfReport: 1_500_000,
  /** Of five years: nobody deletes them. */
  reportsKept: 60,
  /** Of one run of the notifier: a start, the token, and a few calls of Slack that take up to a second each. */
  secondsOfNotifier: 3,
  /**
   * Lambda asks the queue for nudges all the time, and each question is a request. It polls with five connections, and "can optimize to
   * as few as 2" (said of standard queues: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html); how long a question
   * waits is not documented. On quiet queues 15 empty answers a minute were seen (https://github.com/getlift/lift/issues/132), which is
   * five connections and the longest wait that SQS has, 20 s. That a FIFO queue is polled likewise is assumed.
   */
  pollsAMinute: 15,
  /** As if each request to the event bus were full; it takes ten events. */
  eventsARequest: 10,
  /**
   * Write units of one `UpdateItem`, as if each were of an incident: up to 4 KB with its worst members, one unit for each, and one for
   * what changes in the index. A lease takes one.
   */
  unitsAWrite: 5,
  /** Read units of one `BatchGetItem`, read consistently: 20 incidents of up to 4 KB. */
  unitsABatch: 20,
  /** Two a day. */
  dashboardViews: 60,
  /** As if every view asked for as many as a dashboard may have for free, and reads of the console were billed like others. */
  metricsOfAView: 50,
  /** What a view scans of the log: three tables, each over the day that the dashboard shows. */
  logHoursOfAView: 3 * 24,
  /** What is stored is compressed; text that repeats itself like this shrinks more. */
  logCompression: 0.15,
  emails: 30,
  /** Leases and incidents: a few hundred items of a few kilobytes. */
  tableBytes: 2_000_000,
} as const;

const VALUES_OF: Readonly<Record<string, number>> = {
  Service: services.length,
  Severity: incidentSeverities.length,
};

/**
 * The series that there are whatever fills up: one for each combination of the values of a metric's dimensions. Those that are told
 * above 0 only are left out: in the reference account nothing is throttled and no series is dropped.
 */
export const fixedSeries = Object.values(metrics)
  .filter(({ told }) => told === 'always')
  .map(({ dimensions }) => dimensions.reduce((product: number, name) => product * (VALUES_OF[name] ?? NaN), 1))
  .reduce((sum, count) => sum + count, 0);

/** What the calls of one day cost by the call, each operation with its line and how many units of that it takes. */
export const paidCalls: Readonly<Record<string, { readonly line: PriceName; readonly units: number }>> = {
  's3:PutObject': { line: 'objectWrites', units: 1 },
  's3:ListObjectsV2': { line: 'objectWrites', units: 1 },
  's3:GetObject': { line: 'objectReads', units: 1 },
  's3:HeadObject': { line: 'objectReads', units: 1 },
  'dynamodb:UpdateItem': { line: 'tableWrites', units: assumed.unitsAWrite },
  'dynamodb:PutItem': { line: 'tableWrites', units: assumed.unitsAWrite },
  'dynamodb:DeleteItem': { line: 'tableWrites', units: assumed.unitsAWrite },
  'dynamodb:GetItem': { line: 'tableReads', units: 1 },
  'dynamodb:BatchGetItem': { line: 'tableReads', units: assumed.unitsABatch },
  'dynamodb:Query': { line: 'tableReads', units: 1 },
  'dynamodb:Scan': { line: 'tableReads', units: 1 },
  // The message that was sent is received by a poll, and then deleted.
  'sqs:SendMessage': { line: 'queueRequests', units: 2 },
  'eventbridge:PutEvents': { line: 'events', units: assumed.eventsARequest },
  'cloudwatch:PutMetricData': { line: 'metricRequests', units: 1 },
};

/** Of the scans and of what they had told. */
export function callsOf({ callsByOperation, notifier }: DayCounts): CallsByOperation {
  const sum = new Map(Object.entries(callsByOperation));
  for (const [operation, calls] of Object.entries(notifier.callsByOperation))
    sum.set(operation, (sum.get(operation) ?? 0) + calls);
  return Object.fromEntries(sum);
}

/** @param everyMinutes `Infinity` for a schedule that is switched off */
export function monthOf(counts: CostCounts, { everyMinutes, utilizationSeries, alarms, emails }: Deployment): Usage {
  const { day, storedBytes } = counts;
  const scans = (HOURS_A_MONTH * 60) / everyMinutes;
  const perScan = (ofDay: number): number => (ofDay / day.scans) * scans;
  const { notifier } = day;
  const notifierStarts = perScan(notifier.starts);
  const calls = callsOf(day);
  const ofCalls = (line: PriceName): number =>
    perScan(
      Object.entries(paidCalls)
        .filter(([, paid]) => paid.line === line)
        .reduce((sum, [operation, { units }]) => sum + units * (calls[operation] ?? 0), 0),
    );
  // What has a clock of an hour is read once an hour, however often a scan looks whether it is due.
  const hoursWithScan = HOURS_A_MONTH * Math.min(1, 60 / everyMinutes);
  const readByClock = day.metricsRequested - day.metricsRequestedByQuietScan * day.scans;
  const logLines = day.logLines + notifier.logLines;
  const logBytes = perScan(day.logBytes + notifier.logBytes + logLines * BYTES_A_LOG_LINE);
  const hourOfLog = logBytes / HOURS_A_MONTH;
  const scanSeconds = perScan(day.pacedSeconds) + scans * assumed.secondsBesidePacing;
  return {
    customMetrics: (fixedSeries + utilizationSeries) * (hoursWithScan / HOURS_A_MONTH),
    alarms,
    dashboards: 1,
    metricsRequested:
      scans * day.metricsRequestedByQuietScan +
      (readByClock / 24) * hoursWithScan +
      assumed.dashboardViews * assumed.metricsOfAView,
    metricRequests: ofCalls('metricRequests'),
    logIngestion: logBytes / GB,
    logStorage: (logBytes * assumed.logCompression) / GB,
    logScanning: (hourOfLog * assumed.logHoursOfAView * assumed.dashboardViews) / GB,
    lambdaSeconds:
      scanSeconds * MEMORY_GB.scan +
      notifierStarts * assumed.secondsOfNotifier * MEMORY_GB.notify +
      REPORTS_A_MONTH * assumed.secondsOfReport * MEMORY_GB.report,
    lambdaRequests: scans + notifierStarts + REPORTS_A_MONTH,
    schedules: scans + REPORTS_A_MONTH,
    // One account is scanned without a state machine.
    stateTransitions: 0,
    events: ofCalls('events'),
    objectWrites: ofCalls('objectWrites'),
    objectReads: ofCalls('objectReads'),
    objectStorage: bytesInBucket(storedBytes, scans) / GB,
    tableWrites: ofCalls('tableWrites'),
    tableReads: ofCalls('tableReads'),
    tableStorage: assumed.tableBytes / GB,
    tableBackup: assumed.tableBytes / GB,
    queueRequests: ofCalls('queueRequests') + HOURS_A_MONTH * 60 * assumed.pollsAMinute,
    emails: emails ? assumed.emails : 0,
    parameters: 1,
  };
}

/**
 * A plan is written once, everything else over what there was. A month of the history is counted as if each of its days took as much as the
 * one that was counted, and as if it were always whole.
 */
function bytesInBucket(storedBytes: CostCounts['storedBytes'], scansAMonth: number): number {
  const below = (prefix: string): number =>
    Object.entries(storedBytes).reduce((sum, [key, bytes]) => sum + (key.startsWith(prefix) ? bytes : 0), 0);
  const [all, plansOfDay, historyOfDay] = [below(''), below('plans/'), below('history/')];
  const month = historyOfDay * DAYS_A_MONTH;
  const oldVersions = (scansAMonth / DAYS_A_MONTH) * OLD_VERSION_DAYS;
  return (
    (all - plansOfDay - historyOfDay + month) * (1 + oldVersions) +
    plansOfDay * KEPT.planDays +
    month * KEPT.historyMonths +
    assumed.bytesOfReport * assumed.reportsKept
  );
}
