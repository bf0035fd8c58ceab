/**
 * What would take the function's place in a REST API, as CDK: an `AWS` integration with a mapping template and a role for its one
 * action. The templates follow the wire formats of the services; nobody has run them against this account.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/integrating-api-with-aws-services.html
 */
import type { Replacement } from './http-integration';
import { CHANGE_ME, quoted, remark } from './literals';
import { nameIn } from './targets';

interface Shape {
  readonly service: string;
  /** One of the two. */
  readonly path?: string;
  readonly action?: string;
  readonly httpMethod: string;
  /** Without one the body goes through as it is. */
  readonly template: string | null;
  readonly parameters: readonly (readonly [string, string])[];
}

const FORM = ['integration.request.header.Content-Type', "'application/x-www-form-urlencoded'"] as const;
const JSON_1_0 = ['integration.request.header.Content-Type', "'application/x-amz-json-1.0'"] as const;
const JSON_1_1 = ['integration.request.header.Content-Type', "'application/x-amz-json-1.1'"] as const;
/** The body as a string of JSON: `escapeJavaScript` writes \' where JSON knows only '. */
const UNESCAPE = String.raw`.replaceAll("\\'", "'")`;
const BODY_AS_STRING = `$util.escapeJavaScript($input.json('$'))${UNESCAPE}`;
/** Escaped, or a caller could write the rest of the request. */
const PARAMETER = `$util.escapeJavaScript($input.params('${CHANGE_ME}'))${UNESCAPE}`;

