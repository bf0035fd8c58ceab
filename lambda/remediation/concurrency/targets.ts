/**
 * The services that API Gateway calls without a function in between.
 *
 * HTTP APIs have ten subtypes and no more, with request parameters and no templates:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
 * REST APIs reach any service by an `AWS` integration with a mapping template; here are those for which we have one:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/integrating-api-with-aws-services-lambda.html
 */
import type { AllowedAction } from '../../domain/details';

export const services = [
  'sqs',
  'sns',
  'dynamodb',
  's3',
  'kinesis',
  'firehose',
  'events',
  'states',
  'appconfig',
] as const;
export type Service = (typeof services)[number];

export const serviceNames: Readonly<Record<Service, string>> = {
  sqs: 'SQS',
  sns: 'SNS',
  dynamodb: 'DynamoDB',
  s3: 'S3',
  kinesis: 'Kinesis',
  firehose: 'Firehose',
  events: 'EventBridge',
  states: 'Step Functions',
  appconfig: 'AppConfig',
};

/** IAM's words; the subtype is API Gateway's. */
const httpSubtypes: ReadonlyMap<string, string> = new Map([
  ['events:PutEvents', 'EventBridge-PutEvents'],
  ['sqs:SendMessage', 'SQS-SendMessage'],
  ['sqs:ReceiveMessage', 'SQS-ReceiveMessage'],
  ['sqs:DeleteMessage', 'SQS-DeleteMessage'],
  ['sqs:PurgeQueue', 'SQS-PurgeQueue'],
  ['appconfig:GetConfiguration', 'AppConfig-GetConfiguration'],
  ['kinesis:PutRecord', 'Kinesis-PutRecord'],
  ['states:StartExecution', 'StepFunctions-StartExecution'],
  ['states:StartSyncExecution', 'StepFunctions-StartSyncExecution'],
  ['states:StopExecution', 'StepFunctions-StopExecution'],
]);

const restActions: ReadonlySet<string> = new Set([
  'sqs:SendMessage',
  'sns:Publish',
  'dynamodb:PutItem',
  'dynamodb:GetItem',
  'dynamodb:DeleteItem',
  'dynamodb:UpdateItem',
  'dynamodb:Query',
  's3:PutObject',
  's3:GetObject',
  's3:DeleteObject',
  'kinesis:PutRecord',
  'firehose:PutRecord',
  'events:PutEvents',
  'states:StartExecution',
  'states:StartSyncExecution',
]);

export function subtypeFor(action: string): string | null {
  return httpSubtypes.get(action) ?? null;
}

export function canCall(type: 'http-api' | 'rest-api' | 'websocket-api', action: string): boolean {
  switch (type) {
    case 'http-api':
      return httpSubtypes.has(action);
    case 'rest-api':
      return restActions.has(action);
    // A WebSocket route could, with templates of its own; we have none.
    case 'websocket-api':
      return false;
  }
}

export function serviceOf(action: string): Service | null {
  const prefix = action.split(':', 1)[0];
  return services.find((one) => one === prefix) ?? null;
}

/** X-Ray's types, `AWS::SQS::Queue`: which it writes for each service is documented nowhere as a list. */
const byTrace: ReadonlyMap<string, Service> = new Map([
  ['SQS', 'sqs'],
  ['SNS', 'sns'],
  ['DYNAMODB', 'dynamodb'],
  ['S3', 's3'],
  ['KINESIS', 'kinesis'],
  ['FIREHOSE', 'firehose'],
  ['EVENTS', 'events'],
  ['EVENTBRIDGE', 'events'],
  ['STATES', 'states'],
  ['STEPFUNCTIONS', 'states'],
  ['APPCONFIG', 'appconfig'],
]);

export function serviceOfTrace(type: string): Service | null {
  return byTrace.get((type.split('::')[1] ?? '').toUpperCase()) ?? null;
}

/** Whether an API of this type reaches the service at all. */
export function canReach(type: 'http-api' | 'rest-api' | 'websocket-api', service: Service): boolean {
  const actions = type === 'http-api' ? httpSubtypes.keys() : type === 'rest-api' ? restActions.values() : [];
  return [...actions].some((action) => action.startsWith(`${service}:`));
}

export interface Arn {
  readonly text: string;
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All after the account: `queue-name`, `table/orders`, `stateMachine:orders`. */
  readonly resource: string;
}

const ARN =
  /^arn:(?<partition>aws[a-z-]*):(?<service>[a-z0-9-]+):(?<region>[a-z0-9-]*):(?<account>[0-9]*):(?<resource>[A-Za-z0-9._/:+=@-]+)$/;

/** All objects of one bucket, and the indexes of one table, are still one thing. */
const PARTS_OF_ONE = /^(arn:aws[a-z-]*:(?:s3:::[^/]+|dynamodb:[^/]+\/[^/]+))(?:\/\*|\/index\/\*)$/;

/** One thing, without a wildcard or a variable; `null` otherwise. */
export function oneArn(text: string): Arn | null {
  const plain = PARTS_OF_ONE.exec(text)?.[1] ?? text;
  const groups = ARN.exec(plain)?.groups;
  if (groups === undefined) return null;
  const { partition = '', service = '', region = '', account = '', resource = '' } = groups;
  return { text: plain, partition, service, region, account, resource };
}

/** The only thing that the action may be done to; `null` where that is several, or anything. */
export function onlyTarget({ resources }: AllowedAction): Arn | null {
  const arns = new Map(resources.map((resource) => [oneArn(resource)?.text ?? '*', oneArn(resource)]));
  const [first] = arns.values();
  return arns.size === 1 ? (first ?? null) : null;
}

/** The last part of an ARN: `orders` of `table/orders`. */
export function nameIn({ resource }: Arn): string {
  return resource.split(/[:/]/).at(-1) ?? resource;
}
