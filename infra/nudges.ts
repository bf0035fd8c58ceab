/** Wakes the notifier, in order for each channel. A nudge says nothing: what is to be told stands in the table. */
import { Duration } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { explain } from './explain';

/** A nudge that is lost costs time, never a message: the next scan nudges again. So a few tries are enough. */
const MOST_TRIES = 5;

export class Nudges extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.deadLetters = new sqs.Queue(this, 'DeadLetters', {
      fifo: true,
      enforceSSL: true,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      retentionPeriod: Duration.days(14),
    });
    this.queue = new sqs.Queue(this, 'Queue', {
      fifo: true,
      enforceSSL: true,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      // Older ones are replaced by those of later scans.
      retentionPeriod: Duration.days(1),
      visibilityTimeout: Duration.minutes(12),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MOST_TRIES },
    });
    explain(this.deadLetters, {
      'Serverless-SQSRedrivePolicy': 'It is the end of the way; an alarm says when something is there.',
    });
  }
}
