/** Leave to read the token of the Slack app, and nothing else in the Parameter Store. */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { parameters } from './parameters';

/**
 * Decrypting takes no permission of its own: the key is AWS's for the Parameter Store, whose policy lets everybody in the account
 * who may read a parameter decrypt it through that service.
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
 */
export function mayReadSlackToken(scope: Construct): iam.PolicyStatement {
  const stack = Stack.of(scope);
  return new iam.PolicyStatement({
    actions: ['ssm:GetParameter'],
    // The name begins with the slash that an ARN has there anyway.
    resources: [stack.formatArn({ service: 'ssm', resource: `parameter${parameters.slackToken}` })],
  });
}
