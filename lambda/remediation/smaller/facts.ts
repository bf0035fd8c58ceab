/** What a plan for one of the smaller quotas is made of: what the scan knows anyway. */
import type { Read } from '../../domain/read';
import type { QuotaFacts } from '../facts';

export interface CountFacts {
  readonly quota: QuotaFacts;
  /**
   * What counts towards the quota and can be seen to serve nothing: what that means stands in `remedies.ts` for each quota. `null`
   * where nobody looked.
   */
  readonly unused: Read<readonly Unused[]> | null;
}

export interface Unused {
  readonly id: string;
  readonly name: string;
}
