/** The things of one Region, made from its description: the same at every start. */
import type {
  HttpApiDescription,
  RegionDescription,
  RestApiDescription,
  Wave,
  WebSocketApiDescription,
} from '../account';
import type {
  IntegrationDescription,
  RestAuthorizerDescription,
  RestMethodDescription,
  V2AuthorizerDescription,
  V2RouteDescription,
} from '../account-apis';
import type { EventSourceDescription } from '../account-lambda';
import { copiesOf, idFrom } from './identity';
import { checkNames } from './network';
import { numbers } from './numbers';
import { type ResourceNode, resourceTree } from './resource-tree';
import { type Route, routesOf } from './routes';

type Stage = RestApiDescription['stages'][number];

interface Api {
  readonly id: string;
  readonly name: string;
  readonly stages: readonly Stage[];
  readonly traffic: Wave | undefined;
  readonly tags: Readonly<Record<string, string>>;
}
export interface RestApiEstate extends Api {
  readonly endpoint: RestApiDescription['endpoint'];
  readonly authorizers: readonly AuthorizerEstate<RestAuthorizerDescription>[];
  resources(): readonly ResourceNode[];
  /** What is described of a method; nothing of one that only a route has made. */
  described(at: Route): RestMethodDescription | undefined;
}
export interface V2ApiEstate extends Api {
  readonly connects: Wave | undefined;
  readonly protocol: 'HTTP' | 'WEBSOCKET';
  readonly authorizers: readonly AuthorizerEstate<V2AuthorizerDescription>[];
  routes(): readonly V2Route[];
  integrations(): readonly V2Integration[];
}
export interface AuthorizerEstate<Description> {
  readonly id: string;
  readonly name: string;
  /** Nothing of one that was only counted. */
  readonly described: Description | null;
}
export type V2Route = Partial<V2RouteDescription> & {
  readonly id: string;
  readonly key: string;
};
/** One that a route has made has an id and a function. */
export type V2Integration = Partial<IntegrationDescription> & {
  readonly id: string;
  /** The account of its function, if it is another one. */
  readonly functionsIn?: string | undefined;
};
export type FunctionEstate = Omit<RegionDescription['lambda']['functions'][number], 'copies'>;
export type EventSourceEstate = EventSourceDescription & { readonly id: string };

export interface RegionEstate {
  readonly description: RegionDescription;
  readonly restApis: readonly RestApiEstate[];
  readonly v2Apis: readonly V2ApiEstate[];
  readonly functions: readonly FunctionEstate[];
  readonly eventSources: readonly EventSourceEstate[];
}

/**
 * @throws Error for two APIs of one id, as two of one name would have (one of them needs an `id` of its own), and for a domain that
 * maps what is not there
 */
export function buildRegion(region: string, description: RegionDescription): RegionEstate {
  checkNames(region, description);
  const estate = build(region, description);
  const ids = [...estate.restApis, ...estate.v2Apis].map(({ id }) => id);
  const twice = twiceIn(ids);
  if (twice !== undefined) throw new Error(`two APIs of ${region} have the id ${twice}`);
  for (const { name, endpoint, maps } of description.domains) {
    if (endpoint === 'PRIVATE' && maps.length > 0)
      throw new Error(`the private domain ${name} has no API mappings here`);
    for (const api of maps) mappedApi(estate, api);
  }
  return estate;
}

/** @throws Error unless exactly one API has that name */
export function mappedApi({ restApis, v2Apis }: RegionEstate, name: string): RestApiEstate | V2ApiEstate {
  const [api, ...more] = [...restApis, ...v2Apis].filter((one) => one.name === name);
  if (api === undefined || more.length > 0) throw new Error(`a domain maps ${name}, expected the name of one API`);
  return api;
}

function twiceIn(ids: readonly string[]): string | undefined {
  const before = new Set<string>();
  return ids.find((id) => before.size === before.add(id).size);
}

function build(region: string, description: RegionDescription): RegionEstate {
  return {
    description,
    restApis: description.restApis.flatMap((api) =>
      copies(region, api).map((one) => ({ ...one, ...restParts(one.id, api) })),
    ),
    v2Apis: [
      ...description.httpApis.flatMap((api) =>
        copies(region, api).map((one) => ({ ...one, ...httpParts(one.id, api) })),
      ),
      ...description.webSocketApis.flatMap((api) =>
        copies(region, api).map((one) => ({ ...one, ...webSocketParts(one.id, api) })),
      ),
    ],
    eventSources: description.lambda.eventSources.flatMap((one, index) =>
      numbers(one.copies).map((n) => ({ ...one, id: idFrom(`${region}/event-source/${index}/${n}`, 32) })),
    ),
    functions: description.lambda.functions.flatMap(({ copies: count, ...rest }) =>
      copiesOf(rest.name, count).map((name) => ({ ...rest, name })),
    ),
  };
}

