/** From one simulated day of an organization to a month of it. Pure. */
import {
  assumed,
  BYTES_A_LOG_LINE,
  type CallsByOperation,
  DAYS_A_MONTH,
  type Deployment,
  fixedSeries,
  GB,
  HOURS_A_MONTH,
  KEPT,
  MEMORY_GB,
  OLD_VERSION_DAYS,
  paidCalls,
  REPORTS_A_MONTH,
  type Usage,
} from './usage';
import type { PriceName } from './prices';

/** Of one day, as `npm run bench:org` simulates it from scans that were counted. */
export interface OrganizationCounts {
  readonly countedOn: string;
  readonly accounts: number;
  /** As many as the settings allow: there are more quotas above half. */
  readonly utilizationSeries: number;
  readonly day: {
    readonly rounds: number;
    readonly accountScans: number;
    readonly batches: number;
    readonly transitions: number;
    /** Of the function that scans, and of the one that begins and ends a round. */
    readonly scanSeconds: number;
    readonly roundSeconds: number;
    /** Those of the rounds' first and last steps with them. */
    readonly callsByOperation: CallsByOperation;
    readonly metricsRequested: number;
    readonly logLines: number;
    readonly logBytes: number;
  };
  readonly stored: {
    /** Of all accounts together, as they were last written. */
    readonly bytes: number;
    /** Of them, what grows by as much every day until the month ends. */
    readonly historyBytesOfDay: number;
    /** Written over in a day, without the history; and the history, a whole month long. */
    readonly bytesWrittenADay: number;
    readonly historyBytesWrittenADay: number;
  };
}

export const assumedOfOrganization = {
  /** Of leases, and of the channel that each scan makes sure of: a write unit each, where others are counted as incidents. */
  smallWritesAScan: 3,
  /** Of the notifier, with the e-mails and dashboard of one account: nothing more was counted. */
  notifierStartsADay: 20,
} as const;

export function organizationMonth(
  { day, stored, utilizationSeries }: OrganizationCounts,
  { alarms, emails }: Pick<Deployment, 'alarms' | 'emails'>,
): Usage {
  const month = (ofDay: number): number => ofDay * DAYS_A_MONTH;
  const ofCalls = (line: PriceName): number =>
    Object.entries(paidCalls)
      .filter(([, paid]) => paid.line === line)
      .reduce((sum, [operation, { units }]) => sum + units * (day.callsByOperation[operation] ?? 0), 0);
  const smallWrites = assumedOfOrganization.smallWritesAScan * day.accountScans;
  const logBytes = month(day.logBytes + day.logLines * BYTES_A_LOG_LINE);
  const starts = month(assumedOfOrganization.notifierStartsADay);
  return {
    customMetrics: fixedSeries + utilizationSeries,
    alarms,
    dashboards: 1,
    metricsRequested: month(day.metricsRequested) + assumed.dashboardViews * assumed.metricsOfAView,
    metricRequests: month(ofCalls('metricRequests')),
    logIngestion: logBytes / GB,
    logStorage: (logBytes * assumed.logCompression) / GB,
    logScanning: ((logBytes / HOURS_A_MONTH) * assumed.logHoursOfAView * assumed.dashboardViews) / GB,
    lambdaSeconds:
      month(day.scanSeconds) * MEMORY_GB.scan +
      month(day.roundSeconds) * MEMORY_GB.scan +
      starts * assumed.secondsOfNotifier * MEMORY_GB.notify,
    lambdaRequests: month(day.batches + 2 * day.rounds) + starts + REPORTS_A_MONTH,
    schedules: month(day.rounds) + REPORTS_A_MONTH,
    stateTransitions: month(day.transitions),
    events: month(ofCalls('events')),
    objectWrites: month(ofCalls('objectWrites')),
    objectReads: month(ofCalls('objectReads')),
    objectStorage:
      (stored.bytes +
        stored.historyBytesOfDay * DAYS_A_MONTH * KEPT.historyMonths +
        OLD_VERSION_DAYS * (stored.bytesWrittenADay + stored.historyBytesWrittenADay) +
        assumed.bytesOfReport * assumed.reportsKept) /
      GB,
    tableWrites: month(ofCalls('tableWrites') - smallWrites * (assumed.unitsAWrite - 1)),
    tableReads: month(ofCalls('tableReads')),
    tableStorage: assumed.tableBytes / GB,
    tableBackup: assumed.tableBytes / GB,
    queueRequests: month(ofCalls('queueRequests')) + HOURS_A_MONTH * 60 * assumed.pollsAMinute,
    emails: emails ? assumed.emails : 0,
    parameters: 1,
  };
}
