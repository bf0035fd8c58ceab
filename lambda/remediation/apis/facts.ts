/** What a plan for one API is made of. */
import type { ApiDetails, FunctionDetails, RestApiDetails } from '../../domain/details';
import type { Read } from '../../domain/read';
import type { OtherQuota, QuotaFacts } from '../facts';
import type { FrontDoorFacts } from '../front-door';

interface Facts<Details> {
  readonly quota: QuotaFacts;
  readonly details: Read<Details>;
  /** All functions of the Region; `null` where nobody asked for them. */
  readonly functions: Read<readonly FunctionDetails[]> | null;
  /** `regional-apis`, and the other quotas of this API. */
  readonly others: readonly OtherQuota[];
  readonly frontDoor: FrontDoorFacts;
}

/** An HTTP or WebSocket API. */
export type ApiFacts = Facts<ApiDetails>;
export type RestApiFacts = Facts<RestApiDetails>;
