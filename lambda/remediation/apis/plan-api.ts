/** Plans for what one HTTP or WebSocket API may have: integrations, routes, authorizers, stages. */
import type { ApiDetails, FunctionDetails } from '../../domain/details';
import type { Read } from '../../domain/read';
import { type Words, words } from '../../domain/words';
import type { QuotaFacts } from '../facts';
import { type Goal, type PlanParts, type Remedy, simulate } from '../pipeline';
import { summarize } from '../summary';
import { apiAuthorizers } from './api-authorizers';
import { deleteUnusedAuthorizers, mergeAuthorizers } from './authorizers';
import { collapseRoutes } from './collapse-routes';
import type { Place } from './commands';
import { type ApiPart, apiPartOf, protocolOf } from './counted';
import { deleteDeadRoutes } from './delete-dead-routes';
import { deleteGoneFunctions } from './delete-gone-functions';
import { deleteUnusedIntegrations } from './delete-unused-integrations';
import type { ApiFacts } from './facts';
import { fewerFunctions } from './fewer-functions';
import { letLoadBalancerRoute } from './let-load-balancer-route';
import { mergeIntegrations } from './merge-integrations';
import { type ApiModel, fillingOf, othersOf } from './model';
import { nearDuplicates } from './near-duplicates';
import { planWithoutDetails } from './no-details';
import { increaseForApi } from './request';
import { functionsUnread } from './unread-functions';
import { splitApi } from './split-api';
import { apiPerEnvironment, lookForIdleStages } from './stages';
import { dispatcher, separateApis } from './websocket';
import { whyOf } from './why';

/** For the quotas of `apiQuotas`. */
export function planApi(facts: ApiFacts, goal: Goal): PlanParts {
  const { quota, details, functions, others } = facts;
  const part = apiPartOf(quota.id);
  if (part === null) throw new Error(`${quota.id} is no quota of an HTTP or WebSocket API`);
  const kind = protocolOf(quota.id) === 'HTTP' ? 'HTTP API' : 'WebSocket API';
  if (details.status !== 'read') return planWithoutDetails(kind, quota, details, goal);
  const api = details.value;
  const planned = simulate(
    {
      model: { api, beside: [], unsplit: null, limit: quota.limit },
      count: fillingOf(part),
      others: othersOf(others, quota.id),
      remedies: remediesFor(part, api, facts),
    },
    goal,
  );
  return {
    ...planned,
    summary: summarize(quota, planned, goal),
    why: whyOf(part, api),
    unchecked: uncheckedOf(part, api, functions),
  };
}

/** In the order of effort; of the same effort, the surer first. */
function remediesFor(part: ApiPart, api: ApiDetails, facts: ApiFacts): readonly Remedy<ApiModel>[] {
  const { quota, functions, frontDoor } = facts;
  const place: Place = { apiId: api.id, region: quota.region, owner: api.owner };
  const isHttp = api.protocol === 'HTTP';
  switch (part) {
    case 'integrations':
      return [
        deleteUnusedIntegrations(place),
        mergeIntegrations(place),
        deleteGoneFunctions(place, functions),
        nearDuplicates(),
        ...(isHttp
          ? [letLoadBalancerRoute(), splitApi({ quota, place, part, frontDoor }), fewerFunctions()]
          : [dispatcher()]),
        raise(part, quota, 'organization'),
        ...(isHttp ? [] : [separateApis()]),
      ];
    case 'routes':
      return [
        deleteDeadRoutes(place),
        deleteGoneFunctions(place, functions),
        raise(part, quota, 'minutes'),
        ...(isHttp
          ? [collapseRoutes(place, quota), splitApi({ quota, place, part, frontDoor })]
          : [dispatcher(), separateApis()]),
      ];
    case 'authorizers': {
      const access = apiAuthorizers(place);
      return [
        deleteUnusedAuthorizers(place, access),
        mergeAuthorizers(place, access),
        raise(part, quota, 'organization'),
      ];
    }
    case 'stages':
      return [
        lookForIdleStages<ApiModel>({
          stagesOf: (model) => model.api.stages.map(({ name }) => name),
          metric: isHttp ? 'Count' : 'ConnectCount',
          api: { name: 'ApiId', value: api.id },
          region: quota.region,
        }),
        raise(part, quota, 'minutes'),
        apiPerEnvironment([
          words`One API for each environment also keeps their throttles, authorizers and web ACLs apart`,
        ]),
      ];
  }
}

/** A case with AWS Support is last of all: others have to agree. */
function raise(part: ApiPart, quota: QuotaFacts, effort: 'minutes' | 'organization'): Remedy<ApiModel> {
  return increaseForApi<ApiModel>({
    quota,
    count: fillingOf(part),
    withLimit: (model, limit) => ({ ...model, limit }),
    justification: (model) => {
      const { api } = model;
      const { usage, limit } = fillingOf(part)(model);
      const needs =
        part === 'routes' ? `needs ${usage} routes` : `has ${api.routes.length} routes and needs ${usage} ${part}`;
      return `${api.protocol === 'HTTP' ? 'HTTP' : 'WebSocket'} API ${api.name} (${api.id}) in ${quota.region} ${needs}; the limit is ${limit}.`;
    },
    effort,
  });
}

function uncheckedOf(
  part: ApiPart,
  api: ApiDetails,
  functions: Read<readonly FunctionDetails[]> | null,
): readonly Words[] {
  const calls = api.integrations.some(({ functionName }) => functionName !== null);
  const isAboutRoutes = part === 'integrations' || part === 'routes';
  return [
    ...(isAboutRoutes && calls && functions?.status !== 'read' ? [functionsUnread('routes', functions)] : []),
    ...(part === 'routes'
      ? [words`Which routes nobody calls: API Gateway counts requests by route only with detailed metrics`]
      : []),
    ...(part === 'stages' ? [words`Which stages nobody calls: the commands of the first step ask CloudWatch`] : []),
    ...(isAboutRoutes && api.owner === null
      ? [
          words`Which tool deploys the API: no tag says so. If one does, make the changes there, or its next deployment takes them back`,
        ]
      : []),
  ];
}
