/** A REST API while a plan is made of it. */
import type { RestApiDetails, RestMethod, RestResource } from '../../domain/details';
import type { Filling } from '../../domain/plan';
import type { OtherQuota } from '../facts';
import type { Counted } from '../pipeline';
import { countedIn, type RestApiPart, restApiPartOf } from './counted';

export interface RestModel {
  readonly api: RestApiDetails;
  /** The APIs that a split makes beside it. */
  readonly beside: readonly RestApiDetails[];
  readonly limit: number;
}

/** The limit holds for each API: after a split the fullest of them counts. */
export function restFillingOf(part: RestApiPart): (model: RestModel) => Filling {
  return ({ api, beside, limit }) => ({ usage: Math.max(...[api, ...beside].map((one) => one[part].length)), limit });
}

/** The other quotas of this API, and the number of APIs in the Region: a new one is Regional. */
export function restOthersOf(
  others: readonly OtherQuota[],
  ownQuota: string,
): (model: RestModel) => readonly Counted[] {
  return ({ api, beside }) =>
    others.flatMap(({ id, resourceId, usage, limit }): Counted[] => {
      if (id === 'regional-apis') return [{ quota: id, of: null, usage: usage + beside.length, limit }];
      if (id === ownQuota || resourceId !== api.id || restApiPartOf(id) === null) return [];
      const fullest = Math.max(...[api, ...beside].map((one) => countedIn(id, one) ?? 0));
      return [{ quota: id, of: api.name, usage: fullest, limit }];
    });
}

export function withResources(model: RestModel, resources: readonly RestResource[]): RestModel {
  return { ...model, api: { ...model.api, resources } };
}

export function childrenOf({ resources }: RestApiDetails): ReadonlyMap<string, readonly RestResource[]> {
  const all = new Map<string, RestResource[]>();
  for (const resource of resources) {
    if (resource.parentId === null) continue;
    const known = all.get(resource.parentId);
    if (known) known.push(resource);
    else all.set(resource.parentId, [resource]);
  }
  return all;
}

/** Everything that decides what a request reaches and who may send it, as far as it was read. */
export function behaviourOf(method: RestMethod): string {
  const { type, target, functionName, connectionId, integrationTarget, timeoutMs } = method;
  const { authorization, authorizerId, apiKeyRequired } = method;
  return JSON.stringify([
    [type, target, functionName, connectionId, integrationTarget, timeoutMs],
    [authorization, authorizerId, apiKeyRequired],
  ]);
}
