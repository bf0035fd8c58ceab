/** The scan: the function, what it may do, and the schedule that starts it. */
import { Aws, Duration } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { MEMBER_ROLE } from '../lambda/domain/organization';
import { scanPermissions, scanPolicy } from '../lambda/domain/permissions';
import type { OrganizationSettings, Settings } from '../lambda/domain/settings';
import { keys } from '../lambda/stores/keys';
import { explain, wildcardIn } from './explain';
import { functionIn } from './function';
import { externalId } from './member-roles';
import { EVENT_BUS, eventsOn, itemsIn, nudgesTo, ownMetrics, pendingIn } from './rights';
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

/** A scan takes five minutes at most; around it are the reading and writing of what is remembered. */
const TIMEOUT = Duration.minutes(6);
/** Of a batch of accounts, some of which wait for each other. */
const BATCH_TIMEOUT = Duration.minutes(10);

/** Lambda keeps an event no longer: https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
const LONGEST_WAIT_MINUTES = 6 * 60;

const NEXT_SCAN = 'A scan that failed is followed by the next; what it did not tell, that one tells.';

export class Scan extends Construct {
  readonly function: lambda.Function;
  readonly role: iam.Role;
  readonly logGroup: logs.LogGroup;
  readonly timeout: Duration;

  constructor(scope: Construct, id: string, { settings, code, bucket, table, queue }: ScanProps) {
    super(scope, id);
    const { organization } = settings;
    this.timeout = organization === null ? TIMEOUT : BATCH_TIMEOUT;
    const made = functionIn(this, {
      description: 'Headroom: measures the quotas of API Gateway and Lambda in every Region',
      code,
      handler: 'scan',
      memoryMb: 512,
      timeout: this.timeout,
      environment: {
        HEADROOM_ACCOUNT: Aws.ACCOUNT_ID,
        HEADROOM_BUCKET: bucket.bucketName,
        HEADROOM_TABLE: table.tableName,
        HEADROOM_QUEUE_URL: queue.queueUrl,
        HEADROOM_EVENT_BUS: EVENT_BUS,
        ...(organization === null ? {} : { HEADROOM_EXTERNAL_ID: externalId() }),
      },
      may: [
        ...readsOf(settings),
        ...ownStores(bucket, objectsOf(settings)),
        itemsIn(table),
        // In an organization the last step of a round tells, and only it.
        ...(organization === null ? [pendingIn(table), ownMetrics(), nudgesTo(queue)] : [membersOf(organization)]),
        eventsOn(this),
      ],
      // The next scan is the retry. A start that had to wait, because the account had no concurrency left, is late, not lost.
      // In an organization the state machine waits for the answer, and nothing is started asynchronously.
      ...(organization === null
        ? {
            again: {
              tries: 0,
              forAtMost: Duration.minutes(Math.min(settings.scan.everyMinutes, LONGEST_WAIT_MINUTES)),
            },
          }
        : {}),
    });
    this.function = made.function;
    this.role = made.role;
    this.logGroup = made.logGroup;
    if (organization === null) this.startEvery(Duration.minutes(settings.scan.everyMinutes));
    explain(made.role, {
      ...wildcardsOf(settings),
      ...(organization === null
        ? {
            [wildcardIn(this, bucket.arnForObjects(monthsOf(Aws.ACCOUNT_ID)))]:
              'One object for each month of this account, which no template can know.',
          }
        : wildcardsOfMembers(this, bucket, settings)),
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
    const role = startRole(this, { action: 'lambda:InvokeFunction', arn: this.function.functionArn });
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

/** The same for what only an organization adds. */
function wildcardsOfMembers(scope: Construct, bucket: s3.Bucket, settings: Settings): Record<string, string> {
  const { kept, written } = objectsOf(settings);
  return {
    [wildcardIn(scope, MEMBER_ROLES)]: 'One role in each account of the organization, which a condition names.',
    ...Object.fromEntries(
      [...kept, ...written].map((key) => [
        wildcardIn(scope, bucket.arnForObjects(key)),
        'One object for each account of the organization, or for each of its months, which no template can know.',
      ]),
    ),
  };
}

/** The history of one account. */
const monthsOf = (accountId: string): string => `${keys.history}${accountId}/*`;

/** Keys of objects: those that are read and written, and those that are only read, or only written. */
interface Objects {
  readonly kept: readonly string[];
  readonly read: readonly string[];
  readonly written: readonly string[];
}

/** Of the one account, or of every account of the organization. */
function objectsOf({ organization }: Settings): Objects {
  if (organization === null) {
    return {
      kept: [keys.state(Aws.ACCOUNT_ID), monthsOf(Aws.ACCOUNT_ID), keys.lastGoodSettings],
      read: [],
      written: [keys.snapshot(Aws.ACCOUNT_ID)],
    };
  }
  return {
    kept: [keys.state('*'), monthsOf('*')],
    read: [keys.lastGoodSettings],
    written: [keys.snapshot('*'), keys.organization.account('*')],
  };
}

/** What Headroom keeps for itself, object by object. */
function ownStores(bucket: s3.Bucket, { kept, read, written }: Objects): iam.PolicyStatement[] {
  const arnsOf = (all: readonly string[]): string[] => all.map((key) => bucket.arnForObjects(key));
  return [
    new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: arnsOf([keys.settings, ...kept, ...read]) }),
    new iam.PolicyStatement({
      actions: ['s3:PutObject'],
      resources: arnsOf([...kept, ...written, keys.members('*'), keys.planFile('*', '*', '*')]),
    }),
    // Without it S3 answers "denied" for what is not there, and nobody could tell the one from the other.
    new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
  ];
}

const MEMBER_ROLES = `arn:${Aws.PARTITION}:iam::*:role/${MEMBER_ROLE}`;

/**
 * The role in each account of the organization, and in no other: an account that has left it is out of reach at once.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceorgid
 */
function membersOf({ id }: OrganizationSettings): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['sts:AssumeRole'],
    resources: [MEMBER_ROLES],
    conditions: { StringEquals: { 'aws:ResourceOrgID': id } },
  });
}
