/** For EventBridge Scheduler: a role that may start one function and nothing else, not even another version of it. */
import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** In the scope as `StartRole`. */
export function startRole(scope: Construct, started: lambda.Function): iam.Role {
  const role = new iam.Role(scope, 'StartRole', {
    assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [started.functionArn] }));
  return role;
}
