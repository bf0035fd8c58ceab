/**
 * SQS, of FIFO queues above all: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html
 *
 * The SDK sends a message to the host of its `QueueUrl`, whatever `AWS_ENDPOINT_URL` says, unless the client itself was
 * given an `endpoint` or `useQueueUrlAsEndpoint: false` (`@aws-sdk/middleware-sdk-sqs`, queue-url.js). So a queue has the
 * sandbox's own address here, in AWS's form of a path, and a client that has it from GetQueueUrl or CreateQueue needs
 * nothing but the environment. AWS's address of a queue is understood as well, from clients that have one of the two.
 */
import { createHash } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  MessageSystemAttributeName,
  QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Account } from '../account';
import { isSize } from '../paging';
import { denialOf, say, type Service, textIn } from '../service';
import { awsJson } from '../wire/json';
import { allBut, type CallContext, on } from '../wire/operation';
import { offlineConfig } from './client-config';
import {
  attributesOf,
  chosen,
  differenceOf,
  MAX_BYTES,
  MAX_DELAY,
  MAX_VISIBILITY_TIMEOUT,
  redriveOf,
  refuseUnknownNames,
  refuseWrongAttributes,
  settingsOf,
  systemAttributesOf,
} from './sqs-attributes';
import { Queue, type QueueSettings } from './sqs-queue';
import { inBothCodes, invalid, invalidValue, missing, noSuchQueue, words } from './sqs-words';

const MAX_RECEIVED = 10;
/** "Alphanumeric characters and punctuation", of both ids: API_SendMessage */
const ID = /^[!-~]{1,128}$/;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html, "Message content" */
const UNWANTED = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** @param home the Region of the described queues */
export function sqs({ accountId, partition, queues: described }: Account, home: string, startedAt: Date): Service {
  const queues = new Map<string, Queue>();
  const arnOf = (region: string, name: string, account = accountId) =>
    `arn:${partition}:sqs:${region}:${account}:${name}`;
  const put = (arn: string, settings: QueueSettings, now: Date) =>
    queues.set(arn, new Queue(arn, settings, now.getTime()));
  for (const name of described) put(arnOf(home, name), settingsOf(name.endsWith('.fifo')), startedAt);

  const urlOf = (name: string, { request }: CallContext) => `${originOf(request.headers)}/${accountId}/${name}`;
  const named = (name: string, { region }: CallContext): Queue => {
    const found = queues.get(arnOf(region, name));
    if (!found) throw noSuchQueue();
    return found;
  };
  const at = (url: string, context: CallContext): Queue => {
    const { origin = '', account, name = '' } = partsOf(url);
    const isAws = new RegExp(`^https://sqs\\.${context.region}\\.amazonaws\\.com(\\.cn)?$`).test(origin);
    // The wording is remembered, the status is the model's.
    if (!isAws && origin !== originOf(context.request.headers)) {
      throw say(['InvalidAddress', 404], `The address ${url} is not valid for this endpoint.`);
    }
    if (account !== accountId) throw noSuchQueue();
    return named(name, context);
  };

  return {
    name: 'sqs',
    signingName: 'sqs',
    wire: inBothCodes(awsJson(new SQSClient(offlineConfig).config.protocol)),
    words,
    // The action is in small letters there, as seen in many reports.
    denial: ({ action, reason, ...denial }) =>
      denialOf({ ...denial, action: action.toLowerCase(), reason: reason.replace(action, action.toLowerCase()) }),
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
    permission: ({ operation, input, place: { region } }) => {
      const { account, name = textIn(input, 'QueueName') } = partsOf(textIn(input, 'QueueUrl'));
      return { action: `sqs:${operation}`, resource: arnOf(region, name, account) };
    },
    operations: [
      on(
        CreateQueueCommand,
        ({ QueueName = '', Attributes = {} }, context) => {
          const fifo = refuseWrongAttributes(Attributes);
          refuseWrongName(QueueName, fifo);
          const redrive = redriveOf(Attributes.RedrivePolicy, fifo, context.region, (target) => queues.get(target));
          const settings = settingsOf(fifo, Attributes, redrive);
          const arn = arnOf(context.region, QueueName);
          const before = queues.get(arn);
          // "The exact same names and values for all its attributes": what is left out is its default, the stricter reading.
          const difference = before && differenceOf(before.settings, settings);
          if (difference !== undefined) {
            throw say(
              ['QueueNameExists', 400],
              `A queue already exists with the same name and a different value for attribute ${difference}`,
            );
          }
          if (!before) put(arn, settings, context.now);
          return { QueueUrl: urlOf(QueueName, context) };
        },
        allBut(CreateQueueCommand, ['QueueName', 'Attributes']),
      ),
      on(
        GetQueueUrlCommand,
        ({ QueueName = '' }, context) => {
          named(QueueName, context);
          return { QueueUrl: urlOf(QueueName, context) };
        },
        allBut(GetQueueUrlCommand, ['QueueName']),
      ),
      on(
        SendMessageCommand,
        (input, context) => {
          const { QueueUrl = '', MessageBody: body = '' } = input;
          const queue = at(QueueUrl, context);
          refuseWrongBody(body);
          refuseWrongIds(input, queue.settings);
          refuseWrongDelay(input, queue.settings);
          const draft = {
            body,
            groupId: input.MessageGroupId,
            deduplicationId: input.MessageDeduplicationId,
            delay: input.DelaySeconds,
            senderId: context.caller.userId,
          };
          const { id, sequenceNumber } = queue.send(draft, context.now.getTime());
          // The digest is of what was sent now, even if it only repeats an id: the SDK compares.
          return { MessageId: id, SequenceNumber: sequenceNumber, MD5OfMessageBody: md5(body) };
        },
        allBut(SendMessageCommand, [
          'QueueUrl',
          'MessageBody',
          'MessageGroupId',
          'MessageDeduplicationId',
          'DelaySeconds',
        ]),
      ),
      on(
        ReceiveMessageCommand,
        (input, context) => {
          const { QueueUrl = '', MaxNumberOfMessages: most = 1, MessageSystemAttributeNames = [] } = input;
          const queue = at(QueueUrl, context);
          const { VisibilityTimeout: seconds = queue.settings.visibilityTimeout } = input;
          if (!isSize(most, 1, MAX_RECEIVED)) {
            throw invalidValue(most, 'MaxNumberOfMessages', `Must be between 1 and ${MAX_RECEIVED}, if provided.`);
          }
          if (!isSize(seconds, 0, MAX_VISIBILITY_TIMEOUT)) {
            const reason = `Must be between 0 and ${MAX_VISIBILITY_TIMEOUT}, if provided.`;
            throw invalidValue(seconds, 'VisibilityTimeout', reason);
          }
          refuseUnknownNames(MessageSystemAttributeNames, Object.values(MessageSystemAttributeName));
          const received = queue.receive(most, seconds, context.now.getTime());
          // "The call does not return a message list": API_ReceiveMessage
          if (received.length === 0) return {};
          return {
            Messages: received.map((message) => ({
              MessageId: message.id,
              ReceiptHandle: message.receipt,
              Body: message.body,
              MD5OfBody: md5(message.body),
              Attributes: chosen(systemAttributesOf(message), MessageSystemAttributeNames),
            })),
          };
        },
        allBut(ReceiveMessageCommand, [
          'QueueUrl',
          'MaxNumberOfMessages',
          'VisibilityTimeout',
          'MessageSystemAttributeNames',
        ]),
      ),
      on(DeleteMessageCommand, ({ QueueUrl = '', ReceiptHandle = '' }, context) => {
        switch (at(QueueUrl, context).delete(ReceiptHandle, context.now.getTime())) {
          case 'deleted':
            return {};
          case 'expired':
            throw invalidValue(ReceiptHandle, 'ReceiptHandle', 'The receipt handle has expired.');
          case 'unknown':
            // Seen: https://github.com/softwaremill/elasticmq/issues/324; the status is the model's.
            throw say(
              ['ReceiptHandleIsInvalid', 404],
              `The input receipt handle "${ReceiptHandle}" is not a valid receipt handle.`,
            );
        }
      }),
      on(GetQueueAttributesCommand, ({ QueueUrl = '', AttributeNames = [] }, context) => {
        const queue = at(QueueUrl, context);
        refuseUnknownNames(AttributeNames, Object.values(QueueAttributeName));
        return { Attributes: chosen(attributesOf(queue, context.now.getTime()), AttributeNames) };
      }),
    ],
  };
}

