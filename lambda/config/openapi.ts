/**
 * The routes in an OpenAPI 3 document, as API Gateway imports and exports it.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integrations.html: what stands in
 * `components/x-amazon-apigateway-integrations` and is referred to by `$ref` is one integration for all its routes; everything else
 * becomes one integration for each operation.
 */
import { didYouMean, shown } from './parse';
import {
  at,
  fail,
  isRecord,
  methodIn,
  ownValue,
  type ParsedRoutes,
  pathProblem,
  Routes,
  type TableRoute,
} from './route-list';

type Json = Readonly<Record<string, unknown>>;

const INTEGRATION = 'x-amazon-apigateway-integration';
const SHARED = 'x-amazon-apigateway-integrations';
const ANY = 'x-amazon-apigateway-any-method';

export function parseOpenApi(document: Json): ParsedRoutes {
  const version = document['openapi'];
  if (typeof version !== 'string' || !version.startsWith('3.')) {
    return fail(`openapi: found ${shown(version)}, expected a version that begins with 3.`);
  }
  const paths = ownValue(document, 'paths');
  if (!isRecord(paths)) return fail(`paths: found ${shown(paths)}, expected the paths of the API`);
  const shared = sharedIn(document);
  const routes = new Routes();
  const written = new Map<string, string>();
  for (const [path, item] of Object.entries(paths)) {
    if (path.startsWith('x-')) continue;
    const problem = pathProblem(path, 'paths') ?? itemProblem(item, at('paths', path));
    if (problem !== null || !isRecord(item)) return fail(problem ?? at('paths', path));
    for (const [key, operation] of Object.entries(item)) {
      if (isNoMethod(key)) continue;
      const where = at('paths', path, key);
      const route = routeOf({ path, key, operation, shared, where });
      if (typeof route === 'string') return fail(route);
      written.set(route.integration, route.text ?? route.integration);
      const twice = routes.add({ method: route.method, path: route.path, integration: route.integration }, where);
      if (twice !== null) return fail(twice);
    }
  }
  const hasText = [...written].some(([integration, text]) => integration !== text);
  return routes.table(titleOf(document), 'paths', hasText ? new Set(written.values()).size : null);
}

/** https://spec.openapis.org/oas/v3.1.0#path-item-object */
const BESIDE_METHODS = ['summary', 'description', 'servers', 'parameters'];
const OPERATIONS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', ANY];

function isNoMethod(key: string): boolean {
  return BESIDE_METHODS.includes(key) || (key.startsWith('x-') && key !== ANY);
}

function itemProblem(item: unknown, where: string): string | null {
  if (!isRecord(item)) return `${where}: found ${shown(item)}, expected operations such as get and post`;
  if (!Object.hasOwn(item, '$ref')) return null;
  return `${where}: found a $ref, expected the operations themselves; put the document into one file first (npx @redocly/cli bundle)`;
}

interface Place {
  readonly path: string;
  readonly key: string;
  readonly operation: unknown;
  readonly shared: ReadonlyMap<string, string>;
  readonly where: string;
}

/** With what its integration is, to tell those that are alike; `null` where the document does not say. */
type Written = TableRoute & { readonly text: string | null };

/** @returns the route, or what is wrong with it */
function routeOf({ path, key, operation, shared, where }: Place): Written | string {
  if (!OPERATIONS.includes(key)) {
    return `${where}: found an operation that API Gateway does not have, expected one of ${OPERATIONS.join(', ')}${didYouMean(key.toLowerCase(), OPERATIONS)}`;
  }
  if (!isRecord(operation)) return `${where}: found ${shown(operation)}, expected an operation`;
  const method = key === ANY ? { name: 'ANY' } : methodIn(key, where);
  if ('problem' in method) return method.problem;
  const own = `operation ${key} ${path}`;
  const integration = integrationOf(ownValue(operation, INTEGRATION), own, shared, where);
  if ('problem' in integration) return integration.problem;
  // The route $default is exported as a path.
  const isDefault = key === ANY && (path === '/$default' || path === '$default');
  return { ...integration, ...(isDefault ? { method: '', path: '$default' } : { method: method.name, path }) };
}

type Integration = { readonly integration: string; readonly text: string | null } | { readonly problem: string };

function integrationOf(value: unknown, own: string, shared: ReadonlyMap<string, string>, where: string): Integration {
  if (value === undefined) return { integration: own, text: null };
  const place = `${where}.${INTEGRATION}`;
  if (!isRecord(value)) return { problem: `${place}: found ${shown(value)}, expected an integration` };
  const reference = ownValue(value, '$ref');
  if (reference === undefined) return { integration: own, text: canonical(value) };
  const name = typeof reference === 'string' ? nameIn(reference) : null;
  const text = name === null ? undefined : shared.get(name);
  if (name === null || text === undefined) {
    return {
      problem: `${place}.$ref: found ${shown(reference)}, expected #/components/${SHARED}/ and a name that stands there`,
    };
  }
  return { integration: `shared ${name}`, text };
}

/** A JSON pointer: https://datatracker.ietf.org/doc/html/rfc6901#section-4 */
function nameIn(reference: string): string | null {
  const [, name] = new RegExp(`^#/components/${SHARED}/([^/]+)$`).exec(reference) ?? [];
  return name?.replaceAll('~1', '/').replaceAll('~0', '~') ?? null;
}

function sharedIn(document: Json): Map<string, string> {
  const components = ownValue(document, 'components');
  const integrations = isRecord(components) ? ownValue(components, SHARED) : undefined;
  if (!isRecord(integrations)) return new Map();
  return new Map(Object.entries(integrations).map(([name, value]) => [name, canonical(value)]));
}

/** The same text for the same content, in whatever order it is written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    isRecord(one) ? Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)) : one,
  );
}

function titleOf(document: Json): string | null {
  const info = ownValue(document, 'info');
  const title = isRecord(info) ? ownValue(info, 'title') : undefined;
  return typeof title === 'string' ? title : null;
}
