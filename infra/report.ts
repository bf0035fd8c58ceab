/** The monthly report: the function that makes it from the history, what it may do, and the schedule that starts it. */
import { Aws, Duration, TimeZone } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../lambda/domain/settings';
import { keys } from '../lambda/stores/keys';
import { explain, wildcardIn } from './explain';
import { functionIn } from './function';
import { startRole } from './start-role';

export interface ReportProps {
  readonly settings: Settings;
  /** The folder with the bundled handler. */
  readonly code: string;
  readonly bucket: s3.Bucket;
  readonly table: dynamodb.Table;
  /** Wakes the notifier. */
  readonly queue: sqs.Queue;
}

/** In MB. A year of 5,000 quotas takes half of it (docs/measurements.md); more of it is more of a processor. */
const REPORT_MEMORY = 512;

/**
 * In MB; it takes less than half of 512 for many accounts, too. But "at 1,769 MB, a function has the equivalent of one vCPU"
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html), which a thousand accounts keep busy for four minutes.
 */
const ORGANIZATION_MEMORY = 1769;

const RUN_AGAIN =
  'A report that fails is tried twice more and then brings an alarm; it is made again by hand, over what there was.';

export class MonthlyReport extends Construct {
  readonly function: lambda.Function;

  constructor(scope: Construct, id: string, { settings, code, bucket, table, queue }: ReportProps) {
    super(scope, id);
    const made = functionIn(this, {
      description: 'Headroom: makes the quota report of a month',
      code,
      handler: 'report',
      memoryMb: settings.organization === null ? REPORT_MEMORY : ORGANIZATION_MEMORY,
      timeout: Duration.minutes(settings.organization === null ? 5 : 15),
      environment: {
        HEADROOM_ACCOUNT: Aws.ACCOUNT_ID,
        HEADROOM_BUCKET: bucket.bucketName,
        HEADROOM_TABLE: table.tableName,
        HEADROOM_QUEUE_URL: queue.queueUrl,
      },
      may: stores({ bucket, table, queue }, settings),
      again: { tries: 2, forAtMost: Duration.hours(6) },
    });
    this.function = made.function;
    this.startMonthly(settings.report.timeZone);
    explain(
      made.role,
      Object.fromEntries(
        [`${keys.history}*`, keys.report('*', '*')].map((key) => [
          wildcardIn(this, bucket.arnForObjects(key)),
          'One object for each account and month, which no template can know.',
        ]),
      ),
    );
    explain(this.function, {
      'Serverless-LambdaTracing': 'What it made is in its log; traces would cost and say nothing more.',
      'Serverless-LambdaDLQ': RUN_AGAIN,
      'Serverless-LambdaAsyncFailureDestination': RUN_AGAIN,
    });
  }

  /** On the first of the month, in the morning of who reads it. */
  private startMonthly(timeZone: string): void {
    new scheduler.Schedule(this, 'Schedule', {
      description: 'Starts the monthly report of Headroom',
      schedule: scheduler.ScheduleExpression.cron({
        minute: '0',
        hour: '8',
        day: '1',
        timeZone: TimeZone.of(timeZone),
      }),
      target: {
        bind: () => ({
          arn: this.function.functionArn,
          role: startRole(this, { action: 'lambda:InvokeFunction', arn: this.function.functionArn }),
          input: scheduler.ScheduleTargetInput.fromObject({ scheduledAt: scheduler.ContextAttribute.scheduledTime }),
          retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: Duration.hours(6).toSeconds() },
        }),
      },
    });
  }
}

/** It reads the history and writes reports; what Slack is to hear stands in the table, and who tells it is woken. */
function stores(
  { bucket, table, queue }: Pick<ReportProps, 'bucket' | 'table' | 'queue'>,
  { organization }: Settings,
): iam.PolicyStatement[] {
  const reports = bucket.arnForObjects(keys.report('*', '*'));
  const names = organization === null ? [] : [keys.organization.directory];
  const read = [keys.settings, keys.lastGoodSettings, ...names, `${keys.history}*`].map((key) =>
    bucket.arnForObjects(key),
  );
  return [
    new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [...read, reports] }),
    new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: [reports] }),
    // To find the accounts; and without it S3 answers "denied" for what is not there, and nobody could tell the one from the other.
    new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
    new iam.PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [table.tableArn] }),
    new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
  ];
}
