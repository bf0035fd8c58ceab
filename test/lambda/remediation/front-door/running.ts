import { runInThisContext } from 'node:vm';

/** The source as CloudFront runs it, with `cf` as all that it may import. */
export function running(source: string): (path: string) => number {
  const [first, ...rest] = source.split('\n');
  expect(first).toBe("import cf from 'cloudfront';");
  const handle: unknown = runInThisContext(`(cf) => { 'use strict'; ${rest.join('\n')}\nreturn handler; }`);
  let origin = 'api-1';
  const cf = { selectRequestOriginById: (id: string) => (origin = id) };
  const handler: unknown = typeof handle === 'function' ? handle(cf) : null;
  return (uri) => {
    origin = 'api-1';
    const request = { uri, method: 'GET', headers: {} };
    expect(typeof handler === 'function' ? handler({ request }) : null).toBe(request);
    return Number(origin.replace('api-', '')) - 1;
  };
}
