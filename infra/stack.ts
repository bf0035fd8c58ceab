/** What Headroom puts into an account. */
import { Stack, type StackProps } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { Settings } from '../lambda/domain/settings';
import { Alarms } from './alarms';
import { Overview } from './overview';
import { parameters } from './parameters';
import { Nudges } from './nudges';
import { Scan } from './scan';
import { SecondPath } from './second-path';
import { Storage } from './storage';

export interface HeadroomProps extends StackProps {
  readonly settings: Settings;
  /** `true` on the way to removing Headroom without a trace. */
  readonly deleteData?: boolean;
}

export class HeadroomStack extends Stack {
  constructor(scope: Construct, id: string, { settings, deleteData = false, ...props }: HeadroomProps) {
    super(scope, id, {
      description: 'Headroom watches how close this account is to its API Gateway and Lambda quotas',
      ...props,
    });
    const { bucket, table } = new Storage(this, 'Storage', { deleteData });
    const { deadLetters } = new Nudges(this, 'Nudges');
    const scan = new Scan(this, 'Scan', { settings, bucket, table });
    const { topic } = new SecondPath(this, 'SecondPath', { email: settings.alarms.email });
    const { alarms } = new Alarms(this, 'Alarms', { settings, topic, deadLetters, scan: scan.function });
    new Overview(this, 'Overview', { settings, logGroup: scan.logGroup, alarms });
    // So that the commands of this repository find the bucket without asking CloudFormation.
    new ssm.StringParameter(this, 'BucketName', { parameterName: parameters.bucket, stringValue: bucket.bucketName });
  }
}
