/**
 * What would take the function's place in an HTTP API, as CloudFormation: a first-class integration and a role for its one action.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
 */
import type { ApiCall } from './callers';
import { CHANGE_ME, quoted, remark } from './literals';
import { type Arn, nameIn, subtypeFor } from './targets';

export interface Replacement {
  readonly functionName: string;
  readonly action: string;
  readonly target: Arn;
  /** All of one API. */
  readonly calls: readonly ApiCall[];
  readonly region: string;
}

/** @returns `null` for an action without a subtype */
export function httpIntegration(replacement: Replacement): string | null {
  const { functionName, action, target, calls, region } = replacement;
  const subtype = subtypeFor(action);
  const [call] = calls;
  if (subtype === null || call === undefined) return null;
  const parameters = [
    ...parametersOf(subtype, target),
    ...(target.region !== '' && target.region !== region ? [['Region', target.region] as const] : []),
  ];
  return [
    `# Proposed by Headroom, which read no code: what function ${remark(functionName)} does beside this is lost.`,
    `# A client of HTTP API ${remark(call.api.name)} (${remark(call.api.id)}) then reaches ${remark(action)} itself.`,
    ...(parameters.some(([, value]) => value === CHANGE_ME)
      ? [`# ${CHANGE_ME}: the code of the function says it.`]
      : []),
    ...(subtype === 'Kinesis-PutRecord'
      ? ['# Kinesis takes Data in base64 by its own API: see with one record what arrives.']
      : []),
    'Resources:',
    '  DirectRole:',
    '    Type: AWS::IAM::Role',
    '    Properties:',
    '      AssumeRolePolicyDocument:',
    '        Version: "2012-10-17"',
    '        Statement:',
    '          - Effect: Allow',
    '            Principal: { Service: apigateway.amazonaws.com }',
    '            Action: sts:AssumeRole',
    '      Policies:',
    '        - PolicyName: one-action',
    '          PolicyDocument:',
    '            Version: "2012-10-17"',
    '            Statement:',
    '              - Effect: Allow',
    `                Action: ${quoted(action)}`,
    `                Resource: ${quoted(target.text)}`,
    '  DirectIntegration:',
    '    Type: AWS::ApiGatewayV2::Integration',
    '    Properties:',
    `      ApiId: ${quoted(call.api.id)}`,
    '      IntegrationType: AWS_PROXY',
    `      IntegrationSubtype: ${subtype}`,
    '      PayloadFormatVersion: "1.0"',
    '      CredentialsArn: !GetAtt DirectRole.Arn',
    '      RequestParameters:',
    ...parameters.map(([name, value]) => `        ${name}: ${quoted(value)}`),
    '# Then let these routes have the target integrations/<its id>, and test before you delete the old integration:',
    ...calls.map(({ routeKey }) => `#   ${remark(routeKey)}`),
    '',
  ].join('\n');
}

/** The required parameters of each subtype. */
function parametersOf(subtype: string, target: Arn): readonly (readonly [string, string])[] {
  switch (subtype) {
    case 'SQS-SendMessage':
      return [
        ['QueueUrl', queueUrl(target)],
        ['MessageBody', '$request.body'],
        ...(target.resource.endsWith('.fifo') ? [['MessageGroupId', CHANGE_ME] as const] : []),
      ];
    case 'SQS-ReceiveMessage':
    case 'SQS-PurgeQueue':
      return [['QueueUrl', queueUrl(target)]];
    case 'SQS-DeleteMessage':
      return [
        ['QueueUrl', queueUrl(target)],
        ['ReceiptHandle', CHANGE_ME],
      ];
    case 'EventBridge-PutEvents':
      return [
        ['Detail', '$request.body'],
        ['DetailType', CHANGE_ME],
        ['Source', CHANGE_ME],
        ['EventBusName', nameIn(target)],
      ];
    case 'Kinesis-PutRecord':
      return [
        ['StreamName', nameIn(target)],
        ['Data', '$request.body'],
        ['PartitionKey', '$context.requestId'],
      ];
    case 'StepFunctions-StartExecution':
    case 'StepFunctions-StartSyncExecution':
      return [
        ['StateMachineArn', target.text],
        ['Input', '$request.body'],
      ];
    case 'StepFunctions-StopExecution':
      return [['ExecutionArn', CHANGE_ME]];
    case 'AppConfig-GetConfiguration': {
      const ids = /^application\/([^/]+)\/environment\/([^/]+)\/configuration\/([^/]+)$/.exec(target.resource);
      return [
        ['Application', ids?.[1] ?? CHANGE_ME],
        ['Environment', ids?.[2] ?? CHANGE_ME],
        ['Configuration', ids?.[3] ?? CHANGE_ME],
        ['ClientId', CHANGE_ME],
      ];
    }
    default:
      return [];
  }
}

function queueUrl({ partition, region, account, resource }: Arn): string {
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://sqs.${region}.${suffix}/${account}/${resource}`;
}
