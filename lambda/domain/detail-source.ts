/** Where a plan gets its details of one Region. Each is asked once, however many plans want it, and a failure is a value. */
import type {
  ApiDetails,
  ConcurrencyPeak,
  EventSource,
  FunctionCallers,
  FunctionDetails,
  Listener,
  LoadBalancer,
  RequestPeak,
  RestApiDetails,
  StageLoad,
  Subnet,
  TargetGroup,
  VpcLinkDetails,
} from './details';
import type { Read } from './read';

export interface DetailSource {
  readonly region: string;
  /** An HTTP or WebSocket API with everything in it. */
  api(id: string): Promise<Read<ApiDetails>>;
  restApi(id: string): Promise<Read<RestApiDetails>>;
  vpcLinks(version: 'V1' | 'V2'): Promise<Read<readonly VpcLinkDetails[]>>;
  subnets(ids: readonly string[]): Promise<Read<readonly Subnet[]>>;
  loadBalancers(): Promise<Read<readonly LoadBalancer[]>>;
  /** The listeners with these ARNs. */
  listeners(arns: readonly string[]): Promise<Read<readonly Listener[]>>;
  targetGroups(): Promise<Read<readonly TargetGroup[]>>;
  functions(): Promise<Read<readonly FunctionDetails[]>>;
  eventSources(): Promise<Read<readonly EventSource[]>>;
  callers(functionName: string): Promise<Read<FunctionCallers>>;
  /**
   * `null`: nothing ran in 14 days.
   * @param names the functions that are looked at
   * @param reservedOf what the scan knows of their reservations; a name that is not in it stays unknown
   */
  concurrencyPeak(
    names: readonly string[],
    reservedOf: ReadonlyMap<string, number | null>,
  ): Promise<Read<ConcurrencyPeak | null>>;
  /** `null`: no request in 24 hours. @param apis all of the Region: their sum is the account's */
  requestPeak(apis: readonly ApiWithStages[]): Promise<Read<RequestPeak | null>>;
}

/** What the scan knows of an API: without its stages its requests count, but belong to nobody. */
export interface ApiWithStages {
  readonly id: string;
  readonly name: string;
  readonly type: StageLoad['apiType'];
  readonly stages: readonly { readonly name: string; readonly rate: number | null }[];
}
