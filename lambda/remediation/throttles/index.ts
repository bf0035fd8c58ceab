/** A plan for a rate of API Gateway: who makes the peak, what to throttle, what need not come, what to ask for. */
import type { StageLoad } from '../../domain/details';
import { plural } from '../../domain/format';
import { code, type Words, words } from '../../domain/words';
import { type Goal, type PlanParts, type Remedy, simulate } from '../pipeline';
import type { QuotaFacts } from '../facts';
import { summarize } from '../summary';
import { asThrottleQuota, type ThrottleFacts, type ThrottleQuota } from './facts';
import { counting, type Model, modelOf } from './model';
import { bypass, cacheInFront, otherAccount, reconnectSlowly, usagePlans } from './offload';
import { findClient, raiseOwnThrottle } from './own';
import { raiseRate } from './raise';
import { aboveAccount, throttleNoisiest } from './stages';
import { whyOf } from './why';

export { type LongTimeout, type ThrottleFacts, throttleQuotas } from './facts';

/** @throws for a quota that is none of `throttleQuotas`: whoever asks for that has mixed up its plans */
export function planThrottle(facts: ThrottleFacts, goal: Goal): PlanParts {
  const { quota, peak } = facts;
  const id = asThrottleQuota(quota.id);
  if (id === null) throw new Error(`${facts.quota.id} is no rate of API Gateway`);
  const requests = peak?.status === 'read' ? peak.value : null;
  const start = modelOf(quota.limit, requests === null ? [] : stagesFor(id, quota, requests.stages));
  const count = counting({ usage: quota.usage, limit: quota.limit }, start);
  const remedies = remediesOf(id, facts, start, count, goal);
  const planned = simulate({ model: start, count, others: () => [], remedies }, goal);
  return {
    ...planned,
    summary: isOwn(id) ? summarize(quota, planned, goal, 'a setting of your own') : summarize(quota, planned, goal),
    why: requests === null || start.stages.length === 0 ? [] : whyOf(requests, start, isOwn(id)),
    unchecked: uncheckedOf(id, facts),
  };
}

/** A throttle of one's own has to do with its API only. Several REST APIs of one name are `a+b/stage`. */
function stagesFor(id: ThrottleQuota, { resource }: QuotaFacts, all: readonly StageLoad[]): readonly StageLoad[] {
  if (!isOwn(id)) return all;
  const apis = resource === null ? [] : (resource.id.split('/', 1)[0] ?? '').split('+');
  return all.filter(({ apiId }) => apis.includes(apiId));
}

function isOwn(id: ThrottleQuota): boolean {
  return id === 'stage-throttle' || id === 'route-throttle';
}

function remediesOf(
  id: ThrottleQuota,
  facts: ThrottleFacts,
  start: Model,
  count: ReturnType<typeof counting>,
  goal: Goal,
): Remedy<Model>[] {
  const { quota, peak, longTimeouts } = facts;
  const plans = facts.usagePlans.status === 'read' ? facts.usagePlans.value : [];
  const requests = peak?.status === 'read' ? peak.value : null;
  switch (id) {
    case 'api-gateway-throttle-rate':
      return [
        aboveAccount(start.stages),
        raiseRate({ quota, count, peak: requests, longTimeouts, goal }),
        throttleNoisiest({ start, count, region: quota.region }),
        ...usagePlans(plans, start),
        cacheInFront(start),
        bypass,
        otherAccount,
      ];
    case 'websocket-connection-rate':
      return [raiseRate({ quota, count, peak: null, longTimeouts: null, goal }), reconnectSlowly, otherAccount];
    case 'stage-throttle':
    case 'route-throttle':
      return [findClient(id), raiseOwnThrottle(id, facts, count), cacheInFront(start)];
  }
}

function uncheckedOf(id: ThrottleQuota, { peak, usagePlans: plans, longTimeouts, unlooked }: ThrottleFacts): Words[] {
  return [
    words`Rates are averages of a minute: the busiest second is above them, and by how much nobody counts`,
    ...(peak !== null && peak.status !== 'read'
      ? [
          words`Which stage makes the peak could not be read${'reason' in peak ? words`: ${code(peak.reason)}` : words``}`,
        ]
      : []),
    ...(id === 'websocket-connection-rate'
      ? [words`Which WebSocket API gets the new connections was not looked at`]
      : []),
    ...(id === 'api-gateway-throttle-rate' && plans.status !== 'read'
      ? [words`Usage plans could not be read${'reason' in plans ? words`: ${code(plans.reason)}` : words``}`]
      : []),
    ...(id === 'api-gateway-throttle-rate' && longTimeouts === null
      ? [
          words`Whether a REST integration may take longer than 29 s was not looked at: if so, AWS may refuse a higher rate`,
        ]
      : []),
    ...(id === 'api-gateway-throttle-rate' && longTimeouts !== null && unlooked > 0
      ? [
          words`Whether a REST integration may take longer than 29 s was looked at only where most requests come in, not in ${plural(unlooked, 'REST API')}: if so, AWS may refuse a higher rate`,
        ]
      : []),
    ...(id === 'api-gateway-throttle-rate'
      ? [words`Calls from a backend to connected WebSocket clients count too, and no metric shows them by stage`]
      : []),
  ];
}
