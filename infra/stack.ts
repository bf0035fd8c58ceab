/** What Headroom puts into an account. */
import { Stack, type StackProps } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { Settings } from '../lambda/domain/settings';
import { AlarmRoute } from './alarm-route';
import { Alarms } from './alarms';
import { Notifier } from './notifier';
import { Nudges } from './nudges';
import { Overview } from './overview';
import { parameters } from './parameters';
import { MemberRoles } from './member-roles';
import { MonthlyReport } from './report';
import { Round, type RoundProps } from './round';
import { Scan } from './scan';
import { SecondPath } from './second-path';
import { Storage } from './storage';

/** The files under `lambda/` that are functions; the last one only with an organization. */
export const handlers = ['scan', 'notify', 'report', 'alarm', 'round'] as const;
export type Handler = (typeof handlers)[number];

export interface HeadroomProps extends StackProps {
  readonly settings: Settings;
  /** The folders with the bundled handlers. */
  readonly code: Readonly<Record<Handler, string>>;
  /** Where it is going to, as far as that is known: `aws`, `aws-cn`, … */
  readonly partition?: string;
  /** `true` on the way to removing Headroom without a trace. */
  readonly deleteData?: boolean;
}

export class HeadroomStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { settings, code, partition = 'aws', deleteData = false, ...props }: HeadroomProps,
  ) {
    super(scope, id, {
      description: 'Headroom watches how close this account is to its API Gateway and Lambda quotas',
      ...props,
    });
    const { bucket, table } = new Storage(this, 'Storage', { deleteData });
    const { queue, deadLetters } = new Nudges(this, 'Nudges');
    const scan = new Scan(this, 'Scan', { settings, code: code.scan, bucket, table, queue });
    // Also without Slack in the settings: channels may come with a change in the bucket, which takes no deployment.
    new Notifier(this, 'Notifier', { settings, code: code.notify, bucket, table, queue });
    const report = new MonthlyReport(this, 'Report', { settings, code: code.report, bucket, table, queue });
    const round = this.overOrganization({ settings, code: code.round, bucket, table, queue, scan });
    const { topic } = new SecondPath(this, 'SecondPath', { email: settings.alarms.email });
    if (settings.slack.channel !== null) {
      new AlarmRoute(this, 'AlarmRoute', {
        code: code.alarm,
        channel: settings.slack.channel,
        runbook: settings.alarms.runbook,
        topic,
      });
    }
    const { alarms } = new Alarms(this, 'Alarms', {
      settings,
      topic,
      deadLetters,
      scan: scan.function,
      report: report.function,
      round: round?.stateMachine ?? null,
    });
    new Overview(this, 'Overview', { settings, logGroup: scan.logGroup, bucket, partition, alarms });
    // So that the commands of this repository find the bucket without asking CloudFormation.
    new ssm.StringParameter(this, 'BucketName', { parameterName: parameters.bucket, stringValue: bucket.bucketName });
  }

  /** What only an organization needs: its accounts' role, and the rounds that take the place of the scan's own schedule. */
  private overOrganization(parts: Omit<RoundProps, 'organization' | 'scan'> & { readonly scan: Scan }): Round | null {
    const { settings, scan } = parts;
    const { organization } = settings;
    if (organization === null) return null;
    new MemberRoles(this, 'MemberRoles', { organization, apiKeys: settings.scan.apiKeys, scanRole: scan.role });
    return new Round(this, 'Round', { ...parts, organization });
  }
}
