/** More APIs, each below the limit, behind one front door. An HTTP API only: a connection of a WebSocket API lives in one. */
import type { ApiDetails, RouteDetails } from '../../domain/details';
import type { Artefact } from '../../domain/plan';
import { type Words, words } from '../../domain/words';
import type { QuotaFacts } from '../facts';
import { apiName, chooseFrontDoor, type FrontDoorFacts } from '../front-door';
import { type Remedy, room } from '../pipeline';
import { comment, script, sh } from '../shell';
import { type Assignment, planSplit, type SplitRoute } from '../split';
import { keyOf } from '../split/router';
import type { Place } from './commands';
import { type ApiModel, integrationsById } from './model';
import { addPermission } from './permissions';
import { routeKeyOf } from './route-key';
import { cannotSplit, splitText } from './split-text';

export interface SplitApiProps {
  readonly quota: QuotaFacts;
  readonly place: Place;
  readonly part: 'integrations' | 'routes';
  readonly frontDoor: FrontDoorFacts;
}

/** What a new API may have before AWS raises it. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const NEW_ROUTES = 300;

/** Where AWS raises the limit, a split is for whoever wants one; where it does not, it is the way out. */
export function splitApi({ quota, place, part, frontDoor }: SplitApiProps): Remedy<ApiModel> {
  return {
    id: 'split-api',
    effort: 'infrastructure',
    propose: (model, goal) => {
      const { api, beside, limit } = model;
      const idle = api.integrations.length - inUse(api).size;
      const capacity = room(limit, goal.target) - (part === 'integrations' ? idle : 0);
      if (beside.length > 0 || capacity < 1) return [];
      const known = integrationsById(api);
      const outcome = planSplit({
        routes: routesOf(api),
        capacity: { [part]: capacity },
        ownerOf: ({ integration }) => serviceOf(known.get(integration ?? '')?.functionName ?? null),
      });
      switch (outcome.status) {
        case 'fits':
          return [];
        case 'infeasible':
          return [{ kind: 'advice', apply: (same) => same, text: cannotSplit(outcome.infeasible) }];
        case 'split': {
          const apis = apisOf(api, outcome.best);
          const door = chooseFrontDoor(outcome.best, frontDoor);
          const text = splitText({
            split: outcome,
            parts: apis.map((one) => ({ usage: one[part].length, routes: one.routes.length })),
            limit,
            unit: quota.unit,
            owner: place.owner,
            targetOf: ({ integration }) => known.get(integration ?? '')?.target ?? '',
            door,
          });
          const [today = api, ...fresh] = apis;
          return [
            {
              kind: quota.adjustable === 'no' && door.kind !== 'none' ? 'step' : 'option',
              apply: (before) => ({ ...before, api: today, beside: fresh, unsplit: before.api }),
              text: {
                ...text,
                cautions: [...text.cautions, ...tooManyRoutes(fresh)],
                artefacts: [...text.artefacts, ...(place.owner === null ? permissions(fresh, quota) : [])],
              },
            },
          ];
        }
      }
    },
  };
}

/** What stands before the first `-`: most tools name functions by their stack or service. */
function serviceOf(functionName: string | null): string | null {
  return functionName?.split('-', 1)[0] ?? null;
}

function inUse({ routes, integrations }: ApiDetails): ReadonlySet<string> {
  const used = new Set(routes.map(({ integrationId }) => integrationId));
  return new Set(integrations.map(({ id }) => id).filter((id) => used.has(id)));
}

/** A route to an integration that is gone costs none. */
function routesOf(api: ApiDetails): SplitRoute[] {
  const known = inUse(api);
  return api.routes.map((route) => ({
    ...routeKeyOf(route),
    integration: route.integrationId !== null && known.has(route.integrationId) ? route.integrationId : null,
  }));
}

/** Today's API first. Each has its own copy of an integration that several use. */
function apisOf(api: ApiDetails, { groups, copies }: Assignment): ApiDetails[] {
  const routes = new Map(api.routes.map((route) => [route.key, route]));
  const detailsOf = (route: SplitRoute): RouteDetails[] => {
    const known = routes.get(keyOf(route));
    return known === undefined ? [] : [known];
  };
  const everUsed = inUse(api);
  return groups.map((own, group) => {
    const all = [...own, ...copies.filter((copy) => copy.group === group).map(({ route }) => route)].flatMap(detailsOf);
    const used = new Set(all.map(({ integrationId }) => integrationId));
    const authorizers = new Set(all.map(({ authorizerId }) => authorizerId));
    if (group > 0) {
      return {
        ...api,
        id: `new ${group + 1}`,
        name: apiName(group),
        routes: all,
        integrations: api.integrations.filter(({ id }) => used.has(id)),
        authorizers: api.authorizers.filter(({ id }) => authorizers.has(id)),
      };
    }
    return {
      ...api,
      routes: all,
      integrations: api.integrations.filter(({ id, managed }) => used.has(id) || managed || !everUsed.has(id)),
    };
  });
}

function tooManyRoutes(fresh: readonly ApiDetails[]): readonly Words[] {
  const most = Math.max(0, ...fresh.map(({ routes }) => routes.length));
  if (most <= NEW_ROUTES) return [];
  return [
    words`A new API may have ${NEW_ROUTES} routes, and one of these gets ${most}: request the increase for it once it exists`,
  ];
}

function permissions(fresh: readonly ApiDetails[], { partition, region, accountId }: QuotaFacts): Artefact[] {
  const lines = fresh.flatMap((api, index) => {
    const variable = `API_${index + 2}`;
    const names = new Set(
      api.integrations.flatMap(({ functionName }) => (functionName === null ? [] : [functionName])),
    );
    if (names.size === 0) return [];
    return [
      comment(`${api.name}: set ${variable} to its id first. For a version or an alias, add --qualifier`),
      ...[...names].map(
        (name) =>
          addPermission(name, region) +
          ` --statement-id "api-$${variable}" --source-arn ` +
          sh`${`arn:${partition}:execute-api:${region}:${accountId}:`}` +
          `"$${variable}"'/*'`,
      ),
      '',
    ];
  });
  if (lines.length === 0) return [];
  return [
    {
      name: 'split-permissions.sh',
      language: 'sh',
      title: 'The permissions that the functions need for the new APIs',
      text: script(lines),
    },
  ];
}
