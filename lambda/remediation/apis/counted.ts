/** Which list of an API each quota counts: the same as the catalogue counts, every item of it, used or not. */
import type { ApiDetails, RestApiDetails } from '../../domain/details';

export type ApiPart = 'integrations' | 'routes' | 'authorizers' | 'stages';
export type RestApiPart = 'resources' | 'authorizers' | 'stages';

interface Counted {
  readonly protocol: ApiDetails['protocol'];
  readonly part: ApiPart;
}

const apiParts: ReadonlyMap<string, Counted> = new Map(
  (['integrations', 'routes', 'authorizers', 'stages'] as const).flatMap((part): [string, Counted][] => [
    [`http-api-${part}`, { protocol: 'HTTP', part }],
    [`websocket-api-${part}`, { protocol: 'WEBSOCKET', part }],
  ]),
);

const restApiParts: ReadonlyMap<string, RestApiPart> = new Map(
  (['resources', 'authorizers', 'stages'] as const).map((part) => [`rest-api-${part}`, part]),
);

/** The ids of the quotas that `planApi` and `planRestApi` have plans for. */
export const apiQuotas: readonly string[] = [...apiParts.keys()];
export const restApiQuotas: readonly string[] = [...restApiParts.keys()];

/** `null` for a quota that is none of an HTTP or WebSocket API. */
export function apiPartOf(quota: string): ApiPart | null {
  return apiParts.get(quota)?.part ?? null;
}

export function protocolOf(quota: string): ApiDetails['protocol'] {
  return apiParts.get(quota)?.protocol ?? 'HTTP';
}

export function restApiPartOf(quota: string): RestApiPart | null {
  return restApiParts.get(quota) ?? null;
}

/** `null` where the quota counts nothing in such an API. */
export function countedIn(quota: string, details: ApiDetails | RestApiDetails): number | null {
  if ('resources' in details) {
    const part = restApiPartOf(quota);
    return part === null ? null : details[part].length;
  }
  const part = apiPartOf(quota);
  return part === null ? null : details[part].length;
}
