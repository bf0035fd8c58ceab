/**
 * Plans for VPC links: V1 (`vpc-links-v1`), V2 (`vpc-links-v2`) and the subnets of one V2 link (`vpc-link-subnets`). Where nobody can
 * say who uses a link, nothing is deleted because nobody seems to.
 */
import { type Goal, type PlanParts, simulate } from '../pipeline';
import { summarize } from '../summary';
import type { Around } from './around';
import { consolidate } from './consolidate';
import { mergeDuplicates } from './duplicates';
import type { VpcLinkFacts } from './facts';
import { countV2, fillingOf, type Model, modelOf, quotaOf } from './model';
import { moveToV2 } from './move-to-v2';
import { patterns } from './patterns';
import { raise } from './raise';
import { referencesOf } from './references';
import { planSubnets } from './subnets';
import { uncheckedOf } from './unchecked';
import { unite } from './union';
import { deleteUnused } from './unused';
import { linkTable } from './why';

export type { ApiFacts, ApiInside, RestApiInside, VpcLinkFacts } from './facts';

export function planVpcLinks(facts: VpcLinkFacts, goal: Goal): PlanParts {
  const references = referencesOf(facts.apis);
  const model = modelOf(facts, references.all);
  const version = facts.quota.id === quotaOf.V1 ? 'V1' : 'V2';
  const around: Around = { region: facts.quota.region, version, references, facts };
  return facts.quota.id === 'vpc-link-subnets' ? planSubnets(model, around, goal) : planLinks(model, around, goal);
}

function planLinks(model: Model, around: Around, goal: Goal): PlanParts {
  const { version, references, facts } = around;
  const planned = simulate(
    {
      model,
      count: (now) => fillingOf(now, version),
      others: version === 'V1' ? countV2 : () => [],
      remedies: [
        deleteUnused(around),
        mergeDuplicates(around),
        consolidate(around),
        moveToV2(around),
        unite(around),
        ...patterns(around),
        raise(around),
      ],
    },
    goal,
  );
  return {
    ...planned,
    summary: summarize(facts.quota, planned, goal),
    why: linkTable(model, version, references, facts),
    unchecked: uncheckedOf(model, version, references, facts),
  };
}
