import { Match } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { resolved, templateOf } from '../support/stack';

const YAML = `
alarms: { email: platform@example.com, runbook: https://example.com/runbook.md }
slack: { channel: C0123456789 }
`;
const template = templateOf({ yaml: YAML });

const Policy = z.object({
  Properties: z.object({
    PolicyDocument: z.object({ Statement: z.array(z.object({ Effect: z.literal('Allow') }).loose()) }),
    Roles: z.array(z.object({ Ref: z.string() })),
  }),
});

/** Every reference as its own name, without the digits that the CDK puts behind. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': '123456789012',
  'AWS::Region': 'eu-west-1',
  ...Object.fromEntries(
    Object.keys(template.toJSON()['Resources']).map((id) => [`${id}.Arn`, `<${id.replace(/[0-9A-F]{8}$/, '')}>`]),
  ),
};

/** What a role may do, as `action on resource`. */
function allowed(role: string): string[] {
  return Object.values(template.findResources('AWS::IAM::Policy'))
    .map((one) => Policy.parse(one).Properties)
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref.startsWith(role)))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap((statement) =>
      listOf(statement['Action']).flatMap((action) =>
        listOf(resolved(statement['Resource'], NAMES)).map((resource) => `${action} on ${resource}`),
      ),
    )
    .toSorted();
}

function listOf(value: unknown): string[] {
  return z.array(z.string()).parse(Array.isArray(value) ? value : [value]);
}

/** The logical ids that a resource names anywhere. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)];
    if (key === 'Fn::GetAtt' && Array.isArray(inner)) return [String(inner[0])];
    if (key === 'DependsOn') return listOf(inner);
    return referencesIn(inner);
  });
}

describe('the notifier', () => {
  test('may read what is to be told, write down what was told, and take nudges: nothing else', () => {
    expect(allowed('NotifierRole')).toEqual([
      'dynamodb:BatchGetItem on <StorageTable>',
      'dynamodb:GetItem on <StorageTable>',
      'dynamodb:Query on <StorageTable>/index/pending',
      'dynamodb:UpdateItem on <StorageTable>',
      'logs:CreateLogStream on <NotifierLogs>',
      'logs:PutLogEvents on <NotifierLogs>',
      's3:GetObject on <StorageBucket>/config/headroom.yaml',
      's3:GetObject on <StorageBucket>/config/last-good.yaml',
      's3:GetObject on <StorageBucket>/incidents/*.json.gz',
      's3:GetObject on <StorageBucket>/reports/*/report.*',
      's3:GetObject on <StorageBucket>/snapshots/123456789012.json.gz',
      's3:ListBucket on <StorageBucket>',
      'sqs:DeleteMessage on <NudgesQueue>',
      'sqs:GetQueueAttributes on <NudgesQueue>',
      'sqs:ReceiveMessage on <NudgesQueue>',
      'ssm:GetParameter on arn:aws:ssm:eu-west-1:123456789012:parameter/headroom/slack-token',
    ]);
  });

  test('can neither nudge itself nor measure, publish or invoke', () => {
    const actions = allowed('NotifierRole').map((one) => one.split(' ')[0]);

    expect(actions).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(sqs:Send|lambda:|events:|sns:|cloudwatch:|apigateway:)/)]),
    );
  });

  test('is woken by one nudge at a time, and the number of channels is what limits how many run', () => {
    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 1);
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NudgesQueue'), 'Arn'] },
      FunctionName: { Ref: Match.stringLikeRegexp('^NotifierFunction') },
      ScalingConfig: Match.absent(),
      MaximumBatchingWindowInSeconds: Match.absent(),
    });
  });

  test('finds what the scan has written: nudges wait five seconds, so that the index has caught up', () => {
    template.hasResourceProperties('AWS::SQS::Queue', { FifoQueue: true, DelaySeconds: 5 });
  });

  test('a nudge that failed is hidden for six times as long as a run may take', () => {
    const [notifier] = Object.values(template.findResources('AWS::Lambda::Function')).filter(
      (one) => one['Properties']['Handler'] === 'notify.handler',
    );

    expect(notifier?.['Properties']).toMatchObject({ Timeout: 120, MemorySize: 256 });
    template.hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: 6 * 120 });
  });

  test('knows the name of the token, not the token', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'notify.handler',
      Environment: {
        Variables: {
          HEADROOM_ACCOUNT: { Ref: 'AWS::AccountId' },
          HEADROOM_BUCKET: Match.anyValue(),
          HEADROOM_TABLE: Match.anyValue(),
          HEADROOM_SLACK_TOKEN: '/headroom/slack-token',
        },
      },
    });
  });

  test('is there without Slack in the settings too: a channel may come without a deployment', () => {
    templateOf().hasResourceProperties('AWS::Lambda::Function', { Handler: 'notify.handler' });
  });
});

