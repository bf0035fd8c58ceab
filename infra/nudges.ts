/** Wakes the notifier, in order for each channel. A nudge says nothing: what is to be told stands in the table. */
import { Duration } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { explain } from './explain';

/**
 * What is pending is found by an index of the table, which is eventually consistent ("usually within a fraction of a second",
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html): by then it has caught up with the scan. What it still
 * misses is told one scan later. A FIFO queue takes a delay for all of its messages only
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html).
 */
const INDEX_CATCHES_UP = Duration.seconds(5);

/** How long the notifier may take for one nudge. */
export const NOTIFIER_TIMEOUT = Duration.minutes(2);
/**
 * "Set the queue visibility timeout to at least six times your function timeout": so long a nudge that failed or was refused for
 * want of concurrency waits for its next try. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const VISIBILITY = Duration.minutes(6 * NOTIFIER_TIMEOUT.toMinutes());

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
      visibilityTimeout: VISIBILITY,
      deliveryDelay: INDEX_CATCHES_UP,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MOST_TRIES },
    });
    explain(this.deadLetters, {
      'Serverless-SQSRedrivePolicy': 'It is the end of the way; an alarm says when something is there.',
    });
  }
}
