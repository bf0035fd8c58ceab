import { execFileSync } from 'node:child_process';
import { textOfWords } from '../../../../lambda/domain/words';
import { type FrontDoorFacts, nothingKnown } from '../../../../lambda/remediation/front-door';
import type { Considered } from '../../../../lambda/remediation/front-door/facts';
import { considerMappings, mappingDoor } from '../../../../lambda/remediation/front-door/mappings';
import { considerRoutingRules } from '../../../../lambda/remediation/front-door/routing-rules';
import { assigned, hostileSegments } from './plans';

const withDomain: FrontDoorFacts = { ...nothingKnown, hasCustomDomain: true };
const rest: FrontDoorFacts = { ...withDomain, apiType: 'rest-api' };

const why = (considered: Considered): string => (considered.status === 'unfit' ? textOfWords(considered.why) : 'fits');
const file = (considered: Considered, name: string): string =>
  (considered.status === 'fits' && considered.artefacts.find((one) => one.name === name)?.text) || '';

const shop = assigned(
  ['GET / → 0', 'GET /pets → 1', 'GET /pets/{id} → 1', 'GET /shops/{id} → 2', '$default → 0'],
  ['/pets → 1', '/shops → 2'],
  ['$default → 1', '$default → 2'],
);

test('mappings of one level: the commands, and the routes without the base path', () => {
  const considered = considerMappings(shop, withDomain);

  expect(file(considered, 'api-mappings.sh')).toBe(`#!/bin/sh
# Proposed by Headroom, which ran none of it. Read it, then run it line by line.
set -euC

# Set these first: the domain, the stage of every API, and the ids of the APIs.
: "\${DOMAIN:?the custom domain, as in api.example.com}"
: "\${STAGE:?the stage}"
: "\${API_2:?the id of API 2}"
: "\${API_3:?the id of API 3}"

# Today’s API keeps the mapping without a key, which takes all other paths.
aws apigatewayv2 create-api-mapping --domain-name "$DOMAIN" --stage "$STAGE" --api-id "$API_2" --api-mapping-key pets
aws apigatewayv2 create-api-mapping --domain-name "$DOMAIN" --stage "$STAGE" --api-id "$API_3" --api-mapping-key shops
`);
  expect(file(considered, 'routes.txt')).toBe(`API 1 (today’s): 0 routes without the base path

API 2: 2 routes without the base path
  GET /    (today GET /pets)
  GET /{id}    (today GET /pets/{id})

API 3: 1 route without the base path
  GET /{id}    (today GET /shops/{id})
`);
});

test('the longest key counts, whatever the order of the mappings', () => {
  const door = mappingDoor([
    { prefix: ['v1'], group: 1 },
    { prefix: ['v1', 'pets'], group: 2 },
  ]);

  expect(['/v1', '/v1/pets/7', '/v1/petshop', '/v10'].map(door)).toEqual([1, 2, 1, 0]);
});

test.each([
  ['no domain', shop, { ...withDomain, hasCustomDomain: false }, 'It needs a custom domain, and there is none'],
  ['nobody looked', shop, nothingKnown, 'It needs a custom domain: nobody looked whether there is one'],
  [
    'a cut behind a parameter',
    assigned(['GET /r/{o}/a → 1', 'GET / → 0'], ['/r/{}/a → 1']),
    withDomain,
    'A mapping cannot cut behind a parameter: /r/{}/a',
  ],
  [
    'several levels',
    assigned(['GET /v1/a → 1', 'GET / → 0'], ['/v1/a → 1']),
    withDomain,
    'A mapping takes the base path away, and one of several levels such as v1/a also lower-cases the names of all headers',
  ],
  [
    'two routes that become one',
    assigned(['GET /a/x → 1', 'GET /b/x → 1', 'GET / → 0'], ['/a → 1', '/b → 1']),
    withDomain,
    'A mapping takes the base path away: GET /a/x and GET /b/x would be the same route in API 2',
  ],
  [
    'two routes that become one but for the name of a parameter',
    assigned(['GET /a/{x}/y → 1', 'GET /b/{z}/y → 1', 'GET / → 0'], ['/a → 1', '/b → 1']),
    withDomain,
    'A mapping takes the base path away: GET /a/{x}/y and GET /b/{z}/y would be the same route in API 2',
  ],
  [
    'a parameter that is the base path',
    assigned(['GET /{t}/x → 0', 'GET /a/y → 1'], ['/a → 1'], ['GET /{t}/x → 1']),
    withDomain,
    'A mapping takes the base path away, and GET /{t}/x needs it for its parameter',
  ],
  [
    'a key that is none',
    assigned(['GET /a:b → 1', 'GET / → 0'], ['/a:b → 1']),
    withDomain,
    'a:b cannot be the key of a mapping',
  ],
])('mappings, %s', (_, split, facts, expected) => {
  expect(why(considerMappings(split, facts))).toBe(expected);
});