function originOf({ host }: CallContext['request']['headers']): string {
  return `http://${String(host)}`;
}

/** Nothing of what is no address of a queue. */
function partsOf(url: string): { readonly origin?: string; readonly account?: string; readonly name?: string } {
  return /^(?<origin>https?:\/\/[^/]+)\/(?<account>\d{12})\/(?<name>[\w.-]+)$/.exec(url)?.groups ?? {};
}

/** The wording and the code are remembered. */
function refuseWrongName(name: string, fifo: boolean): void {
  if (fifo && !/^(?=.{1,80}$)[\w-]+\.fifo$/.test(name)) {
    throw invalid(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
    );
  }
  if (!fifo && !/^[\w-]{1,80}$/.test(name)) {
    throw invalid('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  }
}

function refuseWrongBody(body: string): void {
  if (body === '') throw missing('MessageBody');
  const [character] = UNWANTED.exec(body) ?? [];
  if (character !== undefined) {
    // The wording is ours.
    throw say(
      ['InvalidMessageContents', 400],
      `The message contains #x${character.codePointAt(0)?.toString(16)}, which is outside of the allowed set of characters.`,
    );
  }
  if (Buffer.byteLength(body) > MAX_BYTES) {
    throw invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${MAX_BYTES} bytes.`);
  }
}

const WRONG_FOR_TYPE = 'The request include parameter that is not valid for this queue type.';

/** In a standard queue a group is there only for fairness, which this one does not know: it changes nothing. */
function refuseWrongIds(
  { MessageGroupId, MessageDeduplicationId }: SendMessageCommandInput,
  { fifo, contentBasedDeduplication }: QueueSettings,
): void {
  if (fifo && MessageGroupId === undefined) throw missing('MessageGroupId');
  for (const [name, id] of Object.entries({ MessageGroupId, MessageDeduplicationId })) {
    if (id === undefined || ID.test(id)) continue;
    // Seen of MessageGroupId in several reports.
    const reason = `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`;
    throw invalidValue(id, name, reason);
  }
  if (fifo && MessageDeduplicationId === undefined && !contentBasedDeduplication) {
    throw invalid(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  if (!fifo && MessageDeduplicationId !== undefined) {
    throw invalidValue(MessageDeduplicationId, 'MessageDeduplicationId', WRONG_FOR_TYPE);
  }
}

/** "You can't set DelaySeconds per message" of a FIFO queue (API_SendMessage). Whether a 0 is minded was not seen; it is here. */
function refuseWrongDelay({ DelaySeconds: delay }: SendMessageCommandInput, { fifo }: QueueSettings): void {
  if (delay === undefined) return;
  if (fifo) throw invalidValue(delay, 'DelaySeconds', WRONG_FOR_TYPE);
  // The wording is remembered.
  if (!isSize(delay, 0, MAX_DELAY)) {
    throw invalidValue(delay, 'DelaySeconds', `DelaySeconds must be >= 0 and <= ${MAX_DELAY}.`);
  }
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
