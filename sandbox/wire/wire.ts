/** What the wire formats have in common. */
import { gunzipSync } from 'node:zlib';
import type { Operation } from './operation';
import type { ServiceError } from './service-error';

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As it was sent. */
  readonly body: Buffer;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface Wire {
  /** The operation that the request means; `null` if there is none of that kind. */
  find(request: WireRequest, operations: readonly Operation[]): Operation | null;
  /** What the request says it wants, for the message about an operation that is not there. */
  wanted(request: WireRequest): string;
  decode(request: WireRequest, operation: Operation): Promise<object>;
  encode(operation: Operation, answer: object): WireResponse;
  refuse(error: ServiceError): WireResponse;
}

/** The body without its compression. @throws for one that only claims to be compressed */
export function plainBody({ headers, body }: WireRequest): Buffer {
  return headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
}

/** Narrows what a codec of the SDK returns, which is typed as anything. */
export function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