describe('the way of alarms to Slack', () => {
  test('may read the token and write its log: nothing else', () => {
    expect(allowed('AlarmRouteRole')).toEqual([
      'logs:CreateLogStream on <AlarmRouteLogs>',
      'logs:PutLogEvents on <AlarmRouteLogs>',
      'ssm:GetParameter on arn:aws:ssm:eu-west-1:123456789012:parameter/headroom/slack-token',
    ]);
  });

  test('depends on nothing of ours but the topic: neither bucket, table, queue nor another function', () => {
    const own = Object.entries(template.toJSON()['Resources']).filter(([id]) => id.startsWith('AlarmRoute'));
    const named = new Set(own.flatMap(([, resource]) => referencesIn(resource)));

    expect(own.length).toBeGreaterThan(4);
    expect([...named].filter((id) => !/^(AWS::|AlarmRoute|SecondPathTopic)/.test(id))).toEqual([]);
  });

  test('is told where and what by the deployment, not by the bucket', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'alarm.handler',
      Environment: {
        Variables: {
          HEADROOM_CHANNEL: 'C0123456789',
          HEADROOM_RUNBOOK: 'https://example.com/runbook.md',
          HEADROOM_SLACK_TOKEN: '/headroom/slack-token',
        },
      },
    });
  });

  test('is started by the topic and by nobody else', () => {
    const topic = { Ref: Match.stringLikeRegexp('^SecondPathTopic') };

    template.resourceCountIs('AWS::Lambda::Permission', 1);
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AlarmRouteFunction'), 'Arn'] },
      Principal: 'sns.amazonaws.com',
      SourceArn: topic,
    });
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'lambda', TopicArn: topic });
  });

  test('is tried twice again, and waits six hours for concurrency', () => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp('^AlarmRouteFunction') },
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 6 * 60 * 60,
    });
  });

  test('cannot come round: no alarm watches it, and only CloudWatch may publish what it hears', () => {
    const alarms = template.findResources('AWS::CloudWatch::Alarm');
    const [policy] = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
    const mayPublish = z
      .array(z.object({ Effect: z.string(), Principal: z.unknown() }).loose())
      .parse(policy?.['Properties']['PolicyDocument']['Statement'])
      .filter(({ Effect }) => Effect === 'Allow');

    expect(referencesIn(alarms).filter((id) => id.startsWith('AlarmRoute'))).toEqual([]);
    expect(mayPublish.map(({ Principal }) => Principal)).toEqual([{ Service: 'cloudwatch.amazonaws.com' }]);
    expect(allowed('').filter((one) => one.startsWith('sns:'))).toEqual([]);
  });

  test('the e-mail does not need it', () => {
    const [email] = Object.values(template.findResources('AWS::SNS::Subscription')).filter(
      (one) => one['Properties']['Protocol'] === 'email',
    );

    expect(referencesIn(email).filter((id) => !id.startsWith('SecondPathTopic'))).toEqual([]);
  });

  test('is not there without a channel', () => {
    const without = templateOf({
      yaml: 'slack: { routes: [{ match: { region: eu-west-1 }, channel: C0123456789 }] }',
    });

    without.resourcePropertiesCountIs('AWS::Lambda::Function', { Handler: 'alarm.handler' }, 0);
    without.resourceCountIs('AWS::SNS::Subscription', 0);
  });
});

test('the scan may nudge, put events on the bus of this account and Region, and store lists of members', () => {
  const may = allowed('ScanRole');

  expect(may).toEqual(
    expect.arrayContaining([
      'dynamodb:BatchGetItem on <StorageTable>',
      'events:PutEvents on arn:aws:events:eu-west-1:123456789012:event-bus/default',
      's3:PutObject on <StorageBucket>/incidents/*.json.gz',
      'sqs:SendMessage on <NudgesQueue>',
    ]),
  );
  expect(may.filter((one) => one.startsWith('ssm:'))).toEqual([]);
  template.hasResourceProperties('AWS::Lambda::Function', {
    Handler: 'scan.handler',
    Environment: {
      Variables: Match.objectLike({
        HEADROOM_QUEUE_URL: { Ref: Match.stringLikeRegexp('^NudgesQueue') },
        HEADROOM_EVENT_BUS: 'default',
      }),
    },
  });
});
