/** Resources below one path whose methods all lead to one function and let the same callers in, as a `{proxy+}` resource. */
import type { RestApiDetails, RestMethod, RestResource } from '../../domain/details';
import { plural } from '../../domain/format';
import { code, listed, words } from '../../domain/words';
import type { Remedy } from '../pipeline';
import type { Place } from './commands';
import { ownedBy } from './owner';
import { AFTER_DEPLOYMENT } from './rest-commands';
import { behaviourOf, childrenOf, type RestModel, withResources } from './rest-model';
import { below as sourceBelow } from './permissions';
import { textTable } from './text-table';

interface Collapse {
  readonly top: RestResource;
  readonly below: readonly RestResource[];
  readonly method: RestMethod;
}

/** AWS: “Use {proxy+} paths to reduce the number of resources.” Only functions that are asked as proxies: they see the whole path. */
export function collapseResources(place: Place): Remedy<RestModel> {
  return {
    id: 'collapse-resources',
    effort: 'configuration',
    propose: ({ api }) => {
      const collapses = collapsesOf(api);
      if (collapses.length === 0) return [];
      const gone = collapses.reduce((sum, { below }) => sum + below.length, 0);
      const paths = collapses.map(({ top }) => code(top.path));
      const sources = collapses.map(({ top }) => code(`…:${sourceBelow(top.path, api.id)}`));
      return [
        {
          kind: 'option',
          apply: (model) => withResources(model, collapsed(model.api, collapses)),
          text: {
            title: words`Replace ${plural(gone, 'resource')} below ${plural(collapses.length, 'path')} by ${plural(collapses.length, 'resource')} with ${code('{proxy+}')}`,
            details: [
              words`${listed(paths)}: all methods below lead to one function and let the same callers in`,
              ...(place.owner === null ? [] : [ownedBy(place.owner)]),
            ],
            cautions: [
              words`The function sees ${code('{proxy+}')} in place of its own path parameters and resource: it has to route by the path itself`,
              words`Metrics, throttles, caching and authorization by method are gone below these paths, and what the API refused itself reaches the function`,
              words`A function whose policy names each method, as CDK writes it, refuses the new ones: let the API in below each path first, as by ${listed(sources, 1)}, and send a request to each on a stage for tests before you deploy to others`,
              words`Request validators, models and versions or aliases of the function were not compared`,
              AFTER_DEPLOYMENT,
            ],
            undo: words`Create the old resources again: each gets its requests back with the next deployment, since it is the more special one`,
            artefacts: [
              {
                name: 'collapse-resources.txt',
                language: 'text',
                title: 'The resources that a proxy resource replaces',
                text: textTable(
                  ['Resource today', 'Below', 'Function'],
                  collapses.flatMap(({ top, below, method }) =>
                    below.map(({ path }) => [path, top.path, method.functionName ?? '']),
                  ),
                ),
              },
            ],
          },
        },
      ];
    },
  };
}

/** From the top, so that each is as large as it can be. */
function collapsesOf(api: RestApiDetails): readonly Collapse[] {
  const children = childrenOf(api);
  const found: Collapse[] = [];
  const open = api.resources.filter(({ parentId }) => parentId === null);
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const below = descendants(top, children);
    const method = sharedMethod(below);
    const next = children.get(top.id) ?? [];
    if (method !== null && below.length > 1) found.push({ top, below, method });
    // Which of `/pets` and `/{kind}` gets what is below both is nowhere said.
    else if (next.length === 1 || !next.some(isParameter)) open.push(...next);
  }
  return found.toSorted((a, b) => b.below.length - a.below.length);
}

function isParameter({ path }: RestResource): boolean {
  return path.slice(path.lastIndexOf('/')).includes('{');
}

function descendants(top: RestResource, children: ReadonlyMap<string, readonly RestResource[]>): RestResource[] {
  const all: RestResource[] = [];
  const open = [...(children.get(top.id) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    all.push(next);
    open.push(...(children.get(next.id) ?? []));
  }
  return all;
}

/** `OPTIONS` is mostly a mock for browsers: the function would have to answer it. So it has to lead to the function as well. */
function sharedMethod(resources: readonly RestResource[]): RestMethod | null {
  const [first, ...others] = resources.flatMap(({ methods }) => methods);
  if (first === undefined || first.type !== 'AWS_PROXY' || first.functionName === null) return null;
  const own = behaviourOf(first);
  return others.every((method) => behaviourOf(method) === own) ? first : null;
}

function collapsed(api: RestApiDetails, collapses: readonly Collapse[]): readonly RestResource[] {
  const gone = new Set(collapses.flatMap(({ below }) => below.map(({ id }) => id)));
  const made = collapses.map(({ top, method }) => ({
    id: `new ${top.id}`,
    parentId: top.id,
    path: `${top.path === '/' ? '' : top.path}/{proxy+}`,
    methods: [{ ...method, method: 'ANY' }],
  }));
  return [...api.resources.filter(({ id }) => !gone.has(id)), ...made];
}
