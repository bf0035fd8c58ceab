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
  /** The folders with the bundled handlers. */
  readonly code: { readonly scan: string };
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
    const { deadLetters } = new Nudges(this, 'Nudges');
    const scan = new Scan(this, 'Scan', { settings, code: code.scan, bucket, table });
    const { topic } = new SecondPath(this, 'SecondPath', { email: settings.alarms.email });
    const { alarms } = new Alarms(this, 'Alarms', { settings, topic, deadLetters, scan: scan.function });
    new Overview(this, 'Overview', { settings, logGroup: scan.logGroup, bucket, partition, alarms });
    // So that the commands of this repository find the bucket without asking CloudFormation.
    new ssm.StringParameter(this, 'BucketName', { parameterName: parameters.bucket, stringValue: bucket.bucketName });
  }
}
