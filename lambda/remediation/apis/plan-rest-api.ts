/** Plans for what one REST API may have: resources, authorizers, stages. */
import type { RestApiDetails } from '../../domain/details';
import type { PlanTable } from '../../domain/plan';
import { type Words, words } from '../../domain/words';
import type { QuotaFacts } from '../facts';
import { type Goal, type PlanParts, type Remedy, simulate } from '../pipeline';
import { summarize } from '../summary';
import { deleteUnusedAuthorizers, mergeAuthorizers } from './authorizers';
import { collapseResources } from './collapse-resources';
import type { Place } from './commands';
import { type RestApiPart, restApiPartOf } from './counted';
import { deleteEmptyResources } from './delete-empty-resources';
import { deleteGoneMethods } from './delete-gone-methods';
import type { RestApiFacts } from './facts';
import { planWithoutDetails } from './no-details';
import { increaseForApi } from './request';
import { restAuthorizers } from './rest-authorizers';
import { restFillingOf, type RestModel, restOthersOf } from './rest-model';
import { splitRestApi } from './split-rest-api';
import { apiPerEnvironment, lookForIdleStages } from './stages';
import { functionsUnread } from './unread-functions';
import { restWhyOf } from './rest-why';

const KIND = 'REST API';

/** For the quotas of `restApiQuotas`. */
export function planRestApi(facts: RestApiFacts, goal: Goal): PlanParts {
  const { quota, details, functions, others } = facts;
  const part = restApiPartOf(quota.id);
  if (part === null) throw new Error(`${quota.id} is no quota of a REST API`);
  if (details.status !== 'read') return planWithoutDetails(KIND, quota, details, goal);
  const api = details.value;
  const planned = simulate(
    {
      model: { api, beside: [], limit: quota.limit },
      count: restFillingOf(part),
      others: restOthersOf(others, quota.id),
      remedies: remediesFor(part, api, facts),
    },
    goal,
  );
  const why: readonly PlanTable[] = restWhyOf(part, api);
  return { ...planned, summary: summarize(quota, planned, goal), why, unchecked: uncheckedOf(part, api, functions) };
}

function remediesFor(
  part: RestApiPart,
  api: RestApiDetails,
  { quota, functions, frontDoor }: RestApiFacts,
): readonly Remedy<RestModel>[] {
  const place: Place = { apiId: api.id, region: quota.region, owner: api.owner };
  switch (part) {
    case 'resources':
      return [
        deleteEmptyResources(place),
        deleteGoneMethods(place, functions),
        raise(part, quota, 'minutes'),
        collapseResources(place),
        splitRestApi({ quota, place, frontDoor }),
      ];
    case 'authorizers': {
      const access = restAuthorizers(place);
      return [
        deleteUnusedAuthorizers(place, access),
        mergeAuthorizers(place, access),
        raise(part, quota, 'organization'),
      ];
    }
    case 'stages':
      return [
        lookForIdleStages<RestModel>({
          stagesOf: (model) => model.api.stages.map(({ name }) => name),
          metric: 'Count',
          api: { name: 'ApiName', value: api.name },
          region: quota.region,
        }),
        raise(part, quota, 'minutes'),
        apiPerEnvironment([words`A new version can also be tried as the canary of a stage`]),
      ];
  }
}

function raise(part: RestApiPart, quota: QuotaFacts, effort: 'minutes' | 'organization'): Remedy<RestModel> {
  const count = restFillingOf(part);
  return increaseForApi<RestModel>({
    quota,
    count,
    withLimit: (model, limit) => ({ ...model, limit }),
    justification: (model) => {
      const { usage, limit } = count(model);
      return `REST API ${model.api.name} (${model.api.id}) in ${quota.region} needs ${usage} ${part}; the limit is ${limit}.`;
    },
    effort,
  });
}

function uncheckedOf(part: RestApiPart, api: RestApiDetails, functions: RestApiFacts['functions']): readonly Words[] {
  const calls = api.resources.some(({ methods }) => methods.some(({ functionName }) => functionName !== null));
  const byPart: Record<RestApiPart, readonly Words[]> = {
    resources: [
      ...(calls && functions?.status !== 'read' ? [functionsUnread('methods', functions)] : []),
      words`Whether AWS counts the root as a resource: it is counted here, so the number may be one too many`,
      words`Which methods nobody calls: API Gateway counts requests by method only with detailed metrics`,
    ],
    authorizers: [],
    stages: [
      words`Which stages nobody calls: the commands of the first step ask CloudWatch, which knows a REST API by its name only`,
    ],
  };
  return [
    ...byPart[part],
    ...(api.owner === null && part !== 'stages'
      ? [
          words`Which tool deploys the API: no tag says so. If one does, make the changes there, or its next deployment takes them back`,
        ]
      : []),
  ];
}
