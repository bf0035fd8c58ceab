/** A round over the organization: the function that begins and ends it, the state machine in between, and the schedule that starts it. */
import { ArnFormat, Aws, Duration, Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { OrganizationSettings, Settings } from '../lambda/domain/settings';
import { keys } from '../lambda/stores/keys';
import { explain, wildcardIn } from './explain';
import { functionIn, type FunctionWithRole } from './function';
import { EVENT_BUS, eventsOn, itemsIn, nudgesTo, ownMetrics, pendingIn } from './rights';
import { MAP_LABEL, roundDefinition } from './round-definition';
import { startRole } from './start-role';

export interface RoundProps {
  readonly settings: Settings;
  readonly organization: OrganizationSettings;
  /** The folder with the bundled handler. */
  readonly code: string;
  readonly bucket: s3.Bucket;
  readonly table: dynamodb.Table;
  /** Wakes the notifier. */
  readonly queue: sqs.Queue;
  /** Scans a batch of accounts. */
  readonly scan: { readonly function: lambda.Function; readonly timeout: Duration };
}

const TIMEOUT = Duration.minutes(5);

/** In MB. The last step brings together what was found in a thousand accounts; more of it is more of a processor. */
const MEMORY = 512;

export class Round extends Construct {
  readonly stateMachine: sfn.StateMachine;

  constructor(scope: Construct, id: string, props: RoundProps) {
    super(scope, id);
    const { settings, organization, code, bucket, table, queue } = props;
    const made = functionIn(this, {
      description: 'Headroom: begins and ends a round over the organization',
      code,
      handler: 'round',
      memoryMb: MEMORY,
      timeout: TIMEOUT,
      environment: {
        HEADROOM_ACCOUNT: Aws.ACCOUNT_ID,
        HEADROOM_BUCKET: bucket.bucketName,
        HEADROOM_TABLE: table.tableName,
        HEADROOM_QUEUE_URL: queue.queueUrl,
        HEADROOM_EVENT_BUS: EVENT_BUS,
        HEADROOM_ORGANIZATION: organization.id,
      },
      may: [
        ...directory(this, organization),
        ...stores(bucket),
        itemsIn(table),
        pendingIn(table),
        ownMetrics(),
        nudgesTo(queue),
        eventsOn(this),
      ],
    });
    this.explainFunction(made, organization, bucket);
    this.stateMachine = this.machine(made.function, props);
    this.startEvery(Duration.minutes(settings.scan.everyMinutes));
  }

  private explainFunction(
    { function: made, role }: FunctionWithRole,
    organization: OrganizationSettings,
    bucket: s3.Bucket,
  ): void {
    explain(role, {
      'AwsSolutions-IAM5[Resource::*]':
        'organizations:ListAccounts knows no resources; cloudwatch:PutMetricData: a condition names the namespace.',
      ...Object.fromEntries(
        Object.values(resourcesOf(this, organization)).map((arn) => [
          wildcardIn(this, arn),
          'Every account and unit of this one organization, whose management account no template can know; the actions only read.',
        ]),
      ),
      [wildcardIn(this, bucket.arnForObjects(ORGANIZATION_OBJECTS))]:
        'What is remembered of the organization, with one object for each account, which no template can know.',
      [wildcardIn(this, bucket.arnForObjects(keys.members('*')))]:
        'One object for each incident that needs it, named by its fingerprint, which no template can know.',
    });
    explain(made, {
      'Serverless-LambdaTracing': NO_TRACES,
      'Serverless-LambdaDLQ': RETRIED,
      'Serverless-LambdaAsyncFailureDestination': RETRIED,
    });
  }

  /**
   * STANDARD: an EXPRESS one ends after five minutes, and so do its children, in which a batch may take ten
   * (https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html). It costs 0.025 USD for 1,000 transitions, of
   * which a batch takes about three: a thousand accounts that are all due in every round of 15 minutes would cost 22 USD a month.
   */
  private machine(round: lambda.Function, { organization, bucket, scan }: RoundProps): sfn.StateMachine {
    const role = new iam.Role(this, 'MachineRole', {
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [round.functionArn, scan.function.functionArn],
      }),
    );
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['s3:GetObject'],
        resources: [bucket.arnForObjects(keys.organization.due)],
      }),
    );
    const definition = roundDefinition({
      partition: Aws.PARTITION,
      round: { arn: round.functionArn, seconds: TIMEOUT.toSeconds() },
      scan: { arn: scan.function.functionArn, seconds: scan.timeout.toSeconds() },
      organization,
    });
    const machine = new sfn.StateMachine(this, 'Machine', {
      definitionBody: sfn.DefinitionBody.fromString(Stack.of(this).toJsonString(definition)),
      stateMachineType: sfn.StateMachineType.STANDARD,
      role,
    });
    machine.node.addDependency(role);
    const runs = mapRunsOf(machine);
    // A policy of its own: the first one must be there before the machine, and this one names it.
    const policy = new iam.Policy(this, 'MapRuns', { roles: [role], statements: runs.statements });
    explain(policy, runs.reasons);
    explain(machine, {
      'AwsSolutions-SF1': HISTORY,
      'AwsSolutions-SF2': NO_TRACES,
      'Serverless-StepFunctionStateMachineXray': NO_TRACES,
    });
    return machine;
  }

  private startEvery(every: Duration): void {
    const arn = this.stateMachine.stateMachineArn;
    new scheduler.Schedule(this, 'Schedule', {
      description: 'Starts a round of Headroom over the organization',
      schedule: scheduler.ScheduleExpression.rate(every),
      target: {
        bind: () => ({
          arn,
          role: startRole(this, { action: 'states:StartExecution', arn }),
          input: scheduler.ScheduleTargetInput.fromObject({ scheduledAt: scheduler.ContextAttribute.scheduledTime }),
          // The next round is the retry.
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        }),
      },
    });
  }
}

