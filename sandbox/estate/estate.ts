/** The things of one Region, made from its description: the same at every start. */
import type {
  HttpApiDescription,
  RegionDescription,
  RestApiDescription,
  Wave,
  WebSocketApiDescription,
} from '../account';
import { copiesOf, idFrom } from './identity';
import { type ResourceNode, resourceTree } from './resource-tree';
import { type Route, routesOf } from './routes';

type Stage = RestApiDescription['stages'][number];

interface Api {
  readonly id: string;
  readonly name: string;
  readonly stages: readonly Stage[];
  readonly traffic: Wave | undefined;
  readonly authorizers: number;
  readonly tags: Readonly<Record<string, string>>;
}
export interface RestApiEstate extends Api {
  readonly endpoint: RestApiDescription['endpoint'];
  resources(): readonly ResourceNode[];
}
export interface V2ApiEstate extends Api {
  readonly connects: Wave | undefined;
  readonly protocol: 'HTTP' | 'WEBSOCKET';
  routes(): readonly V2Route[];
  integrations(): readonly V2Integration[];
}
export interface V2Route {
  readonly id: string;
  readonly key: string;
  readonly integrationId: string;
}
export interface V2Integration {
  readonly id: string;
  /** The name of the function behind it. */
  readonly target: string;
}
export type FunctionEstate = Omit<RegionDescription['lambda']['functions'][number], 'copies'>;

export interface RegionEstate {
  readonly description: RegionDescription;
  readonly restApis: readonly RestApiEstate[];
  readonly v2Apis: readonly V2ApiEstate[];
  readonly functions: readonly FunctionEstate[];
}

/** @throws Error for two APIs of one id, as two of one name would have: one of them needs an `id` of its own. */
export function buildRegion(region: string, description: RegionDescription): RegionEstate {
  const estate = build(region, description);
  const ids = [...estate.restApis, ...estate.v2Apis].map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Error(`two APIs of ${region} have the id ${twice}`);
  return estate;
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
    functions: description.lambda.functions.flatMap(({ copies: count, ...rest }) =>
      copiesOf(rest.name, count).map((name) => ({ ...rest, name })),
    ),
  };
}

type ApiDescription = RestApiDescription | HttpApiDescription | WebSocketApiDescription;

function copies(
  region: string,
  { name, id, copies: count, stages, traffic, authorizers, tags }: ApiDescription,
): Api[] {
  return copiesOf(name, count).map((one) => ({
    id: id ?? idFrom(`${region}/${one}`),
    name: one,
    stages,
    traffic,
    authorizers,
    tags,
  }));
}

function restParts(
  id: string,
  { routes, resources, endpoint }: RestApiDescription,
): Pick<RestApiEstate, 'resources' | 'endpoint'> {
  // The root is a resource too.
  const table = (): readonly Route[] =>
    routes ? routesOf(routes) : Array.from({ length: (resources ?? 1) - 1 }, (_, index) => itemRoute(index));
  return { endpoint, resources: () => resourceTree(id, table()) };
}

const itemRoute = (index: number): Route => ({ method: 'GET', path: `/item-${index + 1}` });

function httpParts(apiId: string, { routes, targets, orphans }: HttpApiDescription): Omit<V2ApiEstate, keyof Api> {
  const table = routesOf(routes);
  const used = table.map((route, index) => ({
    id: idFrom(`${apiId}/integration/${index}`, 7),
    target: targets === undefined ? functionName(route) : `handler-${(index % targets) + 1}`,
  }));
  const unused = Array.from({ length: orphans }, (_, index) => ({
    id: idFrom(`${apiId}/orphan/${index}`, 7),
    target: `retired-${index + 1}`,
  }));
  return {
    protocol: 'HTTP',
    connects: undefined,
    integrations: () => [...used, ...unused],
    routes: () =>
      table.map((route, index) => ({
        id: idFrom(`${apiId}/route/${index}`, 7),
        key: `${route.method} ${route.path}`,
        integrationId: used[index]?.id ?? '',
      })),
  };
}

/** A name for the function behind a route: at most 64 letters, digits, - and _. */
function functionName({ method, path }: Route): string {
  const words = path.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return `${method.toLowerCase()}-${words}`.slice(0, 64);
}

function webSocketParts(apiId: string, { actions, connects }: WebSocketApiDescription): Omit<V2ApiEstate, keyof Api> {
  const keys = ['$connect', '$disconnect', '$default', ...Array.from({ length: actions }, (_, i) => `action${i + 1}`)];
  const integrations = keys.map((key) => ({
    id: idFrom(`${apiId}/integration/${key}`, 7),
    target: `ws-${key.replace('$', '')}`,
  }));
  return {
    protocol: 'WEBSOCKET',
    connects,
    integrations: () => integrations,
    routes: () =>
      keys.map((key, index) => ({
        id: idFrom(`${apiId}/route/${key}`, 7),
        key,
        integrationId: integrations[index]?.id ?? '',
      })),
  };
}
