/** What both formats of a route table have in common. */
import { didYouMean, shown } from './parse';

/** One route. Two with the same `integration` share it. */
export interface TableRoute {
  /** `''` for `$default`. */
  readonly method: string;
  readonly path: string;
  readonly integration: string;
}

export interface RouteTable {
  /** As the file has it. */
  readonly name: string | null;
  readonly routes: readonly TableRoute[];
  /** How many integrations would do if those that are written alike were one; `null` where the file does not say what they are. */
  readonly distinctIntegrations: number | null;
}

export type ParsedRoutes =
  { readonly ok: true; readonly table: RouteTable } | { readonly ok: false; readonly error: string };

export const SHAPES = 'a route table ({ "routes": [{ "method": "GET", "path": "/pets" }] }) or an OpenAPI 3 document';

export function fail(error: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html, and REST APIs have the same. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'];

export function methodIn(value: unknown, where: string): { readonly name: string } | { readonly problem: string } {
  const name = typeof value === 'string' ? value.toUpperCase() : '';
  if (METHODS.includes(name)) return { name };
  return {
    problem: `${where}: found ${shown(value)}, expected one of ${METHODS.join(', ')}${didYouMean(name, METHODS)}`,
  };
}

/** @returns what is wrong with a path; `null` if nothing is */
export function pathProblem(value: unknown, where: string): string | null {
  const found = `${where}: found ${shown(value)}, expected`;
  if (typeof value !== 'string') return `${found} a path such as /pets/{id}, or $default`;
  if (value === '$default') return null;
  if (!value.startsWith('/')) return `${found} a path that begins with /, or $default`;
  if (/[\s\p{C}]/u.test(value)) return `${found} a path without spaces or control characters`;
  if (/[?#]/.test(value))
    return `${found} a path without a query (?) or fragment (#): API Gateway routes by the path alone`;
  if (/[{}]/.test(value.replaceAll(/\{[^{}/]+\}/g, '')))
    return `${found} parameters such as {id}, each within one segment`;
  return null;
}

/** Each route once, and where it came from. */
export class Routes {
  /** By the key without the names of its parameters, which make no difference to API Gateway. */
  private readonly places = new Map<string, { readonly key: string; readonly where: string }>();
  private readonly routes: TableRoute[] = [];

  /** @returns what is wrong with it; `null` if nothing is */
  add(route: TableRoute, where: string): string | null {
    const key = `${route.method} ${route.path}`.trim();
    const nameless = key.replaceAll(/\{[^{}]*?(\+?)\}/g, '{$1}');
    const earlier = this.places.get(nameless);
    if (earlier !== undefined) {
      const which =
        earlier.key === key
          ? `which stands at ${earlier.where} already`
          : `which API Gateway takes for the same route as ${shown(earlier.key)} at ${earlier.where}`;
      return `${where}: found ${shown(key)}, ${which}, expected each route once; delete one of them`;
    }
    this.places.set(nameless, { key, where });
    this.routes.push(route);
    return null;
  }

  table(name: string | null, where: string, distinctIntegrations: number | null = null): ParsedRoutes {
    if (this.routes.length === 0) return fail(`${where}: found no routes, expected at least one`);
    return { ok: true, table: { name, routes: this.routes, distinctIntegrations } };
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Only what the file says: not `constructor`. */
export function ownValue(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

const LONGEST_STEP = 60;

/** `paths./pets.get`: a place in the file. */
export function at(...steps: readonly (string | number)[]): string {
  return steps
    .map(String)
    .map((step) => (step.length > LONGEST_STEP ? `${step.slice(0, LONGEST_STEP)}…` : step))
    .join('.');
}
