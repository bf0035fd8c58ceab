/** What a split is, in words, for an API of any type. */
import type { Owner } from '../../domain/details';
import { plural } from '../../domain/format';
import type { PlanStep } from '../../domain/plan';
import { code, listed, type Words, words } from '../../domain/words';
import { apiName, type FrontDoorChoice, prefixText } from '../front-door';
import type { Assignment, Certificate, SplitOutcome, SplitRoute } from '../split';
import { keyOf } from '../split/router';
import { ownedBy } from './owner';
import { percent } from '../percent';
import { textTable } from './text-table';

export type Split = Extract<SplitOutcome, { status: 'split' }>;
type StepText = Pick<PlanStep, 'title' | 'details' | 'cautions' | 'undo' | 'artefacts'>;

/** One of the APIs after the split, today's first. */
export interface Part {
  /** Of what the quota counts. */
  readonly usage: number;
  readonly routes: number;
}

export interface SplitTexts {
  readonly split: Split;
  readonly parts: readonly Part[];
  readonly limit: number;
  readonly unit: string;
  readonly owner: Owner | null;
  /** What leads where, for the list. */
  readonly targetOf: (route: SplitRoute) => string;
  readonly door: FrontDoorChoice;
}

export function splitText({ split, parts, limit, unit, owner, targetOf, door }: SplitTexts): StepText {
  const { best, keepSafe } = split;
  return {
    title: words`Split it into ${plural(parts.length, 'API')}: move ${plural(best.moved, 'route')} below ${prefixes(best)} to ${plural(parts.length - 1, 'new one')}`,
    details: [
      words`Afterwards ${parts.flatMap((part, group) => filling(part, group, limit, unit))}`,
      proof(split),
      words`Front door: ${door.reason}`,
      ...(door.trial === null ? [] : [sent(best, door.trial)]),
      ...copied(best),
      ...variants(split),
      words`Each new API needs its own authorizers, CORS, stage settings and throttles, access logs, web ACL and alarms, and each function a permission for it: today's name this API`,
      ...(owner === null ? [] : [ownedBy(owner), ...furtherApi(owner)]),
    ],
    cautions: [
      ...(keepSafe === null
        ? []
        : [words`A path that comes later below a moved prefix goes to the new API: declare it there`]),
      ...door.cautions,
      ...collisions(door),
    ],
    undo: words`Until the moved routes are deleted from today's API, let the front door send everything there again`,
    artefacts: [
      {
        name: 'split-routes.txt',
        language: 'text',
        title: 'The routes of each API, and where they lead',
        text: routeList(best, targetOf),
      },
      ...door.artefacts,
    ],
  };
}

const MOST_COLLISIONS = 3;
const MOST_CERTIFICATES = 3;

/** Why no split can do it. */
export function cannotSplit(certificates: readonly Certificate[]): StepText {
  const names = certificates.map(({ prefix }) => code(prefix));
  const more = certificates.length - MOST_CERTIFICATES;
  return {
    title: words`Do not split it by path: ${listed(names)} alone ${certificates.length === 1 ? 'is' : 'are'} more than one API may have`,
    details: [
      ...certificates
        .slice(0, MOST_CERTIFICATES)
        .map(
          ({ prefix, weight, capacity, dimension }) =>
            words`What no prefix can part below ${code(prefix)} has ${weight} ${dimension}, and one API may have ${capacity}`,
        ),
      ...(more > 0 ? [words`And ${more} more`] : []),
    ],
    cautions: [],
    undo: null,
    artefacts: [],
  };
}

function prefixes({ rules }: Assignment): Words {
  return listed([...new Set(rules.map(({ prefix }) => prefixText(prefix)))].toSorted().map(code));
}

function filling({ usage, routes }: Part, group: number, limit: number, unit: string): Words {
  return words`${group === 0 ? '' : '; '}${apiName(group)} has ${usage} of ${limit} ${unit} (${percent(usage, limit)} %) and ${plural(routes, 'route')}`;
}

function proof({ best, proven, bounds, infeasible }: Split): Words {
  const apis = proven.apis
    ? words`No split by prefix needs fewer APIs`
    : words`It takes at most ${best.groups.length - bounds.apis} more APIs than the fewest possible`;
  const rules = proven.prefixes
    ? words`and with so many none needs fewer than ${plural(best.rules.length, 'prefix', 'prefixes')}`
    : words`and at most ${best.rules.length - bounds.prefixes} more prefixes (${best.rules.length}) than the fewest possible`;
  const [first] = infeasible;
  const literal =
    first === undefined
      ? words``
      : words`; literal prefixes alone cannot do it: ${code(first.prefix)} has ${first.weight} ${first.dimension} behind a parameter`;
  return words`${apis}, ${rules}${literal}`;
}

function sent({ groups }: Assignment, { routes }: { readonly routes: number }): Words {
  return words`${plural(groups.flat().length, 'route was', 'routes were')} sent through it in simulation: ${routes === 0 ? 'each' : 'not each'} is reached as before`;
}

function collisions({ trial }: FrontDoorChoice): readonly Words[] {
  const all = trial?.collisions ?? [];
  const more = all.length - MOST_COLLISIONS;
  return [
    ...all.slice(0, MOST_COLLISIONS).map(collision),
    ...(more > 0
      ? [words`${plural(more, 'more request')} with a value that is also a literal ${more === 1 ? 'does' : 'do'} so`]
      : []),
  ];
}

function collision({
  method,
  path,
  expected,
  got,
}: NonNullable<FrontDoorChoice['trial']>['collisions'][number]): Words {
  const name = (key: string | null): Words => (key === null ? words`no route` : words`${code(key)}`);
  return words`${code(`${method} ${path}`)} reaches ${name(got)} instead of ${name(expected)}: look whether clients send such a value`;
}

function copied({ copies }: Assignment): readonly Words[] {
  if (copies.length === 0) return [];
  const keys = [...new Set(copies.map(({ route }) => keyOf(route)))].map(code);
  return [
    words`${listed(keys)} ${keys.length === 1 ? 'is' : 'are'} copied to each new API whose requests ${keys.length === 1 ? 'it takes' : 'they take'} today (${plural(copies.length, 'copy', 'copies')}, counted)`,
  ];
}

function variants({ keepSafe, alternatives }: Split): readonly Words[] {
  const size = ({ groups, rules }: Assignment): Words =>
    words`${plural(groups.length, 'API')} with ${plural(rules.length, 'prefix', 'prefixes')}`;
  return [
    ...(keepSafe === null
      ? []
      : [words`To keep every path that comes later on today's API it takes ${size(keepSafe)}`]),
    ...alternatives.map((one) => words`${size(one)} would do as well`),
  ];
}

/** How each tool makes one more API. */
function furtherApi({ tool }: Owner): readonly Words[] {
  return tool === 'serverless'
    ? [words`There a further API is a further service file: one service has one HTTP API (serverless/serverless#11573)`]
    : [];
}

function routeList({ groups, copies }: Assignment, targetOf: (route: SplitRoute) => string): string {
  const rows = groups.flatMap((routes, group) => {
    const own = routes.map((route) => [apiName(group), keyOf(route), targetOf(route), '']);
    const copiedHere = copies
      .filter((copy) => copy.group === group)
      .map(({ route }) => [apiName(group), keyOf(route), targetOf(route), 'copy']);
    return [...own, ...copiedHere];
  });
  return textTable(['API', 'Route', 'Target', ''], rows);
}
