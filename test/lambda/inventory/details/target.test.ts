import fc from 'fast-check';
import { arnOf, functionNameOf, targetOf } from '../../../../lambda/inventory/details/target';

const here = { region: 'eu-west-1', accountId: '123456789012' };
const lambda = 'arn:aws:lambda:eu-west-1:123456789012:function';
const invoked = (arn: string) => `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arn}/invocations`;

test.each([
  [`${lambda}:orders`, 'orders'],
  [`${lambda}:orders:live`, 'orders'],
  [`${lambda}:orders:\${stageVariables.alias}`, 'orders'],
  [invoked(`${lambda}:orders`), 'orders'],
  [invoked(`${lambda}:orders:live`), 'orders'],
  [invoked(`${lambda}:orders`).replace('/2015-03-31/', '/2021-11-15/'), 'orders'],
  [invoked(`${lambda}:\${stageVariables.handler}`), null],
  [invoked(`${lambda}:orders-\${stageVariables.zone}`), null],
  [invoked('${stageVariables.handler}'), null],
  ['arn:aws-cn:lambda:eu-west-1:123456789012:function:orders', 'orders'],
  ['arn:aws:lambda:eu-west-1:999999999999:function:orders', null],
  ['arn:aws:lambda:us-east-1:123456789012:function:orders', null],
  ['arn:aws:sqs:eu-west-1:123456789012:orders', null],
  ['https://api.example.com/function:orders', null],
  [undefined, null],
])('the function of this account behind %s is %s', (uri, name) => {
  expect(functionNameOf(uri, here)).toBe(name);
});

test('where nobody knows the account, any account may be it', () => {
  expect(functionNameOf(`${lambda}:orders`, { ...here, accountId: null })).toBe('orders');
});

