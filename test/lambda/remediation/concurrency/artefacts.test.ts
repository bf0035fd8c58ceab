/** The integrations that a plan shows: they must be read by what reads them, whatever the names in them are. */
import { parseSync } from '@swc/core';
import { parse } from 'yaml';
import type { Owner } from '../../../../lambda/domain/details';
import { api, artefact, call, callers, details, load, plan, read, step } from './support';

const EVIL = 'x\'"`${1}\n*/ #{y} \u2028 __proto__';
const ACCOUNT = 'eu-west-1:123456789012';

interface Given {
  readonly action: string;
  readonly resource: string;
  readonly type?: 'http-api' | 'rest-api';
  readonly owner?: Owner | null;
  readonly name?: string;
  readonly route?: string;
}

function optionFor({
  action,
  resource,
  type = 'http-api',
  owner = null,
  name = 'ingest',
  route = 'POST /events',
}: Given) {
  const parts = plan('lambda-concurrency', {
    loads: [load(name, { perSecond: 400, seconds: 0.1, concurrent: 50, highest: 60 })],
    functions: read([details(name)]),
    callers: new Map([[name, callers('shop')]]),
    apis: [api('shop', { name, type, owner, calls: read([call(route, name)]) })],
    signals: new Map([
      [name, read({ name, actions: [{ action, resources: [resource] }], roleIsShared: false, downstream: null })],
    ]),
  });
  return step(parts, 'direct-integration');
}

/** `!GetAtt` is CloudFormation's own. */
const cloudFormation = (text: string): unknown =>
  parse(text, { customTags: [{ tag: '!GetAtt', resolve: (value: string) => ({ 'Fn::GetAtt': value }) }] });

const integrationOf = (given: Given) => {
  const text = artefact(optionFor(given), 'direct-1-ingest.yaml');
  return cloudFormation(text);
};

const role = (action: string, resource: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      {
        PolicyName: 'one-action',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
        },
      },
    ],
  },
});