type ApiDescription = RestApiDescription | HttpApiDescription | WebSocketApiDescription;

function copies(region: string, { name, id, copies: count, stages, traffic, tags }: ApiDescription): Api[] {
  return copiesOf(name, count).map((one) => ({
    id: id ?? idFrom(`${region}/${one}`),
    name: one,
    stages,
    traffic,
    tags,
  }));
}

function authorizersOf<Description extends { readonly name: string }>(
  apiId: string,
  authorizers: number | readonly Description[],
): AuthorizerEstate<Description>[] {
  const id = (seed: string | number): string => idFrom(`${apiId}/authorizer/${seed}`, 6);
  return typeof authorizers === 'number'
    ? numbers(authorizers).map((n) => ({ id: id(n), name: `authorizer-${n}`, described: null }))
    : authorizers.map((one) => ({ id: id(one.name), name: one.name, described: one }));
}

function restParts(
  id: string,
  { routes, resources, endpoint, methods, authorizers }: RestApiDescription,
): Omit<RestApiEstate, keyof Api> {
  // The root is a resource too.
  const table = (): readonly Route[] =>
    routes ? routesOf(routes) : Array.from({ length: (resources ?? 1) - 1 }, (_, index) => itemRoute(index));
  const tree = (): readonly ResourceNode[] => resourceTree(id, [...table(), ...methods]);
  const paths = new Set(methods.length === 0 ? [] : tree().map(({ path }) => path));
  const lost = methods.find(({ path }) => !paths.has(path));
  if (lost) throw new Error(`no resource is called ${lost.path}: its parameter has another name there`);
  return {
    endpoint,
    authorizers: authorizersOf(id, authorizers),
    resources: tree,
    described: ({ path, method }) => methods.find((one) => one.path === path && one.method === method),
  };
}

const itemRoute = (index: number): Route => ({ method: 'GET', path: `/item-${index + 1}` });

function httpParts(apiId: string, description: HttpApiDescription): Omit<V2ApiEstate, keyof Api> {
  const { routes, targets, functionsIn, orphans } = description;
  const table = routesOf(routes);
  const used = table.map((route, index) => ({
    id: idFrom(`${apiId}/integration/${index}`, 7),
    function: targets === undefined ? functionName(route) : `handler-${(index % targets) + 1}`,
    functionsIn,
  }));
  const unused = Array.from({ length: orphans }, (_, index) => ({
    id: idFrom(`${apiId}/orphan/${index}`, 7),
    function: `retired-${index + 1}`,
  }));
  return {
    protocol: 'HTTP',
    connects: undefined,
    ...insideOf(apiId, description, [...used, ...unused], () =>
      table.map((route, index) => ({
        id: idFrom(`${apiId}/route/${index}`, 7),
        key: `${route.method} ${route.path}`,
        integration: used[index]?.id ?? '',
      })),
    ),
  };
}

/** A name for the function behind a route: at most 64 letters, digits, - and _. */
function functionName({ method, path }: Route): string {
  const words = path.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return `${method.toLowerCase()}-${words}`.slice(0, 64);
}

function webSocketParts(apiId: string, description: WebSocketApiDescription): Omit<V2ApiEstate, keyof Api> {
  const { actions, connects } = description;
  const keys = ['$connect', '$disconnect', '$default', ...Array.from({ length: actions }, (_, i) => `action${i + 1}`)];
  const integrations = keys.map((key) => ({
    id: idFrom(`${apiId}/integration/${key}`, 7),
    function: `ws-${key.replace('$', '')}`,
  }));
  return {
    protocol: 'WEBSOCKET',
    connects,
    ...insideOf(apiId, description, integrations, () =>
      keys.map((key, index) => ({
        id: idFrom(`${apiId}/route/${key}`, 7),
        key,
        integration: integrations[index]?.id ?? '',
      })),
    ),
  };
}

/** What was made of counts and route tables, and behind it what is described. @throws Error for what AWS lets be there once only */
function insideOf(
  apiId: string,
  { integrations, moreRoutes, authorizers }: Pick<HttpApiDescription, 'integrations' | 'moreRoutes' | 'authorizers'>,
  made: readonly V2Integration[],
  routesMade: () => readonly V2Route[],
): Pick<V2ApiEstate, 'integrations' | 'routes' | 'authorizers'> {
  const all = [...made, ...integrations];
  const keys = moreRoutes.length === 0 ? [] : [...routesMade(), ...moreRoutes].map(({ key }) => key);
  const twice = twiceIn(all.map(({ id }) => id)) ?? twiceIn(keys);
  if (twice !== undefined) throw new Error(`an API has ${twice} twice`);
  return {
    authorizers: authorizersOf(apiId, authorizers),
    integrations: () => all,
    routes: () => [
      ...routesMade(),
      ...moreRoutes.map((one) => ({ ...one, id: idFrom(`${apiId}/route/${one.key}`, 7) })),
    ],
  };
}
