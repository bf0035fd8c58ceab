/**
 * Which route an HTTP API picks: one that matches the whole path before a greedy one, and that before `$default`; of
 * several the most specific, from the left a literal segment before a parameter; on one path its method before `ANY`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
import type { SplitRoute } from './request';

export interface Place {
  readonly literals: Map<string, Place>;
  parameter: Place | null;
  /** The routes that end here, and those that go on with `{proxy+}`: by method. */
  readonly whole: Map<string, string>;
  readonly greedy: Map<string, string>;
}

export interface Router {
  readonly root: Place;
  /** The key of the route, `GET /pets/{id}`. */
  readonly pick: (method: string, path: string) => string | null;
}

export function keyOf({ method, path }: SplitRoute): string {
  return method === '' ? path : `${method} ${path}`;
}

export function segmentsIn(path: string): string[] {
  return path.replace(/^\//, '').split('/');
}

export const isParameter = (segment: string): boolean => segment.includes('{');
export const isGreedy = (segment: string): boolean => /\{[^{}]*\+\}/.test(segment);

export function routerOf(routes: readonly SplitRoute[]): Router {
  const root = newPlace();
  let fallback: string | null = null;
  for (const route of routes) {
    if (route.path === '$default') fallback = keyOf(route);
    else enter(root, route);
  }
  return {
    root,
    pick: (method, path) => {
      const segments = segmentsIn(path);
      return wholeMatch(root, method, segments, 0) ?? greedyMatch(root, method, segments, 0) ?? fallback;
    },
  };
}

const newPlace = (): Place => ({ literals: new Map(), parameter: null, whole: new Map(), greedy: new Map() });

function enter(root: Place, route: SplitRoute): void {
  let place = root;
  for (const segment of segmentsIn(route.path)) {
    if (isGreedy(segment)) {
      place.greedy.set(route.method, keyOf(route));
      return;
    }
    const next = (isParameter(segment) ? place.parameter : place.literals.get(segment)) ?? newPlace();
    if (isParameter(segment)) place.parameter = next;
    else place.literals.set(segment, next);
    place = next;
  }
  place.whole.set(route.method, keyOf(route));
}

/** No parameter is empty. */
function wholeMatch(place: Place, method: string, path: readonly string[], depth: number): string | undefined {
  const segment = path[depth];
  if (segment === undefined) return ofMethod(place.whole, method);
  const literal = place.literals.get(segment);
  const match = literal && wholeMatch(literal, method, path, depth + 1);
  if (match !== undefined || segment === '' || place.parameter === null) return match;
  return wholeMatch(place.parameter, method, path, depth + 1);
}

/** Something has to be left for the greedy parameter. */
function greedyMatch(place: Place, method: string, path: readonly string[], depth: number): string | undefined {
  const segment = path[depth];
  if (segment === undefined) return undefined;
  const literal = place.literals.get(segment);
  const parameter = segment === '' ? null : place.parameter;
  return (
    (literal && greedyMatch(literal, method, path, depth + 1)) ??
    (parameter === null ? undefined : greedyMatch(parameter, method, path, depth + 1)) ??
    ofMethod(place.greedy, method)
  );
}

function ofMethod(routes: ReadonlyMap<string, string>, method: string): string | undefined {
  return routes.get(method) ?? routes.get('ANY');
}
