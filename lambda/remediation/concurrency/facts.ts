/** What a plan for Lambda's concurrency is made of. */
import type {
  ConcurrencyPeak,
  EventSource,
  FunctionCallers,
  FunctionDetails,
  FunctionSignals,
  Owner,
} from '../../domain/details';
import type { Read } from '../../domain/read';
import type { LambdaAccount } from '../../domain/resources';
import type { OtherQuota, QuotaFacts } from '../facts';

const ids = [
  'lambda-concurrency',
  'lambda-unreserved-concurrency',
  'lambda-reserved-concurrency',
  'lambda-invocation-rate',
] as const;
export type ConcurrencyQuota = (typeof ids)[number];

/** The ids of the quotas that `planConcurrency` has plans for. */
export const concurrencyQuotas: readonly string[] = ids;

export interface ConcurrencyFacts {
  readonly quota: QuotaFacts;
  readonly account: Read<Pick<LambdaAccount, 'concurrency' | 'unreservedConcurrency'>>;
  /** `null`: nothing ran in 14 days. */
  readonly peak: Read<ConcurrencyPeak | null>;
  readonly functions: Read<readonly FunctionDetails[]>;
  readonly eventSources: Read<readonly EventSource[]>;
  /** By function name, of the largest functions: of the others nobody asked. */
  readonly callers: ReadonlyMap<string, Read<FunctionCallers>>;
  /** Which APIs call which functions. */
  readonly apis: readonly CallingApi[];
  /** The ids of further APIs that policies of these functions name: nobody asked for their routes. */
  readonly apisNotRead: readonly string[];
  /** By function name; `null`: nobody has opted in. */
  readonly signals: ReadonlyMap<string, Read<FunctionSignals>> | null;
  readonly others: readonly OtherQuota[];
}

export interface CallingApi {
  readonly id: string;
  readonly name: string;
  readonly type: 'http-api' | 'rest-api' | 'websocket-api';
  readonly owner: Owner | null;
  readonly calls: Read<readonly Call[]>;
}

/** A route or method whose integration is a function. */
export interface Call {
  /** `POST /events`, `ANY /{proxy+}`, `$default`, or the key of a WebSocket route. */
  readonly routeKey: string;
  readonly functionName: string;
  /** AWS's words: NONE, JWT, CUSTOM, AWS_IAM, COGNITO_USER_POOLS. */
  readonly authorization: string;
  /** How long API Gateway waits for the function; `null`: its default. */
  readonly timeoutMs: number | null;
}

export function asConcurrencyQuota(id: string): ConcurrencyQuota | null {
  return ids.find((one) => one === id) ?? null;
}