test('routing rules keep the path; longest first, with gaps between the priorities', () => {
  const nested = assigned(['GET /v1/a → 0', 'GET /v1/b → 1', 'GET / → 0'], ['/v1/a → 0', '/v1 → 1']);

  expect(file(considerRoutingRules(nested, rest), 'routing-rules.sh').split('\n').slice(4)).toEqual([
    '# Set these first: the domain, the stage of every API, and the ids of the APIs.',
    ': "${DOMAIN:?the custom domain, as in api.example.com}"',
    ': "${STAGE:?the stage}"',
    ': "${API_1:?the id of today’s API}"',
    ': "${API_2:?the id of API 2}"',
    '',
    'aws apigatewayv2 update-domain-name --domain-name "$DOMAIN" --routing-mode ROUTING_RULE_THEN_API_MAPPING',
    '',
    '# Longest first: a rule with a lower priority is tried before the others.',
    `aws apigatewayv2 create-routing-rule --domain-name "$DOMAIN" --priority 10 --conditions '[{"MatchBasePaths":{"AnyOf":["v1/a"]}}]' --actions "InvokeApi={ApiId=$API_1,Stage=$STAGE,StripBasePath=false}"`,
    `aws apigatewayv2 create-routing-rule --domain-name "$DOMAIN" --priority 20 --conditions '[{"MatchBasePaths":{"AnyOf":["v1"]}}]' --actions "InvokeApi={ApiId=$API_2,Stage=$STAGE,StripBasePath=false}"`,
    '',
  ]);
});

test.each([
  ['an HTTP API', shop, withDomain, 'Routing rules lead to REST APIs only'],
  ['no domain', shop, { ...rest, hasCustomDomain: false }, 'It needs a custom domain, and there is none'],
  [
    'a cut behind a parameter',
    assigned(['GET /r/{o}/a → 1', 'GET / → 0'], ['/r/{}/a → 1']),
    rest,
    'A routing rule cannot cut behind a parameter: /r/{}/a',
  ],
  [
    'a long base path',
    assigned([`GET /${'a'.repeat(128)} → 1`, 'GET / → 0'], [`/${'a'.repeat(128)} → 1`]),
    rest,
    `${'a'.repeat(128)} is longer than 127 characters`,
  ],
  [
    'rules that are there already',
    shop,
    { ...rest, used: { ...rest.used, routingRules: 49 } },
    '2 rules are needed, and the domain may have 1 more',
  ],
])('routing rules, %s', (_, split, facts, expected) => {
  expect(why(considerRoutingRules(split, facts))).toBe(expected);
});

test('in the commands a hostile path is one word', () => {
  const segments = hostileSegments.filter((one) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(one) && !one.includes('/'));
  const split = assigned(
    ['GET / → 0', ...segments.map((one) => `GET /${one} → 1`)],
    segments.map((one) => `/${one} → 1`),
  );
  const script = file(considerRoutingRules(split, rest), 'routing-rules.sh');
  const fake = `aws() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n`;
  const words = execFileSync('sh', ['-c', fake + script], {
    encoding: 'utf8',
    env: { DOMAIN: 'api.example.com', STAGE: '$default', API_2: 'a2' },
  }).split('\0');

  expect(words.filter((word) => word.startsWith('[{'))).toEqual(
    segments.map((one) => JSON.stringify([{ MatchBasePaths: { AnyOf: [one] } }])),
  );
  expect(words.filter((word) => word.startsWith('InvokeApi'))).toEqual(
    segments.map(() => 'InvokeApi={ApiId=a2,Stage=$default,StripBasePath=false}'),
  );
});
