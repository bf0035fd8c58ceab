/** Where a plan gets its details of one Region. Each is asked once, however many plans want it, and a failure is a value. */
import type {
  ApiDetails,
  ApiHead,
  ConcurrencyPeak,
  EventSource,
  FunctionCallers,
  FunctionDetails,
  IntegrationDetails,
  Listener,
  LoadBalancer,
  RequestPeak,
  RestApiDetails,
  RestApiHead,
  RestResource,
  RestStage,
  StageDetails,
  StageLoad,
  Subnet,
  TargetGroup,
  VpcLinkDetails,
} from './details';
import type { Read } from './read';
import type { DomainName } from './resources';

export interface DetailSource {
  readonly region: string;
  /** The HTTP and WebSocket APIs that there are now. */
  apis(): Promise<Read<readonly ApiHead[]>>;
  /** One of them with everything in it. */
  api(id: string): Promise<Read<ApiDetails>>;
  /** Parts of one, for whoever needs no more. */
  integrations(apiId: string): Promise<Read<readonly IntegrationDetails[]>>;
  stages(apiId: string): Promise<Read<readonly StageDetails[]>>;
  restApis(): Promise<Read<readonly RestApiHead[]>>;
  restApi(id: string): Promise<Read<RestApiDetails>>;
  resources(restApiId: string): Promise<Read<readonly RestResource[]>>;
  restStages(restApiId: string): Promise<Read<readonly RestStage[]>>;
  /** Custom domain names. */
  domains(): Promise<Read<readonly DomainName[]>>;
  /** The ids of the APIs of any type that a custom domain leads to by its mappings. Private domains cannot be asked. */
  mappedApis(domainId: string): Promise<Read<readonly string[]>>;
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
