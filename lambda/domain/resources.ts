/** What exists in an account, narrowed to what counting, showing and planning need. Names are AWS's own: hostile text. */

/** Identifies the one thing that a measurement is about. */
export interface Resource {
  readonly type: ResourceType;
  readonly id: string;
  readonly name: string;
}
export type ResourceType = 'http-api' | 'websocket-api' | 'rest-api';

export interface RestApi {
  readonly id: string;
  readonly name: string;
}

/** An API of `apigatewayv2`. A protocol that this release does not know is kept as `null`, and counted by no quota. */
export interface HttpOrWebSocketApi {
  readonly id: string;
  readonly name: string;
  readonly protocol: 'HTTP' | 'WEBSOCKET' | null;
}

/** `status` is AWS's own word: AVAILABLE, PENDING, DELETING, FAILED, and for V2 also INACTIVE. */
export interface VpcLink {
  readonly id: string;
  readonly name: string;
  readonly status: string;
}

/** `GetAccount` of API Gateway: requests per second, and requests. */
export interface ApiGatewayAccount {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/** `GetAccountSettings` of Lambda. Concurrency in executions. */
export interface LambdaAccount {
  readonly concurrency: number;
  /** What is left for functions without a reservation: concurrency minus everything reserved. */
  readonly unreservedConcurrency: number;
  readonly functionCount: number;
}

/** One row of `ListServiceQuotas` or `ListAWSDefaultServiceQuotas`. */
export interface ServiceQuota {
  readonly code: string;
  readonly name: string;
  readonly value: number;
}
