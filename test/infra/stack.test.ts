import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App, CfnResource } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { lint } from '../../dashboards/lint';
import { handlers, HeadroomStack } from '../../infra/stack';
import { featureFlags } from '../../infra/flags';
import { parsedSettings } from '../support/account';
import { headroomApp, NO_CODE, outdir, resolved, templateOf } from '../support/stack';
import { nagged } from '../support/nag';

const ROOT = resolve(__dirname, '../..');
const YAML = `
scan: { every: 20 minutes, apiKeys: true }
alarms: { email: platform@example.com }
slack: { channel: C0123456789 }
`;

test('the schedule starts the scan at its time, once, and the scan knows for which time it is', () => {
  const template = templateOf({ yaml: YAML });

  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(20 minutes)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Input: '{"scheduledAt":"<aws.scheduler.scheduled-time>"}',
      RetryPolicy: { MaximumRetryAttempts: 0 },
    },
  });
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    MaximumRetryAttempts: 0,
    MaximumEventAgeInSeconds: 1200,
  });
});

test('the scan runs on arm64 with JSON logs, and takes no concurrency from the account', () => {
  const template = templateOf({ yaml: YAML });

  template.hasResourceProperties('AWS::Lambda::Function', {
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Handler: 'scan.handler',
    MemorySize: 512,
    LoggingConfig: { LogFormat: 'JSON', LogGroup: Match.anyValue() },
    ReservedConcurrentExecutions: Match.absent(),
  });
});

test('every function writes to a log group of its own that ends some day, as JSON, and to no other', () => {
  const template = templateOf({ yaml: `${YAML}organization: { id: o-a1b2c3d4e5, units: [r-ab12] }` });
  const functions = Object.values(template.findResources('AWS::Lambda::Function'));
  const groups = functions.map((one) => one['Properties']['LoggingConfig']['LogGroup']['Ref']);

  expect(functions).toHaveLength(handlers.length);
  expect(new Set(functions.map((one) => one['Properties']['Handler']))).toEqual(
    new Set(handlers.map((handler) => `${handler}.handler`)),
  );
  expect(groups).toEqual(Object.keys(template.findResources('AWS::Logs::LogGroup')));
  template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  template.allResourcesProperties('AWS::Lambda::Function', {
    LoggingConfig: { LogFormat: 'JSON' },
    Architectures: ['arm64'],
    Runtime: 'nodejs24.x',
    ReservedConcurrentExecutions: Match.absent(),
  });
});

test('the bucket is closed, encrypted on the way, and forgets old versions after three days', () => {
  const template = templateOf();

  template.hasResourceProperties('AWS::S3::Bucket', {
    VersioningConfiguration: { Status: 'Enabled' },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    LifecycleConfiguration: {
      Rules: Match.arrayWith([
        Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 3 } }),
        Match.objectLike({ Prefix: 'history/', ExpirationInDays: 806 }),
      ]),
    },
  });
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]),
    },
  });
});

test('the table is paid by use, can be restored to any second, and cannot be deleted by a slip', () => {
  templateOf().hasResourceProperties('AWS::DynamoDB::Table', {
    BillingMode: 'PAY_PER_REQUEST',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    DeletionProtectionEnabled: true,
    GlobalSecondaryIndexes: [Match.objectLike({ IndexName: 'pending' })],
  });
});

test('nudges come in order for each channel, and what crashes again and again is set aside', () => {
  const template = templateOf();

  template.resourcePropertiesCountIs('AWS::SQS::Queue', { FifoQueue: true }, 2);
  template.hasResourceProperties('AWS::SQS::Queue', { RedrivePolicy: { maxReceiveCount: 5 } });
});

test('alarms reach the e-mail address of the settings, and CloudWatch may publish them', () => {
  const template = templateOf({ yaml: YAML });

  template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'platform@example.com' });
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }),
      ]),
    },
  });
  templateOf().resourceCountIs('AWS::SNS::Subscription', 0);
  templateOf({ yaml: 'alarms: { email: platform@example.com }' }).resourceCountIs('AWS::SNS::Subscription', 1);
});

test.each(['cn-north-1', 'us-gov-west-1', 'eusc-de-east-1'])('%s: no ARN names the partition aws', (region) => {
  const template = templateOf({ yaml: YAML, env: { account: '123456789012', region } });

  expect(JSON.stringify(template.toJSON())).not.toMatch(/arn:aws:/);
});

test('fewer than 80 resources, and none of them holds a secret', () => {
  const template = templateOf({ yaml: YAML });

  expect(Object.keys(template.toJSON()['Resources']).length).toBeLessThan(80);
  template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  // Of the token there is only its name.
  const text = JSON.stringify(template.toJSON()).replaceAll('/headroom/slack-token', '');
  expect(text.match(/.{0,20}(xox|slack-token).{0,20}/i)).toBeNull();
});

test('the dashboard of the template has no finding: what it asks for is written, and what it links to exists', () => {
  const template = templateOf({ yaml: YAML });
  const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  const named = Object.keys(template.toJSON()['Resources']).flatMap((id) => [
    [id, id.toLowerCase()],
    [`${id}.Arn`, `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${id}`],
  ]);
  const names = { ...Object.fromEntries(named), 'AWS::Region': 'eu-west-1', 'AWS::AccountId': '123456789012' };
  const body: unknown = JSON.parse(String(resolved(dashboard?.['Properties']['DashboardBody'], names)));

  expect(lint(body, { exists: (path) => existsSync(join(ROOT, path)) })).toEqual([]);
});

describe('cdk-nag', () => {
  function findingsOf(app: App): string {
    const { error, lines } = nagged(app);
    return error === null ? 'none' : `${error} ${lines.join('\n')}`;
  }

  test('the packs AwsSolutions and Serverless find nothing that is not explained', () => {
    expect(findingsOf(headroomApp({ yaml: YAML }).app)).toBe('none');
  });

  test('and would find a bucket that is not as ours', () => {
    const { app, stack } = headroomApp();
    new s3.Bucket(stack, 'Careless');

    expect(findingsOf(app)).toMatch(/AwsSolutions-S10/);
  });
});

test('CloudFormation takes the template, by the rules that come with the CDK', () => {
  const before = process.env['CDK_VALIDATION'];
  delete process.env['CDK_VALIDATION'];
  try {
    const app = new App({ context: { ...featureFlags, validateAgainstDefaultRules: true }, outdir: outdir() });
    const stack = new HeadroomStack(app, 'Headroom', { settings: parsedSettings(YAML), code: NO_CODE });

    expect(() => Template.fromStack(stack)).not.toThrow();
    expect(stack.node.findAll().filter((one) => CfnResource.isCfnResource(one)).length).toBeGreaterThan(20);
  } finally {
    if (before !== undefined) process.env['CDK_VALIDATION'] = before;
  }
});
