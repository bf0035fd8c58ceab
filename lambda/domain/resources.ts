/** What exists in an account, narrowed to what counting, showing and planning need. Names are AWS's own: hostile text. */

/** Identifies the one thing that a measurement is about. */
export interface Resource {
  readonly type: ResourceType;
  readonly id: string;
  readonly name: string;
}
export const resourceTypes = [
  'http-api',
  'websocket-api',
  'rest-api',
  'stage',
  'route',
  'domain-name',
  'usage-plan',
  'vpc-link',
  'vpc',
  'function',
  // Of an organization: its id is the account's own.
  'account',
] as const;
export type ResourceType = (typeof resourceTypes)[number];

export interface RestApi {
  readonly id: string;
  readonly name: string;
  readonly endpoint: 'REGIONAL' | 'EDGE' | 'PRIVATE' | null;
}

/** An API of `apigatewayv2`. A protocol that this release does not know is kept as `null`, and counted by no quota. */
export interface HttpOrWebSocketApi {
  readonly id: string;
  readonly name: string;
  readonly protocol: 'HTTP' | 'WEBSOCKET' | null;
}

/** A rate of requests per second that somebody configured. */
export interface RouteThrottle {
  /** `GET /pets` for REST and HTTP APIs, the route key for WebSocket APIs. */
  readonly route: string;
  readonly rate: number;
  /** Without detailed metrics nobody counts the requests of one route. */
  readonly detailedMetrics: boolean;
}

/** A stage of an API of any type. */
export interface Stage {
  readonly name: string;
  readonly variables: number;
  readonly tags: number;
  /** Requests per second for all routes together; `null`: only the account's throttle holds. */
  readonly rate: number | null;
  readonly routes: readonly RouteThrottle[];
}

/** `status` is AWS's own word: AVAILABLE, PENDING, DELETING, FAILED, and for V2 also INACTIVE. */
export interface VpcLink {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  /** V2 links stand in subnets; V1 links have a load balancer instead, and 0 here. */
  readonly subnets: number;
}

/** `GetAccount` of API Gateway: requests per second. */
export interface ApiGatewayAccount {
  readonly rateLimit: number;
}

export interface DomainName {
  /** The domain name, and for a private one its id behind it: private names need not be unique. */
  readonly id: string;
  readonly name: string;
  readonly private: boolean;
  /** Multi-level mappings exist on Regional domains only. */
  readonly regional: boolean;
  readonly routingRules: boolean;
}

export interface UsagePlan {
  readonly id: string;
  readonly name: string;
  readonly rate: number | null;
  /** For each stage in the plan, how many methods have a throttle of their own. */
  readonly stages: readonly { readonly apiId: string; readonly stage: string; readonly throttles: number }[];
}

/** `GetAccountSettings` of Lambda. Concurrency in executions, storage in bytes. */
export interface LambdaAccount {
  readonly concurrency: number;
  /** What is left for functions without a reservation: concurrency minus everything reserved. */
  readonly unreservedConcurrency: number;
  readonly functionCount: number;
  readonly storage: number;
  readonly storageLimit: number;
}

/** One row of `ListServiceQuotas` or `ListAWSDefaultServiceQuotas`. */
export interface ServiceQuota {
  readonly code: string;
  readonly name: string;
  readonly value: number;
  readonly adjustable: boolean;
  /** The resource that the value holds for, as the last part of its ARN; `null`: the whole account. */
  readonly resource: string | null;
  /** The metric that AWS itself measures the usage with, if it has one. */
  readonly metric: UsageMetric | null;
}

export interface UsageMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum';
  /** A quota on requests per second is held against a sum over a minute. */
  readonly perSecond: boolean;
}

/** An open request for a higher limit. */
export interface IncreaseRequest {
  readonly id: string;
  readonly service: string;
  readonly code: string;
  readonly desired: number;
  /** Service Quotas' own word: one of `openStatuses`, or what became of it. */
  readonly status: string;
  readonly resource: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Nobody has decided yet: https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_RequestedServiceQuotaChange.html */
export const openStatuses: ReadonlySet<string> = new Set(['PENDING', 'CASE_OPENED']);
