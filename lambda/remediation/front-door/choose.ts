/** Which front door a split gets: the first in the order of preference through which every route finds its API. */
import { plural } from '../../domain/format';
import { code, type Words, words } from '../../domain/words';
import { type Assignment, misrouted, type Misrouted } from '../split';
import { considerBehaviours } from './behaviours';
import { type Considered, type FrontDoorChoice, type FrontDoorFacts, frontDoorKinds, type UsableDoor } from './facts';
import { considerMappings } from './mappings';
import { migrationFiles } from './migration';
import { prefixText, withExceptions } from './names';
import { considerFunction } from './router-function';
import { considerRoutingRules } from './routing-rules';

const consider: Record<UsableDoor, (assignment: Assignment, facts: FrontDoorFacts) => Considered> = {
  behaviours: considerBehaviours,
  function: considerFunction,
  mappings: considerMappings,
  'routing-rules': considerRoutingRules,
};

interface Tried {
  readonly kind: UsableDoor;
  readonly considered: Considered;
  /** Only of what fits. */
  readonly trial: Misrouted | null;
}

export function chooseFrontDoor(assignment: Assignment, facts: FrontDoorFacts): FrontDoorChoice {
  const tried: Tried[] = [];
  for (const kind of byPreference(facts)) {
    const considered = consider[kind](assignment, facts);
    const trial = considered.status === 'fits' ? misrouted(assignment, considered.dispatch) : null;
    if (considered.status === 'fits' && trial !== null && trial.routes === 0) {
      return {
        kind,
        reason: reasonFor(kind, considered.summary, assignment, facts),
        others: others(kind, tried, assignment, facts),
        trial,
        cautions: [...considered.cautions, ...unlooked(kind, facts), ...futurePaths(assignment)],
        artefacts: [...considered.artefacts, ...migrationFiles(assignment, kind)],
      };
    }
    tried.push({ kind, considered, trial });
  }
  return {
    kind: 'none',
    reason: words`No front door that Headroom knows can carry this split`,
    others: others(null, tried, assignment, facts),
    trial: null,
    cautions: [],
    artefacts: [],
  };
}

/** What is there already comes first, then what leaves the path as it is, then what runs at every request. */
function byPreference({ apiType, hasCloudFront, hasCustomDomain }: FrontDoorFacts): UsableDoor[] {
  if (hasCloudFront !== true && hasCustomDomain === true) {
    if (apiType === 'rest-api') return ['routing-rules', 'behaviours', 'function', 'mappings'];
    if (hasCloudFront === false) return ['mappings', 'behaviours', 'function', 'routing-rules'];
  }
  return ['behaviours', 'function', 'routing-rules', 'mappings'];
}

function reasonFor(kind: UsableDoor, summary: Words, { rules }: Assignment, facts: FrontDoorFacts): Words {
  const behind = rules.find(({ prefix }) => prefix.includes(null));
  switch (kind) {
    case 'behaviours':
      return facts.hasCloudFront === true
        ? words`CloudFront is in front already: ${summary}, and the path stays as it is`
        : words`CloudFront in front with ${summary}: the path stays as it is, and no code runs`;
    case 'function':
      return behind === undefined
        ? words`CloudFront in front with ${summary}`
        : words`Only a function can cut behind a parameter, as in ${code(prefixText(behind.prefix))}: ${summary}`;
    case 'mappings':
      return words`The custom domain is enough: ${summary}`;
    case 'routing-rules':
      return words`The custom domain is enough: ${summary}`;
  }
}

function others(
  chosen: UsableDoor | null,
  tried: readonly Tried[],
  assignment: Assignment,
  facts: FrontDoorFacts,
): { readonly kind: UsableDoor; readonly why: Words }[] {
  return frontDoorKinds
    .filter((kind) => kind !== chosen)
    .map((kind) => {
      const known = tried.find((one) => one.kind === kind);
      const considered = known?.considered ?? consider[kind](assignment, facts);
      if (considered.status === 'unfit') return { kind, why: considered.why };
      if (known?.trial) return { kind, why: words`${plural(known.trial.routes, 'route')} would go to the wrong API` };
      return { kind, why: words`It would do too: ${considered.summary}; ${secondTo(kind)}` };
    });
}

/** Why it is not the one, where it would do. */
function secondTo(kind: UsableDoor): string {
  switch (kind) {
    case 'function':
      return 'but it is code that runs at every request';
    case 'behaviours':
      return 'but a distribution would have to be put in front';
    case 'mappings':
      return 'but the routes would be declared anew';
    case 'routing-rules':
      return 'but CloudFront is in front already';
  }
}

/** What counts as empty only because nobody looked. */
function unlooked(kind: UsableDoor, { used }: FrontDoorFacts): Words[] {
  if (kind === 'behaviours' && used.behaviours === null) {
    return [words`If there is a distribution already, its own behaviours count too`];
  }
  if (kind === 'routing-rules' && used.routingRules === null) {
    return [words`Routing rules that the domain has already count too`];
  }
  return [];
}

function futurePaths({ rules }: Assignment): Words[] {
  return withExceptions(rules).map(
    (rule) =>
      words`New paths under ${code(prefixText(rule.prefix))} go to API ${rule.group + 1}, except under prefixes that have a rule of their own`,
  );
}
