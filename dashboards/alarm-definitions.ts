/** When CloudWatch itself tells somebody, without Headroom's own code: what each alarm watches, means and leads to. Pure. */
import type { Settings } from '../lambda/domain/settings';
import type { MetricName } from '../lambda/domain/telemetry';
import { serviceNames } from './service-names';

export interface AlarmDefinition {
  /** Stable: it names the resource in the template. */
  readonly id: string;
  /** As people see it. */
  readonly name: string;
  /** What it means for them: one sentence. */
  readonly impact: string;
  /** The heading of docs/runbook.md that says what to do. */
  readonly heading: string;
  readonly watches:
    | { readonly metric: MetricName; readonly dimensions?: Readonly<Record<string, string>> }
    | { readonly of: 'scan errors' | 'failed rounds' | 'report errors' | 'dead letters' };
  readonly statistic: 'Maximum' | 'Minimum' | 'Sum';
  readonly breaches: 'below' | 'at or above' | 'above';
  readonly threshold: number;
  /** So many of the last so many periods; a period is the time between two scans. */
  readonly of: readonly [breaching: number, periods: number];
  /** What a period without data says. `unchanged`: nothing, it stays as it was. */
  readonly missing: 'breaching' | 'fine' | 'unchanged';
}

/** Less than this of what should be watched can be seen. */
const LEAST_COVERAGE_PERCENT = 95;
/** A message that Slack has not taken for longer than this. */
const LONGEST_PENDING_SECONDS = 30 * 60;

export function alarmDefinitions({
  thresholds,
  organization,
}: Pick<Settings, 'thresholds' | 'organization'>): AlarmDefinition[] {
  return [
    {
      id: 'NoScan',
      name: 'Headroom: no scan completes',
      impact: 'Nobody watches the quotas: three scans in a row did not come to their end.',
      heading: 'No scan completes',
      watches: { metric: 'scanCompleted' },
      statistic: 'Maximum',
      breaches: 'below',
      threshold: 1,
      of: [3, 3],
      missing: 'breaching',
    },
    {
      id: 'CoverageLow',
      name: 'Headroom: coverage is low',
      impact: `More than ${100 - LEAST_COVERAGE_PERCENT} % of what was watched before can no longer be read: it may fill up unseen.`,
      heading: 'Coverage is low',
      watches: { metric: 'coverage' },
      statistic: 'Minimum',
      breaches: 'below',
      threshold: LEAST_COVERAGE_PERCENT,
      of: [2, 2],
      missing: 'unchanged',
    },
    {
      id: 'NotificationsWait',
      name: 'Headroom: notifications wait',
      impact: 'Slack has not taken a message for half an hour: somebody does not know what they should.',
      heading: 'Notifications wait',
      watches: { metric: 'oldestPendingNotification' },
      statistic: 'Maximum',
      breaches: 'above',
      threshold: LONGEST_PENDING_SECONDS,
      of: [1, 1],
      missing: 'unchanged',
    },
    {
      id: 'DeadLetters',
      name: 'Headroom: the notifier crashes',
      impact: 'The notifier failed again and again: messages may be late until the next scan wakes it.',
      heading: 'The notifier crashes',
      watches: { of: 'dead letters' },
      statistic: 'Maximum',
      breaches: 'above',
      threshold: 0,
      of: [1, 1],
      missing: 'fine',
    },
    {
      id: 'ScanErrors',
      name: 'Headroom: scans fail',
      impact: 'Two of the last three scans ended with an error: what they say may be incomplete or late.',
      heading: 'Scans fail',
      watches: { of: 'scan errors' },
      statistic: 'Sum',
      breaches: 'at or above',
      threshold: 1,
      of: [2, 3],
      missing: 'fine',
    },
    ...(organization === null ? [] : [ROUNDS_FAIL]),
    {
      id: 'ReportErrors',
      name: 'Headroom: the report fails',
      impact: 'The monthly report could not be made: nobody got it, and nothing else tries again.',
      heading: 'The report fails',
      watches: { of: 'report errors' },
      // A run without an error counts 0: what a second try has mended is nobody's alarm.
      statistic: 'Minimum',
      breaches: 'at or above',
      threshold: 1,
      of: [1, 1],
      // It runs once a month: until one is made, it stays failed.
      missing: 'unchanged',
    },
    ...Object.entries(serviceNames).map(([service, name]): AlarmDefinition => ({
      id: `${name.replaceAll(' ', '')}NearlyExhausted`,
      name: `Headroom: ${name} is nearly exhausted`,
      impact: `A quota of ${name} is so full that deployments or requests may soon fail. The dashboard says which.`,
      heading: 'A service is nearly exhausted',
      watches: { metric: 'maxUtilization', dimensions: { Service: service } },
      statistic: 'Maximum',
      breaches: 'at or above',
      threshold: criticalPercent(thresholds.default.critical),
      // A peak minute now and then is nobody's alarm; what stays full is, half an hour later.
      of: [2, 3],
      missing: 'unchanged',
    })),
  ];
}

/** Only with an organization. */
const ROUNDS_FAIL: AlarmDefinition = {
  id: 'RoundsFail',
  name: 'Headroom: rounds fail',
  impact: 'Two of the last three rounds over the organization failed: many accounts may not have been scanned.',
  heading: 'Rounds fail',
  watches: { of: 'failed rounds' },
  statistic: 'Sum',
  breaches: 'at or above',
  threshold: 1,
  of: [2, 3],
  missing: 'fine',
};

function criticalPercent(level: Settings['thresholds']['default']['critical']): number {
  if ('percent' in level) return level.percent;
  throw new Error('the default threshold is a percentage: the schema takes nothing else');
}

/** The address of a heading, as GitHub makes it. */
export function runbookLink(runbook: string, heading: string): string {
  const anchor = heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .replaceAll(/\s/g, '-');
  return `${runbook}#${anchor}`;
}
