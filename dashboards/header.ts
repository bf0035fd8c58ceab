/** What this is and where to go on, beside the health of the monitor. */
import type { Cell } from './grid';
import type { DashboardOptions } from './options';
import { runbookReference } from './runbook';

type HeaderOptions = Pick<DashboardOptions, 'region' | 'bucket' | 'alarms' | 'settings'>;

export function header(options: HeaderOptions): Cell[] {
  return [
    { type: 'text', width: 16, properties: { markdown: purpose(options) } },
    {
      type: 'alarm',
      width: 8,
      properties: {
        title: "CloudWatch's own alarms",
        alarms: [...options.alarms],
        sortBy: 'stateUpdatedTimestamp',
      },
    },
  ];
}

/** Links without a host stay in the console of the reader's own partition. */
function purpose({ region, bucket, settings }: HeaderOptions): string {
  const { alarms, metrics, organization, scan } = settings;
  return [
    organization === null
      ? '## Headroom: how close this account is to its API Gateway and Lambda quotas'
      : '## Headroom: how close the accounts of the organization are to their API Gateway and Lambda quotas',
    organization === null
      ? `Scanned every ${scan.everyMinutes} minutes, in all Regions.`
      : `What is hot is scanned every ${scan.everyMinutes} minutes, quiet accounts hourly to daily, in all Regions.`,
    '',
    `**Something is full?** ${runbookReference(alarms.runbook)}`,
    '',
    [
      `**Ask for more:** [API Gateway](/servicequotas/home/services/apigateway/quotas)`,
      `[Lambda](/servicequotas/home/services/lambda/quotas)`,
      `**Behind it:** [alarms](/cloudwatch/home?region=${region}#alarmsV2:)`,
      `[reports and settings](/s3/buckets/${bucket})`,
    ].join(' · '),
    '',
    [
      `The graphs hold what is at least ${metrics.minUtilizationPercent} % full or past a threshold,`,
      `at most ${metrics.maxSeries} series; the ${organization === null ? 'table below them has' : 'monthly report and the files in Slack have'} everything.`,
    ].join(' '),
  ].join('\n');
}
