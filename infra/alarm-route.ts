/**
 * CloudWatch's alarms to Slack, beside the e-mail: the second path. It knows neither bucket, table nor queue, so that it still tells
 * when they are what is wrong; channel and runbook come from the settings of the deployment.
 *
 * No alarm watches this function. Its errors could only be told through itself, and each failure would raise the next; and the
 * e-mail of the same topic does not depend on it. So nothing of it can come round again.
 */
import { Duration } from 'aws-cdk-lib';
import type * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { explain } from './explain';
import { functionIn } from './function';
import { parameters } from './parameters';
import { mayReadSlackToken } from './slack-token-access';

export interface AlarmRouteProps {
  /** The folder with the bundled handler. */
  readonly code: string;
  /** A channel's id. */
  readonly channel: string;
  readonly runbook: string;
  readonly topic: sns.Topic;
}

const BY_EMAIL = 'An alarm that Slack does not take has gone out by e-mail, and stays in CloudWatch.';

export class AlarmRoute extends Construct {
  constructor(scope: Construct, id: string, { code, channel, runbook, topic }: AlarmRouteProps) {
    super(scope, id);
    const made = functionIn(this, {
      description: "Headroom: brings CloudWatch's alarms about Headroom to Slack",
      code,
      handler: 'alarm',
      memoryMb: 256,
      timeout: Duration.seconds(30),
      environment: {
        HEADROOM_CHANNEL: channel,
        HEADROOM_RUNBOOK: runbook,
        // The name: nobody but the function itself ever sees the value.
        HEADROOM_SLACK_TOKEN: parameters.slackToken,
      },
      may: [mayReadSlackToken(this)],
      /**
       * SNS starts it asynchronously, and Lambda tries twice again, after one minute and after two. A start for which the account has no
       * concurrency left waits, for six hours at most; that is when an alarm of Lambda matters.
       * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
       */
      again: { tries: 2, forAtMost: Duration.hours(6) },
    });
    // The permission that comes with it names the topic as the only source.
    const subscription = topic.addSubscription(new subscriptions.LambdaSubscription(made.function));
    explain(subscription, {
      // https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
      'Serverless-SNSRedrivePolicy': 'SNS tries for 23 days to hand it to Lambda; the e-mail does not wait for it.',
    });
    explain(made.function, {
      'Serverless-LambdaTracing': 'It makes two calls; what Slack refused is in its log.',
      'Serverless-LambdaDLQ': BY_EMAIL,
      'Serverless-LambdaAsyncFailureDestination': BY_EMAIL,
    });
  }
}
