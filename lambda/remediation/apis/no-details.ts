/** A plan for an API that could not be read: what its count alone says, and no step that somebody made up. */
import type { Read } from '../../domain/read';
import type { Filling } from '../../domain/plan';
import { code, type Words, words } from '../../domain/words';
import type { QuotaFacts } from '../facts';
import { increase } from '../increase';
import { type Goal, type PlanParts, simulate } from '../pipeline';
import { standing, summarize } from '../summary';
import { arnOf } from './request';

export function planWithoutDetails(
  kind: string,
  quota: QuotaFacts,
  details: Exclude<Read<unknown>, { status: 'read' }>,
  goal: Goal,
): PlanParts {
  const count = (filling: Filling): Filling => filling;
  const planned = simulate(
    {
      model: { usage: quota.usage, limit: quota.limit },
      count,
      others: () => [],
      // For what was deleted in the meantime nobody asks for more.
      remedies:
        details.status === 'gone'
          ? []
          : [
              increase<Filling>({
                quota,
                count,
                withLimit: (filling, limit) => ({ ...filling, limit }),
                justification: ({ usage }) => `${kind} ${quota.resource?.name ?? ''} has ${usage} ${quota.unit}.`,
                ...arnOf(quota),
                cautions: [words`The API was not read: some of what it has may be unused`],
              }),
            ],
    },
    goal,
  );
  const unread = words`What it has could not be read, so nothing is known that could go.`;
  const canRaise = planned.steps.some(({ counts }) => counts !== null);
  const summary = canRaise ? [...summarize(quota, planned, goal), unread] : [standing(quota, planned), unread];
  return { ...planned, summary, why: [], unchecked: [notRead(details)] };
}

/** Why it could not be read, for whoever has to allow it. */
function notRead(read: Exclude<Read<unknown>, { status: 'read' }>): Words {
  switch (read.status) {
    case 'failed':
      return words`What the API has could not be read, so there are no steps for it: ${code(read.reason)}`;
    case 'waiting':
      return words`What the API has was not read yet, so there are no steps for it: ${code(read.reason)}`;
    case 'gone':
      return words`The API was deleted before it could be read`;
  }
}
