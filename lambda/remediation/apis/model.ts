/** An HTTP or WebSocket API while a plan is made of it. Whatever a step does makes a new model; the old one stays as it is. */
import type { ApiDetails, IntegrationDetails, RouteDetails } from '../../domain/details';
import type { Filling } from '../../domain/plan';
import type { OtherQuota } from '../facts';
import type { Counted } from '../pipeline';
import { type ApiPart, apiPartOf, countedIn } from './counted';

export interface ApiModel {
  readonly api: ApiDetails;
  /** The APIs that a split makes beside it. */
  readonly beside: readonly ApiDetails[];
  /** What it was before the split: for whatever would do instead. `null` without one. */
  readonly unsplit: ApiDetails | null;
  readonly limit: number;
}

/** The limit holds for each API: after a split the fullest of them counts. */
export function fillingOf(part: ApiPart): (model: ApiModel) => Filling {
  return ({ api, beside, limit }) => ({ usage: Math.max(...[api, ...beside].map((one) => one[part].length)), limit });
}

/** The other quotas of this API, and the number of APIs in the Region. */
export function othersOf(others: readonly OtherQuota[], ownQuota: string): (model: ApiModel) => readonly Counted[] {
  return ({ api, beside }) =>
    others.flatMap(({ id, resourceId, usage, limit }): Counted[] => {
      if (id === 'regional-apis') return [{ quota: id, of: null, usage: usage + beside.length, limit }];
      if (id === ownQuota || resourceId !== api.id || apiPartOf(id) === null) return [];
      const fullest = Math.max(...[api, ...beside].map((one) => countedIn(id, one) ?? 0));
      return [{ quota: id, of: api.name, usage: fullest, limit }];
    });
}

export function withApi(model: ApiModel, change: (api: ApiDetails) => ApiDetails): ApiModel {
  return { ...model, api: change(model.api) };
}

/** By integration, the routes that lead to it. */
export function routesByIntegration({ routes }: ApiDetails): ReadonlyMap<string, readonly RouteDetails[]> {
  const all = new Map<string, RouteDetails[]>();
  for (const route of routes) {
    if (route.integrationId === null) continue;
    const known = all.get(route.integrationId);
    if (known) known.push(route);
    else all.set(route.integrationId, [route]);
  }
  return all;
}

export function integrationsById({ integrations }: ApiDetails): ReadonlyMap<string, IntegrationDetails> {
  return new Map(integrations.map((one) => [one.id, one]));
}

export function withoutIntegrations(api: ApiDetails, ids: ReadonlySet<string>): ApiDetails {
  return { ...api, integrations: api.integrations.filter(({ id }) => !ids.has(id)) };
}

export function withoutRoutes(api: ApiDetails, ids: ReadonlySet<string>): ApiDetails {
  return { ...api, routes: api.routes.filter(({ id }) => !ids.has(id)) };
}

/** Several integrations of which one can do the work of all. */
export interface Class {
  readonly keep: IntegrationDetails;
  readonly drop: readonly IntegrationDetails[];
}

/**
 * The one to keep is the one that nobody can delete, else the one that most routes lead to, so that the fewest are
 * re-pointed. Of several that nobody can delete, all stay.
 */
export function classesOf(
  api: ApiDetails,
  keyOf: (integration: IntegrationDetails) => string | null,
): readonly Class[] {
  const routes = routesByIntegration(api);
  const groups = new Map<string, IntegrationDetails[]>();
  for (const integration of api.integrations) {
    const key = keyOf(integration);
    if (key === null) continue;
    const known = groups.get(key);
    if (known) known.push(integration);
    else groups.set(key, [integration]);
  }
  return [...groups.values()].flatMap((group): Class[] => {
    const uses = ({ id }: IntegrationDetails): number => routes.get(id)?.length ?? 0;
    const [keep, ...rest] = group.toSorted((a, b) => Number(b.managed) - Number(a.managed) || uses(b) - uses(a));
    const drop = rest.filter(({ managed }) => !managed);
    return keep === undefined || drop.length === 0 ? [] : [{ keep, drop }];
  });
}

/** Routes of what is dropped lead to what is kept. */
export function withMerged(api: ApiDetails, classes: readonly Class[]): ApiDetails {
  const keptFor = new Map(classes.flatMap(({ keep, drop }) => drop.map(({ id }) => [id, keep.id] as const)));
  const repointed = api.routes.map((route) => ({
    ...route,
    integrationId: route.integrationId === null ? null : (keptFor.get(route.integrationId) ?? route.integrationId),
  }));
  return withoutIntegrations({ ...api, routes: repointed }, new Set(keptFor.keys()));
}

export function countDropped(classes: readonly Class[]): number {
  return classes.reduce((sum, { drop }) => sum + drop.length, 0);
}
