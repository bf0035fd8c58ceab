/** What a plan for VPC links is made of: read once for the Region, and any of it may be unread. */
import type {
  ApiDetails,
  Listener,
  LoadBalancer,
  RestApiDetails,
  Subnet,
  TargetGroup,
  VpcLinkDetails,
} from '../../domain/details';
import type { Read } from '../../domain/read';
import type { OtherQuota, QuotaFacts } from '../facts';

export interface VpcLinkFacts {
  readonly quota: QuotaFacts;
  readonly v1: Read<readonly VpcLinkDetails[]>;
  readonly v2: Read<readonly VpcLinkDetails[]>;
  /** All APIs of the Region: any of them may refer to any link. */
  readonly apis: readonly ApiFacts[];
  /** The subnets of V2 links: nothing else says in which VPC they stand. */
  readonly subnets: Read<readonly Subnet[]>;
  readonly loadBalancers: Read<readonly LoadBalancer[]>;
  readonly listeners: Read<readonly Listener[]>;
  readonly targetGroups: Read<readonly TargetGroup[]>;
  readonly others: readonly OtherQuota[];
}

export type ApiFacts = { readonly id: string; readonly name: string } & (
  | { readonly type: 'http-api' | 'websocket-api'; readonly details: Read<ApiInside> }
  | { readonly type: 'rest-api'; readonly details: Read<RestApiInside> }
);

/** `stages` is `null` where nobody asked for them, since nothing in the API goes through a link. */
export type ApiInside = Pick<ApiDetails, 'owner' | 'integrations'> & {
  readonly stages: ApiDetails['stages'] | null;
};
export type RestApiInside = Pick<RestApiDetails, 'owner' | 'resources'> & {
  readonly stages: RestApiDetails['stages'] | null;
};
