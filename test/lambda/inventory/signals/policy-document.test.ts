import { allowedActions, statementsIn } from '../../../../lambda/inventory/signals/policy-document';

const QUEUE = 'arn:aws:sqs:eu-west-1:1:orders';
const TABLE = 'arn:aws:dynamodb:eu-west-1:1:table/orders';
const allow = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Deny',
  Action,
  Resource,
  ...more,
});

function allowed(...Statement: readonly object[]) {
  const document = encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement }));
  return allowedActions(statementsIn(document)).map(({ action, resources }) => [action, ...resources]);
}

test.each<[string, readonly object[], unknown]>([
  ['an action on a resource', [allow('sqs:SendMessage', QUEUE)], [['sqs:SendMessage', QUEUE]]],
  [
    'lists, in alphabetical order',
    [allow(['sqs:SendMessage', 'dynamodb:PutItem'], [TABLE, QUEUE])],
    [
      ['dynamodb:PutItem', TABLE, QUEUE],
      ['sqs:SendMessage', TABLE, QUEUE],
    ],
  ],
  [
    'one action of two statements, however it is spelt',
    [allow('sqs:SendMessage', QUEUE), allow('SQS:sendmessage', TABLE)],
    [['sqs:SendMessage', TABLE, QUEUE]],
  ],
  ['a wildcard as it stands', [allow('sqs:*', QUEUE)], [['sqs:*', QUEUE]]],
  ['everything', [allow('*')], [['*', '*']]],
  ['all but an action as everything', [allow(undefined, QUEUE, { NotAction: 'iam:*' })], [['*', QUEUE]]],
  ['all but a resource as all', [allow('s3:GetObject', undefined, { NotResource: 'x' })], [['s3:GetObject', '*']]],
  [
    'what holds only on a condition',
    [allow('sqs:SendMessage', QUEUE, { Condition: { Bool: { a: 'true' } } })],
    [['sqs:SendMessage', QUEUE]],
  ],
])('it says %s', (_, statements, expected) => {
  expect(allowed(...statements)).toEqual(expected);
});

test('what every function does is left out, a wildcard that may be more is not', () => {
  const usual = [
    'logs:CreateLogGroup',
    'LOGS:PutLogEvents',
    'xray:PutTraceSegments',
    'ec2:CreateNetworkInterface',
    'kms:Decrypt',
  ];

  expect(allowed(allow(usual), allow('logs:*'), allow('kms:Encrypt'))).toEqual([
    ['kms:Encrypt', '*'],
    ['logs:*', '*'],
  ]);
});

test.each<[string, readonly object[], unknown]>([
  ['of the action', [allow('sqs:SendMessage', QUEUE), deny('sqs:SendMessage')], []],
  ['of a wildcard that covers it', [allow(['sqs:Send*', 's3:GetObject']), deny('SQS:*')], [['s3:GetObject', '*']]],
  ['of everything', [allow('*'), deny('*')], []],
  [
    'of one resource',
    [allow('sqs:SendMessage', [QUEUE, 'b']), deny('sqs:*', 'arn:aws:sqs:*')],
    [['sqs:SendMessage', 'b']],
  ],
  ['before what it denies', [deny('sqs:SendMessage'), allow('sqs:SendMessage', QUEUE)], []],
])('a denial %s takes away', (_, statements, expected) => {
  expect(allowed(...statements)).toEqual(expected);
});

test.each<[string, object]>([
  ['of a part of a wildcard', deny('sqs:SendMessage')],
  ['by a single character, which a wildcard is more than', deny('sqs:?')],
  ['of another resource', deny('sqs:*', TABLE)],
  ['on a condition', deny('*', '*', { Condition: { Bool: { a: 'true' } } })],
  ['of all but an action', deny(undefined, '*', { NotAction: 's3:*' })],
  ['of all but a resource', deny('*', undefined, { NotResource: TABLE })],
])('a denial %s is not followed: more may be said than is allowed, never less', (_, denial) => {
  expect(allowed(allow('sqs:*', QUEUE), denial)).toEqual([['sqs:*', QUEUE]]);
});

test('a single statement need not be a list', () => {
  expect(allowedActions(statementsIn(JSON.stringify({ Statement: allow('sqs:SendMessage', QUEUE) })))).toEqual([
    { action: 'sqs:SendMessage', resources: [QUEUE] },
  ]);
});

test.each(['{}', '{"Statement":[{"Effect":"Perhaps"}]}', '[]', 'null'])('%s is no policy', (document) => {
  expect(() => statementsIn(document)).toThrow('a policy of another form');
});