test.each<[string, string, string, Record<string, string>]>([
  [
    'sqs:SendMessage',
    `arn:aws:sqs:${ACCOUNT}:events`,
    'SQS-SendMessage',
    { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/events', MessageBody: '$request.body' },
  ],
  [
    'sqs:SendMessage',
    'arn:aws-cn:sqs:cn-north-1:123456789012:events.fifo',
    'SQS-SendMessage',
    {
      QueueUrl: 'https://sqs.cn-north-1.amazonaws.com.cn/123456789012/events.fifo',
      MessageBody: '$request.body',
      MessageGroupId: 'CHANGE-ME',
      Region: 'cn-north-1',
    },
  ],
  [
    'events:PutEvents',
    `arn:aws:events:${ACCOUNT}:event-bus/main`,
    'EventBridge-PutEvents',
    { Detail: '$request.body', DetailType: 'CHANGE-ME', Source: 'CHANGE-ME', EventBusName: 'main' },
  ],
  [
    'kinesis:PutRecord',
    `arn:aws:kinesis:${ACCOUNT}:stream/clicks`,
    'Kinesis-PutRecord',
    { StreamName: 'clicks', Data: '$request.body', PartitionKey: '$context.requestId' },
  ],
  [
    'states:StartSyncExecution',
    `arn:aws:states:${ACCOUNT}:stateMachine:orders`,
    'StepFunctions-StartSyncExecution',
    { StateMachineArn: `arn:aws:states:${ACCOUNT}:stateMachine:orders`, Input: '$request.body' },
  ],
  [
    'appconfig:GetConfiguration',
    `arn:aws:appconfig:${ACCOUNT}:application/a1/environment/e1/configuration/c1`,
    'AppConfig-GetConfiguration',
    { Application: 'a1', Environment: 'e1', Configuration: 'c1', ClientId: 'CHANGE-ME' },
  ],
])(
  '%s on %s becomes the subtype %s of an HTTP API, with a role for that one action',
  (action, resource, subtype, parameters) => {
    expect(integrationOf({ action, resource })).toEqual({
      Resources: {
        DirectRole: role(action, resource),
        DirectIntegration: {
          Type: 'AWS::ApiGatewayV2::Integration',
          Properties: {
            ApiId: 'shop',
            IntegrationType: 'AWS_PROXY',
            IntegrationSubtype: subtype,
            PayloadFormatVersion: '1.0',
            CredentialsArn: { 'Fn::GetAtt': 'DirectRole.Arn' },
            RequestParameters: parameters,
          },
        },
      },
    });
  },
);

/** What a module declares and imports; a text that is no TypeScript throws. */
function statementsOf(text: string): string[] {
  return parseSync(text, { syntax: 'typescript' }).body.map(({ type }) => type);
}
const ONE_FUNCTION = ['ImportDeclaration', 'ImportDeclaration', 'ExportDeclaration'];

test.each([
  ['sqs:SendMessage', `arn:aws:sqs:${ACCOUNT}:events`, 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)'],
  [
    'sns:Publish',
    `arn:aws:sns:${ACCOUNT}:alerts`,
    `Action=Publish&TopicArn=$util.urlEncode('arn:aws:sns:${ACCOUNT}:alerts')&Message=$util.urlEncode($input.body)`,
  ],
  [
    'dynamodb:PutItem',
    `arn:aws:dynamodb:${ACCOUNT}:table/orders`,
    '{ "TableName": "orders", "Item": { "CHANGE-ME": { "S": "$context.requestId" } } }',
  ],
  [
    'states:StartExecution',
    `arn:aws:states:${ACCOUNT}:stateMachine:orders`,
    String.raw`{ "stateMachineArn": "arn:aws:states:${ACCOUNT}:stateMachine:orders", "input": "$util.escapeJavaScript($input.json('$')).replaceAll("\\'", "'")" }`,
  ],
])('%s becomes an AWS integration of a REST API with a template, in CDK', (action, resource, template) => {
  const text = artefact(optionFor({ action, resource, type: 'rest-api' }), 'direct-1-ingest.ts');

  expect(statementsOf(text)).toEqual(ONE_FUNCTION);
  expect(text).toContain(`requestTemplates: { 'application/json': ${JSON.stringify(template)} },`);
  expect(text).toContain(`actions: ["${action}"], resources: ["${resource}"]`);
  expect(text).toContain('//   POST /events (authorization today: JWT)');
});

test('an object of S3 is a path, and its role is for the objects of the bucket', () => {
  const given = { action: 's3:GetObject', resource: 'arn:aws:s3:::pictures/*', type: 'rest-api' } as const;
  const text = artefact(optionFor(given), 'direct-1-ingest.ts');

  expect(text).toContain('path: "pictures/{key}",');
  expect(text).toContain('resources: ["arn:aws:s3:::pictures/*"]');
  expect(text).toContain('"integration.request.path.key": "method.request.path.key",');
});

test('a REST API of the Serverless Framework gets the plugin’s settings, an HTTP API of it does not', () => {
  const owner = { tool: 'serverless', name: 'events' } as const;
  const given = { action: 'sns:Publish', resource: `arn:aws:sns:${ACCOUNT}:alerts`, type: 'rest-api', owner } as const;

  expect(parse(artefact(optionFor(given), 'direct-1-ingest.yaml'))).toEqual({
    custom: { apiGatewayServiceProxies: [{ sns: { path: '/events', method: 'post', topicName: 'alerts' } }] },
  });
  // The plugin has no action for it.
  const query = { ...given, action: 'dynamodb:Query', resource: `arn:aws:dynamodb:${ACCOUNT}:table/orders` };
  expect(optionFor(query).artefacts.map(({ name }) => name)).toEqual(['direct-1-ingest.ts']);
  const http = { ...given, action: 'sqs:SendMessage', resource: `arn:aws:sqs:${ACCOUNT}:q`, type: 'http-api' } as const;
  expect(artefact(optionFor(http), 'direct-1-ingest.yaml')).toContain('AWS::ApiGatewayV2::Integration');
});

test('whatever a function, an API and a path are called, they end no comment and no string', () => {
  const sqs = {
    action: 'sqs:SendMessage',
    resource: `arn:aws:sqs:${ACCOUNT}:events`,
    name: EVIL,
    route: `POST /${EVIL}`,
  };
  const owner = { tool: 'serverless', name: EVIL } as const;

  const [http] = optionFor(sqs).artefacts;
  expect(cloudFormation(http?.text ?? '')).toHaveProperty('Resources.DirectIntegration.Properties.ApiId', 'shop');
  const [rest] = optionFor({ ...sqs, type: 'rest-api' }).artefacts;
  expect(statementsOf(rest?.text ?? '')).toEqual(ONE_FUNCTION);
  const [proxy] = optionFor({ ...sqs, type: 'rest-api', owner }).artefacts;
  expect(parse(proxy?.text ?? '')).toEqual({
    custom: { apiGatewayServiceProxies: [{ sqs: { path: `/${EVIL}`, method: 'post', queueName: 'events' } }] },
  });
  expect([http, rest, proxy].map((one) => one?.name)).toEqual([
    'direct-1-x-1-y-proto.yaml',
    'direct-1-x-1-y-proto.ts',
    'direct-1-x-1-y-proto.yaml',
  ]);
});

const arns: Readonly<Record<string, string>> = {
  sqs: `arn:aws:sqs:${ACCOUNT}:events.fifo`,
  sns: `arn:aws:sns:${ACCOUNT}:alerts.fifo`,
  dynamodb: `arn:aws:dynamodb:${ACCOUNT}:table/orders`,
  s3: 'arn:aws:s3:::pictures/*',
  kinesis: `arn:aws:kinesis:${ACCOUNT}:stream/clicks`,
  firehose: `arn:aws:firehose:${ACCOUNT}:deliverystream/clicks`,
  events: `arn:aws:events:${ACCOUNT}:event-bus/main`,
  states: `arn:aws:states:${ACCOUNT}:stateMachine:orders`,
};
const pathParam = 'CHANGE-ME';

test.each<[string, Record<string, unknown> | null]>([
  ['sqs:SendMessage', { sqs: { queueName: 'events.fifo' } }],
  ['sns:Publish', { sns: { topicName: 'alerts.fifo' } }],
  ['kinesis:PutRecord', { kinesis: { streamName: 'clicks' } }],
  ['s3:PutObject', { s3: { action: 'PutObject', bucket: 'pictures', key: { pathParam } } }],
  ['s3:GetObject', { s3: { action: 'GetObject', bucket: 'pictures', key: { pathParam } } }],
  ['s3:DeleteObject', { s3: { action: 'DeleteObject', bucket: 'pictures', key: { pathParam } } }],
  [
    'dynamodb:GetItem',
    { dynamodb: { action: 'GetItem', tableName: 'orders', hashKey: { pathParam, attributeType: 'S' } } },
  ],
  ['events:PutEvents', { eventbridge: { source: 'CHANGE-ME', detailType: 'CHANGE-ME', eventBusName: 'main' } }],
  ['dynamodb:UpdateItem', null],
  [
    'dynamodb:DeleteItem',
    { dynamodb: { action: 'DeleteItem', tableName: 'orders', hashKey: { pathParam, attributeType: 'S' } } },
  ],
  ['dynamodb:Query', null],
  ['firehose:PutRecord', null],
  ['states:StartExecution', null],
  ['states:StartSyncExecution', null],
])('%s of a REST API is TypeScript, and settings of the plugin where that knows it', (action, settings) => {
  const given = { action, resource: arns[action.split(':')[0] ?? ''] ?? '', type: 'rest-api' } as const;

  expect(statementsOf(artefact(optionFor(given), 'direct-1-ingest.ts'))).toEqual(ONE_FUNCTION);
  const [proxy] = optionFor({ ...given, owner: { tool: 'serverless', name: 'x' } }).artefacts;
  const settingsIn = proxy?.language === 'yaml' ? parse(proxy.text) : null;
  const [[key, more] = ['', {}]] = Object.entries(settings ?? {});
  expect(settingsIn).toEqual(
    settings && {
      custom: { apiGatewayServiceProxies: [{ [key]: { path: '/events', method: 'post', ...Object(more) } }] },
    },
  );
});

test('what a caller sends is escaped before it becomes a part of a request', () => {
  const text = artefact(
    optionFor({ action: 'dynamodb:GetItem', resource: arns['dynamodb'] ?? '', type: 'rest-api' }),
    'direct-1-ingest.ts',
  );

  expect(text.match(/\$input\.params\('CHANGE-ME'\)/g)).toHaveLength(1);
  expect(text).toContain("$util.escapeJavaScript($input.params('CHANGE-ME'))");
});
