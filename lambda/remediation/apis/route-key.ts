/** The keys of the routes of an HTTP API: `GET /pets/{id}`, `ANY /files/{proxy+}`, `$default`. */
import type { ApiDetails, RouteDetails } from '../../domain/details';
import { isCatchAll, type Template, templateOf } from '../split/template';

export interface RouteKey {
  /** `''` for `$default`. */
  readonly method: string;
  readonly path: string;
}

export function routeKeyOf({ key }: RouteDetails): RouteKey {
  const space = key.indexOf(' ');
  return space === -1 ? { method: '', path: key } : { method: key.slice(0, space), path: key.slice(space + 1) };
}

export function routeTemplate(route: RouteDetails): Template {
  return templateOf({ ...routeKeyOf(route), integration: null });
}

/** A request may match both: then the more special one gets it, and the other one once that is gone. */
export function overlap(one: RouteDetails, other: RouteDetails): boolean {
  const [a, b] = [routeKeyOf(one), routeKeyOf(other)];
  if (a.path === '$default' || b.path === '$default') return true;
  if (a.method !== b.method && a.method !== 'ANY' && b.method !== 'ANY') return false;
  return templatesOverlap(routeTemplate(one), routeTemplate(other));
}

function templatesOverlap(one: Template, other: Template): boolean {
  const [short, long] = one.segments.length <= other.segments.length ? [one, other] : [other, one];
  if (short.segments.length < long.segments.length && !short.greedy) return false;
  return short.segments.every((part, index) => {
    const its = long.segments[index];
    return part === null || its === null || part === its;
  });
}

/** The literal segments that all paths begin with, `/v1` for most: where what is below it starts to say something. */
export function commonDepth(api: ApiDetails): number {
  const all = api.routes.map(routeTemplate).filter((template) => !isCatchAll(template));
  const [first, ...rest] = all;
  if (first === undefined) return 0;
  const ends = first.segments.findIndex(
    (part, index) => part === null || rest.some(({ segments }) => segments[index] !== part),
  );
  const depth = ends === -1 ? first.segments.length : ends;
  return Math.min(depth, ...all.map(({ segments }) => segments.length - 1));
}

/** `/v1/pets` for `/v1/pets/{id}/toys`, where all begin with `/v1`. Parameters are `{}`. */
export function areaOf(route: RouteDetails, depth: number): string {
  const { path } = routeKeyOf(route);
  if (path === '$default') return path;
  const { segments } = routeTemplate(route);
  return `/${segments
    .slice(0, depth + 1)
    .map((part) => part ?? '{}')
    .join('/')}`;
}
