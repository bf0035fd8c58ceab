import { clock } from '../../../support/account';
import { described } from './described';

/** In everything that a description may hold. */
const SECRET = 's3cr3t';
const texts = { [`${SECRET} name`]: SECRET };
const everywhere = {
  uri: `https://user:${SECRET}@api.example.com/v1?key=${SECRET}#${SECRET}`,
  credentials: SECRET,
  requestParameters: { 'integration.request.header.x-api-key': `'${SECRET}'` },
  requestTemplates: { 'application/json': SECRET },
};
const fields = {
  ...everywhere,
  description: SECRET,
  responseParameters: { '200': texts },
  templateSelection: SECRET,
  responseSelection: SECRET,
  tlsServerName: SECRET,
};

test('no value that may be a secret comes out of any reader', async () => {
  const stages = [{ name: 'prod', variables: { token: SECRET } }];
  const { source, sandbox } = await described({
    httpApis: [
      {
        name: 'a',
        id: 'api0000001',
        tags: { token: SECRET },
        authorizers: [
          { name: 'x', uri: SECRET, credentials: SECRET, identitySource: [SECRET], issuer: SECRET, audience: [SECRET] },
        ],
        integrations: [
          { id: 'one', type: 'HTTP_PROXY', ...fields },
          { id: 'two', subtype: 'SQS-SendMessage', ...fields, uri: undefined },
          {
            id: 'three',
            ...fields,
            uri: `arn:aws:servicediscovery:eu-west-1:1:service/a?k=${SECRET}`,
            vpcLink: 'link',
          },
          { id: 'four', type: 'AWS', ...fields, uri: `arn:aws:apigateway:eu-west-1:sqs:path/1/q?Body=${SECRET}` },
          { id: 'five', type: 'AWS', ...fields, uri: `arn:aws:apigateway:eu-west-1:sqs:action/X&Body=${SECRET}` },
        ],
        moreRoutes: [{ key: 'GET /a', operationName: SECRET, scopes: [SECRET] }],
        stages,
      },
    ],
    restApis: [
      {
        name: 'r',
        id: 'rest000001',
        tags: { token: SECRET },
        authorizers: [
          {
            name: 'x',
            uri: SECRET,
            credentials: SECRET,
            identitySource: SECRET,
            validation: SECRET,
            providers: [SECRET],
          },
        ],
        methods: [
          { method: 'GET', path: '/a', type: 'HTTP', ...everywhere },
          {
            method: 'PUT',
            path: '/a',
            type: 'AWS',
            ...everywhere,
            uri: `arn:aws:apigateway:eu-west-1:s3:path/b?k=${SECRET}`,
          },
        ],
        stages,
      },
    ],
    vpcLinks: { v1: [{ name: 'old', tags: { token: SECRET } }], v2: [{ name: 'link', tags: { token: SECRET } }] },
  });

  const all = await clock.run(
    Promise.all([source.api('api0000001'), source.restApi('rest000001'), source.vpcLinks('V1'), source.vpcLinks('V2')]),
  );

  expect(all.map((one) => one.status)).toEqual(['read', 'read', 'read', 'read']);
  expect(JSON.stringify(all)).not.toContain(SECRET);
  expect(sandbox.calls).toHaveLength(11);
});

test('the digests of two processes say nothing about one another', async () => {
  const region = { httpApis: [{ name: 'a', id: 'api0000001', routes: { count: 1 } }] };
  const digestsOf = async () => {
    const { source } = await described(region);
    const api = await clock.run(source.api('api0000001'));
    return api.status === 'read' ? api.value.integrations[0]?.fields['IntegrationUri'] : undefined;
  };

  const first = await digestsOf();

  expect(first).toMatch(/^[0-9a-f]{24}$/);
  expect(await digestsOf()).not.toBe(first);
});
