import fc from 'fast-check';
import { parseRoutes } from '../../../lambda/config/routes';

const json = (content: unknown) => parseRoutes(JSON.stringify(content));
const openApi = (paths: unknown, more: object = {}) =>
  json({ openapi: '3.0.1', info: { title: 'shop' }, paths, ...more });

test('a route table has one integration per route', () => {
  const routes = [
    { method: 'GET', path: '/pets' },
    { method: 'any', path: '/pets/{id}' },
    { method: 'ANY', path: '$default' },
  ];

  expect(json({ name: 'pets', source: 'here', license: 'MIT', routes })).toEqual({
    ok: true,
    table: {
      name: 'pets',
      routes: [
        { method: 'GET', path: '/pets', integration: 'route 0' },
        { method: 'ANY', path: '/pets/{id}', integration: 'route 1' },
        { method: '', path: '$default', integration: 'route 2' },
      ],
      distinctIntegrations: null,
    },
  });
});

test('an OpenAPI document has one integration per operation, and one for all that refer to a shared one', () => {
  const shared = { 'x-amazon-apigateway-integration': { $ref: '#/components/x-amazon-apigateway-integrations/a~1b' } };
  const paths = {
    '/pets': { summary: 'pets', parameters: [], get: shared, post: {}, 'x-amazon-apigateway-any-method': shared },
    '/$default': { 'x-amazon-apigateway-any-method': { isDefaultRoute: true } },
    'x-other': 1,
  };
  const components = { 'x-amazon-apigateway-integrations': { 'a/b': { type: 'http_proxy', uri: 'https://a' } } };

  expect(openApi(paths, { components })).toEqual({
    ok: true,
    table: {
      name: 'shop',
      routes: [
        { method: 'GET', path: '/pets', integration: 'shared a/b' },
        { method: 'POST', path: '/pets', integration: 'operation post /pets' },
        { method: 'ANY', path: '/pets', integration: 'shared a/b' },
        { method: '', path: '$default', integration: 'operation x-amazon-apigateway-any-method /$default' },
      ],
      distinctIntegrations: 3,
    },
  });
});

test('integrations that are written alike are counted, in whatever order their fields stand', () => {
  const inline = (integration: object) => ({ 'x-amazon-apigateway-integration': integration });
  const paths = {
    '/a': { get: inline({ type: 'aws_proxy', uri: 'arn:a' }), put: inline({ uri: 'arn:a', type: 'aws_proxy' }) },
    '/b': { get: inline({ type: 'aws_proxy', uri: 'arn:b' }) },
  };

  expect(openApi(paths)).toMatchObject({ table: { routes: { length: 3 }, distinctIntegrations: 2 } });
});

test.each([
  ['/pets/{id}', '/pets/{petId}', true],
  ['/files/{path+}', '/files/{proxy+}', true],
  ['/files/{proxy}', '/files/{proxy+}', false],
  ['/pets/{id}', '/pets/{id}/toys', false],
])('%s and %s as one route of API Gateway: %s', (one, other, isOne) => {
  const first = { method: 'GET', path: one };

  expect(json({ routes: [first, { method: 'POST', path: other }] }).ok).toBe(true);
  const parsed = json({ routes: [first, { method: 'GET', path: other }] });
  expect(parsed.ok ? null : parsed.error).toBe(
    isOne
      ? `routes.1: found "GET ${other}", which API Gateway takes for the same route as "GET ${one}" at routes.0, expected each route once; delete one of them`
      : null,
  );
});

test('YAML is read like JSON, also behind a byte order mark', () => {
  const text = '\uFEFFopenapi: 3.1.0\ninfo: { title: shop }\npaths:\n  /pets:\n    get: {}\n';

  expect(parseRoutes(text)).toEqual(openApi({ '/pets': { get: {} } }));
});

test.each(['__proto__', 'constructor', 'toString'])('%s is a path and a name like any other', (name) => {
  const paths = `{"/${name}":{"get":{"x-amazon-apigateway-integration":{"$ref":"#/components/x-amazon-apigateway-integrations/${name}"}}}}`;
  const components = `{"x-amazon-apigateway-integrations":{"${name}":{"type":"mock"}}}`;

  expect(parseRoutes(`{"openapi":"3.0.1","paths":${paths},"components":${components}}`)).toMatchObject({
    table: { routes: [{ method: 'GET', path: `/${name}`, integration: `shared ${name}` }] },
  });
});

const SHAPES = 'expected a route table ({ "routes": [{ "method": "GET", "path": "/pets" }] }) or an OpenAPI 3 document';
const get = (path: string) => ({ method: 'GET', path });

