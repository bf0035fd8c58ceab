/** The scan: the function, what it may do, and the schedule that starts it. */
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { scanPermissions, scanPolicy } from '../lambda/domain/permissions';
import type { Settings } from '../lambda/domain/settings';
import { NAMESPACE } from '../lambda/domain/telemetry';
import { keys } from '../lambda/stores/keys';
import { table as names } from '../lambda/stores/table';
import { explain } from './explain';

export interface ScanProps {
  readonly settings: Settings;
  /** The folder with the bundled handler. */
  readonly code: string;
  readonly bucket: s3.Bucket;
  readonly table: dynamodb.Table;
}

/** A scan takes five minutes at most; around it are the reading and writing of what is remembered. */
const TIMEOUT = Duration.minutes(6);

/** Lambda keeps an event no longer: https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
const LONGEST_WAIT_MINUTES = 6 * 60;

const NEXT_SCAN = 'A scan that failed is followed by the next; what it did not tell, that one tells.';

export class Scan extends Construct {
  readonly function: lambda.Function;
  readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, { settings, code, bucket, table }: ScanProps) {
    super(scope, id);
    this.logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    for (const statement of [...readsOf(settings), ...ownStores(bucket, table)]) role.addToPolicy(statement);
    this.logGroup.grantWrite(role);
    this.function = new lambda.Function(this, 'Function', {
      description: 'Headroom: measures the quotas of API Gateway and Lambda in every Region',
      code: lambda.Code.fromAsset(code),
      handler: 'scan.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 512,
      timeout: TIMEOUT,
      role,
      logGroup: this.logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      systemLogLevelV2: lambda.SystemLogLevel.WARN,
      environment: {
        HEADROOM_ACCOUNT: Aws.ACCOUNT_ID,
        HEADROOM_BUCKET: bucket.bucketName,
        HEADROOM_TABLE: table.tableName,
      },
      // The next scan is the retry. A start that had to wait, because the account had no concurrency left, is late, not lost.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(Math.min(settings.scan.everyMinutes, LONGEST_WAIT_MINUTES)),
    });
    this.startEvery(Duration.minutes(settings.scan.everyMinutes));
    explain(role, wildcardsOf(settings));
    explain(this.function, {
      'Serverless-LambdaTracing': 'Every call of a scan is counted and logged; traces would cost and say nothing more.',
      'Serverless-LambdaDLQ': NEXT_SCAN,
      'Serverless-LambdaAsyncFailureDestination': NEXT_SCAN,
    });
  }

  /** The schedule's role may start this function and nothing else, not even another version of it. */
  private startEvery(every: Duration): void {
    const role = new iam.Role(this, 'StartRole', {
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    role.addToPolicy(
      new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.function.functionArn] }),
    );
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

/** What Headroom keeps for itself, object by object. */
function ownStores(bucket: s3.Bucket, table: dynamodb.Table): iam.PolicyStatement[] {
  const state = bucket.arnForObjects(keys.state(Aws.ACCOUNT_ID));
  const lastGood = bucket.arnForObjects(keys.lastGoodSettings);
  return [
    new iam.PolicyStatement({
      actions: ['s3:GetObject'],
      resources: [bucket.arnForObjects(keys.settings), lastGood, state],
    }),
    new iam.PolicyStatement({
      actions: ['s3:PutObject'],
      resources: [lastGood, state, bucket.arnForObjects(keys.snapshot(Aws.ACCOUNT_ID))],
    }),
    // Without it S3 answers "denied" for what is not there, and nobody could tell the one from the other.
    new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
    new iam.PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [table.tableArn] }),
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
