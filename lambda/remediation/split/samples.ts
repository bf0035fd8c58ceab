/** Requests that try out a route. */
import type { PrefixSegment, SplitRoute } from './request';
import { isGreedy, isParameter, type Place, segmentsIn } from './router';

export interface Sample {
  readonly method: string;
  readonly path: string;
  /** If the route is what this finds today, it must be found. */
  readonly isOrdinary: boolean;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Values that a front door has been known to take for something else. */
const ODD_VALUES = ['constructor', '__proto__', '*', '$', 'a.b'];

/** The first ones decide where a request goes; no published table that we know has routes with more. */
const MOST_PARAMETERS = 8;

/** A value that no route of the table has as a segment. */
export function ordinaryIn(table: readonly SplitRoute[]): string {
  const taken = new Set(table.flatMap(({ path }) => segmentsIn(path)));
  let value = 'ordinary';
  while (taken.has(value)) value += '-';
  return value;
}

/** @param prefixes of the front door's rules. */
export function samplesOf(
  route: SplitRoute,
  root: Place,
  prefixes: readonly (readonly PrefixSegment[])[],
  ordinary: string,
): Sample[] {
  const template = route.path === '$default' ? ['{any+}'] : segmentsIn(route.path);
  const end = template.findIndex(isGreedy);
  const open = end === -1 ? template : template.slice(0, end);
  const filled = open.map((segment) => (isParameter(segment) ? ordinary : segment));
  const tails = end === -1 ? [[]] : [[ordinary], [ordinary, ordinary]];

  const usual = tails.map((tail) => [...filled, ...tail]);
  const underRules = end === -1 ? [] : prefixes.flatMap((prefix) => under(open, prefix, ordinary));
  const parameters = [...open.keys()].filter((index) => isParameter(open[index] ?? '')).slice(0, MOST_PARAMETERS);
  const unusual = parameters.flatMap((index) =>
    valuesBeside(placeAt(root, open.slice(0, index))).map((value) => filled.with(index, value).concat(tails[0] ?? [])),
  );
  const methods = route.method === 'ANY' || route.method === '' ? METHODS : [route.method];
  const requests = (paths: readonly string[][], isOrdinary: boolean): Sample[] =>
    paths.flatMap((path) => methods.map((method) => ({ method, path: `/${path.join('/')}`, isOrdinary })));
  return [...requests([...usual, ...underRules], true), ...requests(unusual, false)];
}

/** What a greedy route gets of the paths under a prefix. */
function under(open: readonly string[], prefix: readonly PrefixSegment[], ordinary: string): string[][] {
  const length = Math.max(open.length, prefix.length);
  const path: string[] = [];
  for (let index = 0; index < length; index += 1) {
    const own = open[index];
    const part = prefix[index] ?? null;
    const fixed = own === undefined || isParameter(own) ? part : own;
    if (fixed !== null && part !== null && fixed !== part) return [];
    path.push(fixed ?? ordinary);
  }
  return [[...path, ordinary]];
}

function placeAt(root: Place, template: readonly string[]): Place | null {
  let place: Place | null = root;
  for (const segment of template) {
    place = (isParameter(segment) ? place?.parameter : place?.literals.get(segment)) ?? null;
  }
  return place;
}

/** The literals that have the same place as a parameter, also in another case, and what is odd anywhere. */
function valuesBeside(place: Place | null): string[] {
  const literals = [...(place?.literals.keys() ?? [])].filter((literal) => literal !== '');
  const otherCase = literals.map((literal) =>
    literal === literal.toUpperCase() ? literal.toLowerCase() : literal.toUpperCase(),
  );
  return [...new Set([...literals, ...otherCase, ...ODD_VALUES])];
}
