/** The at most three sentences that most people read: where it stands, what to do first, what is left then. */
import { formatNumber, plural } from '../domain/format';
import type { Filling, PlanStep } from '../domain/plan';
import { code, type Words, words } from '../domain/words';
import type { QuotaFacts } from './facts';
import { percent } from './percent';
import { type Goal, type Planned, reaches } from './pipeline';

/** @param raise what AWS, or the owner of the setting, says to a higher limit */
export function summarize(
  quota: QuotaFacts,
  planned: Planned,
  goal: Goal,
  raise: string = raiseOf(quota),
): readonly Words[] {
  return [standing(quota, planned, raise), ...whatToDo(quota, planned, goal)];
}

export function standing(quota: QuotaFacts, { before }: Planned, raise: string = raiseOf(quota)): Words {
  const where = quota.resource === null ? words`${quota.region}` : words`${code(quota.resource.name)}, ${quota.region}`;
  return words`${quota.name} (${where}): ${share(before)}${quota.unit === '' ? '' : ` ${quota.unit}`}; ${raise}.`;
}

function raiseOf({ adjustable, increaseRequest }: QuotaFacts): string {
  if (increaseRequest !== null) return 'a higher limit is already requested';
  switch (adjustable) {
    case 'no':
      return 'AWS does not raise this limit';
    case 'support':
      return 'AWS Support can raise this limit';
    case 'yes':
      return 'this limit can be raised in Service Quotas';
  }
}

function whatToDo({ adjustable }: QuotaFacts, { steps, options, after }: Planned, goal: Goal): Words[] {
  const target = `the target of ${formatNumber(goal.target * 100)} %`;
  const [first, ...more] = steps.flatMap((step) => (step.counts === null ? [] : [{ ...step, counts: step.counts }]));
  if (first === undefined) {
    // That AWS does not raise it stands in the first sentence.
    const advice = steps.filter(({ remedy }) => remedy !== 'request-increase' || adjustable !== 'no');
    return [withoutSteps(advice, options, reaches(after, goal), target)];
  }
  const end = reaches(after, goal) ? words`` : words`, still above ${target}`;
  const opening = words`First ${lowered(first.title)}: ${result(first)} ${share(first.counts.after)}`;
  const [second, third, ...rest] = more;
  if (second === undefined) return [words`${opening}${end}.`];
  const next = third === undefined ? words`` : words`, then ${lowered(third.title)}`;
  const others = rest.length === 0 ? words`` : words`, and ${plural(rest.length, 'more step')}`;
  const last = rest.at(-1) ?? third ?? second;
  return [
    words`${opening}.`,
    words`Then ${lowered(second.title)}${next}${others}: ${result(last)} ${share(after)}${end}.`,
  ];
}

/** After a split the fullest of the APIs counts; a higher limit leaves as many as before. */
function result({ remedy, counts }: PlanStep): string {
  if (remedy === 'split-api') return 'the fullest then has';
  return counts !== null && counts.before.limit !== counts.after.limit ? 'then it is' : 'that leaves';
}

function withoutSteps(
  steps: readonly PlanStep[],
  options: readonly PlanStep[],
  reached: boolean,
  target: string,
): Words {
  if (reached) return words`That is within ${target}.`;
  const [look] = steps;
  const [choice] = options;
  if (look !== undefined) return words`Nothing can be counted beforehand; the first advice is “${look.title}”.`;
  if (choice === undefined) return words`Nothing was found that could go.`;
  return words`Nothing can go without a decision: ${plural(options.length, 'option is', 'options are')} in the plan, the first is “${choice.title}”.`;
}

/** `880 of 1,000 (88 %)` */
function share({ usage, limit }: Filling): Words {
  return words`${usage} of ${limit} (${percent(usage, limit)} %)`;
}

/** The title of a counted step inside a sentence: it says what to do. Titles of options and advice may say anything: they are quoted. */
function lowered([first, ...rest]: Words): Words {
  if (typeof first !== 'string') return first === undefined ? [] : [first, ...rest];
  return [first.slice(0, 1).toLowerCase() + first.slice(1), ...rest];
}
