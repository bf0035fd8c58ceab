import { resourceTree } from '../../../sandbox/estate/resource-tree';

function pathsOf(...paths: string[]): string[] {
  return resourceTree(
    'api',
    paths.map((path) => ({ method: 'GET', path })),
  ).map(({ path }) => path);
}

test('every node of a path is a resource, shared by the routes below it; the root is one too', () => {
  expect(pathsOf('/orders/open', '/orders', '/orders/open/late')).toEqual([
    '/',
    '/orders',
    '/orders/open',
    '/orders/open/late',
  ]);
  expect(pathsOf()).toEqual(['/']);
});

test('a resource has the methods of all its routes, and a node between has none', () => {
  const tree = resourceTree('api', [
    { method: 'GET', path: '/orders/{id}' },
    { method: 'DELETE', path: '/orders/{id}' },
    { method: 'GET', path: '/orders/{id}' },
  ]);

  expect(tree.map(({ path, methods }) => [path, methods])).toEqual([
    ['/', []],
    ['/orders', []],
    ['/orders/{id}', ['GET', 'DELETE']],
  ]);
});

test('path parameters at one place become one, by the first name', () => {
  expect(pathsOf('/users/{id}', '/users/{name}/keys', '/users/{login}', '/users/me')).toEqual([
    '/',
    '/users',
    '/users/{id}',
    '/users/{id}/keys',
    '/users/me',
  ]);
});

test.each(['/calls/{sid}.json', '/a/x{id}', '/a/{id}{name}', '/a/b c', '/a/ä', '/a/{id', '/a/{b+}c'])(
  'API Gateway refuses %s',
  (path) => {
    expect(() => pathsOf(path)).toThrow(`of ${path}`);
  },
);

test.each(['/a/{id}', '/a/{proxy+}', '/a/b.c_d-e', '/v1/jobs:run'])('and takes %s', (path) => {
  expect(pathsOf(path)).toHaveLength(3);
});
