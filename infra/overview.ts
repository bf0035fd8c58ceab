/** The dashboard. */
import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Settings } from '../lambda/domain/settings';

export interface OverviewProps {
  readonly settings: Settings;
  readonly logGroup: logs.ILogGroup;
  readonly alarms: readonly cloudwatch.IAlarm[];
}

export class Overview extends Construct {
  constructor(scope: Construct, id: string, props: OverviewProps) {
    super(scope, id);
    new cloudwatch.CfnDashboard(this, 'Dashboard', {
      dashboardName: 'Headroom',
      dashboardBody: Stack.of(this).toJsonString({ widgets: [], x: props.alarms.map((a) => a.alarmArn) }),
    });
  }
}
