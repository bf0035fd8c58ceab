/** What a plan for a rate of API Gateway is made of. */
import type { RequestPeak } from '../../domain/details';
import type { Read } from '../../domain/read';
import type { UsagePlan } from '../../domain/resources';
import type { OtherQuota, QuotaFacts } from '../facts';

const ids = ['api-gateway-throttle-rate', 'websocket-connection-rate', 'stage-throttle', 'route-throttle'] as const;
export type ThrottleQuota = (typeof ids)[number];

/** The ids of the quotas that `planThrottle` has plans for. */
export const throttleQuotas: readonly string[] = ids;

export interface ThrottleFacts {
  readonly quota: QuotaFacts;
  /**
   * Requests by stage; in it `null` where no request came in 24 hours. For `websocket-connection-rate` it is `null`, since requests
   * are no connections.
   */
  readonly peak: Read<RequestPeak | null> | null;
  readonly usagePlans: Read<readonly UsagePlan[]>;
  /** REST methods whose integration may take longer than 29 s, of the APIs that somebody looked at; `null`: of none. */
  readonly longTimeouts: readonly LongTimeout[] | null;
  /** How many REST APIs nobody looked at beside those. */
  readonly unlooked: number;
  readonly others: readonly OtherQuota[];
}

export interface LongTimeout {
  readonly apiName: string;
  readonly method: string;
  readonly timeoutMs: number;
}

export function asThrottleQuota(id: string): ThrottleQuota | null {
  return ids.find((one) => one === id) ?? null;
}
