/** For EventBridge Scheduler: a role that may start one thing and nothing else, not even another version of it. */
import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** What is started: by which action, and its ARN. */
export interface Started {
  readonly action: 'lambda:InvokeFunction' | 'states:StartExecution';
  readonly arn: string;
}

/** In the scope as `StartRole`. */
export function startRole(scope: Construct, { action, arn }: Started): iam.Role {
  const role = new iam.Role(scope, 'StartRole', {
    assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  });
  role.addToPolicy(new iam.PolicyStatement({ actions: [action], resources: [arn] }));
  return role;
}
