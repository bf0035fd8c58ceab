/** What stands before the APIs after a split, and what decides which it can be. */
import type { Artefact } from '../../domain/plan';
import { type Words, words } from '../../domain/words';
import type { FrontDoor as Dispatch, Misrouted } from '../split';

/**
 * - `behaviours`: cache behaviours of a CloudFront distribution, by path pattern.
 * - `function`: a CloudFront Function that picks the origin.
 * - `mappings`: API mappings of a custom domain; they take the base path away.
 * - `routing-rules`: routing rules of a custom domain, for REST APIs.
 * - `none`: nothing is split, or none of them can do it.
 */
export const frontDoorKinds = ['behaviours', 'function', 'mappings', 'routing-rules'] as const;
export type UsableDoor = (typeof frontDoorKinds)[number];
export type FrontDoorKind = UsableDoor | 'none';

export interface FrontDoorFacts {
  readonly apiType: 'http-api' | 'rest-api';
  /** Whether clients reach the API by a custom domain of API Gateway; `null`: nobody looked. */
  readonly hasCustomDomain: boolean | null;
  /** Whether a CloudFront distribution is in front already; `null`: nobody looked. */
  readonly hasCloudFront: boolean | null;
  /** What the distribution or the domain has already; `null`: nobody looked. */
  readonly used: Readonly<Record<Budget, number | null>>;
}

export type Budget = 'behaviours' | 'origins' | 'routingRules';

/** For a route table without an account. */
export const nothingKnown: FrontDoorFacts = {
  apiType: 'http-api',
  hasCustomDomain: null,
  hasCloudFront: null,
  used: { behaviours: null, origins: null, routingRules: null },
};

/**
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html: 75 behaviours (older pages: 25) and 100
 * origins for a distribution. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html:
 * 50 routing rules for a domain. All three can be raised: Service Quotas has what applies.
 */
export const defaults: Readonly<Record<Budget, number>> = { behaviours: 75, origins: 100, routingRules: 50 };

/** What may still be added. What nobody looked at counts as empty: the plan says so. */
export function leftOf({ used }: FrontDoorFacts, budget: Budget): number {
  return defaults[budget] - (used[budget] ?? 0);
}

/** One kind of front door, looked at for one plan. */
export type Considered =
  | {
      readonly status: 'fits';
      /** What it would be, in one sentence without its full stop. */
      readonly summary: Words;
      readonly dispatch: Dispatch;
      readonly cautions: readonly Words[];
      readonly artefacts: readonly Artefact[];
    }
  | { readonly status: 'unfit'; readonly why: Words };

export interface FrontDoorChoice {
  readonly kind: FrontDoorKind;
  /** Why this one: one sentence without its full stop. */
  readonly reason: Words;
  /** The others, and why not. */
  readonly others: readonly { readonly kind: UsableDoor; readonly why: Words }[];
  /** Every route, sent through it. `null` where there is none. */
  readonly trial: Misrouted | null;
  readonly cautions: readonly Words[];
  readonly artefacts: readonly Artefact[];
}

export function unfit(why: Words): Considered {
  return { status: 'unfit', why };
}

/** Why something that needs a custom domain cannot be. */
export function withoutDomain({ hasCustomDomain }: FrontDoorFacts): Considered | null {
  if (hasCustomDomain === null) return unfit(words`It needs a custom domain: nobody looked whether there is one`);
  return hasCustomDomain ? null : unfit(words`It needs a custom domain, and there is none`);
}
