/**
 * How SQS says no. Refusals are those that localstack recorded of AWS with the JSON format
 * (tests/aws/services/sqs/test_sqs.snapshot.json, November 2023), except where something else is said.
 */
import { say, type Words } from '../service';
import { ServiceError } from '../wire/service-error';
import type { Wire } from '../wire/wire';

/** A denial was seen with its status in a report; those of the next three, and of what is unknown, are assumed. */
export const words: Words = {
  denied: ['AccessDeniedException', 403],
  unrecognized: ['UnrecognizedClientException', 403],
  unsigned: ['MissingAuthenticationTokenException', 403],
  expired: ['ExpiredTokenException', 403],
  throttled: ['RequestThrottled', 403],
  internal: ['InternalFailure', 500],
  invalid: ['InvalidParameterValueException', 400],
  unknownOperation: ['UnknownOperationException', 400],
};

export const invalid = (message: string) => say(words.invalid, message);
export const invalidValue = (value: unknown, parameter: string, reason: string) =>
  invalid(`Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`);
export const missing = (parameter: string) =>
  say(['MissingRequiredParameterException', 400], `The request must contain the parameter ${parameter}.`);
export const noSuchQueue = () => say(['QueueDoesNotExist', 400], 'The specified queue does not exist.');
export const unknownAttribute = (name: string) => say(['InvalidAttributeName', 400], `Unknown Attribute ${name}.`);
export const wrongAttribute = (name: string) =>
  say(['InvalidAttributeValue', 400], `Invalid value for the parameter ${name}.`);

/** Where the JSON format names an error otherwise than the older one, whose names the SDKs show to this day. */
const QUERY_CODES: Readonly<Record<string, string>> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  InvalidParameterValueException: 'InvalidParameterValue',
  MissingRequiredParameterException: 'MissingParameter',
  AccessDeniedException: 'AccessDenied',
  UnrecognizedClientException: 'InvalidClientTokenId',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  ExpiredTokenException: 'ExpiredToken',
};

/** What the service's own model has; the other errors are those of all services. */
const MODELLED = [
  'QueueDoesNotExist',
  'QueueNameExists',
  'InvalidAddress',
  'InvalidAttributeName',
  'InvalidAttributeValue',
  'InvalidMessageContents',
  'ReceiptHandleIsInvalid',
  'RequestThrottled',
];

/** `x-amzn-query-error: Code;Fault`, for whoever knew the older names: https://github.com/smithy-lang/smithy-rs/issues/1872 */
export function inBothCodes(wire: Wire): Wire {
  return {
    ...wire,
    refuse: ({ code, message, status, headers, members }) => {
      const shape = `${MODELLED.includes(code) ? 'com.amazonaws.sqs' : 'com.amazon.coral.service'}#${code}`;
      const older = `${QUERY_CODES[code] ?? code};${status < 500 ? 'Sender' : 'Receiver'}`;
      return wire.refuse(
        new ServiceError(shape, message, status, { ...headers, 'x-amzn-query-error': older }, members),
      );
    },
  };
}
