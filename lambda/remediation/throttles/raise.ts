/**
 * The account's rate can be raised; its burst follows it and cannot be asked for.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
import type { RequestPeak } from '../../domain/details';
import { formatNumber } from '../../domain/format';
import type { Filling } from '../../domain/plan';
import { code, listed, type Words, words } from '../../domain/words';
import type { QuotaFacts } from '../facts';
import { increase } from '../increase';
import type { Goal, Remedy } from '../pipeline';
import type { LongTimeout } from './facts';
import { byRate, type Model } from './model';

/** "the default throttle quota is 2500 RPS and the default burst quota is 1250 RPS", same page: 13 Regions by their names. */
const SMALL_DEFAULT: ReadonlySet<string> = new Set([
  'af-south-1',
  'eu-south-1',
  'ap-southeast-3',
  'me-central-1',
  'ap-south-2',
  'ap-southeast-4',
  'eu-south-2',
  'eu-central-2',
  'il-central-1',
  'ca-west-1',
  'ap-southeast-5',
  'ap-southeast-7',
  'mx-central-1',
]);
const SMALL_RATE = 2_500;
const SHORT_TIMEOUT_S = 29;
const MOST_STAGES = 3;
const MILLISECONDS = 1000;

export interface RaiseProps {
  readonly quota: QuotaFacts;
  readonly count: (model: Model) => Filling;
  readonly peak: RequestPeak | null;
  readonly longTimeouts: readonly LongTimeout[] | null;
  readonly goal: Goal;
}

export function raiseRate({ quota, count, peak, longTimeouts, goal }: RaiseProps): Remedy<Model> {
  return increase<Model>({
    quota,
    count,
    withLimit: (model, limit) => ({ ...model, limit }),
    justification: (model) => justification(quota, count(model), model, peak, goal),
    cautions: quota.id === 'api-gateway-throttle-rate' ? rateCautions(quota, longTimeouts) : [],
  });
}

function rateCautions(quota: QuotaFacts, longTimeouts: readonly LongTimeout[] | null): Words[] {
  return [
    words`The burst cannot be requested: AWS sets it from the rate`,
    ...(SMALL_DEFAULT.has(quota.region) && quota.limit <= SMALL_RATE
      ? [
          words`${SMALL_RATE} is the default of ${quota.region} and some other Regions; most have ${10_000}, and Service Quotas may show that here although it does not hold`,
        ]
      : []),
    ...timeoutTexts(longTimeouts),
  ];
}

/** https://aws.amazon.com/about-aws/whats-new/2024/06/amazon-api-gateway-integration-timeout-limit-29-seconds/ */
function timeoutTexts(longTimeouts: readonly LongTimeout[] | null): Words[] {
  if (longTimeouts === null || longTimeouts.length === 0) return [];
  const some = longTimeouts.map(({ apiName, method, timeoutMs }) =>
    code(`${apiName} ${method} (${formatNumber(timeoutMs / MILLISECONDS)} s)`),
  );
  return [
    words`${listed(some)} may take longer than ${SHORT_TIMEOUT_S} s: AWS says that longer timeouts “might require a reduction in your Region-level throttle quota”, so the two requests are in each other’s way`,
  ];
}

function justification(
  { region, unit }: QuotaFacts,
  { usage }: Filling,
  model: Model,
  peak: RequestPeak | null,
  { target }: Goal,
): string {
  const wanted = `We want our peak to stay at ${formatNumber(target * 100)} % of the quota.`;
  const now = `Our APIs in ${region} get ${formatNumber(usage)} ${unit} at the peak (the average of the busiest minute; single seconds are above it).`;
  const largest = byRate(model)
    .filter(({ perSecond }) => perSecond >= 1)
    .slice(0, MOST_STAGES)
    .map(({ apiName, stage, perSecond }) => `${apiName}/${stage} ${formatNumber(Math.round(perSecond))}`);
  if (peak === null || largest.length === 0) return `${now} ${wanted}`;
  return `${now} The largest in the busiest minute of the last 24 hours (${peak.at}): ${largest.join(', ')}. ${wanted}`;
}
