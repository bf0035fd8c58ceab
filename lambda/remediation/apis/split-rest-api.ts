/** More REST APIs, each with part of the resources, behind one front door. */
import type { RestApiDetails, RestMethod, RestResource } from '../../domain/details';
import type { QuotaFacts } from '../facts';
import { apiName, chooseFrontDoor, type FrontDoorFacts } from '../front-door';
import { type Remedy, room } from '../pipeline';
import { type Assignment, planSplit, type SplitRoute } from '../split';
import { keyOf } from '../split/router';
import type { Place } from './commands';
import type { RestModel } from './rest-model';
import { cannotSplit, splitText } from './split-text';

export interface SplitRestApiProps {
  readonly quota: QuotaFacts;
  readonly place: Place;
  readonly frontDoor: FrontDoorFacts;
}

/** An option: AWS raises the number of resources. Each new API needs the ancestors of what it gets again. */
export function splitRestApi({ quota, place, frontDoor }: SplitRestApiProps): Remedy<RestModel> {
  return {
    id: 'split-api',
    effort: 'infrastructure',
    propose: ({ api, beside, limit }, goal) => {
      const routes = routesOf(api);
      // Resources without methods are on no path of a route: they stay.
      const idle = api.resources.length - pathsOf(routes.map(({ route }) => route.path)).size;
      const capacity = room(limit, goal.target) - Math.max(0, idle);
      if (beside.length > 0 || capacity < 1) return [];
      const outcome = planSplit({ routes: routes.map(({ route }) => route), capacity: { resources: capacity } });
      switch (outcome.status) {
        case 'fits':
          return [];
        case 'infeasible':
          return [{ kind: 'advice', apply: (same) => same, text: cannotSplit(outcome.infeasible) }];
        case 'split': {
          const apis = apisOf(api, outcome.best);
          const [today = api, ...fresh] = apis;
          const methods = new Map(routes.map(({ route, method }) => [keyOf(route), method]));
          return [
            {
              kind: 'option',
              apply: (before) => ({ ...before, api: today, beside: fresh }),
              text: splitText({
                split: outcome,
                parts: apis.map(({ resources }, group) => ({
                  usage: resources.length,
                  routes: (outcome.best.groups[group] ?? []).length,
                })),
                limit,
                unit: quota.unit,
                owner: place.owner,
                targetOf: (route) => methods.get(keyOf(route))?.target ?? '',
                door: chooseFrontDoor(outcome.best, frontDoor),
              }),
            },
          ];
        }
      }
    },
  };
}

function routesOf({ resources }: RestApiDetails): { route: SplitRoute; method: RestMethod }[] {
  return resources.flatMap(({ path, methods }) =>
    methods.map((method) => ({ route: { method: method.method, path, integration: null }, method })),
  );
}

/** These and everything above them, the root too. */
function pathsOf(paths: readonly string[]): Set<string> {
  const all = new Set<string>(['/']);
  for (const path of paths) {
    const parts = path.split('/').slice(1);
    for (let depth = 1; depth <= parts.length; depth += 1) all.add(`/${parts.slice(0, depth).join('/')}`);
  }
  return all;
}

function apisOf(api: RestApiDetails, { groups, copies }: Assignment): RestApiDetails[] {
  const used = pathsOf(routesOf(api).map(({ route }) => route.path));
  return groups.map((own, group) => {
    const routes = [...own, ...copies.filter((copy) => copy.group === group).map(({ route }) => route)];
    const paths = pathsOf(routes.map(({ path }) => path));
    const keys = new Set(routes.map(keyOf));
    const resources = api.resources
      .filter(({ path }) => paths.has(path) || (group === 0 && !used.has(path)))
      .map((resource) => withMethods(resource, keys));
    const authorizers = new Set(resources.flatMap(({ methods }) => methods.map(({ authorizerId }) => authorizerId)));
    return {
      ...api,
      id: group === 0 ? api.id : `new ${group + 1}`,
      name: group === 0 ? api.name : apiName(group),
      resources,
      authorizers: group === 0 ? api.authorizers : api.authorizers.filter(({ id }) => authorizers.has(id)),
    };
  });
}

function withMethods(resource: RestResource, keys: ReadonlySet<string>): RestResource {
  const methods = resource.methods.filter(({ method }) =>
    keys.has(keyOf({ method, path: resource.path, integration: null })),
  );
  return { ...resource, methods };
}
