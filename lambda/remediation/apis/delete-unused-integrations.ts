/** Every integration counts, also one that no route uses. */
import { plural } from '../../domain/format';
import { code, listed, type Words, words } from '../../domain/words';
import type { Remedy } from '../pipeline';
import { carriedOut, CREATE_AGAIN, deleteIntegration, exportOf, type Place } from './commands';
import { type ApiModel, routesByIntegration, withApi, withoutIntegrations } from './model';
import { snapshotCautions } from './snapshot';
import { textTable } from './text-table';

export function deleteUnusedIntegrations(place: Place): Remedy<ApiModel> {
  return {
    id: 'delete-unused-integrations',
    effort: 'minutes',
    propose: ({ api }) => {
      const uses = routesByIntegration(api);
      const unused = api.integrations.filter(({ id }) => !uses.has(id));
      const deletable = unused.filter(({ managed }) => !managed);
      const managed = unused.length - deletable.length;
      if (deletable.length === 0) return managed === 0 ? [] : [onlyManaged(managed)];
      const ids = new Set(deletable.map(({ id }) => id));
      const { details, undo, artefacts } = carriedOut(place, {
        name: 'delete-unused-integrations',
        title: 'The integrations that no route uses',
        exports: [exportOf('integrations', place)],
        commands: [...ids].map((id) => deleteIntegration(id, place)),
        list: textTable(
          ['Integration', 'Type', 'Target'],
          deletable.map(({ id, type, target }) => [id, type, target]),
        ),
        inTemplate: null,
        undo: CREATE_AGAIN,
      });
      const targets = [...new Set(deletable.map(({ target }) => target))].map(code);
      return [
        {
          kind: 'step',
          apply: (model) => withApi(model, (before) => withoutIntegrations(before, ids)),
          text: {
            title: words`Delete ${plural(ids.size, 'integration')} that no route uses`,
            details: [
              words`${ids.size === 1 ? 'It leads' : 'They lead'} to ${listed(targets)}`,
              ...(managed === 0 ? [] : [managedStay(managed)]),
              ...details,
            ],
            cautions: snapshotCautions(api),
            undo,
            artefacts,
          },
        },
      ];
    },
  };
}

function managedStay(count: number): Words {
  return words`${plural(count, 'more is', 'more are')} used by no route either, but API Gateway made ${count === 1 ? 'it' : 'them'} itself, and lets nobody delete ${count === 1 ? 'it' : 'them'}`;
}

function onlyManaged(count: number) {
  return {
    kind: 'advice' as const,
    apply: <Model>(model: Model) => model,
    text: {
      title: words`Leave the ${plural(count, 'unused integration')} that API Gateway made itself: it lets nobody delete ${count === 1 ? 'it' : 'them'}`,
      details: [],
      cautions: [],
      undo: null,
      artefacts: [],
    },
  };
}
