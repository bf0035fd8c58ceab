/** The attributes of queues and messages of SQS, which are all texts. */
import type { QueueAttributeName } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { isSize } from '../paging';
import { NotInTheSandbox } from '../wire/operation';
import { type Message, type Queue, type QueueSettings, type Redrive, RETENTION_SECONDS } from './sqs-queue';
import { invalidValue, unknownAttribute, wrongAttribute } from './sqs-words';

export type Attributes = Readonly<Partial<Record<QueueAttributeName, string>>>;

/** "1 MiB or 1,048,576 bytes" (API_SendMessage); it was 256 KiB until August 2025. */
export const MAX_BYTES = 1_048_576;
/** Seconds, of this and the next two: API_CreateQueue */
export const MAX_DELAY = 900;
export const MAX_VISIBILITY_TIMEOUT = 43_200;
const DEFAULT_VISIBILITY_TIMEOUT = 30;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html (remembered) */
const MAX_RECEIVE_COUNT = 1000;

const isBoolean = (value: string) => value === 'true' || value === 'false';
const isUpTo = (most: number) => (value: string) => /^\d+$/.test(value) && isSize(Number(value), 0, most);

/** What CreateQueue takes here, with what it may say. */
const SETTABLE: Readonly<Record<string, (value: string) => boolean>> = {
  FifoQueue: isBoolean,
  ContentBasedDeduplication: isBoolean,
  VisibilityTimeout: isUpTo(MAX_VISIBILITY_TIMEOUT),
  DelaySeconds: isUpTo(MAX_DELAY),
  RedrivePolicy: () => true,
};

/** What AWS's CreateQueue takes beyond that. */
const NOT_SETTABLE_HERE: readonly string[] = [
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'Policy',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'SqsManagedSseEnabled',
  'DeduplicationScope',
  'FifoThroughputLimit',
];

/**
 * A standard queue does not know the attributes of a FIFO queue, not even to say that it is none (recorded of
 * SetQueueAttributes, assumed of CreateQueue). @returns whether the queue is to be FIFO
 */
export function refuseWrongAttributes(attributes: Attributes): boolean {
  const fifo = attributes.FifoQueue === 'true';
  for (const [name, value] of Object.entries(attributes)) {
    if (NOT_SETTABLE_HERE.includes(name)) throw new NotInTheSandbox(name);
    const accepts = SETTABLE[name];
    if (!accepts) throw unknownAttribute(name);
    if (!accepts(value)) throw wrongAttribute(name);
    if (!fifo && (name === 'FifoQueue' || name === 'ContentBasedDeduplication')) throw unknownAttribute(name);
  }
  return fifo;
}

/** @param attributes that may be set, with values that they may have */
export function settingsOf(fifo: boolean, attributes: Attributes = {}, redrive: Redrive | null = null): QueueSettings {
  return {
    fifo,
    contentBasedDeduplication: attributes.ContentBasedDeduplication === 'true',
    visibilityTimeout: Number(attributes.VisibilityTimeout ?? DEFAULT_VISIBILITY_TIMEOUT),
    delay: Number(attributes.DelaySeconds ?? 0),
    redrive,
  };
}

/** The first attribute in which they differ. */
export function differenceOf(a: QueueSettings, b: QueueSettings): QueueAttributeName | undefined {
  if (a.contentBasedDeduplication !== b.contentBasedDeduplication) return 'ContentBasedDeduplication';
  if (a.visibilityTimeout !== b.visibilityTimeout) return 'VisibilityTimeout';
  if (a.delay !== b.delay) return 'DelaySeconds';
  return a.redrive?.policy === b.redrive?.policy ? undefined : 'RedrivePolicy';
}

const redrivePolicy = z.strictObject({
  deadLetterTargetArn: z.string().optional(),
  maxReceiveCount: z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]).optional(),
});

/** The reasons are remembered, but for the first; the code is recorded of that one and assumed of the others. */
export function redriveOf(
  policy: string | undefined,
  fifo: boolean,
  region: string,
  find: (arn: string) => Queue | undefined,
): Redrive | null {
  if (policy === undefined) return null;
  const refuse = (reason: string) => invalidValue(policy, 'RedrivePolicy', reason);
  const { deadLetterTargetArn = '', maxReceiveCount } = redrivePolicyIn(policy) ?? {};
  if (!deadLetterTargetArn.startsWith('arn:')) throw refuse('Invalid value for deadLetterTargetArn.');
  // "In the same Region": API_CreateQueue
  const deadLetters = deadLetterTargetArn.split(':')[3] === region ? find(deadLetterTargetArn) : undefined;
  if (!deadLetters) throw refuse('Dead letter target does not exist.');
  if (deadLetters.settings.fifo !== fifo) throw refuse('Dead-letter queue must be same type of queue as the source.');
  if (deadLetters.settings.redrive) throw new NotInTheSandbox('dead letters of dead letters');
  if (maxReceiveCount === undefined || !isSize(maxReceiveCount, 1, MAX_RECEIVE_COUNT)) {
    throw refuse(
      `Invalid value for maxReceiveCount: ${maxReceiveCount}, valid values are from 1 to ${MAX_RECEIVE_COUNT} both inclusive.`,
    );
  }
  return { deadLetters, maxReceiveCount, policy };
}

/** `null` for a text that is no such policy. */
function redrivePolicyIn(text: string): z.output<typeof redrivePolicy> | null {
  try {
    return redrivePolicy.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

type Values = Readonly<Record<string, string | undefined>>;

export function attributesOf(queue: Queue, now: number): Values {
  const { arn, createdAt, settings } = queue;
  const { visible, inFlight, delayed } = queue.count(now);
  const created = String(Math.floor(createdAt / 1000));
  return {
    QueueArn: arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: created,
    LastModifiedTimestamp: created,
    VisibilityTimeout: String(settings.visibilityTimeout),
    MaximumMessageSize: String(MAX_BYTES),
    MessageRetentionPeriod: String(RETENTION_SECONDS),
    DelaySeconds: String(settings.delay),
    ReceiveMessageWaitTimeSeconds: '0',
    SqsManagedSseEnabled: 'true',
    RedrivePolicy: settings.redrive?.policy,
    ...(settings.fifo
      ? {
          FifoQueue: 'true',
          ContentBasedDeduplication: String(settings.contentBasedDeduplication),
          DeduplicationScope: 'queue',
          FifoThroughputLimit: 'perQueue',
        }
      : {}),
  };
}

export function systemAttributesOf(message: Message): Values {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    SequenceNumber: message.sequenceNumber,
    MessageDeduplicationId: message.deduplicationId,
    MessageGroupId: message.groupId,
    DeadLetterQueueSourceArn: message.deadOf,
  };
}

/** @param known every name that AWS knows, whether or not it has a value here */
export function refuseUnknownNames(names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownAttribute(unknown);
}

/** Those that were asked for and have a value; nothing at all, if there is none. */
export function chosen(values: Values, names: readonly string[]): Record<string, string> | undefined {
  const found = Object.entries(values).flatMap(([name, value]) =>
    value !== undefined && (names.includes('All') || names.includes(name)) ? [[name, value] as const] : [],
  );
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
