/** A plan for one of Lambda's concurrency quotas: who runs, what can be given back, what would free how much, what to ask for. */
import type { ConcurrencyPeak } from '../../domain/details';
import { plural } from '../../domain/format';
import type { Filling } from '../../domain/plan';
import type { Read } from '../../domain/read';
import { code, listed, type Words, words } from '../../domain/words';
import { type Counted, type Goal, type PlanParts, type Remedy, simulate } from '../pipeline';
import { summarize } from '../summary';
import { behindApis } from './callers';
import { capLargest } from './cap';
import { buffer, cacheInFront, elsewhere } from './decouple';
import { directIntegrations } from './direct';
import { largerBatches, limitQueues, replaceReservations } from './event-sources';
import { asConcurrencyQuota, type ConcurrencyFacts, type ConcurrencyQuota } from './facts';
import { giveBackReserved } from './give-back';
import {
  ALWAYS_UNRESERVED,
  countingAs,
  EMPTY,
  type Model,
  modelOf,
  REQUESTS_PER_CONCURRENCY,
  unreservedIn,
} from './model';
import { raise } from './raise';
import { shortenDuration, stopWaitingInVain } from './shorten';
import { whyOf } from './why';

export { type Call, type CallingApi, type ConcurrencyFacts, concurrencyQuotas } from './facts';

/** @throws for a quota that is none of `concurrencyQuotas`: whoever asks for that has mixed up its plans */
export function planConcurrency(facts: ConcurrencyFacts, goal: Goal): PlanParts {
  const id = asConcurrencyQuota(facts.quota.id);
  if (id === null) throw new Error(`${facts.quota.id} is no quota of Lambda's concurrency`);
  const { quota } = facts;
  const peak = facts.peak.status === 'read' ? facts.peak.value : null;
  const model = peak === null ? EMPTY : modelOf(peak);
  const count = countingAs(id, { usage: quota.usage, limit: quota.limit }, model);
  const remedies = remediesOf(id, facts, model, count, goal);
  const planned = simulate({ model, count, others: othersOf(id, facts, model), remedies }, goal);
  return {
    ...planned,
    summary: summarize(quota, planned, goal, raiseText(id, facts)),
    why: peak === null ? [] : whyOf(peak, model),
    unchecked: uncheckedOf(id, facts),
  };
}

/** In the order in which they are taken where the effort is the same. */
function remediesOf(
  id: ConcurrencyQuota,
  facts: ConcurrencyFacts,
  start: Model,
  count: (model: Model) => Filling,
  goal: Goal,
): Remedy<Model>[] {
  const { quota, account, peak, functions, signals } = facts;
  const { region } = quota;
  const behind = behindApis(facts);
  const eventSources = facts.eventSources.status === 'read' ? facts.eventSources.value : [];
  const today = accountLimit(id, facts);
  const unreserved = unreservedIn(account.status === 'read' ? account.value.unreservedConcurrency : null, start);
  const queues = { eventSources, start, count, region };

  const giveBack = giveBackReserved(region);
  const request = raise({ id, quota, today, count, peak: peak.status === 'read' ? peak.value : null, goal });
  const direct = directIntegrations({ behind, signals, functions, region, count });
  switch (id) {
    case 'lambda-concurrency':
    case 'lambda-unreserved-concurrency':
      return [
        giveBack,
        request,
        limitQueues(queues),
        capLargest({ start, count, region, unreserved }),
        replaceReservations(queues),
        stopWaitingInVain(functions.status === 'read' ? functions.value : [], behind, region),
        cacheInFront(behind),
        buffer(behind),
        direct,
        shortenDuration(count),
        elsewhere(),
      ];
    case 'lambda-reserved-concurrency':
      return [giveBack, request, replaceReservations(queues), elsewhere()];
    case 'lambda-invocation-rate':
      return [request, largerBatches(eventSources), cacheInFront(behind), direct, elsewhere()];
  }
}

/** The account's concurrency; where its settings were not read, from the limit that follows it. */
function accountLimit(id: ConcurrencyQuota, { quota, account }: ConcurrencyFacts): number | null {
  if (account.status === 'read') return account.value.concurrency;
  switch (id) {
    case 'lambda-concurrency':
      return quota.limit;
    case 'lambda-unreserved-concurrency':
      return null;
    case 'lambda-reserved-concurrency':
      return quota.limit + ALWAYS_UNRESERVED;
    case 'lambda-invocation-rate':
      return quota.limit / REQUESTS_PER_CONCURRENCY;
  }
}

