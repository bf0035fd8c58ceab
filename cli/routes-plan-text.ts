/** A split of a route table for people in front of a terminal. */
import { createColors } from 'picocolors';
import { formatNumber, plural } from '../lambda/domain/format';
import { code, listed, textOfWords, type Words, words } from '../lambda/domain/words';
import { columns } from '../lambda/messages/plan/columns';
import { indented } from '../lambda/messages/table';
import { printable } from '../lambda/messages/text';
import { apiName, type FrontDoorKind, prefixText, withExceptions } from '../lambda/remediation/front-door';
import type { Assignment, Certificate } from '../lambda/remediation/split';
import { maxUtilization, type Measured, percent, type RoutesPlan, type Variant } from './routes-plan';
import type { Terminal } from './terminal';

/** A list of prefixes can be long; a path cannot be longer than this and still be read. */
const LONGEST = 4000;

export const doorNames: Record<FrontDoorKind, string> = {
  behaviours: 'CloudFront behaviours',
  function: 'CloudFront Function',
  mappings: 'API mappings',
  'routing-rules': 'routing rules',
  none: 'none',
};

export function routesPlanText(plan: RoutesPlan, { width, colour }: Pick<Terminal, 'width' | 'colour'>): string {
  const { bold } = createColors(colour);
  const lines = (all: readonly Words[], indent = 0): string[] =>
    all.flatMap((one) => indented([printable(textOfWords(one), LONGEST)], indent, width));
  const section = (title: string, all: readonly Words[]): string[] =>
    all.length === 0 ? [] : ['', bold(title), ...lines(all, 2)];
  return [
    ...lines([standing(plan)]).map((line) => bold(line)),
    ...lines(mergeFirst(plan)),
    '',
    ...resultLines(plan, { lines, section, width }),
    '',
  ].join('\n');
}

interface Writer {
  readonly lines: (all: readonly Words[], indent?: number) => string[];
  readonly section: (title: string, all: readonly Words[]) => string[];
  readonly width: number;
}

function standing({ name, table, integrations, limit }: RoutesPlan): Words {
  return words`${code(name)}: ${plural(table.routes.length, 'route')}, ${plural(integrations, 'integration')}, ${percent(integrations, limit)} % of the ${limit} that one API may have`;
}

/** Splitting what is there twice is a wasted split. */
function mergeFirst({ table, integrations, capacity, limit }: RoutesPlan): Words[] {
  const { distinctIntegrations: distinct } = table;
  if (distinct === null || distinct >= integrations) return [];
  const then = distinct <= capacity ? 'and nothing needs to be split' : 'so merge them and plan again';
  return [
    words`Merge first: ${integrations - distinct} of them are written like another one. As ${code('$ref')} to one of ${code('components/x-amazon-apigateway-integrations')} they would be ${distinct} (${percent(distinct, limit)} %), ${then}.`,
  ];
}

function resultLines(plan: RoutesPlan, writer: Writer): string[] {
  const { result, capacity, limit, target, table } = plan;
  switch (result.status) {
    case 'fits':
      return [
        ...writer.lines([
          words`It fits in one API: ${target} % of ${limit} are ${plural(capacity, 'integration')}. Nothing needs to be split.`,
        ]),
        ...writer.section('Mind', manyRoutes([table.routes.length])),
      ];
    case 'infeasible':
      return [
        ...writer.lines([
          words`No split brings every API to ${target} % (${capacity} integrations): no front door can part these, not even behind a parameter.`,
        ]),
        ...writer.lines(certificateLines(result.infeasible), 2),
        ...writer.section('What else there is', [
          words`Collapse routes with one target into ${code('{proxy+}')}: routes become fewer, and integrations where they are not shared yet`,
          words`Let one function serve several of these routes, with one integration for all of them`,
          words`Aim at a higher utilization: ${code('--target')}`,
        ]),
      ];
    case 'split': {
      const { best, keepSafe } = result;
      return [
        ...writer.lines([
          words`Split it into ${best.apis.length} APIs by ${plural(best.assignment.rules.length, 'prefix', 'prefixes')}:`,
        ]),
        '',
        ...apiTable(best, limit, writer.width),
        '',
        ...writer.lines([
          words`${proof(result.proven, result.bounds, best)} ${plural(best.assignment.moved, 'route')} would move.`,
        ]),
        ...writer.section('Which prefix goes where', prefixLines(best.assignment)),
        ...writer.section('Why literal prefixes are not enough', whyNotLiteral(result.infeasible, capacity)),
        ...writer.section(`Front door: ${doorNames[best.frontDoor.kind]}`, doorLines(best, table.routes.length)),
        ...writer.section('Unknown and future paths', futureLines(best, keepSafe, limit)),
        ...writer.section(
          'Other sizes',
          result.alternatives.map((one) => sizeOf(one, limit)),
        ),
        ...writer.section('Mind', [
          ...best.frontDoor.cautions,
          ...manyRoutes(best.apis.map(({ routes }) => routes)),
          words`Each new API counts towards the APIs of the Region (600, which AWS does not raise)`,
        ]),
      ];
    }
  }
}

function apiTable({ apis, assignment }: Variant, limit: number, width: number): string[] {
  const rows = apis.map(({ routes, integrations }, group) => [
    apiName(group),
    routes,
    integrations,
    `${percent(integrations, limit).toFixed(1)} %`,
    assignment.rules.filter((rule) => rule.group === group).length,
  ]);
  const right = (name: string) => ({ name, align: 'right' as const });
  const heads = [
    { name: 'API', align: 'left' as const },
    right('ROUTES'),
    right('INTEGRATIONS'),
    right('UTILIZATION'),
    right('PREFIXES'),
  ];
  return columns(heads, rows, width);
}

