/**
 * API mappings of a custom domain: the longest base path that matches gets the request, without the base path.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html: letters, digits and `$-_.+!*'()/`, at most 300
 * characters; keys of several levels count towards 200 for a domain, need TLS 1.2 and a Regional domain, and lower-case the names of
 * all headers. Keys of one level do not count.
 */
import { plural } from '../../domain/format';
import { code, type Words, words } from '../../domain/words';
import type { Assignment, FrontDoor as Dispatch, SplitRoute } from '../split';
import { keyOf } from '../split/router';
import { comment, script, sh } from '../shell';
import { type Considered, type FrontDoorFacts, unfit, withoutDomain } from './facts';
import { apiName, isLiteral, type LiteralRule, prefixText, TODAY } from './names';
import { routerDoor } from './router-function';

export function considerMappings(assignment: Assignment, facts: FrontDoorFacts): Considered {
  const behind = assignment.rules.find((rule) => !isLiteral(rule));
  if (behind !== undefined) {
    return unfit(words`A mapping cannot cut behind a parameter: ${code(prefixText(behind.prefix))}`);
  }
  const rules = assignment.rules.filter(isLiteral);
  const deep = rules.find(({ prefix }) => prefix.length > 1);
  if (deep !== undefined) {
    return unfit(
      words`A mapping takes the base path away, and one of several levels such as ${code(keyFor(deep))} also lower-cases the names of all headers`,
    );
  }
  const odd = rules.find((rule) => !KEY.test(keyFor(rule)));
  if (odd !== undefined) return unfit(words`${code(keyFor(odd))} cannot be the key of a mapping`);
  const lost = assignment.copies.find(({ route: { path } }) => /^\/\{[^}+]*\}/.test(path));
  if (lost !== undefined) {
    return unfit(words`A mapping takes the base path away, and ${code(keyOf(lost.route))} needs it for its parameter`);
  }
  const clash = clashIn(assignment);
  if (clash !== null) return unfit(clash);
  const domainless = withoutDomain(facts);
  if (domainless !== null) return domainless;
  return {
    status: 'fits',
    summary: words`${plural(rules.length, 'API mapping')} of one level`,
    dispatch: mappingDoor(rules),
    cautions: [
      words`A mapping takes the base path away: the routes under it are declared without it (${code('routes.txt')}), and what a function sees as its path differs by payload version: try it before anything moves`,
    ],
    artefacts: [
      { name: 'api-mappings.sh', language: 'sh', title: 'The mappings as commands', text: commandsFor(rules) },
      {
        name: 'routes.txt',
        language: 'text',
        title: 'How the routes are declared behind them',
        text: routesText(assignment),
      },
    ],
  };
}

const KEY = /^[A-Za-z0-9$_.+!*'()/-]{1,300}$/;

const keyFor = ({ prefix }: LiteralRule): string => prefix.join('/');

/** The longest key that matches, in whatever order they were made; what matches none is for the mapping without a key. */
export function mappingDoor(rules: readonly LiteralRule[]): Dispatch {
  return routerDoor(rules.toSorted((a, b) => keyFor(b).length - keyFor(a).length));
}

interface Redeclared {
  readonly route: SplitRoute;
  /** As it is declared behind the mapping. */
  readonly key: string;
}

/** How the routes of each API are declared. */
function redeclared({ groups, copies, rules }: Assignment): Redeclared[][] {
  return groups.map((own, group) => {
    const copied = copies.filter((copy) => copy.group === group).map(({ route }) => route);
    const keys = rules.filter((rule) => rule.group === group);
    return [...own, ...copied].map((route) => ({ route, key: keyOf({ ...route, path: without(route.path, keys) }) }));
  });
}

function without(path: string, keys: readonly { readonly prefix: readonly (string | null)[] }[]): string {
  for (const { prefix } of keys) {
    const base = prefixText(prefix);
    if (path === base) return '/';
    if (path.startsWith(`${base}/`)) return path.slice(base.length);
  }
  return path;
}

/** `/a/{x}` and `/b/{y}` in one API are the same route without `/a` and `/b`, whatever the parameters are called. */
function clashIn(assignment: Assignment): Words | null {
  for (const [group, routes] of redeclared(assignment).entries()) {
    const seen = new Map<string, SplitRoute>();
    for (const { route, key } of routes) {
      const shape = key.replaceAll(/\{[^{}+]*/g, '{');
      const other = seen.get(shape);
      if (other !== undefined) {
        return words`A mapping takes the base path away: ${code(keyOf(other))} and ${code(keyOf(route))} would be the same route in ${apiName(group)}`;
      }
      seen.set(shape, route);
    }
  }
  return null;
}

function commandsFor(rules: readonly LiteralRule[]): string {
  return script([
    ...variables(rules),
    '',
    comment('Today’s API keeps the mapping without a key, which takes all other paths.'),
    ...rules.map(
      (rule) =>
        sh`aws apigatewayv2 create-api-mapping --domain-name "$DOMAIN" --stage "$STAGE" --api-id "$API_${rule.group + 1}" --api-mapping-key ${keyFor(rule)}`,
    ),
  ]);
}

/** What only the owner knows: the script stops at once where it is missing. */
export function variables(rules: readonly { readonly group: number }[]): string[] {
  const apis = [...new Set(rules.map(({ group }) => group))].toSorted((a, b) => a - b);
  return [
    comment('Set these first: the domain, the stage of every API, and the ids of the APIs.'),
    ': "${DOMAIN:?the custom domain, as in api.example.com}"',
    ': "${STAGE:?the stage}"',
    ...apis.map(
      (group) => `: "\${API_${group + 1}:?the id of ${group === TODAY ? 'today’s API' : `API ${group + 1}`}}"`,
    ),
  ];
}

function routesText(assignment: Assignment): string {
  const sections = redeclared(assignment).map((routes, group) => {
    const moved = routes.filter(({ route, key }) => key !== keyOf(route));
    const lines = moved.map(({ route, key }) => `  ${key}    (today ${keyOf(route)})`);
    return [`${apiName(group)}: ${plural(moved.length, 'route')} without the base path`, ...lines, ''].join('\n');
  });
  return sections.join('\n');
}