/** The other three count the same functions. */
function othersOf(id: ConcurrencyQuota, { others }: ConcurrencyFacts, start: Model): (model: Model) => Counted[] {
  const counts = others.flatMap((one) => {
    const other = asConcurrencyQuota(one.id);
    if (other === null || other === id) return [];
    return [{ quota: other, count: countingAs(other, { usage: one.usage, limit: one.limit }, start) }];
  });
  return (model) => counts.map(({ quota, count }) => ({ quota, of: null, ...count(model) }));
}

function raiseText(id: ConcurrencyQuota, { quota }: ConcurrencyFacts): string {
  if (quota.increaseRequest !== null) return 'a higher limit is already requested';
  if (id === 'lambda-concurrency') return 'this limit can be raised in Service Quotas';
  return 'this limit follows the account’s concurrent executions, which can be raised in Service Quotas';
}

function uncheckedOf(id: ConcurrencyQuota, facts: ConcurrencyFacts): Words[] {
  const { account, peak, functions, eventSources, callers, apis, apisNotRead, signals } = facts;
  const unknownReservations = (peak.status === 'read' ? (peak.value?.functions ?? []) : []).filter(
    ({ reserved }) => reserved === 'unknown',
  );
  const notAsked = (peak.status === 'read' ? (peak.value?.functions ?? []) : []).filter(
    ({ name, concurrent }) => concurrent > 0 && !callers.has(name),
  );
  const unreadCallers = [...callers].filter(([, read]) => read.status !== 'read').map(([name]) => name);
  const unreadSignals =
    signals === null ? [] : [...signals].filter(([, read]) => read.status !== 'read').map(([name]) => name);
  return [
    ...notRead('Which functions run in the busiest minute', peak),
    ...notRead('The account’s concurrency', account),
    ...notRead('The settings of the functions', functions),
    ...notRead('Which queues and streams invoke functions', eventSources),
    ...apis.flatMap(({ name, calls }) => notRead(words`Which functions the API ${code(name)} calls`, calls)),
    ...(unknownReservations.length > 0
      ? [
          words`Whether ${listed(unknownReservations.map(({ name }) => code(name)))} have reserved concurrency could not be read: they are counted as if not, so what they free is at most that`,
        ]
      : []),
    ...(notAsked.length > 0
      ? [
          words`Who may invoke ${listed(notAsked.map(({ name }) => code(name)))} was not asked, since it is asked for the largest functions only: they are no candidates for direct integration`,
        ]
      : []),
    ...(apisNotRead.length > 0
      ? [
          words`The routes of ${plural(apisNotRead.length, 'further API')} (${listed(apisNotRead.map(code))}) that may invoke these functions were not read: functions behind them have no advice about timeouts, and as candidates are possible at most`,
        ]
      : []),
    ...(unreadCallers.length > 0
      ? [
          words`Who may invoke ${listed(unreadCallers.map(code))} could not be read, so they are no candidates for direct integration`,
        ]
      : []),
    ...(unreadSignals.length > 0
      ? [words`The signals of ${listed(unreadSignals.map(code))} could not be read, so they were not assessed`]
      : []),
    ...(peak.status === 'read' ? peakNotes(id, facts, peak.value) : []),
  ];
}

function notRead(what: string | Words, read: Read<unknown>): Words[] {
  const subject = typeof what === 'string' ? words`${what}` : what;
  switch (read.status) {
    case 'read':
      return [];
    case 'failed':
    case 'waiting':
      return [words`${subject} could not be read: ${code(read.reason)}`];
    case 'gone':
      return [words`${subject} could not be read: it was deleted meanwhile`];
  }
}

function peakNotes(id: ConcurrencyQuota, { apis, signals }: ConcurrencyFacts, peak: ConcurrencyPeak | null): Words[] {
  if (peak === null)
    return [words`CloudWatch has no function that ran in 14 days, so nobody can say who fills the quota`];
  return [
    words`The minute with the most at once may be another than the one in which this quota was measured; steps are counted by requests × duration of that minute, which is the least that ran`,
    ...(id === 'lambda-invocation-rate'
      ? [words`The minute with the most invocations may be another: what each function sends then was not measured`]
      : [words`Provisioned concurrency was not read: what it holds does not come back when a function runs less`]),
    ...(apis.length > 0
      ? [
          words`A caller with a role of its own, such as another function or a state machine, needs no entry in a function’s policy: ask before you change who invokes it`,
        ]
      : []),
    ...(signals !== null
      ? [
          words`Log volume, client errors of routes without an authorizer, the spread of durations and the last use of each permission were not looked at: they would speak for or against a direct integration`,
        ]
      : []),
  ];
}
