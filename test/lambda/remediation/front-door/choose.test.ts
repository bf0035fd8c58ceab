import { textOfWords } from '../../../../lambda/domain/words';
import { chooseFrontDoor, nothingKnown } from '../../../../lambda/remediation/front-door';
import { assigned } from './plans';

const shop = assigned(
  ['GET / → 0', 'GET /pets → 1', 'GET /pets/{id} → 1', 'GET /shops/{id} → 2'],
  ['/pets → 1', '/shops → 2'],
);

function spoken(facts: Parameters<typeof chooseFrontDoor>[1], split = shop) {
  const { kind, reason, others, cautions, artefacts } = chooseFrontDoor(split, facts);
  return {
    kind,
    reason: textOfWords(reason),
    others: Object.fromEntries(others.map((one) => [one.kind, textOfWords(one.why)])),
    cautions: cautions.map(textOfWords),
    files: artefacts.map(({ name }) => name),
  };
}

test('why this one, why not the others, what to mind, and the files', () => {
  expect(spoken(nothingKnown)).toEqual({
    kind: 'behaviours',
    reason:
      'CloudFront in front with 4 behaviours of the 75 that a distribution may have: the path stays as it is, and no code runs',
    others: {
      function:
        'It would do too: a CloudFront Function of 0.9 KB (of 10.0 KB) with 2 rules; but it is code that runs at every request',
      mappings: 'It needs a custom domain: nobody looked whether there is one',
      'routing-rules': 'Routing rules lead to REST APIs only',
    },
    cautions: [
      '75 behaviours are the default (older pages say 25): read Cache behaviors per distribution in Service Quotas',
      'If there is a distribution already, its own behaviours count too',
    ],
    files: ['behaviours.txt', 'front-door.ts', 'migration.md', 'apis.json'],
  });
});

test('an HTTP API with a domain and no CloudFront gets mappings', () => {
  expect(spoken({ ...nothingKnown, hasCustomDomain: true, hasCloudFront: false })).toMatchObject({
    kind: 'mappings',
    reason: 'The custom domain is enough: 2 API mappings of one level',
    others: {
      behaviours:
        'It would do too: 4 behaviours of the 75 that a distribution may have; but a distribution would have to be put in front',
    },
    files: ['api-mappings.sh', 'routes.txt', 'migration.md', 'apis.json'],
  });
});

test('a prefix with exceptions says where new paths go', () => {
  const nested = assigned(['GET /v1/a → 0', 'GET /v1/b → 1', 'GET / → 0'], ['/v1/a → 0', '/v1 → 1']);

  expect(spoken(nothingKnown, nested).cautions).toContain(
    'New paths under /v1 go to API 2, except under prefixes that have a rule of their own',
  );
});

test('where nothing fits, each says why', () => {
  const facts = { ...nothingKnown, used: { ...nothingKnown.used, origins: 99 } };

  expect(spoken(facts)).toEqual({
    kind: 'none',
    reason: 'No front door that Headroom knows can carry this split',
    others: {
      behaviours: '3 origins are more than the distribution may have',
      function: '3 origins are more than the distribution may have',
      mappings: 'It needs a custom domain: nobody looked whether there is one',
      'routing-rules': 'Routing rules lead to REST APIs only',
    },
    cautions: [],
    files: [],
  });
});

test('a plan that is wrong gets no front door', () => {
  const wrong = assigned(['GET /pets → 0', 'GET /pets/{id} → 1'], ['/pets → 1']);

  expect(spoken({ ...nothingKnown, apiType: 'rest-api', hasCustomDomain: true }, wrong)).toMatchObject({
    kind: 'none',
    others: {
      behaviours: '1 route would go to the wrong API',
      function: '1 route would go to the wrong API',
      'routing-rules': '1 route would go to the wrong API',
    },
  });
});

test('the order of the migration, with what has to be copied', () => {
  const split = assigned(['GET / → 0', 'ANY /{proxy+} → 0', 'GET /`pets → 1'], ['/`pets → 1'], ['ANY /{proxy+} → 1']);
  const { artefacts } = chooseFrontDoor(split, nothingKnown);
  const text = artefacts.find(({ name }) => name === 'migration.md')?.text ?? '';

  expect(text.split('\n').slice(0, 12)).toEqual([
    '# From one API to several',
    '',
    'Proposed by Headroom, which did none of it.',
    '',
    '- API 1 (today’s): 2 routes: everything that no prefix names',
    '- API 2: 1 route: `` /`pets ``',
    '',
    'Copy what catches everything to the APIs whose prefixes it reaches, or requests that find it today would find nothing:',
    '',
    '- `ANY /{proxy+}` also in API 2',
    '',
    '1. Create 1 API with the routes of `apis.json` and the same integration targets. Today’s API keeps all its routes for now.',
  ]);
  expect(artefacts.find(({ name }) => name === 'apis.json')?.text).toBe(
    `${JSON.stringify(
      [
        { api: 1, prefixes: [], routes: ['GET /', 'ANY /{proxy+}'], copies: [] },
        { api: 2, prefixes: ['/`pets'], routes: ['GET /`pets'], copies: ['ANY /{proxy+}'] },
      ],
      null,
      2,
    )}\n`,
  );
});

test('a rule that ends in a parameter takes new names beside those that have a rule', () => {
  const split = assigned(
    ['GET /{id} → 1', 'GET /health → 0', 'GET /pets → 2'],
    ['/pets → 2', '/health → 0', '/{} → 1'],
  );

  expect(spoken(nothingKnown, split).cautions).toContain(
    'New paths under /{} go to API 2, except under prefixes that have a rule of their own',
  );
});
