/** Routes whose function is not in the list of functions: each request to them fails. */
import type { FunctionDetails, IntegrationDetails } from '../../domain/details';
import { plural } from '../../domain/format';
import type { Read } from '../../domain/read';
import { code, listed, words } from '../../domain/words';
import type { Remedy } from '../pipeline';
import { carriedOut, CREATE_AGAIN, deleteIntegration, deleteRoute, exportOf, type Place } from './commands';
import { type ApiModel, integrationsById, withApi, withoutIntegrations, withoutRoutes } from './model';
import { snapshotCautions } from './snapshot';
import { textTable } from './text-table';

/** An option: the list has this account's functions of this Region, and an integration may call one of another account. */
export function deleteGoneFunctions(
  place: Place,
  functions: Read<readonly FunctionDetails[]> | null,
): Remedy<ApiModel> {
  return {
    id: 'delete-routes-to-gone-functions',
    effort: 'minutes',
    propose: ({ api }) => {
      if (functions?.status !== 'read') return [];
      const known = new Set(functions.value.map(({ name }) => name));
      const integrations = integrationsById(api);
      const isGone = (id: string | null): boolean => goneFunction(integrations.get(id ?? ''), known) !== null;
      const routes = api.routes.filter(({ integrationId }) => isGone(integrationId));
      const behind = new Set(routes.map(({ integrationId }) => integrationId));
      const deletable = api.integrations.filter(({ id, managed }) => behind.has(id) && !managed);
      if (routes.length === 0) return [];
      const routeIds = new Set(routes.map(({ id }) => id));
      const ids = new Set(deletable.map(({ id }) => id));
      const names = [
        ...new Set(routes.map(({ integrationId }) => integrations.get(integrationId ?? '')?.functionName ?? '')),
      ];
      const { details, undo, artefacts } = carriedOut(place, {
        name: 'delete-routes-to-gone-functions',
        title: 'The routes to functions that are gone, with their integrations',
        exports: [exportOf('routes', place), exportOf('integrations', place)],
        commands: [
          ...routes.map(({ id }) => deleteRoute(id, place)),
          ...deletable.map(({ id }) => deleteIntegration(id, place)),
        ],
        list: textTable(
          ['Route', 'Function'],
          routes.map(({ key, integrationId }) => [key, integrations.get(integrationId ?? '')?.functionName ?? '']),
        ),
        inTemplate: null,
        undo: CREATE_AGAIN,
      });
      return [
        {
          kind: 'option',
          apply: (model) => withApi(model, (before) => withoutIntegrations(withoutRoutes(before, routeIds), ids)),
          text: {
            title: words`Delete ${plural(routes.length, 'route')} whose function is gone, with ${plural(ids.size, 'integration')}`,
            details: [words`No function here is called ${listed(names.map(code))}`, ...details],
            cautions: [
              words`An integration may call a function of another account or Region, which is in no list here: look before you delete`,
              words`A broader route, as ${code('$default')}, may take their requests over`,
              ...snapshotCautions(api),
            ],
            undo,
            artefacts,
          },
        },
      ];
    },
  };
}

/** The name of its function if there is none of that name; what a stage variable names is known to nobody here. */
function goneFunction(integration: IntegrationDetails | undefined, known: ReadonlySet<string>): string | null {
  const name = integration?.functionName ?? null;
  return name === null || name.includes('${') || known.has(name) ? null : name;
}
