/** Who refers to which VPC link, and where that cannot be known. */
import type { Owner } from '../../domain/details';
import type { ApiFacts, ApiInside, RestApiInside } from './facts';

/** An integration that sends through a link. */
export interface Reference {
  readonly link: string;
  readonly api: ReferringApi;
  readonly at: IntegrationPlace;
  /** What it reaches, for people. */
  readonly target: string;
  /** The ARN of the listener, load balancer or Cloud Map service behind a V2 link. */
  readonly targetArn: string | null;
}

export interface ReferringApi {
  readonly id: string;
  readonly name: string;
  readonly type: ApiFacts['type'];
  readonly owner: Owner | null;
  /** Stages that serve a snapshot: what is changed is live only after a deployment. */
  readonly snapshots: readonly string[];
}

/** REST APIs have their integrations in methods; HTTP and WebSocket APIs have them apart, for any number of routes. */
type IntegrationPlace =
  | { readonly kind: 'integration'; readonly id: string }
  | { readonly kind: 'method'; readonly resourceId: string; readonly method: string; readonly path: string };

/** What keeps anybody from saying that nothing refers to a link. */
export interface Blind {
  readonly unread: readonly { readonly api: string; readonly reason: string }[];
  readonly variables: readonly UnresolvedVariable[];
}

interface UnresolvedVariable {
  readonly api: string;
  /** The method and path, or the integration's id. */
  readonly where: string;
  /** `${stageVariables.link}`, as it stands there: values of stage variables are never read. */
  readonly expression: string;
}

export interface References {
  readonly all: readonly Reference[];
  readonly blind: Blind;
  /** APIs that have or may have stages that serve a snapshot, which may refer to links that the API itself no longer names. */
  readonly withSnapshots: number;
}

export function referencesOf(apis: readonly ApiFacts[]): References {
  const unread: { api: string; reason: string }[] = [];
  const found: Reference[] = [];
  const snapshots = new Set<string>();
  for (const api of apis) {
    const { details } = api;
    if (details.status === 'gone') continue;
    if (details.status !== 'read') {
      unread.push({ api: labelOf(api), reason: details.reason });
      continue;
    }
    const { all, referring } = inside(api, details.value);
    found.push(...all);
    if (referring.snapshots.length > 0 || details.value.stages === null) snapshots.add(api.id);
  }
  return {
    all: found.filter(({ link }) => !isVariable(link)),
    blind: {
      unread,
      variables: found
        .filter(({ link }) => isVariable(link))
        .map(({ link, api, at }) => ({ api: labelOf(api), where: placeOf(at), expression: link })),
    },
    withSnapshots: snapshots.size,
  };
}

export function isBlind({ unread, variables }: Blind): boolean {
  return unread.length > 0 || variables.length > 0;
}

export function placeOf(at: IntegrationPlace): string {
  return at.kind === 'method' ? `${at.method} ${at.path}` : at.id;
}

/** What stands for several APIs has no id; a link that only the simulation makes has its name for one. */
export function labelOf({ id, name }: { readonly id: string; readonly name: string }): string {
  if (id === '') return name;
  return name === '' || name === id ? id : `${name} (${id})`;
}

function inside(api: ApiFacts, details: ApiInside | RestApiInside) {
  const referring: ReferringApi = {
    id: api.id,
    name: api.name,
    type: api.type,
    owner: details.owner,
    snapshots: snapshotsOf(details),
  };
  const all = 'resources' in details ? ofMethods(referring, details) : ofIntegrations(referring, details);
  return { all, referring };
}

/** Every stage of a REST API serves what was deployed to it. */
function snapshotsOf(details: ApiInside | RestApiInside): string[] {
  const stages = 'resources' in details ? details.stages : details.stages?.filter(({ autoDeploy }) => !autoDeploy);
  return stages?.map(({ name }) => name) ?? [];
}

function ofIntegrations(api: ReferringApi, { integrations }: ApiInside): Reference[] {
  return integrations.flatMap(({ id, connectionId, target, listenerArn }): Reference[] =>
    connectionId === null
      ? []
      : [{ link: connectionId, api, at: { kind: 'integration', id }, target, targetArn: listenerArn }],
  );
}

function ofMethods(api: ReferringApi, { resources }: RestApiInside): Reference[] {
  return resources.flatMap(({ id: resourceId, path, methods }) =>
    methods.flatMap(({ method, connectionId, target, integrationTarget }): Reference[] =>
      connectionId === null
        ? []
        : [
            {
              link: connectionId,
              api,
              at: { kind: 'method', resourceId, method, path },
              target,
              targetArn: integrationTarget,
            },
          ],
    ),
  );
}

function isVariable(connectionId: string): boolean {
  return connectionId.includes('${');
}
