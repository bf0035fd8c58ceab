/** Who makes the number: by target and by path. */
import type { ApiDetails } from '../../domain/details';
import type { PlanTable } from '../../domain/plan';
import type { ApiPart } from './counted';
import { identical } from './merge-integrations';
import { routesByIntegration } from './model';
import { areaOf, commonDepth } from './route-key';

/** More rows than this say nothing new. */
const MOST = 10;

export function whyOf(part: ApiPart, api: ApiDetails): readonly PlanTable[] {
  switch (part) {
    case 'integrations':
      return [...targets(api), ...(api.protocol === 'HTTP' ? [areas(api)] : [])];
    case 'routes':
      return [...(api.protocol === 'HTTP' ? [areas(api)] : []), ...targets(api)];
    case 'authorizers':
      return [authorizers(api)];
    case 'stages':
      return [stages(api)];
  }
}

export const left = (name: string) => ({ name, align: 'left' as const });
export const right = (name: string) => ({ name, align: 'right' as const });

/** None where every target has one integration with one route: then it is a list of everything. */
function targets(api: ApiDetails): readonly PlanTable[] {
  const routes = routesByIntegration(api);
  const duplicates = new Set(identical(api).flatMap(({ drop }) => drop.map(({ id }) => id)));
  const all = new Map<string, { integrations: number; duplicates: number; unused: number; routes: number }>();
  for (const { id, target } of api.integrations) {
    const row = all.get(target) ?? { integrations: 0, duplicates: 0, unused: 0, routes: 0 };
    const uses = routes.get(id)?.length ?? 0;
    row.integrations += 1;
    row.routes += uses;
    if (duplicates.has(id)) row.duplicates += 1;
    if (uses === 0) row.unused += 1;
    all.set(target, row);
  }
  const rows = [...all].toSorted(([, a], [, b]) => b.integrations - a.integrations || b.routes - a.routes);
  if (rows.every(([, row]) => row.integrations === 1 && row.routes === 1)) return [];
  return [
    cut('Targets with the most integrations', {
      columns: [left('Target'), right('Integrations'), right('Duplicates'), right('Unused'), right('Routes')],
      rows: rows.map(([target, row]) => [target, row.integrations, row.duplicates, row.unused, row.routes]),
    }),
  ];
}

function areas(api: ApiDetails): PlanTable {
  const depth = commonDepth(api);
  const all = new Map<string, { routes: number; integrations: Set<string> }>();
  for (const route of api.routes) {
    const area = areaOf(route, depth);
    const row = all.get(area) ?? { routes: 0, integrations: new Set() };
    row.routes += 1;
    if (route.integrationId !== null) row.integrations.add(route.integrationId);
    all.set(area, row);
  }
  const rows = [...all].toSorted(([, a], [, b]) => b.routes - a.routes);
  return cut('Paths with the most routes', {
    columns: [left('Path'), right('Routes'), right('Integrations')],
    rows: rows.map(([area, { routes, integrations }]) => [area, routes, integrations.size]),
  });
}

function authorizers(api: ApiDetails): PlanTable {
  const rows = api.authorizers.map(({ id, name }) => [
    name,
    id,
    api.routes.filter(({ authorizerId }) => authorizerId === id).length,
  ]);
  return { title: 'Authorizers', columns: [left('Name'), left('Id'), right('Routes')], rows };
}

function stages(api: ApiDetails): PlanTable {
  const rows = api.stages.map(({ name, autoDeploy, variables }) => [name, autoDeploy ? 'yes' : 'no', variables.length]);
  return { title: 'Stages', columns: [left('Stage'), left('Deploys itself'), right('Variables')], rows };
}

/** The title says what is left out. */
export function cut(title: string, { columns, rows }: Pick<PlanTable, 'columns' | 'rows'>): PlanTable {
  const shown = rows.slice(0, MOST);
  return { title: shown.length < rows.length ? `${title} (${MOST} of ${rows.length})` : title, columns, rows: shown };
}