const NO_TRACES = 'Every call of a round is counted and logged; traces would cost and say nothing more.';

const RETRIED = 'The state machine waits for its answer, tries again and, when it fails for good, brings an alarm.';

const HISTORY =
  'Step Functions keeps the history of each execution for 90 days, with every error; a log would hold the same once more.';

/** All that is below the key of the organization. */
const ORGANIZATION_OBJECTS = 'organization/*';

/**
 * Accounts and units of the one organization; they belong to its management account, whose id we are not told. Which action knows which
 * resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html
 */
function resourcesOf(
  scope: Construct,
  { id }: OrganizationSettings,
): { readonly accounts: string; readonly units: string } {
  const arn = (resource: string, name: string): string =>
    Stack.of(scope).formatArn({
      service: 'organizations',
      region: '',
      account: '*',
      resource,
      resourceName: `${id}/${name}`,
    });
  return { accounts: arn('account', '*'), units: arn('ou', '*') };
}

/** The organization's accounts, with what they are tagged with and in which units they are. */
function directory(scope: Construct, organization: OrganizationSettings): iam.PolicyStatement[] {
  const { accounts, units } = resourcesOf(scope, organization);
  return [
    new iam.PolicyStatement({ actions: ['organizations:ListAccounts'], resources: ['*'] }),
    new iam.PolicyStatement({ actions: ['organizations:ListParents'], resources: [accounts, units] }),
    new iam.PolicyStatement({ actions: ['organizations:ListTagsForResource'], resources: [accounts] }),
    new iam.PolicyStatement({ actions: ['organizations:DescribeOrganizationalUnit'], resources: [units] }),
  ];
}

function stores(bucket: s3.Bucket): iam.PolicyStatement[] {
  const own = bucket.arnForObjects(ORGANIZATION_OBJECTS);
  const lastGood = bucket.arnForObjects(keys.lastGoodSettings);
  return [
    new iam.PolicyStatement({
      actions: ['s3:GetObject'],
      resources: [bucket.arnForObjects(keys.settings), lastGood, own],
    }),
    new iam.PolicyStatement({
      actions: ['s3:PutObject'],
      resources: [lastGood, own, bucket.arnForObjects(keys.members('*'))],
    }),
    // Without it S3 answers "denied" for what is not there, and nobody could tell the one from the other.
    new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
  ];
}

/**
 * A Distributed Map starts its children as executions of the same state machine, under its label, waits for them and stops them:
 * https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html. The page names `execution:<machine>:*`; the ARN of
 * a child has the label besides, `execution:<machine>/<label>:<name>`. Both are allowed, since no page says which one is asked for.
 */
function mapRunsOf(machine: sfn.StateMachine): {
  readonly statements: iam.PolicyStatement[];
  readonly reasons: Readonly<Record<string, string>>;
} {
  const executions = [machine.stateMachineName, `${machine.stateMachineName}/${MAP_LABEL}`].map((name) =>
    Stack.of(machine).formatArn({
      service: 'states',
      resource: 'execution',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      resourceName: `${name}:*`,
    }),
  );
  return {
    statements: [
      new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] }),
      new iam.PolicyStatement({
        actions: ['states:DescribeExecution', 'states:StopExecution'],
        resources: executions,
      }),
    ],
    reasons: Object.fromEntries(
      executions.map((arn) => [wildcardIn(machine, arn), 'Its own executions, which Step Functions names.']),
    ),
  };
}
