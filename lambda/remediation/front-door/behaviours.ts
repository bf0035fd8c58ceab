/**
 * Cache behaviours of a CloudFront distribution: a path pattern and the origin it goes to, the first that matches counts.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html: `*` is any number of
 * characters, `/` among them, `?` is one; patterns are case-sensitive, at most 255 characters, and of a short list of characters.
 */
import { plural } from '../../domain/format';
import { code, type Words, words } from '../../domain/words';
import type { Assignment, FrontDoor as Dispatch, PrefixRule, SplitRoute } from '../split';
import { misrouted } from '../split';
import { templateOf } from '../split/template';
import { behavioursFiles } from './behaviours-files';
import { type Considered, defaults, type FrontDoorFacts, leftOf, unfit } from './facts';
import { prefixText, TODAY } from './names';
import { stretched } from './stretched';

export interface Behaviour {
  readonly pattern: string;
  readonly group: number;
}

export function considerBehaviours(assignment: Assignment, facts: FrontDoorFacts): Considered {
  const odd = assignment.rules.find(({ prefix }) => prefix.some((segment) => !isWritable(segment ?? '')));
  if (odd !== undefined)
    return unfit(words`A path pattern cannot have the characters of ${code(prefixText(odd.prefix))}`);
  const budget = leftOf(facts, 'behaviours');
  const behaviours = withinBudget(assignment, budget);
  const long = behaviours.find(({ pattern }) => pattern.length > LONGEST);
  if (long !== undefined)
    return unfit(words`${code(long.pattern)} is longer than the ${LONGEST} characters of a path pattern`);
  if (behaviours.length > budget) return unfit(tooMany(behaviours.length, facts));
  if (assignment.groups.length > leftOf(facts, 'origins')) {
    return unfit(words`${plural(assignment.groups.length, 'origin')} are more than the distribution may have`);
  }
  const wild = whatWildcardsMiss(assignment, behaviours);
  if (wild !== null) return unfit(wild);
  return {
    status: 'fits',
    summary: words`${plural(behaviours.length, 'behaviour')} of the ${defaults.behaviours} that a distribution may have`,
    dispatch: behaviourDoor(behaviours),
    cautions: cautionsFor(assignment, behaviours),
    artefacts: behavioursFiles(behaviours, assignment.groups.length),
  };
}

/** Of a pattern, without what would be a wildcard or an end of the path in it. */
const WRITABLE = /^[A-Za-z0-9_.$/~"'@:+&-]*$/;
const LONGEST = 255;

const isWritable = (segment: string): boolean => WRITABLE.test(segment);

/** Two for each prefix, which says just what the rule says; where they would be too many, one where that means the same today. */
export function withinBudget(assignment: Assignment, budget: number): Behaviour[] {
  const table = assignment.groups.flat();
  const strict = assignment.rules.flatMap(pairFor);
  if (strict.length <= budget) return strict;
  return assignment.rules.flatMap((rule) => (isAlone(rule, table) ? [openFor(rule)] : pairFor(rule)));
}

function pairFor(rule: PrefixRule): Behaviour[] {
  const pattern = patternOf(rule);
  return [
    { pattern, group: rule.group },
    { pattern: `${pattern}/*`, group: rule.group },
  ];
}

function openFor(rule: PrefixRule): Behaviour {
  return { pattern: `${patternOf(rule)}*`, group: rule.group };
}

function patternOf({ prefix }: PrefixRule): string {
  return `/${prefix.map((segment) => segment ?? '*').join('/')}`;
}

/** Whether no route but those under `/v1` can have a path that begins with these letters, as `/v10` would. */
function isAlone({ prefix }: PrefixRule, table: readonly SplitRoute[]): boolean {
  const last = prefix.at(-1);
  if (last === undefined || last === null) return false;
  const above = prefix.slice(0, -1);
  return !table.some((route) => {
    const { segments, greedy } = templateOf(route);
    const isNear = above.every((part, index) => {
      const own = segments[index];
      return index >= segments.length ? greedy : part === null || own === null || own === part;
    });
    if (!isNear) return false;
    if (segments.length <= above.length) return greedy;
    const own = segments[above.length];
    return own === null || own === undefined || (own !== last && own.startsWith(last));
  });
}

/** As CloudFront does it. */
export function behaviourDoor(behaviours: readonly Behaviour[]): Dispatch {
  const ordered = behaviours.map(({ pattern, group }) => ({ matches: glob(pattern), group }));
  return (path) => ordered.find(({ matches }) => matches.test(path))?.group ?? TODAY;
}

function glob(pattern: string): RegExp {
  const source = pattern.replaceAll(/[\\^$.*+?()[\]{}|/]/g, (found) =>
    found === '*' ? '.*' : found === '?' ? '.' : `\\${found}`,
  );
  return new RegExp(`^${source}$`, 's');
}

/** A wildcard in the middle also spans `/`: every route is sent, and only if none goes astray it may stay. */
function whatWildcardsMiss(assignment: Assignment, behaviours: readonly Behaviour[]): Words | null {
  const wild = assignment.rules.filter(({ prefix }) => prefix.includes(null));
  if (wild.length === 0) return null;
  const door = behaviourDoor(behaviours);
  const { routes } = misrouted(assignment, door);
  if (routes > 0) {
    const all = assignment.groups.flat().length;
    return words`${code('*')} in a path pattern also spans ${code('/')}: ${routes} of ${plural(all, 'route')} would go to the wrong API`;
  }
  const example = stretched(assignment, door);
  if (example === null) return null;
  return words`${code('*')} in a path pattern also spans ${code('/')}: ${code(example)} would go to the wrong API`;
}

function tooMany(needed: number, facts: FrontDoorFacts): Words {
  const { behaviours: used } = facts.used;
  const taken = used === null ? words`` : words`, of which ${used} are in use`;
  return words`${plural(needed, 'behaviour')} are needed, and a distribution may have ${defaults.behaviours}${taken}`;
}

function cautionsFor({ rules }: Assignment, behaviours: readonly Behaviour[]): Words[] {
  const open = behaviours.filter(({ pattern }) => pattern.endsWith('*') && !pattern.endsWith('/*'));
  const [first] = open;
  const cautions = [
    words`${defaults.behaviours} behaviours are the default (older pages say 25): read ${code('Cache behaviors per distribution')} in Service Quotas`,
  ];
  if (first !== undefined) {
    cautions.push(
      words`To save behaviours, ${plural(open.length, 'pattern')} such as ${code(first.pattern)} also take what only begins with the same letters: no route does today, a future one might`,
    );
  }
  if (rules.some(({ prefix }) => prefix.includes(null))) {
    cautions.push(words`${code('*')} spans ${code('/')}: no route of today is misrouted by it, a future one may be`);
  }
  return cautions;
}
