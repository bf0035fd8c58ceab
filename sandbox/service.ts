/** One AWS service of the sandbox: its wire format, its operations and its own words for saying no. */
import { type Operation } from './wire/operation';
import { ServiceError } from './wire/service-error';
import { type Wire } from './wire/wire';

export interface Service {
  /** The SDK client's name, as in `apigatewayv2`; it names calls in the log and faults. */
  readonly name: string;
  /** The name in a request's signature; API Gateway's two services share one. */
  readonly signingName: string;
  readonly wire: Wire;
  readonly operations: readonly Operation[];
  readonly words: Words;
  /** The IAM action and resource that AWS names in a denial. */
  permission(operation: string, path: string, place: Place): { readonly action: string; readonly resource: string };
}

export interface Place {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
}

/** Error codes with their HTTP status: services do not agree on one name. */
export interface Words {
  readonly denied: readonly [code: string, status: number];
  readonly unrecognized: readonly [code: string, status: number];
  readonly expired: readonly [code: string, status: number];
  readonly throttled: readonly [code: string, status: number];
  readonly internal: readonly [code: string, status: number];
  readonly invalid: readonly [code: string, status: number];
  readonly unknownOperation: readonly [code: string, status: number];
}

/** The REST-JSON services. What they say of an unknown operation was not checked on every one of them. */
export const restWords: Words = {
  denied: ['AccessDeniedException', 403],
  unrecognized: ['UnrecognizedClientException', 403],
  expired: ['ExpiredTokenException', 403],
  throttled: ['TooManyRequestsException', 429],
  internal: ['InternalFailure', 500],
  invalid: ['BadRequestException', 400],
  unknownOperation: ['UnknownOperationException', 404],
};

/** The services that speak JSON to one URL answer client errors with 400. */
export const jsonWords: Words = {
  denied: ['AccessDeniedException', 400],
  unrecognized: ['UnrecognizedClientException', 400],
  expired: ['ExpiredTokenException', 400],
  throttled: ['ThrottlingException', 400],
  internal: ['InternalFailure', 500],
  invalid: ['ValidationException', 400],
  unknownOperation: ['UnknownOperationException', 400],
};

export function say([code, status]: readonly [string, number], message: string): ServiceError {
  return new ServiceError(code, message, status);
}

/** Services whose action is named after the operation and that know no narrower resource than `*`. */
export function plainPermission(prefix: string): Service['permission'] {
  return (operation) => ({ action: `${prefix}:${operation}`, resource: '*' });
}
