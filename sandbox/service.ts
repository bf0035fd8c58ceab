/** One AWS service of the sandbox: its wire format, its operations and its own words for saying no. */
import type { Permission } from './policy';
import type { Operation } from './wire/operation';
import { ServiceError } from './wire/service-error';
import type { Wire } from './wire/wire';

export interface Service {
  /** The SDK client's name, as in `apigatewayv2`; it names calls in the log and faults. */
  readonly name: string;
  /** The name in a request's signature; API Gateway's two services share one. */
  readonly signingName: string;
  /** Of a global service: the one Region that requests are signed for, whichever the account has. */
  readonly signedFor?: string;
  readonly wire: Wire;
  readonly operations: readonly Operation[];
  readonly words: Words;
  /** What AWS asks IAM for; `null` where it asks for no permission. */
  permission(asked: Asked): Permission | null;
  /** What a denial says, where the service has a form of its own. */
  readonly denial?: (denial: Denial) => string;
  /** What an input without a member that is required is told, where AWS's own words are known. */
  readonly missing?: (member: string) => string;
}

/** What is made with the first request that may be for it: an account is asked for few of its services, and some are large. */
export interface Offer {
  /** Of every service that it makes. */
  readonly signingName: string;
  readonly services: () => Promise<readonly Service[]>;
}

export function offer(signingName: string, make: () => Service | Promise<Service> | readonly Service[]): Offer {
  let made: Promise<readonly Service[]> | undefined;
  const services = async () => [await make()].flat();
  return { signingName, services: () => (made ??= services()) };
}

/** A call, as far as its permission depends on it. */
export interface Asked {
  readonly operation: string;
  readonly path: string;
  /** As the operation's schema decodes it; members that AWS requires may be missing. */
  readonly input: object;
  readonly place: Place;
}

export interface Denial extends Permission {
  /** The caller's ARN. */
  readonly caller: string;
  /** Which policy it was, in AWS's words. */
  readonly reason: string;
}

/**
 * The form of most services:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denialOf({ caller, action, resource, reason }: Denial): string {
  return `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}

export interface Place {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
}

/** An error code with its HTTP status and, where the service has one of its own, its message. */
type Word = readonly [code: string, status: number, message?: string];

/** Services do not agree on one name for the same thing. */
export interface Words {
  readonly denied: Word;
  readonly unrecognized: Word;
  readonly unsigned: Word;
  readonly expired: Word;
  readonly throttled: Word;
  readonly internal: Word;
  readonly invalid: Word;
  readonly unknownOperation: Word;
}

/**
 * The REST-JSON services. That a path without an operation is denied, not unknown, was seen of Lambda
 * (https://github.com/ysugimoto/cloudflare-worker-lambda-gateway/issues/1) and assumed of the others.
 */
export const restWords: Words = {
  denied: ['AccessDeniedException', 403],
  unrecognized: ['UnrecognizedClientException', 403],
  unsigned: ['MissingAuthenticationTokenException', 403],
  expired: ['ExpiredTokenException', 403],
  throttled: ['TooManyRequestsException', 429],
  internal: ['InternalFailure', 500],
  invalid: ['BadRequestException', 400],
  unknownOperation: ['AccessDeniedException', 403, 'Unable to determine service/operation name to be authorized'],
};

/** The services that speak JSON to one URL answer client errors with 400. */
export const jsonWords: Words = {
  denied: ['AccessDeniedException', 400],
  unrecognized: ['UnrecognizedClientException', 400],
  unsigned: ['MissingAuthenticationTokenException', 400],
  expired: ['ExpiredTokenException', 400],
  throttled: ['ThrottlingException', 400],
  internal: ['InternalFailure', 500],
  invalid: ['ValidationException', 400],
  unknownOperation: ['UnknownOperationException', 400],
};

/** The services that answer forms with XML (EC2 has its own). */
export const queryWords: Words = {
  denied: ['AccessDenied', 403],
  unrecognized: ['InvalidClientTokenId', 403],
  unsigned: ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token'],
  expired: ['ExpiredToken', 403],
  throttled: ['Throttling', 400],
  internal: ['InternalFailure', 500],
  invalid: ['ValidationError', 400],
  unknownOperation: ['InvalidAction', 400],
};

/** @param message where the word has none of its own */
export function say([code, status, own]: Word, message: string): ServiceError {
  return new ServiceError(code, own ?? message, status);
}

/** Services whose action is named after the operation and that know no narrower resource than `*`. */
export function plainPermission(prefix: string): Service['permission'] {
  return ({ operation }) => ({ action: `${prefix}:${operation}`, resource: '*' });
}

/** A member of a decoded input that is a text; empty if it is not there. */
export function textIn(input: object, member: string): string {
  const value: unknown = Reflect.get(input, member);
  return typeof value === 'string' ? value : '';
}
