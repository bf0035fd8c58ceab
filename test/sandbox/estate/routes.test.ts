import { routesOf } from '../../../sandbox/estate/routes';

test.each([
  ['box', 278],
  ['github', 1223],
  ['stripe', 650],
])('the route table of %s has %d routes, no two alike', (file, count) => {
  const routes = routesOf({ file });

  expect(routes).toHaveLength(count);
  expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(count);
});

test('only the routes below the wanted paths, the paths themselves among them', () => {
  const paths = new Set(routesOf({ file: 'github', under: ['/user'] }).map(({ path }) => path));

  expect(paths).toContain('/user');
  expect(paths).toContain('/user/repos');
  // It begins with the same letters, but is another path.
  expect(paths).not.toContain('/users');
});

test('as many routes as are wanted, where it does not matter which', () => {
  expect(routesOf({ count: 2 })).toEqual([
    { method: 'GET', path: '/items/kind-1' },
    { method: 'GET', path: '/items/kind-2' },
  ]);
});

test('only the first routes of a table', () => {
  expect(routesOf({ file: 'box', most: 3 })).toEqual(routesOf({ file: 'box' }).slice(0, 3));
});
