import aslValidator from 'asl-validator';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { memberRoleTemplate } from '../../infra/member-role';
import { ACCOUNT, BUCKET, HOME } from '../support/deployed';
import { headroomApp, resolved, templateOf } from '../support/stack';
import { nagged } from '../support/nag';
import { grantedTo, policiesOf } from './permissions/granted';

const SLACK = 'slack: { channel: C0123456789 }\n';
const ORGANIZATION = `${SLACK}organization: { id: o-a1b2c3d4e5, units: [ou-ab12-c3d4e5f6, ou-ab12-g7h8i9j0], batchesAtOnce: 7, toleratedFailures: 15% }\n`;

const single = () => templateOf({ yaml: SLACK });
const organization = () => templateOf({ yaml: ORGANIZATION });

/** By their logical ids, without the hash. */
function idsOf(template: Template): string[] {
  return Object.keys(template.toJSON()['Resources']).map((id) => id.replace(/[0-9A-F]{8}$/, ''));
}

/** The definition of the state machine, as CloudFormation fills it in. */
function definitionIn(template: Template): unknown {
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  const functions = Object.keys(template.findResources('AWS::Lambda::Function'));
  const names = {
    'AWS::Partition': 'aws-cn',
    ...Object.fromEntries(
      functions.map((id) => [`${id}.Arn`, `arn:aws-cn:lambda:cn-north-1:${ACCOUNT}:function:${id}`]),
    ),
  };
  return JSON.parse(String(resolved(machine?.['Properties']['DefinitionString'], names)));
}

test('one account alone has none of it', () => {
  for (const type of ['AWS::CloudFormation::StackSet', 'AWS::StepFunctions::StateMachine']) {
    single().resourceCountIs(type, 0);
  }
  expect(JSON.stringify(single().toJSON())).not.toMatch(
    /sts:AssumeRole".{1,40}headroom-member|organizations:|EXTERNAL_ID/,
  );
  expect(idsOf(single()).filter((id) => /^(Round|MemberRole)/.test(id))).toEqual([]);
});

test('an organization adds to the stack of one account, and takes away nothing but the schedule of the scan', () => {
  const [before, after] = [idsOf(single()), idsOf(organization())];

  expect(before.filter((id) => !after.includes(id)).toSorted()).toEqual([
    'ScanFunctionEventInvokeConfig',
    'ScanSchedule',
    'ScanStartRole',
    'ScanStartRoleDefaultPolicy',
  ]);
  expect(after.filter((id) => !before.includes(id)).toSorted()).toEqual([
    'AlarmsRoundsFail',
    'MemberRolesParameter',
    'MemberRolesStackSet',
    'RoundFunction',
    'RoundLogs',
    'RoundMachine',
    'RoundMachineRole',
    'RoundMachineRoleDefaultPolicy',
    'RoundMapRuns',
    'RoundRole',
    'RoundRoleDefaultPolicy',
    'RoundSchedule',
    'RoundStartRole',
    'RoundStartRoleDefaultPolicy',
  ]);
});

describe('the StackSet', () => {
  test('brings the role to the units, to new accounts by itself, and to one Region of each', () => {
    organization().hasResourceProperties('AWS::CloudFormation::StackSet', {
      PermissionModel: 'SERVICE_MANAGED',
      CallAs: 'DELEGATED_ADMIN',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      TemplateBody: JSON.stringify(memberRoleTemplate([])),
      OperationPreferences: { FailureTolerancePercentage: 50 },
      StackInstancesGroup: [
        {
          DeploymentTargets: { OrganizationalUnitIds: ['ou-ab12-c3d4e5f6', 'ou-ab12-g7h8i9j0'] },
          Regions: [{ Ref: 'AWS::Region' }],
        },
      ],
    });
  });

  test('counts API keys only when somebody wants them counted', () => {
    templateOf({ yaml: `${ORGANIZATION}scan: { apiKeys: true }` }).hasResourceProperties(
      'AWS::CloudFormation::StackSet',
      {
        TemplateBody: JSON.stringify(memberRoleTemplate(['api-keys'])),
      },
    );
  });

  test('is called for by the management account as itself', () => {
    const yaml = 'organization: { id: o-a1b2c3d4e5, units: [r-ab12], deployedIn: management account }';

    templateOf({ yaml }).hasResourceProperties('AWS::CloudFormation::StackSet', { CallAs: 'SELF' });
  });

  test("tells the role the scan's role, the organization, and the external id that the scan says", () => {
    const externalId = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] };
    const scanRole = { 'Fn::GetAtt': [Match.stringLikeRegexp('^ScanRole'), 'Arn'] };

    organization().hasResourceProperties('AWS::CloudFormation::StackSet', {
      Parameters: [
        { ParameterKey: 'ScanRole', ParameterValue: scanRole },
        { ParameterKey: 'OrganizationId', ParameterValue: 'o-a1b2c3d4e5' },
        { ParameterKey: 'ExternalId', ParameterValue: externalId },
      ],
    });
    organization().hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'scan.handler',
      Environment: { Variables: { HEADROOM_EXTERNAL_ID: externalId } },
    });
    organization().hasResourceProperties('AWS::SSM::Parameter', {
      Name: '/headroom/member-role',
      Value: {
        'Fn::Join': [
          '',
          ['{"ScanRole":"', scanRole, '","OrganizationId":"o-a1b2c3d4e5","ExternalId":"', externalId, '"}'],
        ],
      },
    });
  });
});

