/**
 * From the text of a file to the routes of an API: a route table (`{ "routes": [{ "method": "GET", "path": "/pets" }] }`) or an
 * OpenAPI 3 document, as JSON or YAML; or one error that says where, what was found, what was expected and what to do.
 */
import { LineCounter, parseDocument } from 'yaml';
import { parseOpenApi } from './openapi';
import { shown } from './parse';
import {
  at,
  fail,
  isRecord,
  methodIn,
  ownValue,
  type ParsedRoutes,
  pathProblem,
  Routes,
  SHAPES,
  type TableRoute,
} from './route-list';

export type { ParsedRoutes, RouteTable, TableRoute } from './route-list';

/** What is larger is no route table: GitHub’s has 90 KB, and an OpenAPI document of all of it 12 MB, most of it descriptions. */
export const MOST_BYTES = 10_000_000;

/** Some editors begin a file with it. */
const BYTE_ORDER_MARK = /^\uFEFF/;

export function parseRoutes(text: string): ParsedRoutes {
  if (text.trim() === '') return fail(`the file is empty, expected ${SHAPES}`);
  const read = contentOf(text.replace(BYTE_ORDER_MARK, ''));
  if (!read.ok) return read;
  const { content } = read;
  if (!isRecord(content)) return fail(`the file: found ${shown(content)}, expected ${SHAPES}`);
  if (Object.hasOwn(content, 'swagger')) {
    return fail(
      `swagger: found ${shown(content['swagger'])}, expected an OpenAPI 3 document; export it from API Gateway as OpenAPI 3, or convert it (npx swagger2openapi)`,
    );
  }
  if (Object.hasOwn(content, 'openapi')) return parseOpenApi(content);
  if (Object.hasOwn(content, 'routes')) return parseTable(content);
  const keys = Object.keys(content).slice(0, 3).map(shown);
  return fail(`the file: found ${keys.length === 0 ? 'no keys' : `the keys ${keys.join(', ')}`}, expected ${SHAPES}`);
}

type Content = { readonly ok: true; readonly content: unknown } | { readonly ok: false; readonly error: string };

/** JSON is YAML too, but to read it as YAML takes a hundred times as long. */
function contentOf(text: string): Content {
  return /^\s*[{[]/.test(text) ? jsonIn(text) : yamlIn(text);
}

function jsonIn(text: string): Content {
  try {
    return { ok: true, content: JSON.parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, position] = /position (\d+)/.exec(message) ?? [];
    const place = position === undefined ? 'the file' : placeOf(text, Number(position));
    return fail(`${place}: found something that is not JSON, expected ${SHAPES}`);
  }
}

function placeOf(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function yamlIn(text: string): Content {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const [syntax] = document.errors;
    if (syntax) {
      const { line, col } = lines.linePos(syntax.pos[0]);
      return fail(
        `line ${line}, column ${col}: found something that is not YAML (${oneLine(syntax.message)}), expected ${SHAPES}`,
      );
    }
    return { ok: true, content: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    // An alias without its anchor, aliases that multiply, or nesting without end: the library finds them only here.
    return fail(
      `the file: found YAML that cannot be read (${oneLine(error instanceof Error ? error.message : String(error))})`,
    );
  }
}

function oneLine(message: string): string {
  return (message.split('\n', 1)[0] ?? message).slice(0, 120);
}

function parseTable(content: Readonly<Record<string, unknown>>): ParsedRoutes {
  const list = content['routes'];
  if (!Array.isArray(list)) return fail(`routes: found ${shown(list)}, expected a list of { method, path }`);
  const routes = new Routes();
  for (const [index, item] of list.entries()) {
    const where = at('routes', index);
    const route = routeIn(item, where, index);
    if (typeof route === 'string') return fail(route);
    const twice = routes.add(route, where);
    if (twice !== null) return fail(twice);
  }
  const name = ownValue(content, 'name');
  return routes.table(typeof name === 'string' ? name : null, 'routes');
}

/** @returns the route, or what is wrong with it */
function routeIn(item: unknown, where: string, index: number): TableRoute | string {
  if (!isRecord(item)) return `${where}: found ${shown(item)}, expected { method, path }`;
  const path = ownValue(item, 'path');
  const problem = pathProblem(path, `${where}.path`);
  if (typeof path !== 'string' || problem !== null) return problem ?? where;
  const integration = `route ${index}`;
  if (path === '$default') return { method: '', path, integration };
  const method = methodIn(ownValue(item, 'method'), `${where}.method`);
  return 'problem' in method ? method.problem : { method: method.name, path, integration };
}
