/** A plan for one of the quotas that are a plain count: what to look for first, what can go, what to ask for, what nobody saw. */
import type { Filling } from '../../domain/plan';
import { formatNumber, plural } from '../../domain/format';
import { code, listed, type Words, words } from '../../domain/words';
import { increase } from '../increase';
import { type Goal, type PlanParts, type Proposal, type Remedy, simulate } from '../pipeline';
import { comment, script } from '../shell';
import { summarize } from '../summary';
import type { CountFacts } from './facts';
import { type Counted, countedAs } from './remedies';

export type { CountFacts, Unused } from './facts';
export { countQuotas } from './remedies';

/** Where it is only a number, the number is the model. */
type Model = Filling;

export function planCount(facts: CountFacts, goal: Goal): PlanParts {
  const { quota } = facts;
  const counted = countedAs(quota.id, quota.unit);
  const model: Model = { usage: quota.usage, limit: quota.limit };
  const remedies: Remedy<Model>[] = [
    ...deleteUnused(facts, counted),
    ...counted.advice.map(({ id, effort, ...text }): Remedy<Model> => ({
      id,
      effort,
      propose: () => [{ kind: 'advice', apply: (same) => same, text: { ...text, undo: null, artefacts: [] } }],
    })),
    increase<Model>({
      quota,
      count: (now) => now,
      withLimit: (now, limit) => ({ ...now, limit }),
      justification: ({ usage }) =>
        `We use ${[formatNumber(usage), quota.unit].join(' ').trim()} in ${quota.region} and want to stay at ${formatNumber(goal.target * 100)} % of the quota.`,
    }),
  ];
  const planned = simulate({ model, count: (now) => now, others: () => [], remedies }, goal);
  return {
    ...planned,
    summary: summarize(quota, planned, goal),
    why: [],
    unchecked: [...counted.unchecked, ...unreadUnused(facts, counted)],
  };
}

function deleteUnused({ quota, unused }: CountFacts, { unused: about }: Counted): Remedy<Model>[] {
  const all = unused?.status === 'read' ? unused.value : [];
  if (about === null || all.length === 0) return [];
  const { region } = quota;
  const proposal: Proposal<Model> = {
    kind: 'step',
    apply: (before) => ({ ...before, usage: Math.max(0, before.usage - all.length) }),
    text: {
      title: words`Delete ${plural(all.length, ...about.what)} that ${all.length === 1 ? 'serves' : 'serve'} nothing: ${listed(all.map(({ name }) => code(name)))}`,
      details: [about.because],
      cautions: about.cautions,
      undo: about.again,
      artefacts: [
        {
          name: `delete-${about.what[1].replaceAll(' ', '-')}.sh`,
          language: 'sh',
          title: 'The commands',
          text: script(
            all.flatMap(({ id, name }) => [comment(name), about.keep(id, region), about.remove(id, region)]),
          ),
        },
      ],
    },
  };
  return [{ id: 'delete-unused', effort: 'minutes', propose: () => [proposal] }];
}

function unreadUnused({ unused }: CountFacts, { unused: about }: Counted): Words[] {
  if (about === null || unused?.status === 'read') return [];
  const reason = unused !== null && 'reason' in unused ? words`: ${code(unused.reason)}` : words``;
  return [words`Which ${about.what[1]} serve nothing was not read${reason}`];
}
