/**
 * The same for the Serverless Framework, whose plugin knows six services and REST APIs only.
 * https://github.com/serverless-operations/serverless-apigateway-service-proxy, README of 2.2.2
 */
import type { ApiCall } from './callers';
import type { Replacement } from './http-integration';
import { CHANGE_ME, quoted, remark } from './literals';
import { nameIn } from './targets';

/** @returns `null` for what the plugin does not do */
export function serviceProxy({ functionName, action, target, calls }: Replacement): string | null {
  const [service, operation = ''] = action.split(':', 2);
  const name = quoted(nameIn(target));
  const settings = settingsOf(service ?? '', operation, name);
  if (settings === null) return null;
  const text = settings.lines.join('\n');
  return [
    `# Proposed by Headroom, which read no code: what function ${remark(functionName)} does beside this is lost.`,
    '# First: serverless plugin install -n serverless-apigateway-service-proxy',
    ...(text.includes(CHANGE_ME) ? [`# ${CHANGE_ME}: the code of the function says it.`] : []),
    '# Then take the http events away from the function.',
    'custom:',
    '  apiGatewayServiceProxies:',
    ...calls.flatMap((call) => [
      `    - ${settings.key}:`,
      `        path: ${quoted(pathOf(call))}`,
      `        method: ${quoted(methodOf(call))}`,
      ...settings.lines,
      `        # authorization today: ${remark(call.authorization)}`,
    ]),
    '',
  ].join('\n');
}

function pathOf({ routeKey }: ApiCall): string {
  return routeKey.slice(routeKey.indexOf(' ') + 1);
}

function methodOf({ routeKey }: ApiCall): string {
  return routeKey.split(' ', 1)[0]?.toLowerCase() ?? 'any';
}

function settingsOf(service: string, operation: string, name: string): { key: string; lines: string[] } | null {
  switch (`${service}:${operation}`) {
    case 'sqs:SendMessage':
      return { key: 'sqs', lines: [`        queueName: ${name}`] };
    case 'sns:Publish':
      return { key: 'sns', lines: [`        topicName: ${name}`] };
    case 'kinesis:PutRecord':
      return { key: 'kinesis', lines: [`        streamName: ${name}`] };
    case 's3:PutObject':
    case 's3:GetObject':
    case 's3:DeleteObject':
      return {
        key: 's3',
        lines: [
          `        action: ${operation}`,
          `        bucket: ${name}`,
          '        key:',
          `          pathParam: ${CHANGE_ME}`,
        ],
      };
    case 'dynamodb:PutItem':
    case 'dynamodb:GetItem':
    case 'dynamodb:DeleteItem':
      return {
        key: 'dynamodb',
        lines: [
          `        action: ${operation}`,
          `        tableName: ${name}`,
          '        hashKey:',
          `          pathParam: ${CHANGE_ME}`,
          '          attributeType: S',
        ],
      };
    case 'events:PutEvents':
      return {
        key: 'eventbridge',
        lines: [`        source: ${CHANGE_ME}`, `        detailType: ${CHANGE_ME}`, `        eventBusName: ${name}`],
      };
    default:
      return null;
  }
}
