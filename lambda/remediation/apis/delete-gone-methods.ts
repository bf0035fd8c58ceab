/** Resources all of whose methods call a function that is not in the list of functions: each request to them fails. */
import type { FunctionDetails, RestApiDetails, RestMethod, RestResource } from '../../domain/details';
import { plural } from '../../domain/format';
import type { Read } from '../../domain/read';
import { code, listed, words } from '../../domain/words';
import type { Remedy } from '../pipeline';
import { carriedOut, CREATE_AGAIN, type Place } from './commands';
import { emptyResources } from './delete-empty-resources';
import { AFTER_DEPLOYMENT, deleteResource, exportRest } from './rest-commands';
import { type RestModel, withResources } from './rest-model';
import { textTable } from './text-table';

/** An option: the list has this account's functions of this Region, and a method may call one of another account. */
export function deleteGoneMethods(place: Place, functions: Read<readonly FunctionDetails[]> | null): Remedy<RestModel> {
  return {
    id: 'delete-resources-of-gone-functions',
    effort: 'minutes',
    propose: ({ api }) => {
      if (functions?.status !== 'read') return [];
      const known = new Set(functions.value.map(({ name }) => name));
      const deserted = api.resources.filter((resource) => isDeserted(resource, known));
      const gone = emptyResources(withoutMethods(api, deserted));
      if (deserted.length === 0 || gone.length === 0) return [];
      const ids = new Set(gone.map(({ id }) => id));
      const names = new Set(
        deserted.flatMap(({ methods }) => methods.flatMap(({ functionName }) => functionName ?? [])),
      );
      const change = carriedOut(place, {
        name: 'delete-resources-of-gone-functions',
        title: 'The resources whose functions are gone, the deepest first',
        exports: [exportRest('resources', place)],
        commands: gone.map(({ id }) => deleteResource(id, place)),
        list: textTable(
          ['Resource', 'Id'],
          gone.map(({ path, id }) => [path, id]),
        ),
        inTemplate: null,
        undo: CREATE_AGAIN,
      });
      return [
        {
          kind: 'option',
          apply: (model) =>
            withResources(
              model,
              model.api.resources.filter(({ id }) => !ids.has(id)),
            ),
          text: {
            title: words`Delete ${plural(gone.length, 'resource')} whose functions are gone`,
            details: [words`No function here is called ${listed([...names].map(code))}`, ...change.details],
            cautions: [
              words`A method may call a function of another account or Region, which is in no list here: look before you delete`,
              AFTER_DEPLOYMENT,
            ],
            undo: change.undo,
            artefacts: change.artefacts,
          },
        },
      ];
    },
  };
}

/** A mock that answers `OPTIONS` is there for the other methods only. */
function isDeserted({ methods }: RestResource, known: ReadonlySet<string>): boolean {
  const serving = methods.filter(({ method, type }) => method !== 'OPTIONS' || type !== 'MOCK');
  return serving.length > 0 && serving.every((method) => isGone(method, known));
}

/** What a stage variable names is known to nobody here. */
function isGone({ functionName }: RestMethod, known: ReadonlySet<string>): boolean {
  return functionName !== null && !functionName.includes('${') && !known.has(functionName);
}

function withoutMethods(api: RestApiDetails, deserted: readonly RestResource[]): RestApiDetails {
  const ids = new Set(deserted.map(({ id }) => id));
  return {
    ...api,
    resources: api.resources.map((resource) => (ids.has(resource.id) ? { ...resource, methods: [] } : resource)),
  };
}
