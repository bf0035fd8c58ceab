/**
 * All four limits follow one quota of AWS, the account's concurrent executions, so that is what is asked for.
 * AWS asks for the average requests per second and their average duration, and denies what has no use case:
 * https://repost.aws/knowledge-center/lambda-concurrency-limit-increase
 */
import type { ConcurrencyPeak } from '../../domain/details';
import { formatNumber } from '../../domain/format';
import type { Filling } from '../../domain/plan';
import { words } from '../../domain/words';
import type { QuotaFacts } from '../facts';
import { increase } from '../increase';
import type { Goal, Remedy } from '../pipeline';
import type { ConcurrencyQuota } from './facts';
import { ALWAYS_UNRESERVED, byRunning, type Model, REQUESTS_PER_CONCURRENCY, running, sum } from './model';
import { about, durationText } from './text';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const CONCURRENT_EXECUTIONS = {
  name: 'Concurrent executions',
  unit: 'concurrent executions',
  quotaCode: 'L-B99A9384',
} as const;
const MOST_FUNCTIONS = 3;

export interface RaiseProps {
  readonly id: ConcurrencyQuota;
  readonly quota: QuotaFacts;
  /** The account's concurrency today; `null`: not known. */
  readonly today: number | null;
  readonly count: (model: Model) => Filling;
  readonly peak: ConcurrencyPeak | null;
  readonly goal: Goal;
}

export function raise({ id, quota, today, count, peak, goal }: RaiseProps): Remedy<Model> {
  if (today === null) return askWithoutNumber;
  return increase<Model>({
    quota: { ...quota, ...CONCURRENT_EXECUTIONS, service: 'lambda', adjustable: 'yes' },
    count: (model) => ({
      usage: inExecutions(id, count(model), today + model.raised, goal),
      limit: today + model.raised,
    }),
    withLimit: (model, limit) => ({ ...model, raised: limit - today }),
    justification: (model) => justification(quota, count(model), model, peak, goal),
    cautions: [
      words`AWS denies what has no use case: the reason is part of the request`,
      words`More concurrency reaches what stands behind the functions too, such as the connections of a database`,
    ],
  });
}

/**
 * What the account's limit is divided by the target for: where the limit of the quota is only a part of the account's, or a multiple
 * of it, the usage is moved so that the division gives the account's limit.
 */
function inExecutions(id: ConcurrencyQuota, { usage, limit }: Filling, account: number, { target }: Goal): number {
  switch (id) {
    case 'lambda-concurrency':
      return usage;
    case 'lambda-unreserved-concurrency':
      return usage + (account - limit) * target;
    case 'lambda-reserved-concurrency':
      return usage + ALWAYS_UNRESERVED * target;
    case 'lambda-invocation-rate':
      return usage / REQUESTS_PER_CONCURRENCY;
  }
}

function justification(
  { region, unit }: QuotaFacts,
  { usage }: Filling,
  model: Model,
  peak: ConcurrencyPeak | null,
  { target }: Goal,
): string {
  const wanted = `We want our peak to stay at ${formatNumber(target * 100)} % of the quota.`;
  const now = `Our functions in ${region} need ${formatNumber(usage)} ${unit} at the peak.`;
  if (peak === null) return `${now} ${wanted}`;
  const largest = byRunning(model);
  const perSecond = sum(largest, (one) => one.perSecond);
  const average = perSecond === 0 ? 0 : sum(largest, running) / perSecond;
  const by = largest
    .filter((state) => running(state) >= 1)
    .slice(0, MOST_FUNCTIONS)
    .map(
      (state) =>
        `${state.name} ${formatNumber(about(state.perSecond))} × ${durationText(state.seconds)} = ${formatNumber(about(running(state)))}`,
    );
  return [
    now,
    `In the busiest minute of the last 14 days (${peak.at}) they took ${formatNumber(about(perSecond))} requests per second × ${durationText(average)} on average = ${formatNumber(about(perSecond * average))}, at most ${formatNumber(peak.concurrent)} at once${by.length > 0 ? `; the largest: ${by.join(', ')}` : ''}.`,
    wanted,
  ].join(' ');
}

const askWithoutNumber: Remedy<Model> = {
  id: 'request-increase',
  effort: 'minutes',
  propose: () => [
    {
      kind: 'advice',
      apply: (same) => same,
      text: {
        title: words`Request an increase of Lambda’s concurrent executions in Service Quotas: this limit follows it`,
        details: [words`How many to ask for could not be computed: the account’s concurrency was not read`],
        cautions: [],
        undo: null,
        artefacts: [],
      },
    },
  ],
};