describe('a round', () => {
  test('is started by the schedule at its time, once, and knows for which time it is', () => {
    const schedules = Object.values(organization().findResources('AWS::Scheduler::Schedule'));
    const rounds = schedules.filter((one) => JSON.stringify(one).includes('RoundMachine'));

    expect(rounds.map((one) => one['Properties'])).toEqual([
      expect.objectContaining({
        ScheduleExpression: 'rate(15 minutes)',
        Target: expect.objectContaining({
          Input: '{"scheduledAt":"<aws.scheduler.scheduled-time>"}',
          RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
        }),
      }),
    ]);
    expect(schedules.filter((one) => JSON.stringify(one).includes('ScanFunction'))).toEqual([]);
  });

  test('is a definition that the published validator takes, with the functions of the stack and the numbers of the settings', () => {
    const definition = definitionIn(organization());

    expect(aslValidator(JSON.parse(JSON.stringify(definition))).errors).toEqual([]);
    expect(definition).toMatchObject({
      States: {
        Begin: { Parameters: { FunctionName: expect.stringContaining(':function:RoundFunction') } },
        Accounts: {
          MaxConcurrency: 7,
          ToleratedFailurePercentage: 15,
          ItemProcessor: {
            States: { Scan: { Parameters: { FunctionName: expect.stringContaining(':function:ScanFunction') } } },
          },
        },
      },
    });
  });

  test('the scan of a batch has ten minutes, the begin and the end five each', () => {
    organization().hasResourceProperties('AWS::Lambda::Function', { Handler: 'scan.handler', Timeout: 600 });
    organization().hasResourceProperties('AWS::Lambda::Function', { Handler: 'round.handler', Timeout: 300 });
    single().hasResourceProperties('AWS::Lambda::Function', { Handler: 'scan.handler', Timeout: 360 });
  });

  test('the function that begins and ends it is told which organization it is for', () => {
    organization().hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'round.handler',
      Environment: {
        Variables: {
          HEADROOM_ACCOUNT: { Ref: 'AWS::AccountId' },
          HEADROOM_BUCKET: Match.anyValue(),
          HEADROOM_TABLE: Match.anyValue(),
          HEADROOM_QUEUE_URL: Match.anyValue(),
          HEADROOM_EVENT_BUS: 'default',
          HEADROOM_ORGANIZATION: 'o-a1b2c3d4e5',
        },
      },
    });
  });
});

