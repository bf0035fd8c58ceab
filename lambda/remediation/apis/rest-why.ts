/** Who makes the number of a REST API. */
import type { RestApiDetails, RestResource } from '../../domain/details';
import type { PlanTable } from '../../domain/plan';
import type { RestApiPart } from './counted';
import { cut, left, right } from './why';

export function restWhyOf(part: RestApiPart, api: RestApiDetails): readonly PlanTable[] {
  switch (part) {
    case 'resources':
      return [paths(api)];
    case 'authorizers':
      return [authorizers(api)];
    case 'stages':
      return [stages(api)];
  }
}

/** Below what most paths share: `/v1` says nothing where all begin with it. */
function paths({ resources }: RestApiDetails): PlanTable {
  const depth = sharedDepth(resources);
  const all = new Map<string, { resources: number; methods: number }>();
  for (const { path, methods } of resources) {
    const area = `/${segmentsOf(path)
      .slice(0, depth + 1)
      .join('/')}`;
    const row = all.get(area) ?? { resources: 0, methods: 0 };
    row.resources += 1;
    row.methods += methods.length;
    all.set(area, row);
  }
  const rows = [...all].toSorted(([, a], [, b]) => b.resources - a.resources);
  return cut('Paths with the most resources', {
    columns: [left('Path'), right('Resources'), right('Methods')],
    rows: rows.map(([area, row]) => [area, row.resources, row.methods]),
  });
}

function segmentsOf(path: string): string[] {
  return path === '/' ? [] : path.slice(1).split('/');
}

/** How deep the tree is before it branches or answers something. */
function sharedDepth(resources: readonly RestResource[]): number {
  for (let depth = 0; ; depth += 1) {
    const here = resources.filter(({ path }) => segmentsOf(path).length === depth);
    const next = resources.filter(({ path }) => segmentsOf(path).length === depth + 1);
    if (here.some(({ methods }) => methods.length > 0) || next.length !== 1) return depth;
  }
}

function authorizers({ authorizers: all, resources }: RestApiDetails): PlanTable {
  const methods = resources.flatMap((resource) => resource.methods);
  const rows = all.map(({ id, name }) => [name, id, methods.filter(({ authorizerId }) => authorizerId === id).length]);
  return { title: 'Authorizers', columns: [left('Name'), left('Id'), right('Methods')], rows };
}

function stages({ stages: all }: RestApiDetails): PlanTable {
  const rows = all.map(({ name, cache, variables }) => [name, cache ? 'yes' : 'no', variables.length]);
  return { title: 'Stages', columns: [left('Stage'), left('Cache'), right('Variables')], rows };
}
