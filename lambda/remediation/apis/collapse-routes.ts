/** All routes below one path that lead to the same integration and let the same callers in, as two: `ANY p` and `ANY p/{proxy+}`. */
import type { ApiDetails, RouteDetails } from '../../domain/details';
import { plural } from '../../domain/format';
import { code, listed, type Words, words } from '../../domain/words';
import type { QuotaFacts } from '../facts';
import type { Remedy } from '../pipeline';
import { comment, sh } from '../shell';
import { reaches, type Template } from '../split/template';
import { carriedOut, deleteRoute, exportOf, type Place, writtenTo } from './commands';
import { identical } from './merge-integrations';
import { type ApiModel, integrationsById, withApi, withMerged } from './model';
import { addPermissionBelow, below as sourceBelow } from './permissions';
import { routeKeyOf, routeTemplate } from './route-key';
import { textTable } from './text-table';

interface Collapse {
  /** With the names of its parameters. */
  readonly path: string;
  readonly gone: readonly RouteDetails[];
  readonly made: readonly RouteDetails[];
}

const NAME = 'collapse-routes';
const BEFORE = writtenTo(NAME, 'routes');

/** It lowers the routes only. Integrations that are equal count as one: that they are several is another plan's matter. */
export function collapseRoutes(place: Place, quota: QuotaFacts): Remedy<ApiModel> {
  return {
    id: NAME,
    effort: 'configuration',
    propose: ({ api }) => {
      const collapses = collapsesOf(withMerged(api, identical(api)));
      if (collapses.length === 0) return [];
      const goneCount = collapses.reduce((sum, one) => sum + one.gone.length, 0);
      const madeCount = collapses.reduce((sum, one) => sum + one.made.length, 0);
      const change = carriedOut(place, {
        name: NAME,
        title: 'The two routes for each path, then what they replace',
        exports: [exportOf('routes', place)],
        commands: [
          ...permissions(collapses, api, quota),
          ...collapses.flatMap(({ made }) => made.map((route) => createRoute(route, place))),
          '',
          comment(
            'Only when a request that none of these takes, as with another method, was answered by the new routes',
          ),
          ...collapses.flatMap(({ gone }) => gone.map(({ id }) => deleteRoute(id, place))),
        ],
        list: textTable(
          ['Route today', 'Below'],
          collapses.flatMap(({ path, gone }) => gone.map(({ key }) => [key, path])),
        ),
        inTemplate: null,
        undo: words`Create the old routes again from ${code(BEFORE)}: each gets its requests back at once, since it is the more special one`,
      });
      return [
        {
          kind: 'option',
          apply: (model) => withApi(model, (before) => collapsed(before, collapses)),
          text: {
            title: words`Replace ${plural(goneCount, 'route')} below ${plural(collapses.length, 'path')} by ${madeCount} with ${code('ANY')} and ${code('{proxy+}')}`,
            details: [
              words`${listed(collapses.map(({ path }) => code(path)))}: all below it leads to one integration and lets the same callers in`,
              ...change.details,
            ],
            cautions: [
              words`The function sees ${code('{proxy+}')} in place of its own path parameters and route key: it has to route by the path itself`,
              words`Metrics, throttles and authorization by route are gone below these paths, and what the API answered with 404 itself reaches the function`,
              ...permissionCautions(collapses, api, place),
              words`Create the new routes, send one request that only they take, as with another method, and delete the old ones only then`,
              words`${code('ANY')} takes ${code('OPTIONS')} too: without a CORS configuration of the API, answer preflights in the function`,
              ...(place.owner === null
                ? [
                    words`The commands set target, authorization and authorizer; authorization scopes and the like of the old routes are in ${code(BEFORE)}: add them`,
                  ]
                : []),
            ],
            undo: change.undo,
            artefacts: change.artefacts,
          },
        },
      ];
    },
  };
}

/** A new route is let in by no permission that names the old ones. */
function permissions(collapses: readonly Collapse[], api: ApiDetails, quota: QuotaFacts): string[] {
  const integrations = integrationsById(api);
  const lines = collapses.flatMap(({ path, made }, index) => {
    const name = integrations.get(made[0]?.integrationId ?? '')?.functionName ?? null;
    return name === null ? [] : [addPermissionBelow(path, name, statementId(api, path, index), api.id, quota)];
  });
  if (lines.length === 0) return [];
  return [comment('What lets the API in below each path. For a version or an alias, add --qualifier'), ...lines, ''];
}

const LONGEST_ID = 100;

function statementId({ id }: ApiDetails, path: string, index: number): string {
  return `collapse-${id}-${index + 1}${path.replaceAll(/[^A-Za-z0-9]+/g, '-')}`.slice(0, LONGEST_ID);
}

