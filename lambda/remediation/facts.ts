/** What every kind of plan is told about the quota that it is for. */
import type { Adjustable, Service } from '../domain/quota';
import type { Resource } from '../domain/resources';

export interface QuotaFacts {
  /** Our id. */
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly service: Service;
  /** In Service Quotas; `null` where it does not know the quota. */
  readonly quotaCode: string | null;
  readonly adjustable: Adjustable;
  readonly region: string;
  readonly accountId: string;
  /** `aws`, `aws-cn`, …. */
  readonly partition: string;
  readonly resource: Resource | null;
  readonly usage: number;
  readonly limit: number;
  /** An open request for a higher limit, in Service Quotas' words. */
  readonly increaseRequest: string | null;
}

/** What is known of another quota of the same Region, for steps that touch it. */
export interface OtherQuota {
  readonly id: string;
  /** The resource's id; `null` for the Region. */
  readonly resourceId: string | null;
  readonly usage: number;
  readonly limit: number;
}
