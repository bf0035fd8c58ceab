/** What only a WebSocket API can do, and what it has to do instead of a split: a connection lives in one API. */
import type { ApiDetails, RouteDetails } from '../../domain/details';
import { plural } from '../../domain/format';
import { code, listed, words } from '../../domain/words';
import type { Remedy } from '../pipeline';
import { type ApiModel, routesByIntegration, withApi, withoutIntegrations, withoutRoutes } from './model';

/** What API Gateway itself knows: all other keys are what clients send. */
const OWN_KEYS: ReadonlySet<string> = new Set(['$connect', '$disconnect', '$default']);

/** Only Lambda behind the routes can be put together by code. */
export function dispatcher(): Remedy<ApiModel> {
  return {
    id: 'dispatch-on-default',
    effort: 'code',
    propose: ({ api }) => {
      const routes = dispatchable(api);
      if (routes.length < 2) return [];
      return [
        {
          kind: 'option',
          apply: (model) => withApi(model, (before) => dispatched(before, routes)),
          text: {
            title: words`Let one function behind ${code('$default')} take ${plural(routes.length, 'route key')}`,
            details: [
              words`${listed(routes.map(({ key }) => code(key)))} go: what no route takes goes to ${code('$default')}, and the function chooses by the same field of the message`,
            ],
            cautions: [
              words`It is a change of code: one function with the permissions, memory and alarms of all`,
              words`A function whose policy names each route key, as CDK writes it, refuses ${code('$default')}: let the API in for that too, as by ${code(`…:${api.id}/*/$default`)}, send one message with a key that has no route, and delete the routes only then`,
              words`Throttles and metrics by route key are gone, and so are the route responses of their own`,
              words`A message with an unknown key reaches the function as well: it has to refuse it`,
            ],
            undo: words`Create the routes again: each gets its messages back at once`,
            artefacts: [],
          },
        },
      ];
    },
  };
}

function dispatchable(api: ApiDetails): readonly RouteDetails[] {
  const functions = new Set(api.integrations.filter(({ functionName }) => functionName !== null).map(({ id }) => id));
  return api.routes.filter(
    ({ key, integrationId }) => !OWN_KEYS.has(key) && integrationId !== null && functions.has(integrationId),
  );
}

/** Without a `$default` route yet, that one and its integration come first. */
function dispatched(api: ApiDetails, routes: readonly RouteDetails[]): ApiDetails {
  const left = withoutRoutes(api, new Set(routes.map(({ id }) => id)));
  const used = routesByIntegration(left);
  const before = routesByIntegration(api);
  const unused = api.integrations.filter(({ id, managed }) => before.has(id) && !used.has(id) && !managed);
  if (left.routes.some(({ key }) => key === '$default')) {
    return withoutIntegrations(left, new Set(unused.map(({ id }) => id)));
  }
  const [keep, ...others] = unused;
  const first = routes[0];
  if (keep === undefined || first === undefined) return left;
  const created = { ...first, id: 'new $default', key: '$default', integrationId: keep.id };
  return withoutIntegrations({ ...left, routes: [...left.routes, created] }, new Set(others.map(({ id }) => id)));
}

export function separateApis(): Remedy<ApiModel> {
  return {
    id: 'separate-websocket-apis',
    effort: 'organization',
    propose: () => [
      {
        kind: 'advice',
        apply: (model) => model,
        text: {
          title: words`If all else fails, give a feature a WebSocket API of its own`,
          details: [
            words`A connection lives in one API, and the route key is chosen within it: no front door can split it by path`,
            words`So clients open a second connection: agree on it with whoever makes them`,
          ],
          cautions: [
            words`A WebSocket API cannot share a custom domain name with HTTP or REST APIs`,
            words`Connections count for the account: two for each client is twice the rate of new connections`,
          ],
          undo: null,
          artefacts: [],
        },
      },
    ],
  };
}
