/** Errors of the SDK, sorted into what they mean for a scan. */
import type { Failure } from '../domain/read';
import { permissionOf } from '../domain/operations';

/**
 * No answer within the time of one attempt. The SDK would try a silent service three times, and a scan has ten of them to
 * ask: what was not answered is asked again at the next scan. It carries no cause, or the SDK would find its time-out there.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** AWS answered, but not with what its documentation says. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** Error codes, each seen in AWS's documentation or SDKs; services do not agree on one name. */
const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthFailure',
  'AuthorizationError',
  'ForbiddenException',
  // A wrong secret key, or a clock that is wrong by more than five minutes.
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'UnauthorizedException',
  'UnauthorizedOperation',
]);
/** A Region that is off answers that the token is invalid; one without the service has no address or says so. */
const UNAVAILABLE = new Set([
  'InvalidClientTokenId',
  'OptInRequired',
  'SubscriptionRequiredException',
  'UnknownEndpoint',
  'UnrecognizedClientException',
]);
const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired']);
const THROTTLED = new Set([
  'RequestLimitExceeded',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
]);
const INVALID = new Set(['InvalidParameterValueException', 'ValidationError', 'ValidationException']);
const NOT_FOUND = new Set([
  'ListenerNotFoundException',
  'NotFoundException',
  'ResourceNotFoundException',
  'TargetGroupNotFoundException',
]);
const NO_CONNECTION = new Set(['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'ETIMEDOUT']);

/** The parts of an SDK or system error that are of use here. */
interface ErrorFacts {
  readonly code: string;
  readonly message: string;
  readonly httpStatus: number | undefined;
  readonly attempts: number;
}

export function isThrottled(error: unknown): boolean {
  const { code, httpStatus } = factsOf(error);
  return THROTTLED.has(code) || httpStatus === 429;
}

export function isTimeout(error: unknown): boolean {
  return factsOf(error).code === 'TimeoutError';
}

/** The request itself is at fault: asking again, or later, cannot help. */
export function isInvalidRequest(error: unknown): boolean {
  return INVALID.has(factsOf(error).code);
}

/** The thing that was asked for does not exist (any more). */
export function isNotFound(error: unknown): boolean {
  return NOT_FOUND.has(factsOf(error).code);
}

/** @param operation `service:Operation`, named in the reason. */
export function failureOf(error: unknown, operation: string): Failure {
  const { code, message, httpStatus, attempts } = factsOf(error);
  const on = `on ${operation}`;
  if (code === 'CredentialsProviderError') {
    return {
      kind: 'denied',
      reason: `no AWS credentials found (${firstSentence(message)}); set AWS_PROFILE or sign in with "aws sso login"`,
    };
  }
  if (EXPIRED.has(code)) return { kind: 'denied', reason: `${code} ${on}: the credentials have expired` };
  if (THROTTLED.has(code)) return { kind: 'failed', reason: `${code} ${on} (attempts: ${attempts})` };
  if (DENIED.has(code)) return { kind: 'denied', reason: `${code} ${on}${needs(operation)}` };
  if (code === 'ENOTFOUND') return { kind: 'unavailable', reason: `no such host (ENOTFOUND) ${on}` };
  if (UNAVAILABLE.has(code)) return { kind: 'unavailable', reason: `${code} ${on}` };
  if (code === 'NoAnswer') return { kind: 'failed', reason: `no answer ${on}` };
  if (NO_CONNECTION.has(code)) return { kind: 'failed', reason: `no connection (${code}) ${on}` };
  if (code === 'UnexpectedAnswer') return { kind: 'failed', reason: `unexpected answer ${on}: ${message}` };
  // A body that is not what the protocol says ends as a SyntaxError, or as an error without any code.
  if (code === 'SyntaxError' || (httpStatus !== undefined && httpStatus < 300)) {
    return { kind: 'failed', reason: `unreadable answer ${on}` };
  }
  if (httpStatus === 403) return { kind: 'denied', reason: `${code} (HTTP 403) ${on}${needs(operation)}` };
  // Without an answer there is no code of AWS, and the message is all that there is.
  const detail = httpStatus === undefined ? `: ${firstSentence(message)}` : '';
  return { kind: 'failed', reason: `${code}${httpStatus === undefined ? '' : ` (HTTP ${httpStatus})`} ${on}${detail}` };
}

/** What to grant: the operation is not always the action. */
function needs(operation: string): string {
  const permission = permissionOf(operation);
  if (permission === null) return '';
  return ` (needs ${permission.action}${'path' in permission ? ` on ${permission.path}` : ''})`;
}

/** By its properties rather than its class: an error of Node's own may come from another realm than this module's. */
function factsOf(error: unknown): ErrorFacts {
  const name = property(error, 'name');
  const code = property(error, 'code');
  const message = property(error, 'message');
  const metadata = property(error, '$metadata');
  const httpStatus = property(metadata, 'httpStatusCode');
  const attempts = property(metadata, 'attempts');
  const named = typeof name === 'string' && name !== 'Error' ? name : code;
  return {
    code: typeof named === 'string' ? named : 'Error',
    message: typeof message === 'string' ? message : String(error),
    httpStatus: typeof httpStatus === 'number' ? httpStatus : undefined,
    attempts: typeof attempts === 'number' ? attempts : 1,
  };
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function firstSentence(text: string): string {
  return (text.split(/[.\n]/, 1)[0] ?? text).trim();
}
