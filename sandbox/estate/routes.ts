/** Real route tables, as they were published: see NOTICE. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { RoutesSource } from '../account';

export interface Route {
  readonly method: string;
  readonly path: string;
}

const routeTable = z.object({ routes: z.array(z.object({ method: z.string(), path: z.string() })) });
const cache = new Map<string, readonly Route[]>();

export function routesOf(source: RoutesSource): readonly Route[] {
  if ('count' in source) {
    return Array.from({ length: source.count }, (_, index) => ({ method: 'GET', path: `/items/kind-${index + 1}` }));
  }
  const { under, most } = source;
  const all = tableOf(source.file);
  const isMeant = ({ path }: Route): boolean =>
    under?.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)) ?? true;
  return all.filter(isMeant).slice(0, most);
}

function tableOf(file: string): readonly Route[] {
  const cached = cache.get(file);
  if (cached) return cached;
  const content: unknown = JSON.parse(readFileSync(join(__dirname, '..', 'data', 'routes', `${file}.json`), 'utf8'));
  const { routes } = routeTable.parse(content);
  cache.set(file, routes);
  return routes;
}
