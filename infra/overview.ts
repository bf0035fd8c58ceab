/** The dashboard. */
import { Aws, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { dashboardBody } from '../dashboards/dashboard';
import type { Settings } from '../lambda/domain/settings';

export interface OverviewProps {
  readonly settings: Settings;
  readonly logGroup: logs.ILogGroup;
  readonly bucket: s3.Bucket;
  /** Whose Regions the dashboard offers to choose from. */
  readonly partition: string;
  readonly alarms: readonly cloudwatch.Alarm[];
}

export class Overview extends Construct {
  constructor(scope: Construct, id: string, { settings, logGroup, bucket, partition, alarms }: OverviewProps) {
    super(scope, id);
    const body = dashboardBody({
      region: Aws.REGION,
      logGroup: logGroup.logGroupName,
      bucket: bucket.bucketName,
      alarms: alarms.map((alarm) => alarm.alarmArn),
      regions: regionsOf(partition).filter((region) => !settings.regions.exclude.includes(region)),
      accounts: [Aws.ACCOUNT_ID],
      settings,
    });
    new cloudwatch.CfnDashboard(this, 'Dashboard', {
      // Dashboards are global in an account: a name without the Region could not move to another home.
      dashboardName: `Headroom-${Aws.REGION}`,
      dashboardBody: Stack.of(this).toJsonString(body),
    });
  }
}

/** Those that this release of the CDK knows; a newer one is on the dashboard all the same, only not among the choices. */
function regionsOf(partition: string): string[] {
  return RegionInfo.regions
    .filter((region) => region.partition === partition)
    .map((region) => region.name)
    .toSorted();
}
