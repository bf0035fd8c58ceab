/** Resources that answer nothing: without methods, and with nothing below them that has any. */
import type { RestApiDetails, RestResource } from '../../domain/details';
import { plural } from '../../domain/format';
import { code, listed, words } from '../../domain/words';
import type { Remedy } from '../pipeline';
import { carriedOut, CREATE_AGAIN, type Place } from './commands';
import { childrenOf, type RestModel, withResources } from './rest-model';
import { AFTER_DEPLOYMENT, deleteResource, exportRest } from './rest-commands';
import { textTable } from './text-table';

export function deleteEmptyResources(place: Place): Remedy<RestModel> {
  return {
    id: 'delete-empty-resources',
    effort: 'minutes',
    propose: ({ api }) => {
      const empty = emptyResources(api);
      if (empty.length === 0) return [];
      const ids = new Set(empty.map(({ id }) => id));
      const change = carriedOut(place, {
        name: 'delete-empty-resources',
        title: 'The resources without methods, the deepest first',
        exports: [exportRest('resources', place)],
        commands: empty.map(({ id }) => deleteResource(id, place)),
        list: textTable(
          ['Resource', 'Id'],
          empty.map(({ path, id }) => [path, id]),
        ),
        inTemplate: null,
        undo: CREATE_AGAIN,
      });
      return [
        {
          kind: 'step',
          apply: (model) =>
            withResources(
              model,
              model.api.resources.filter(({ id }) => !ids.has(id)),
            ),
          text: {
            title: words`Delete ${plural(empty.length, 'resource')} that ${empty.length === 1 ? 'has' : 'have'} no methods, nor anything below`,
            details: [words`${listed(empty.map(({ path }) => code(path)))}`, ...change.details],
            cautions: [AFTER_DEPLOYMENT],
            undo: change.undo,
            artefacts: change.artefacts,
          },
        },
      ];
    },
  };
}

/**
 * The deepest first, so that none takes with it what is still there. Not the root: nobody can delete it. What hangs on a parent
 * that was not read is left alone.
 */
export function emptyResources(api: RestApiDetails): readonly RestResource[] {
  const children = childrenOf(api);
  const byId = new Map(api.resources.map((resource) => [resource.id, resource]));
  const left = new Map([...children].map(([id, own]) => [id, own.length]));
  const open = api.resources.filter(({ id }) => !left.has(id));
  const empty: RestResource[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const parent = byId.get(next.parentId ?? '');
    if (next.methods.length > 0 || parent === undefined) continue;
    empty.push(next);
    const rest = (left.get(parent.id) ?? 0) - 1;
    left.set(parent.id, rest);
    if (rest === 0) open.push(parent);
  }
  return empty;
}