test.each<[type: string, subtype: string | null, uri: string | undefined, target: string]>([
  ['AWS_PROXY', null, invoked(`${lambda}:orders:live`), 'orders'],
  ['AWS_PROXY', null, 'arn:aws:lambda:eu-west-1:999999999999:function:theirs', 'theirs'],
  ['AWS_PROXY', null, invoked(`${lambda}:\${stageVariables.handler}`), '${stageVariables.handler}'],
  ['AWS_PROXY', 'EventBridge-PutEvents', undefined, 'EventBridge-PutEvents'],
  ['MOCK', null, undefined, 'mock'],
  ['AWS', null, undefined, ''],
  ['HTTP_PROXY', null, 'https://api.example.com/v1/{proxy}', 'api.example.com/v1/{proxy}'],
  ['HTTP_PROXY', null, 'http://10.0.0.1:8080', '10.0.0.1:8080'],
  ['HTTP', null, 'http://${stageVariables.host}/x', '${stageVariables.host}/x'],
  ['HTTP', null, 'https://api.example.com/x?key=s3cret#s3cret', 'api.example.com/x'],
  ['HTTP', null, 'https://user:s3cret@api.example.com/x', 'api.example.com/x'],
  ['HTTP', null, 'https://user:p@s3cret@api.example.com/x', 'api.example.com/x'],
  ['HTTP', null, 'https://user:s3/cret@api.example.com/x', '…/…/x'],
  ['HTTP', null, 'https://api.example.com/x;key=s3cret/y', 'api.example.com/x'],
  ['HTTP', null, 'https://api.example.com/key=s3cret/y', 'api.example.com/…/y'],
  [
    'HTTP',
    null,
    'https://hooks.example.com/services/T01AB2CD3EF/B04GH5IJ6KL/m7Nx8Py9Qz0Ra1Sb2Tc3',
    'hooks.example.com/services/T01AB2CD3EF/B04GH5IJ6KL/…',
  ],
  [
    'HTTP',
    null,
    'https://hooks.example.com/services/TABCDEFGH/BABCDEFGH/xqLmRtVbNcZpKsWdYhGfJeUa',
    'hooks.example.com/services/TABCDEFGH/BABCDEFGH/…',
  ],
  ['HTTP', null, 'https://a.example.com/hook-qwkzjxvbnmplrtsdfghyucie/x', 'a.example.com/…/x'],
  ['HTTP', null, 'https://a.example.com/1234567890123456', 'a.example.com/…'],
  ['HTTP', null, 'https://a.example.com/internationalization/v2', 'a.example.com/internationalization/v2'],
  ['HTTP', null, 'https://a.example.com/getOrderHistory/x', 'a.example.com/getOrderHistory/x'],
  ['HTTP', null, 'https://a.example.com/getCustomerOrderHistory', 'a.example.com/…'],
  [
    'HTTP',
    null,
    'https://a.example.com/${stageVariables.basePathOfOrders}/{customerIdentifier}/{proxyOfEverything+}',
    'a.example.com/${stageVariables.basePathOfOrders}/{customerIdentifier}/{proxyOfEverything+}',
  ],
  ['AWS', null, 'arn:aws:apigateway:eu-west-1:states:action/StartSyncExecution', 'states:StartSyncExecution'],
  ['HTTP', null, 'https://api.example.com/orders-2024-archive/v12', 'api.example.com/orders-2024-archive/v12'],
  ['AWS', null, 'arn:aws:apigateway:eu-west-1:sqs:path/123456789012/orders', 'sqs:123456789012/orders'],
  ['AWS', null, 'arn:aws:apigateway:eu-west-1:dynamodb:action/GetItem', 'dynamodb:GetItem'],
  ['AWS', null, 'arn:aws:apigateway:eu-west-1:s3:action/GetObject&Key=s3cret', 's3:GetObject'],
  ['AWS', null, 'arn:aws:apigateway:eu-west-1:sqs:path/1/q?Action=SendMessage&Body=s3cret', 'sqs:1/q'],
  [
    'HTTP_PROXY',
    null,
    'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/orders/50dc6c495c0c9188/f2f7dc8efc522ab2',
    'listener/app/orders/50dc6c495c0c9188/f2f7dc8efc522ab2',
  ],
  ['HTTP_PROXY', null, 'arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-id?stage=s3cret', 'service/srv-id'],
  ['HTTP_PROXY', null, 's3cret', '…'],
])('%s %s to %s is shown as %s', (type, subtype, uri, target) => {
  expect(targetOf(type, subtype, uri)).toBe(target);
});

/** Secrets as people put them into addresses. */
const secret = fc.stringMatching(/^s3cret[a-z0-9]{4,20}$/);
const address = fc.oneof(
  secret.map((one) => `https://api.example.com/v1?key=${one}`),
  secret.map((one) => `https://user:${one}@api.example.com/v1`),
  secret.map((one) => `https://${one}@api.example.com`),
  secret.map((one) => `https://api.example.com/v1#${one}`),
  secret.map((one) => `https://api.example.com/v1;token=${one}`),
  secret.map((one) => `arn:aws:apigateway:eu-west-1:sqs:path/1/q?MessageBody=${one}`),
  secret.map((one) => `arn:aws:servicediscovery:eu-west-1:1:service/srv?key=${one}`),
);

test('no address gives away what is in its query, its fragment, its parameters or before its host', () => {
  fc.assert(
    fc.property(address, (uri) => {
      expect(`${targetOf('HTTP', null, uri)}${arnOf(uri)}`).not.toContain('s3cret');
    }),
    { seed: 20_261_124 },
  );
});

test.each([
  [
    'arn:aws:servicediscovery:eu-west-1:1:service/srv-id?stage=prod',
    'arn:aws:servicediscovery:eu-west-1:1:service/srv-id',
  ],
  ['http://internal.example.com', null],
  [undefined, null],
])('the ARN in %s is %s', (uri, arn) => {
  expect(arnOf(uri)).toBe(arn);
});