describe('permissions', () => {
  const objects = `arn:aws:s3:::${BUCKET}`;
  const on = (role: string, pattern: RegExp, template = organization()): string[] =>
    grantedTo(role, template)
      .permissions.map(({ action, resource }) => `${action} on ${resource}`)
      .filter((one) => pattern.test(one))
      .toSorted();

  test('the scan may take on the role in the accounts of this organization, and no other', () => {
    const assumed = grantedTo('ScanRole', organization()).statements.filter(
      ({ Action }) => Action === 'sts:AssumeRole',
    );

    expect(assumed).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Resource: 'arn:aws:iam::*:role/headroom-member',
        Condition: { StringEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } },
      },
    ]);
  });

  test('the scan reads and writes what is kept of every account', () => {
    expect(on('ScanRole', /^s3:PutObject/)).toEqual(
      [
        'history/*/*',
        'incidents/*.json.gz',
        'organization/accounts/*.json.gz',
        'plans/*/*/*',
        'snapshots/*.json.gz',
        'state/*.json.gz',
      ].map((key) => `s3:PutObject on ${objects}/${key}`),
    );
    expect(on('ScanRole', /^s3:GetObject/)).toEqual(
      ['config/headroom.yaml', 'config/last-good.yaml', 'history/*/*', 'state/*.json.gz'].map(
        (key) => `s3:GetObject on ${objects}/${key}`,
      ),
    );
  });

  test('beside that the scan may do what it may in one account, but tell: only the end of a round does that', () => {
    const rest = /^(?!s3:|sts:)/;
    const tells = /^(cloudwatch:PutMetricData|sqs:SendMessage|dynamodb:Scan) /;

    expect(on('ScanRole', rest)).toEqual(on('ScanRole', rest, single()).filter((one) => !tells.test(one)));
  });

  test('the begin and the end may read the organization and what is kept of it, and tell', () => {
    expect(on('RoundRole', /^(?!logs:)/)).toEqual([
      'cloudwatch:PutMetricData on *',
      'dynamodb:BatchGetItem on arn:aws:dynamodb:eu-west-1:123456789012:table/headroom-table',
      'dynamodb:GetItem on arn:aws:dynamodb:eu-west-1:123456789012:table/headroom-table',
      'dynamodb:Scan on arn:aws:dynamodb:eu-west-1:123456789012:table/headroom-table/index/pending',
      'dynamodb:UpdateItem on arn:aws:dynamodb:eu-west-1:123456789012:table/headroom-table',
      'events:PutEvents on arn:aws:events:eu-west-1:123456789012:event-bus/default',
      'organizations:DescribeOrganizationalUnit on arn:aws:organizations::*:ou/o-a1b2c3d4e5/*',
      'organizations:ListAccounts on *',
      'organizations:ListParents on arn:aws:organizations::*:account/o-a1b2c3d4e5/*',
      'organizations:ListParents on arn:aws:organizations::*:ou/o-a1b2c3d4e5/*',
      'organizations:ListTagsForResource on arn:aws:organizations::*:account/o-a1b2c3d4e5/*',
      `s3:GetObject on ${objects}/config/headroom.yaml`,
      `s3:GetObject on ${objects}/config/last-good.yaml`,
      `s3:GetObject on ${objects}/organization/*`,
      `s3:ListBucket on ${objects}`,
      `s3:PutObject on ${objects}/config/last-good.yaml`,
      `s3:PutObject on ${objects}/incidents/*.json.gz`,
      `s3:PutObject on ${objects}/organization/*`,
      'sqs:SendMessage on arn:aws:sqs:eu-west-1:123456789012:headroom-nudges.fifo',
    ]);
  });

  test('the state machine may start the two functions, read the accounts that are due, and see to its own children', () => {
    const [machine = ''] = Object.keys(organization().findResources('AWS::StepFunctions::StateMachine'));
    const functions = Object.keys(organization().findResources('AWS::Lambda::Function'));
    const arn = `arn:aws:states:${HOME}:${ACCOUNT}`;
    const names = {
      'AWS::Partition': 'aws',
      'AWS::Region': HOME,
      'AWS::AccountId': ACCOUNT,
      [machine]: `${arn}:stateMachine:rounds`,
      [`${machine}.Name`]: 'rounds',
      [`${Object.keys(organization().findResources('AWS::S3::Bucket'))[0]}.Arn`]: objects,
      ...Object.fromEntries(functions.map((id) => [`${id}.Arn`, id.replace(/[0-9A-F]{8}$/, '')])),
    };

    expect(policiesOf('RoundMachineRole', organization()).map((one) => resolved(one, names))).toEqual([
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: ['RoundFunction', 'ScanFunction'] },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: `${objects}/organization/due.json` },
      { Effect: 'Allow', Action: 'states:StartExecution', Resource: `${arn}:stateMachine:rounds` },
      {
        Effect: 'Allow',
        Action: ['states:DescribeExecution', 'states:StopExecution'],
        Resource: [`${arn}:execution:rounds/Accounts:*`, `${arn}:execution:rounds:*`],
      },
    ]);
  });

  test('the schedule may start the state machine and nothing else', () => {
    expect(policiesOf('RoundStartRole', organization())).toEqual([
      { Effect: 'Allow', Action: 'states:StartExecution', Resource: { Ref: expect.stringMatching(/^RoundMachine/) } },
    ]);
  });
});

test('every way in which a round does not come to its end brings the alarm', () => {
  const [alarm] = Object.values(organization().findResources('AWS::CloudWatch::Alarm')).filter(
    (one) => one['Properties']['AlarmName'] === 'Headroom: rounds fail',
  );
  const metrics: Record<string, Record<string, Record<string, unknown>>>[] = alarm?.['Properties']['Metrics'];

  expect(metrics.map((one) => one['Expression'] ?? one['MetricStat']?.['Metric']?.['MetricName'])).toEqual([
    'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)',
    'ExecutionsFailed',
    'ExecutionsTimedOut',
    'ExecutionsAborted',
  ]);
  expect(alarm?.['Properties']).toMatchObject({
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 1,
    DatapointsToAlarm: 2,
    EvaluationPeriods: 3,
    AlarmDescription: expect.stringContaining('#rounds-fail'),
  });
  single().resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { AlarmName: 'Headroom: rounds fail' }, 0);
});

/** In `eusc-de-east-1` AWS's SDKs know no endpoint of Organizations: it can be synthesized all the same. */
test.each([
  ['eu-west-1', /arn:aws-/],
  ['cn-north-1', /arn:aws:/],
  ['us-gov-west-1', /arn:aws:/],
  ['eusc-de-east-1', /arn:aws:/],
])('%s: no ARN names another partition', (region, another) => {
  const template = templateOf({ yaml: ORGANIZATION, env: { account: ACCOUNT, region } });

  // Not the whole template in the message of a failure.
  expect(another.exec(JSON.stringify(template.toJSON()))?.[0] ?? null).toBeNull();
  template.resourceCountIs('AWS::CloudFormation::StackSet', 1);
});

test('fewer than 80 resources', () => {
  expect(idsOf(organization()).length).toBeLessThan(80);
});

test('cdk-nag finds nothing that is not explained', () => {
  const { app } = headroomApp({ yaml: `${ORGANIZATION}scan: { apiKeys: true }` });
  const { error, lines } = nagged(app);

  expect(error).toBeNull();
  expect(lines.filter((line) => /non.?compliant|error/i.test(line))).toEqual([]);
});
