/** The way to people that needs neither Slack nor Headroom's own code: CloudWatch's alarms to e-mail. `AlarmRoute` brings them to Slack besides. */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { explain } from './explain';

export interface SecondPathProps {
  readonly email: string | null;
}

export class SecondPath extends Construct {
  readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, { email }: SecondPathProps) {
    super(scope, id);
    this.topic = new sns.Topic(this, 'Topic', { enforceSSL: true });
    // A policy of its own takes the place of the default one, by which CloudWatch could publish.
    this.topic.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (email !== null) this.topic.addSubscription(new subscriptions.EmailSubscription(email));
    explain(this.topic, {
      'Serverless-SNSRedrivePolicy':
        'An e-mail that cannot be delivered has nowhere else to go; the alarm stays in CloudWatch.',
      'Serverless-SNSTopicKMS':
        'It carries the names of alarms and their states to e-mail, which is not encrypted either; a key would cost 1 USD a month.',
    });
  }
}