/** @returns `null` for an action without a template here */
export function restIntegration(replacement: Replacement): string | null {
  const { functionName, action, target, calls } = replacement;
  const shape = shapeOf(replacement);
  const [call] = calls;
  if (shape === null || call === undefined) return null;
  const { service, path, httpMethod, template, parameters } = shape;
  const acceptsPath = parameters.some(([, value]) => value === 'method.request.path.key');
  const unknown = [template ?? '', ...parameters.map(([, value]) => value)].some((text) => text.includes(CHANGE_ME));
  return [
    `// Proposed by Headroom, which read no code: what function ${remark(functionName)} does beside this is lost.`,
    `// A client of REST API ${remark(call.api.name)} (${remark(call.api.id)}) then reaches ${remark(action)} itself.`,
    ...(unknown ? [`// ${CHANGE_ME}: the code of the function says it.`] : []),
    "import { aws_apigateway as apigateway, aws_iam as iam } from 'aws-cdk-lib';",
    "import type { Construct } from 'constructs';",
    '',
    'export function directIntegration(scope: Construct): apigateway.AwsIntegration {',
    "  const role = new iam.Role(scope, 'DirectRole', {",
    "    assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),",
    '  });',
    `  role.addToPolicy(new iam.PolicyStatement({ actions: [${quoted(action)}], resources: [${quoted(service === 's3' ? `${target.text}/*` : target.text)}] }));`,
    '  return new apigateway.AwsIntegration({',
    `    service: ${quoted(service)},`,
    path === undefined ? `    action: ${quoted(shape.action ?? '')},` : `    path: ${quoted(path)},`,
    `    integrationHttpMethod: ${quoted(httpMethod)},`,
    '    options: {',
    '      credentialsRole: role,',
    ...(parameters.length > 0
      ? [
          '      requestParameters: {',
          ...parameters.map(([name, value]) => `        ${quoted(name)}: ${quoted(value)},`),
          '      },',
        ]
      : []),
    ...(template === null
      ? []
      : [
          '      passthroughBehavior: apigateway.PassthroughBehavior.NEVER,',
          `      requestTemplates: { 'application/json': ${quoted(template)} },`,
        ]),
    '      integrationResponses: [',
    "        { statusCode: '200' },",
    String.raw`        { statusCode: '400', selectionPattern: '4\\d{2}' },`,
    String.raw`        { statusCode: '500', selectionPattern: '5\\d{2}' },`,
    '      ],',
    '    },',
    '  });',
    '}',
    '',
    '// Use it for these methods, with the authorizer that they have today:',
    ...calls.map(
      ({ routeKey, authorization }) => `//   ${remark(routeKey)} (authorization today: ${remark(authorization)})`,
    ),
    "// resource.addMethod('POST', directIntegration(this), {",
    ...(acceptsPath ? ["//   requestParameters: { 'method.request.path.key': true },"] : []),
    "//   methodResponses: [{ statusCode: '200' }, { statusCode: '400' }, { statusCode: '500' }],",
    '// });',
    '',
  ].join('\n');
}

function shapeOf({ action, target }: Replacement): Shape | null {
  const name = nameIn(target);
  const object = ['integration.request.path.key', 'method.request.path.key'] as const;
  switch (action) {
    case 'sqs:SendMessage': {
      const group = target.resource.endsWith('.fifo') ? `&MessageGroupId=${CHANGE_ME}` : '';
      return {
        service: 'sqs',
        path: `${target.account}/${target.resource}`,
        httpMethod: 'POST',
        template: `Action=SendMessage&MessageBody=$util.urlEncode($input.body)${group}`,
        parameters: [FORM],
      };
    }
    case 'sns:Publish': {
      const group = target.resource.endsWith('.fifo') ? `&MessageGroupId=${CHANGE_ME}` : '';
      return {
        service: 'sns',
        path: '/',
        httpMethod: 'POST',
        template: `Action=Publish&TopicArn=$util.urlEncode('${target.text}')&Message=$util.urlEncode($input.body)${group}`,
        parameters: [FORM],
      };
    }
    case 'dynamodb:PutItem':
      return table(action, `{ "TableName": "${name}", "Item": { "${CHANGE_ME}": { "S": "$context.requestId" } } }`);
    case 'dynamodb:UpdateItem':
    case 'dynamodb:GetItem':
    case 'dynamodb:DeleteItem':
      return table(action, `{ "TableName": "${name}", "Key": { "${CHANGE_ME}": { "S": "${PARAMETER}" } } }`);
    case 'dynamodb:Query':
      return table(
        action,
        `{ "TableName": "${name}", "KeyConditionExpression": "${CHANGE_ME} = :key", "ExpressionAttributeValues": { ":key": { "S": "${PARAMETER}" } } }`,
      );
    case 's3:PutObject':
      return { service: 's3', path: `${name}/{key}`, httpMethod: 'PUT', template: null, parameters: [object] };
    case 's3:GetObject':
      return { service: 's3', path: `${name}/{key}`, httpMethod: 'GET', template: null, parameters: [object] };
    case 's3:DeleteObject':
      return { service: 's3', path: `${name}/{key}`, httpMethod: 'DELETE', template: null, parameters: [object] };
    case 'kinesis:PutRecord':
      return {
        service: 'kinesis',
        action: 'PutRecord',
        httpMethod: 'POST',
        template: `{ "StreamName": "${name}", "Data": "$util.base64Encode($input.body)", "PartitionKey": "$context.requestId" }`,
        parameters: [JSON_1_1],
      };
    case 'firehose:PutRecord':
      return {
        service: 'firehose',
        action: 'PutRecord',
        httpMethod: 'POST',
        template: `{ "DeliveryStreamName": "${name}", "Record": { "Data": "$util.base64Encode($input.body)" } }`,
        parameters: [JSON_1_1],
      };
    case 'events:PutEvents':
      return {
        service: 'events',
        action: 'PutEvents',
        httpMethod: 'POST',
        template: `{ "Entries": [{ "Source": "${CHANGE_ME}", "DetailType": "${CHANGE_ME}", "Detail": "${BODY_AS_STRING}", "EventBusName": "${name}" }] }`,
        parameters: [JSON_1_1, ['integration.request.header.X-Amz-Target', "'AWSEvents.PutEvents'"]],
      };
    case 'states:StartExecution':
    case 'states:StartSyncExecution':
      return {
        service: 'states',
        action: action.slice('states:'.length),
        httpMethod: 'POST',
        template: `{ "stateMachineArn": "${target.text}", "input": "${BODY_AS_STRING}" }`,
        parameters: [JSON_1_0],
      };
    default:
      return null;
  }
}

function table(action: string, template: string): Shape {
  return {
    service: 'dynamodb',
    action: action.slice('dynamodb:'.length),
    httpMethod: 'POST',
    template,
    parameters: [JSON_1_0],
  };
}
