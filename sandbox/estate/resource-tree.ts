/** The resources that a REST API needs for its routes: one for each path node, the root among them. */
import { idFrom } from './identity';
import type { Route } from './routes';

export interface ResourceNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly pathPart: string | null;
  readonly path: string;
  readonly methods: readonly string[];
}

/**
 * "a-zA-Z0-9._-: or a valid greedy path variable", or a whole parameter; AWS refuses `{sid}.json`.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html
 */
const PATH_PART = /^([\w.\-:]+|\{[\w.\-:]+\+?\})$/;

interface MutableNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly pathPart: string | null;
  readonly path: string;
  readonly methods: Set<string>;
  readonly children: Map<string, MutableNode>;
}

/**
 * Siblings may not be two parameters of different names ("A sibling ({id}) of this resource already has a variable path
 * part"), so the first name at a place serves all of them.
 * @throws Error for a path that API Gateway would refuse
 */
export function resourceTree(apiId: string, routes: readonly Route[]): readonly ResourceNode[] {
  const root: MutableNode = {
    id: idFrom(`${apiId}/`),
    parentId: null,
    pathPart: null,
    path: '/',
    methods: new Set(),
    children: new Map(),
  };
  const all = [root];
  for (const { method, path } of routes) {
    let node = root;
    for (const part of path.split('/').filter((text) => text !== '')) {
      if (!PATH_PART.test(part)) throw new Error(`API Gateway refuses the path part ${part} of ${path}`);
      const key = part.startsWith('{') ? '{}' : part;
      let child = node.children.get(key);
      if (child === undefined) {
        const childPath = `${node.path === '/' ? '' : node.path}/${part}`;
        child = {
          id: idFrom(`${apiId}${childPath}`),
          parentId: node.id,
          pathPart: part,
          path: childPath,
          methods: new Set(),
          children: new Map(),
        };
        node.children.set(key, child);
        all.push(child);
      }
      node = child;
    }
    node.methods.add(method);
  }
  return all.map(({ id, parentId, pathPart, path, methods }) => ({
    id,
    parentId,
    pathPart,
    path,
    methods: [...methods],
  }));
}