function permissionCautions(collapses: readonly Collapse[], api: ApiDetails, { owner }: Place): Words[] {
  const integrations = integrationsById(api);
  const calls = collapses.flatMap(({ path, made }) => {
    const integration = integrations.get(made[0]?.integrationId ?? '');
    return integration?.type === 'AWS_PROXY' && integration.subtype === null ? [{ path, ...integration }] : [];
  });
  const [first] = calls;
  if (first === undefined) return [];
  // Functions of other accounts have no name here: what lets the API in is for their owners.
  const isScripted = owner === null && calls.every(({ functionName }) => functionName !== null);
  const refused = words`A function whose policy names each route, as CDK writes it, refuses the new ones`;
  const source = code(`…:${sourceBelow(first.path, api.id)}`);
  return [
    isScripted
      ? words`${refused}: the script lets the API in below each path first, as by ${source}`
      : words`${refused}: let the API in below each path first, as by ${source}`,
  ];
}

function createRoute(
  { key, integrationId, authorization, authorizerId }: RouteDetails,
  { apiId, region }: Place,
): string {
  const authorizer = authorizerId === null ? '' : sh` --authorizer-id ${authorizerId}`;
  return (
    sh`aws apigatewayv2 create-route --api-id ${apiId} --route-key ${key} --target ${`integrations/${integrationId ?? ''}`} --authorization-type ${authorization}` +
    authorizer +
    sh` --region ${region}`
  );
}

interface Area {
  readonly texts: readonly string[];
  readonly routes: readonly RouteDetails[];
}

/** From the top, so that each is as large as it can be. */
function collapsesOf(api: ApiDetails): readonly Collapse[] {
  const templates = new Map(api.routes.map((route) => [route, routeTemplate(route)]));
  const found: Collapse[] = [];
  const open: Area[] = [{ texts: [], routes: api.routes.filter(({ key }) => key !== '$default') }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const collapse = collapseAt(place, templates);
    if (collapse) found.push(collapse);
    else open.push(...below(place));
  }
  return found.toSorted((a, b) => b.gone.length - a.gone.length);
}

/** One segment deeper, by its text: routes whose parameters have different names are never put together. */
function below({ texts, routes }: Area): Area[] {
  const all = new Map<string, RouteDetails[]>();
  for (const route of routes) {
    const text = segmentsOf(route)[texts.length];
    if (text === undefined || text.endsWith('+}')) continue;
    all.set(text, [...(all.get(text) ?? []), route]);
  }
  return [...all].filter(([, own]) => own.length > 1).map(([text, own]) => ({ texts: [...texts, text], routes: own }));
}

function segmentsOf(route: RouteDetails): string[] {
  return routeKeyOf(route).path.replace(/^\//, '').split('/');
}

function collapseAt({ texts, routes }: Area, templates: ReadonlyMap<RouteDetails, Template>): Collapse | null {
  const [first, ...others] = routes;
  if (first === undefined || first.integrationId === null) return null;
  const isLike = (route: RouteDetails): boolean =>
    route.integrationId === first.integrationId && route.access === first.access;
  if (!others.every(isLike)) return null;
  const own = new Set(routes);
  const prefix = texts.map((text) => (text.includes('{') ? null : text));
  // A broader route of another kind would lose its requests below the path, or take those of the collapsed ones.
  const hasRival = [...templates].some(
    ([route, template]) => !own.has(route) && !isLike(route) && reaches(template, prefix),
  );
  // Whether `{proxy+}` takes the empty segment of a slash at the end is nowhere said.
  const isOpen = routes.some((route) => segmentsOf(route).length > 1 && routeKeyOf(route).path.endsWith('/'));
  if (hasRival || isOpen) return null;
  const path = `/${texts.join('/')}`;
  const isSelf = (route: RouteDetails): boolean => routeKeyOf(route).path === path;
  const keys = [
    ...(routes.some(isSelf) ? [`ANY ${path}`] : []),
    ...(routes.every(isSelf) ? [] : [`ANY ${path === '/' ? '' : path}/{proxy+}`]),
  ];
  if (keys.length >= routes.length) return null;
  const wanted = new Set(keys);
  const gone = routes.filter(({ key }) => !wanted.has(key));
  const known = new Set(routes.map(({ key }) => key));
  const made = keys.filter((key) => !known.has(key)).map((key) => ({ ...first, id: `new ${key}`, key }));
  return { path, gone, made };
}

function collapsed(api: ApiDetails, collapses: readonly Collapse[]): ApiDetails {
  const gone = new Set(collapses.flatMap((one) => one.gone.map(({ id }) => id)));
  const kept = api.routes.filter(({ id }) => !gone.has(id));
  return { ...api, routes: [...kept, ...collapses.flatMap(({ made }) => made)] };
}