/** “Proven” only with the certificate. */
function proof(
  proven: { readonly apis: boolean; readonly prefixes: boolean },
  bounds: { readonly apis: number; readonly prefixes: number },
  { apis, assignment }: Variant,
): string {
  const prefixes = assignment.rules.length;
  if (proven.apis && proven.prefixes) {
    return `Proven minimal: no plan has fewer APIs, and none of ${apis.length} APIs has fewer prefixes.`;
  }
  const overApis = `${plural(apis.length, 'API')}: at most ${apis.length - bounds.apis} above the lower bound of ${bounds.apis}`;
  const overPrefixes = `${plural(prefixes, 'prefix', 'prefixes')}: at most ${prefixes - bounds.prefixes} above the lower bound of ${bounds.prefixes}`;
  if (proven.apis) return `Proven minimal: no plan has fewer APIs. ${overPrefixes}.`;
  return proven.prefixes ? `${overApis}.` : `${overApis}. ${overPrefixes}.`;
}

function prefixLines({ rules, groups }: Assignment): Words[] {
  const lines = groups.map((_, group) => {
    const prefixes = rules.filter((rule) => rule.group === group).map(({ prefix }) => code(prefixText(prefix)));
    const rest = group === 0 ? ['everything that no prefix names'] : [];
    return words`${apiName(group)}: ${listed([...prefixes, ...rest], Infinity)}`;
  });
  const isWild = rules.some(({ prefix }) => prefix.includes(null));
  return [...lines, ...(isWild ? [words`(${code('{}')} is any one segment; the longest prefix counts.)`] : [])];
}

function whyNotLiteral(infeasible: readonly Certificate[], capacity: number): Words[] {
  if (infeasible.length === 0) return [];
  return [
    words`Below these no literal prefix can cut, and each is more than the ${capacity} integrations of one API:`,
    ...certificateLines(infeasible),
  ];
}

const MOST_CERTIFICATES = 3;

function certificateLines(infeasible: readonly Certificate[]): Words[] {
  const more = infeasible.length - MOST_CERTIFICATES;
  return [
    ...infeasible
      .slice(0, MOST_CERTIFICATES)
      .map(
        ({ prefix, weight, dimension, capacity }) =>
          words`${code(prefix)}: ${weight} ${dimension}, and one API may have ${capacity}`,
      ),
    ...(more > 0 ? [words`and ${more} more (${code('--json')} has them all)`] : []),
  ];
}

function doorLines({ frontDoor, assignment }: Variant, routes: number): Words[] {
  const { reason, others, trial } = frontDoor;
  return [
    words`${reason}.`,
    ...trialLines(trial, routes),
    ...copiedLines(assignment),
    ...others.map(({ kind, why }) => words`Not ${doorNames[kind]}: ${why}.`),
  ];
}

const MOST_COLLISIONS = 3;

function trialLines(trial: Variant['frontDoor']['trial'], routes: number): Words[] {
  if (trial === null) return [];
  const { collisions } = trial;
  const sent = words`In simulation every route was sent through it: ${trial.routes} of ${routes} misrouted.`;
  if (collisions.length === 0) return [sent];
  return [
    sent,
    words`${plural(collisions.length, 'unusual request')} would find another route than today, where a parameter has the name of a prefix:`,
    ...collisions
      .slice(0, MOST_COLLISIONS)
      .map(
        ({ method, path, expected, got }) =>
          words`- ${code(`${method} ${path}`)}: today ${code(expected ?? 'no route')}, then ${code(got ?? 'no route')}`,
      ),
    ...(collisions.length > MOST_COLLISIONS
      ? [words`- and ${collisions.length - MOST_COLLISIONS} more (${code('--json')} has them all)`]
      : []),
  ];
}

function copiedLines({ copies }: Assignment): Words[] {
  if (copies.length === 0) return [];
  const names = copies.map(({ route, group }) => code(`${route.method} ${route.path}`.trim() + ` in API ${group + 1}`));
  return [words`Copied, since they catch paths of others: ${listed(names, 5)}.`];
}

function futureLines(best: Variant, keepSafe: Variant | null, limit: number): Words[] {
  if (keepSafe !== null) {
    return [
      words`Some prefixes have exceptions, so new paths under them go where the prefix goes.`,
      words`So that they stay on today’s API instead: ${sizeOf(keepSafe, limit)}; front door: ${doorNames[keepSafe.frontDoor.kind]}, ${keepSafe.frontDoor.trial?.routes ?? 0} misrouted.`,
    ];
  }
  return withExceptions(best.assignment.rules).length > 0
    ? [
        words`New paths under a prefix with exceptions go where the prefix goes; no plan was found in which they stay on today’s API.`,
      ]
    : [words`No prefix has exceptions: what no prefix names, today or later, stays on today’s API.`];
}

function sizeOf(one: Measured, limit: number): Words {
  const { rules, moved } = one.assignment;
  return words`${plural(one.apis.length, 'API')}, ${plural(rules.length, 'prefix', 'prefixes')}, ${plural(moved, 'route')} moved, at most ${maxUtilization(one, limit)} % full`;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html: routes per API, 300, can be raised. */
const ROUTES = 300;

function manyRoutes(counts: readonly number[]): Words[] {
  const most = Math.max(...counts);
  if (most <= ROUTES) return [];
  return [
    words`${formatNumber(most)} routes in one API are more than the ${ROUTES} of the default: request more in Service Quotas, AWS raises that one`,
  ];
}
