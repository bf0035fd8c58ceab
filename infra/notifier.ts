/**
 * Tells Slack what is pending: the function that a nudge wakes, and what it may do. It reads what the scan has stored and writes only
 * what was told; it cannot measure, and it cannot nudge, so that nothing of it comes round again.
 */
import { Aws } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../lambda/domain/settings';
import { keys } from '../lambda/stores/keys';
import { table as names } from '../lambda/stores/table';
import { explain, wildcardIn } from './explain';
import { functionIn } from './function';
import { NOTIFIER_TIMEOUT } from './nudges';
import { parameters } from './parameters';
import { mayReadSlackToken } from './slack-token-access';

export interface NotifierProps {
  readonly settings: Settings;
  /** The folder with the bundled handler. */
  readonly code: string;
  readonly bucket: s3.Bucket;
  readonly table: dynamodb.Table;
  readonly queue: sqs.Queue;
}

/** In MB; it waits for Slack most of the time. */
export const NOTIFIER_MEMORY = 256;

export class Notifier extends Construct {
  constructor(scope: Construct, id: string, { settings, code, bucket, table, queue }: NotifierProps) {
    super(scope, id);
    const made = functionIn(this, {
      description: 'Headroom: tells Slack what has changed',
      code,
      handler: 'notify',
      memoryMb: NOTIFIER_MEMORY,
      timeout: NOTIFIER_TIMEOUT,
      environment: {
        HEADROOM_ACCOUNT: Aws.ACCOUNT_ID,
        HEADROOM_BUCKET: bucket.bucketName,
        HEADROOM_TABLE: table.tableName,
        // The name: nobody but the function itself ever sees the value.
        HEADROOM_SLACK_TOKEN: parameters.slackToken,
      },
      may: [...stores(bucket, table, settings), mayReadSlackToken(this), ownQueue(queue)],
    });
    /**
     * One nudge at a time: it is about one channel, and a failure must not bring back the nudges of others. The group of the FIFO
     * queue is the channel, so no two run for the same one, and there are never more than channels: "concurrency is capped either by
     * the number of message group IDs or the maximum concurrency setting". That setting would end the thrift of quiet polling.
     * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
     */
    const mapping = new lambda.EventSourceMapping(this, 'Nudges', {
      target: made.function,
      eventSourceArn: queue.queueArn,
      batchSize: 1,
    });
    explain(mapping, {
      'Serverless-LambdaEventSourceMappingDestination':
        'Destinations of a mapping are for streams; the queue has a dead-letter queue.',
    });
    explain(made.role, {
      [wildcardIn(this, bucket.arnForObjects(keys.members('*')))]:
        'One object for each incident with many resources, named by its fingerprint, which no template can know.',
      [wildcardIn(this, bucket.arnForObjects(keys.report('*', '*')))]: 'The report of each month, in three forms.',
    });
    explain(made.function, {
      'Serverless-LambdaTracing':
        'What it told and what Slack refused is in its log; traces would cost and say nothing more.',
      'Serverless-LambdaDLQ': 'The queue in front of it has one, for nudges on which it crashes.',
      'Serverless-LambdaAsyncFailureDestination':
        'Nobody starts it asynchronously; the queue in front of it has a dead-letter queue.',
    });
  }
}

function stores(bucket: s3.Bucket, table: dynamodb.Table, { organization }: Settings): iam.PolicyStatement[] {
  const read = [
    keys.settings,
    keys.lastGoodSettings,
    ...(organization === null ? [] : [keys.organization.directory]),
    keys.snapshot(Aws.ACCOUNT_ID),
    keys.members('*'),
    keys.report('*', '*'),
  ];
  return [
    new iam.PolicyStatement({
      actions: ['s3:GetObject'],
      resources: read.map((key) => bucket.arnForObjects(key)),
    }),
    // Without it S3 answers "denied" for what is not there, and nobody could tell the one from the other.
    new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
    new iam.PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem'],
      resources: [table.tableArn],
    }),
    new iam.PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: [`${table.tableArn}/index/${names.pending.index}`],
    }),
  ];
}

/** What Lambda needs to poll on its behalf: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
function ownQueue(queue: sqs.Queue): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    resources: [queue.queueArn],
  });
}
