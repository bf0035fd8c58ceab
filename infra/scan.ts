/** The scan: the function, what it may do, and the schedule that starts it. */
import { Aws, Duration, Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { scanPermissions, scanPolicy } from '../lambda/domain/permissions';
import type { Settings } from '../lambda/domain/settings';
import { NAMESPACE } from '../lambda/domain/telemetry';
import { keys } from '../lambda/stores/keys';
import { table as names } from '../lambda/stores/table';
import { explain, wildcardIn } from './explain';
import { functionIn } from './function';
import { startRole } from './start-role';

export interface ScanProps {
  readonly settings: Settings;
  /** The folder with the bundled handler. */
  readonly code: string;
  readonly bucket: s3.Bucket;
  readonly table: dynamodb.Table;
  /** Wakes the notifier. */
  readonly queue: sqs.Queue;
}

/** The bus that every account has in every Region: who wants to follow the incidents needs to know no name of ours. */
const EVENT_BUS = 'default';

/** A scan takes five minutes at most; around it are the reading and writing of what is remembered. */
const TIMEOUT = Duration.minutes(6);

/** Lambda keeps an event no longer: https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
const LONGEST_WAIT_MINUTES = 6 * 60;

const NEXT_SCAN = 'A scan that failed is followed by the next; what it did not tell, that one tells.';

export class Scan extends Construct {
  readonly function: lambda.Function;
  readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, { settings, code, bucket, table, queue }: ScanProps) {
    super(scope, id);
    const made = functionIn(this, {
      description: 'Headroom: measures the quotas of API Gateway and Lambda in every Region',
      code,
      handler: 'scan',
      memoryMb: 512,
      timeout: TIMEOUT,
      environment: {
        HEADROOM_ACCOUNT: Aws.ACCOUNT_ID,
        HEADROOM_BUCKET: bucket.bucketName,
        HEADROOM_TABLE: table.tableName,
        HEADROOM_QUEUE_URL: queue.queueUrl,
        HEADROOM_EVENT_BUS: EVENT_BUS,
      },
      may: [...readsOf(settings), ...ownStores(bucket, table), ...ways(this, queue)],
      // The next scan is the retry. A start that had to wait, because the account had no concurrency left, is late, not lost.
      again: { tries: 0, forAtMost: Duration.minutes(Math.min(settings.scan.everyMinutes, LONGEST_WAIT_MINUTES)) },
    });
    this.function = made.function;
    this.logGroup = made.logGroup;
    this.startEvery(Duration.minutes(settings.scan.everyMinutes));
    explain(made.role, {
      ...wildcardsOf(settings),
      [wildcardIn(this, bucket.arnForObjects(monthsOf(Aws.ACCOUNT_ID)))]:
        'One object for each month of this account, which no template can know.',
      ...Object.fromEntries(
        [keys.members('*'), keys.planFile('*', '*', '*')].map((key) => [
          wildcardIn(this, bucket.arnForObjects(key)),
          'One object for each incident that needs it, named by its fingerprint, which no template can know.',
        ]),
      ),
    });
    explain(this.function, {
      'Serverless-LambdaTracing': 'Every call of a scan is counted and logged; traces would cost and say nothing more.',
      'Serverless-LambdaDLQ': NEXT_SCAN,
      'Serverless-LambdaAsyncFailureDestination': NEXT_SCAN,
    });
  }

  private startEvery(every: Duration): void {
    const role = startRole(this, this.function);
    const target: scheduler.IScheduleTarget = {
      bind: () => ({
        arn: this.function.functionArn,
        role,
        input: scheduler.ScheduleTargetInput.fromObject({ scheduledAt: scheduler.ContextAttribute.scheduledTime }),
        // The next scan is the retry.
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      }),
    };
    new scheduler.Schedule(this, 'Schedule', {
      description: 'Starts a scan of Headroom',
      schedule: scheduler.ScheduleExpression.rate(every),
      target,
    });
  }
}

/** What is read of the account, from the declared reads. */
function readsOf({ scan }: Settings): iam.PolicyStatement[] {
  const { Statement } = scanPolicy({ ...scopeOf(scan), partition: Aws.PARTITION, account: Aws.ACCOUNT_ID });
  return Statement.map((statement) => iam.PolicyStatement.fromJson(statement));
}

function scopeOf({ apiKeys }: Settings['scan']) {
  return { optedIn: apiKeys ? (['api-keys'] as const) : [] };
}

/** Why the wildcards stand there, by cdk-nag's names for them. */
function wildcardsOf({ scan }: Settings): Record<string, string> {
  const scope = { ...scopeOf(scan), partition: '<AWS::Partition>', account: '<AWS::AccountId>' };
  const permissions = scanPermissions(scope);
  const scoped = permissions.filter(({ resource }) => resource !== '*').map(({ resource }) => resource);
  const unscoped = permissions.flatMap(({ permission }) =>
    'unscoped' in permission ? [`${permission.action}: ${permission.unscoped}`] : [],
  );
  return {
    ...Object.fromEntries(
      scoped.map((resource) => [
        `AwsSolutions-IAM5[Resource::${resource}]`,
        'Everything of this kind is counted, in every Region; the action only reads.',
      ]),
    ),
    'AwsSolutions-IAM5[Resource::*]': `${[...new Set(unscoped)].join('; ')}; cloudwatch:PutMetricData: a condition names the namespace.`,
  };
}

/** The history of one account. */
const monthsOf = (accountId: string): string => `${keys.history}${accountId}/*`;

/** What Headroom keeps for itself, object by object. */
function ownStores(bucket: s3.Bucket, table: dynamodb.Table): iam.PolicyStatement[] {
  const state = bucket.arnForObjects(keys.state(Aws.ACCOUNT_ID));
  const lastGood = bucket.arnForObjects(keys.lastGoodSettings);
  const history = bucket.arnForObjects(monthsOf(Aws.ACCOUNT_ID));
  return [
    new iam.PolicyStatement({
      actions: ['s3:GetObject'],
      resources: [bucket.arnForObjects(keys.settings), lastGood, state, history],
    }),
    new iam.PolicyStatement({
      actions: ['s3:PutObject'],
      resources: [
        lastGood,
        state,
        history,
        bucket.arnForObjects(keys.snapshot(Aws.ACCOUNT_ID)),
        bucket.arnForObjects(keys.members('*')),
        bucket.arnForObjects(keys.planFile('*', '*', '*')),
      ],
    }),
    // Without it S3 answers "denied" for what is not there, and nobody could tell the one from the other.
    new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
    new iam.PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem'],
      resources: [table.tableArn],
    }),
    new iam.PolicyStatement({
      actions: ['dynamodb:Scan'],
      resources: [`${table.tableArn}/index/${names.pending.index}`],
    }),
    new iam.PolicyStatement({
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': NAMESPACE } },
    }),
  ];
}

/** By which others hear of what it found: the notifier, and whoever listens on the event bus. */
function ways(scope: Construct, queue: sqs.Queue): iam.PolicyStatement[] {
  const bus = Stack.of(scope).formatArn({ service: 'events', resource: 'event-bus', resourceName: EVENT_BUS });
  return [
    new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
    new iam.PolicyStatement({ actions: ['events:PutEvents'], resources: [bus] }),
  ];
}