test.each<[string, unknown, string]>([
  ['nothing', '', `the file is empty, ${SHAPES}`],
  ['spaces', ' \n', `the file is empty, ${SHAPES}`],
  [
    'broken JSON',
    '{"routes": [\n  {"method" "GET"}\n]}',
    `line 2, column 13: found something that is not JSON, ${SHAPES}`,
  ],
  ['JSON that ends early', '{"routes": [', `the file: found something that is not JSON, ${SHAPES}`],
  [
    'broken YAML',
    'a: b: c',
    'line 1, column 4: found something that is not YAML (Nested mappings are not allowed in compact mappings), ' +
      SHAPES,
  ],
  [
    'aliases that lead nowhere',
    'a: *b',
    'the file: found YAML that cannot be read (Unresolved alias (the anchor must be set before the alias): b)',
  ],
  ['plain text', 'hello', `the file: found "hello", ${SHAPES}`],
  ['a list', [get('/a')], `the file: found a list, ${SHAPES}`],
  ['other keys', { a: 1, b: 2 }, `the file: found the keys "a", "b", ${SHAPES}`],
  ['no keys', {}, `the file: found no keys, ${SHAPES}`],
  [
    'Swagger 2.0',
    { swagger: '2.0', paths: {} },
    'swagger: found "2.0", expected an OpenAPI 3 document; export it from API Gateway as OpenAPI 3, or convert it (npx swagger2openapi)',
  ],
  ['another OpenAPI', { openapi: '4.0', paths: {} }, 'openapi: found "4.0", expected a version that begins with 3.'],
  ['routes that are none', { routes: {} }, 'routes: found a group of keys, expected a list of { method, path }'],
  ['no routes', { routes: [] }, 'routes: found no routes, expected at least one'],
  ['a route that is none', { routes: [get('/a'), 'GET /b'] }, 'routes.1: found "GET /b", expected { method, path }'],
  [
    'no path',
    { routes: [{ method: 'GET' }] },
    'routes.0.path: found nothing, expected a path such as /pets/{id}, or $default',
  ],
  [
    'a path without a slash',
    { routes: [get('pets')] },
    'routes.0.path: found "pets", expected a path that begins with /, or $default',
  ],
  [
    'a path with a query',
    { routes: [get('/a?b=c')] },
    'routes.0.path: found "/a?b=c", expected a path without a query (?) or fragment (#): API Gateway routes by the path alone',
  ],
  [
    'a path with a line break',
    { routes: [get('/a\nb')] },
    'routes.0.path: found "/a\\nb", expected a path without spaces or control characters',
  ],
  [
    'half a parameter',
    { routes: [get('/a/{b')] },
    'routes.0.path: found "/a/{b", expected parameters such as {id}, each within one segment',
  ],
  [
    'an unknown method',
    { routes: [{ method: 'GTE', path: '/a' }] },
    'routes.0.method: found "GTE", expected one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, ANY (did you mean GET?)',
  ],
  [
    'a method that is inherited',
    { routes: [{ path: '/a' }] },
    'routes.0.method: found nothing, expected one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, ANY',
  ],
  [
    'a route twice',
    { routes: [get('/a'), get('/b'), get('/a')] },
    'routes.2: found "GET /a", which stands at routes.0 already, expected each route once; delete one of them',
  ],
  ['no paths', { openapi: '3.0.0' }, 'paths: found nothing, expected the paths of the API'],
  [
    'paths of extensions only',
    { openapi: '3.0.0', paths: { 'x-a': 1 } },
    'paths: found no routes, expected at least one',
  ],
  [
    'a path item elsewhere',
    { openapi: '3.0.0', paths: { '/a': { $ref: 'a.yaml' } } },
    'paths./a: found a $ref, expected the operations themselves; put the document into one file first (npx @redocly/cli bundle)',
  ],
  [
    'no path item',
    { openapi: '3.0.0', paths: { '/a': null } },
    'paths./a: found null, expected operations such as get and post',
  ],
  [
    'a path item without a slash',
    { openapi: '3.0.0', paths: { a: {} } },
    'paths: found "a", expected a path that begins with /, or $default',
  ],
  [
    'an operation that is none',
    { openapi: '3.0.0', paths: { '/a': { get: null } } },
    'paths./a.get: found null, expected an operation',
  ],
  [
    'a method in capitals',
    { openapi: '3.0.0', paths: { '/a': { GET: {} } } },
    'paths./a.GET: found an operation that API Gateway does not have, expected one of get, post, put, patch, delete, head, options, x-amazon-apigateway-any-method (did you mean get?)',
  ],
  [
    'TRACE',
    { openapi: '3.0.0', paths: { '/a': { trace: {} } } },
    'paths./a.trace: found an operation that API Gateway does not have, expected one of get, post, put, patch, delete, head, options, x-amazon-apigateway-any-method',
  ],
  [
    'an integration that is none',
    { openapi: '3.0.0', paths: { '/a': { get: { 'x-amazon-apigateway-integration': 'x' } } } },
    'paths./a.get.x-amazon-apigateway-integration: found "x", expected an integration',
  ],
  [
    'a shared integration that is not there',
    {
      openapi: '3.0.0',
      paths: {
        '/a': {
          get: {
            'x-amazon-apigateway-integration': { $ref: '#/components/x-amazon-apigateway-integrations/constructor' },
          },
        },
      },
    },
    'paths./a.get.x-amazon-apigateway-integration.$ref: found "#/components/x-amazon-apigateway-integrations/constructor", expected #/components/x-amazon-apigateway-integrations/ and a name that stands there',
  ],
])('%s is refused with where, found, expected', (_, content, error) => {
  expect(typeof content === 'string' ? parseRoutes(content) : json(content)).toEqual({ ok: false, error });
});

test('aliases that multiply do not', () => {
  const lines = Array.from({ length: 12 }, (_, index) => {
    const before = index === 0 ? 'x' : `*a${index - 1}`;
    return `a${index}: &a${index} [${Array.from({ length: 10 }, () => before).join(', ')}]`;
  });

  expect(parseRoutes(lines.join('\n'))).toMatchObject({ ok: false, error: expect.stringContaining('cannot be read') });
});

test('whatever the text, there is an answer in one line', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '\n',
    '- ',
    'routes',
    'openapi',
    'paths',
    '/a',
    '&a',
    '*a',
    '$ref',
    '\u2028',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const parsed = parseRoutes(pieces.join(''));
      expect(parsed.ok ? '' : parsed.error).not.toMatch(/\n/);
    }),
    { seed: 6, numRuns: 2000 },
  );
});
