/** One quota of one resource or Region in one scan: how full it is, or why nobody knows. */
import { type LimitSource } from './limit';
import { type Adjustable } from './quota';
import { type Resource } from './resources';
import { type Severity } from './threshold';

export type Measurement = Measured | Unmeasured;

interface Place {
  readonly quota: string;
  readonly accountId: string;
  readonly region: string;
  /** `null` when the quota is per Region, or when the list of resources could not be read. */
  readonly resource: Resource | null;
}

export interface Measured extends Place {
  readonly status: 'measured';
  readonly usage: number;
  readonly limit: number;
  readonly limitSource: LimitSource;
  /** Percent, one decimal; may exceed 100; `null` when the limit is 0. */
  readonly utilization: number | null;
  readonly severity: Severity;
  readonly adjustable: Adjustable;
  /** An open request for an increase, by its status in Service Quotas. */
  readonly increaseRequest: string | null;
  readonly notes: readonly string[];
  /** When AWS was asked, ISO 8601. */
  readonly measuredAt: string;
}

/** `waiting`: nothing is wrong, the scan's call budget was spent; `unmeasured`: something is. */
export interface Unmeasured extends Place {
  readonly status: 'unmeasured' | 'waiting';
  readonly reason: string;
}
