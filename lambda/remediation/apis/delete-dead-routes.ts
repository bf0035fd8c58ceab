/** Routes that lead nowhere: without a target, or to an integration that no longer exists. */
import type { ApiDetails, RouteDetails } from '../../domain/details';
import { plural } from '../../domain/format';
import { code, listed, words } from '../../domain/words';
import type { Proposal, Remedy } from '../pipeline';
import { carriedOut, CREATE_AGAIN, deleteRoute, exportOf, type Place } from './commands';
import { type ApiModel, integrationsById, withApi, withoutRoutes } from './model';
import { overlap } from './route-key';
import { snapshotCautions } from './snapshot';
import { textTable } from './text-table';

/**
 * Where another route would take the requests of the deleted one over, they reach something that they do not reach today, maybe
 * with weaker authorization: that is for a person to decide.
 */
export function deleteDeadRoutes(place: Place): Remedy<ApiModel> {
  return {
    id: 'delete-dead-routes',
    effort: 'minutes',
    propose: ({ api }) => {
      const dead = deadRoutes(api);
      const deadIds = new Set(dead.map(({ id }) => id));
      const live = api.routes.filter(({ id }) => !deadIds.has(id));
      const heir = (route: RouteDetails): RouteDetails | undefined => live.find((one) => wouldTake(api, one, route));
      const alone = dead.filter((route) => heir(route) === undefined);
      const inherited = dead.filter((route) => heir(route) !== undefined);
      return [
        ...proposalFor(api, alone, place, 'delete-dead-routes'),
        ...proposalFor(api, inherited, place, 'delete-dead-routes-with-heirs').map((proposal) =>
          optional(proposal, inherited.map(heir)),
        ),
      ];
    },
  };
}

/**
 * `$connect` and `$disconnect` of a WebSocket API need no integration: the connection alone is enough, and `$connect` holds the
 * authorization. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html
 */
function deadRoutes(api: ApiDetails): readonly RouteDetails[] {
  const known = integrationsById(api);
  return api.routes.filter(
    ({ key, integrationId }) =>
      (integrationId === null || !known.has(integrationId)) && key !== '$connect' && key !== '$disconnect',
  );
}

function wouldTake({ protocol }: ApiDetails, one: RouteDetails, deleted: RouteDetails): boolean {
  return protocol === 'WEBSOCKET' ? one.key === '$default' : overlap(one, deleted);
}

function proposalFor(
  api: ApiDetails,
  routes: readonly RouteDetails[],
  place: Place,
  name: string,
): Proposal<ApiModel>[] {
  if (routes.length === 0) return [];
  const ids = new Set(routes.map(({ id }) => id));
  const without = routes.filter(({ integrationId }) => integrationId === null).length;
  const { details, undo, artefacts } = carriedOut(place, {
    name,
    title: 'The routes that lead nowhere',
    exports: [exportOf('routes', place)],
    commands: routes.map(({ id }) => deleteRoute(id, place)),
    list: textTable(
      ['Route', 'Id', 'Integration'],
      routes.map(({ key, id, integrationId }) => [key, id, integrationId ?? 'none']),
    ),
    inTemplate: null,
    undo: CREATE_AGAIN,
  });
  return [
    {
      kind: 'step',
      apply: (model) => withApi(model, (before) => withoutRoutes(before, ids)),
      text: {
        title: words`Delete ${plural(routes.length, 'route')} that ${routes.length === 1 ? 'leads' : 'lead'} nowhere`,
        details: [
          words`${listed(routes.map(({ key }) => code(key)))}: ${without} without a target, ${routes.length - without} to an integration that no longer exists`,
          ...details,
        ],
        cautions: snapshotCautions(api),
        undo,
        artefacts,
      },
    },
  ];
}

function optional(proposal: Proposal<ApiModel>, heirs: readonly (RouteDetails | undefined)[]): Proposal<ApiModel> {
  const keys = [...new Set(heirs.flatMap((heir) => (heir ? [heir.key] : [])))].map(code);
  const { text } = proposal;
  return {
    ...proposal,
    kind: 'option',
    text: {
      ...text,
      cautions: [words`Their requests may then reach ${listed(keys)}: look who may call that`, ...text.cautions],
    },
  };
}
